"""JSON from elsewhere: read with its decimals as written, refused with line and column."""

from __future__ import annotations

import json
import re
from decimal import Decimal

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.records.limits import limits

_NEAR_END = 12
"""Characters; an error this close to the end of a text means that the text was cut off."""


_SPACE = re.compile(r"[ \t\r\n]+")
_BETWEEN = re.compile(r"[\s,;\x1e]+")
"""What programs put between two values of a series."""


def _not_a_number(_name: str) -> None:
    """``NaN`` and ``Infinity`` are no JSON, yet some programs write them for "no value"."""


# not strict: raw line ends within strings are a common slip of programs that write notes
_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_not_a_number, strict=False)


def parse_json(text: str, file: str) -> object:
    """The value of a JSON text; numbers with a decimal point come as ``Decimal``.

    Raises:
        InputError: The text is cut off, is not JSON, or is nested too deeply.
    """
    value, end = _value_at(text, _skipped(_SPACE, text, 0), file)
    if _skipped(_SPACE, text, end) < len(text):
        raise _broken(json.JSONDecodeError("Extra data", text, end), text, file)
    return value


def parse_json_series(text: str, file: str) -> list[object]:
    """The values of JSON texts that stand one behind another in a file; usually it is one.

    Raises:
        InputError: As :func:`parse_json`.
    """
    value, place = _value_at(text, _skipped(_SPACE, text, 0), file)
    values = [value]
    while (place := _skipped(_BETWEEN, text, place)) < len(text):
        value, place = _value_at(text, place, file)
        values.append(value)
    return values


def parse_json_lines(text: str, file: str) -> list[object]:
    """The values of newline-delimited JSON, blank lines left out.

    Raises:
        InputError: A line is not JSON; the sentence names it.
    """
    values: list[object] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            values.append(parse_json(line, file))
        except InputError as problem:
            raise InputError("record.bad_line", file=file, line=number) from problem
    return values


def is_json_lines(text: str) -> bool:
    """Whether the first line is a whole object and the next filled line begins another one."""
    first, _, rest = text.lstrip().partition("\n")
    if not first.rstrip().endswith("}") or not rest.lstrip().startswith("{"):
        return False
    try:
        return isinstance(_DECODER.decode(first), dict)
    except (ValueError, ArithmeticError, RecursionError):
        return False


def _value_at(text: str, place: int, file: str) -> tuple[object, int]:
    """The value that begins at a place, and where it ends."""
    most = limits().deepest_nesting
    try:
        value, end = _DECODER.raw_decode(text, place)
    except json.JSONDecodeError as problem:
        raise _broken(problem, text, file) from problem
    except RecursionError as problem:
        raise InputError("record.too_deep", file=file, most=most) from problem
    except (ValueError, ArithmeticError) as problem:  # a number of thousands of digits
        raise InputError("record.json_number", file=file) from problem
    if _deeper_than(most, value):
        raise InputError("record.too_deep", file=file, most=most)
    return value, end


def _skipped(letters: re.Pattern[str], text: str, place: int) -> int:
    found = letters.match(text, place)
    return found.end() if found else place


def _broken(problem: json.JSONDecodeError, text: str, file: str) -> InputError:
    end = len(text.rstrip())
    cut_off = problem.msg.startswith("Unterminated string") or problem.pos >= end - _NEAR_END
    if cut_off and text.rstrip()[-1:] not in ("}", "]"):
        line, column = text.count("\n", 0, end) + 1, end - text.rfind("\n", 0, end)
        return InputError("record.cut_off", file=file, line=line, column=column)
    if problem.pos >= end:
        return InputError("record.cut_off", file=file, line=problem.lineno, column=problem.colno)
    return InputError("record.not_json", file=file, line=problem.lineno, column=problem.colno)


def _deeper_than(most: int, value: object) -> bool:
    """Whether containers stand more than ``most`` deep, looked at level by level."""
    level = [value] if isinstance(value, (dict, list)) else []
    for _ in range(most):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return False
    return True

"""Tells the columns of a practice's fee schedule, by their headings, else by their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from medcoder_desktop.codesets.published_dates import read_day
from medcoder_desktop.domain.codes import looks_like_procedure
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.fee_tables import FeeField
from medcoder_desktop.domain.money import parse_cents
from medcoder_desktop.domain.table_cells import Row, column_names, widest

CODE_CELL = re.compile(r"([0-9A-Z]{5})(?:\s*[-–/\s]\s*([0-9A-Z]{2}))?", re.ASCII)
"""A code, and perhaps a modifier behind it: ``99213-25``, ``99213 25``."""
MODIFIER_CELL = re.compile(r"[0-9A-Z]{2}", re.ASCII)
MANY_DECIMALS = re.compile(r"\d{1,9}\.\d{3,}", re.ASCII)
"""What a workbook computed: it shows cents and holds more."""

_WORDS = {
    FeeField.EFFECTIVE_TO: (r"\b(?:to|end\w*|thru|through|until|term\w*|expir\w*)\b",),
    FeeField.EFFECTIVE_FROM: (r"\b(?:from|start\w*|begin\w*|eff|effective)\b",),
    FeeField.MODIFIER: (r"^mod(?:ifiers?|s)?\b", r"\bmod(?:ifiers?)?\b"),
    FeeField.CODE: (
        r"^(?:cpt|hcpcs|procedure code|proc code)",
        r"\b(?:cpt|hcpcs)\b",
        r"\bcode$",
        r"^(?:proc|procedure|code)\b",
    ),
    FeeField.CHARGE: (
        r"\bcharges?\b",
        r"\bfees?\b",
        r"\b(?:price|amount|rate|amt)\b",
        r"\$",
    ),
    FeeField.DESCRIPTION: (r"\bdesc\w*", r"\b(?:service|name|wording|procedure|text)\b"),
}
"""For each field, patterns of headings, the surest first; fields are looked for in this order."""
_ORDER = tuple(FeeField)
_LONGEST_HEADING = 40
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table begins.

    Attributes:
        headings: Names of the columns; ``Column 3`` where there is no heading.
        line: The line of the headings, 0 for none; data stand below.
        titled: The cells of the headings as they stand there.
    """

    headings: tuple[str, ...]
    line: int
    titled: tuple[str, ...] = ()


def layout_of(rows: Sequence[Row]) -> Layout:
    """Find the headings among the first rows, or that there are none.

    Headings are the row with the most words that name fields, above the first row with a code
    and an amount; else the row right above that one, if it holds words only.
    """
    width = widest(rows)
    first = next((place for place, row in enumerate(rows) if _is_data(row)), None)
    above = rows if first is None else rows[:first]
    best = max(above, key=lambda row: len(fields_named(row.cells)), default=None)
    if best is not None and len(fields_named(best.cells)) > 1:
        return Layout(column_names(best.cells, width), best.line, best.cells)
    if above and _are_words(above[-1]):
        return Layout(column_names(above[-1].cells, width), above[-1].line, above[-1].cells)
    return Layout(column_names((), width), 0)


def fields_named(headings: Sequence[str]) -> dict[FeeField, int]:
    """The fields that headings name, with their columns, the surest for each."""
    folded = [" ".join(heading.lower().replace("_", " ").split()) for heading in headings]
    found: dict[FeeField, int] = {}
    for field, patterns in _WORDS.items():
        for pattern in patterns:
            fitting = [
                column
                for column, heading in enumerate(folded)
                if column not in found.values()
                and len(heading) <= _LONGEST_HEADING
                and re.search(pattern, heading)
            ]
            if fitting:
                found[field] = fitting[0]
                break
    return found


def guess(layout: Layout, samples: Sequence[Sequence[str]]) -> dict[FeeField, int]:
    """The column of each field, from the headings, else from the cells below them.

    A column named for codes or charges whose cells are none gives way to one whose cells are.
    """
    found = fields_named(layout.titled)
    columns = [[row[place] for row in samples] for place in range(len(layout.headings))]
    for field, (named_fits, fits) in _SHAPES.items():
        named = found.get(field)
        if named is not None and (
            _share(columns[named], named_fits) > 0 or not any(columns[named])
        ):
            continue
        if layout.titled and field in _DAYS:  # a date without such a heading is another date
            continue
        taken = {column for other, column in found.items() if other is not field}
        fitting = [
            column
            for column, cells in enumerate(columns)
            if column not in taken and _share(cells, fits) >= _MOSTLY
        ]
        if fitting:
            found[field] = fitting[0]
    if FeeField.DESCRIPTION not in found:
        free = [column for column in range(len(columns)) if column not in found.values()]
        wordy = [column for column in free if _share(columns[column], _is_wording) >= _MOSTLY]
        if wordy:
            found[FeeField.DESCRIPTION] = max(wordy, key=lambda c: len("".join(columns[c])))
    return {field: found[field] for field in _ORDER if field in found}


def is_code(cell: str) -> bool:
    """Whether a cell is a procedure code, perhaps with a modifier."""
    parts = CODE_CELL.fullmatch(cell.upper())
    return parts is not None and looks_like_procedure(parts[1])


def is_amount(cell: str) -> bool:
    """Whether a cell is an amount of dollars."""
    try:
        parse_cents(cell)
    except InputError:
        return bool(MANY_DECIMALS.fullmatch(cell))
    return True


def _is_price(cell: str) -> bool:
    """An amount that is no mere number: units and counts are none."""
    return is_amount(cell) and ("." in cell or "$" in cell)


def _is_day(cell: str) -> bool:
    try:
        return read_day(cell) is not None
    except ValueError:
        return False


def _is_wording(cell: str) -> bool:
    return sum(letter.isalpha() for letter in cell) > 3


_DAYS = (FeeField.EFFECTIVE_FROM, FeeField.EFFECTIVE_TO)
_SHAPES: dict[FeeField, tuple[Callable[[str], bool], Callable[[str], bool]]] = {
    FeeField.CODE: (is_code, is_code),
    FeeField.CHARGE: (is_amount, _is_price),
    FeeField.EFFECTIVE_FROM: (_is_day, _is_day),
    FeeField.EFFECTIVE_TO: (_is_day, _is_day),
}
"""What a cell must be below a heading that names the field, and where none does."""


def _share(cells: Sequence[str], fits: Callable[[str], bool]) -> float:
    filled = [cell for cell in cells if cell]
    return sum(map(fits, filled)) / len(filled) if filled else 0.0


def _is_data(row: Row) -> bool:
    codes = {place for place, cell in enumerate(row.cells) if is_code(cell)}
    amounts = {place for place, cell in enumerate(row.cells) if is_amount(cell)}
    return bool(codes) and bool(amounts) and len(codes | amounts) > 1


def _are_words(row: Row) -> bool:
    filled = [cell for cell in row.cells if cell]
    return len(filled) > 1 and not any(is_code(cell) or is_amount(cell) for cell in filled)

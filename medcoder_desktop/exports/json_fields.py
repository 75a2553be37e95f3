"""Take the fields of a JSON object one by one, and say by its path which of them is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import TypeVar

from medcoder_desktop.domain.errors import InputError

_Choice = TypeVar("_Choice", bound=Enum)

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})"
)
_AMOUNT = re.compile(r"(?:0|[1-9][0-9]{0,8})\.[0-9]{2}")
_MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Fields:
    """One JSON object whose fields are known to be exactly the expected ones.

    Attributes:
        values: By name, still as JSON has them.
        path: Where the object stands in the file: ``$.practice.address``.
        source: What the sentences call the file.
    """

    values: dict[str, object]
    path: str
    source: str

    @staticmethod
    def of(value: object, names: tuple[str, ...], path: str, source: str) -> Fields:
        """The fields of ``value``.

        Raises:
            InputError: It is no object, a name is missing, or one is there that should not be.
        """
        if not isinstance(value, dict):
            raise _wrong(value, path, source, "an object")
        for name in names:
            if name not in value:
                raise InputError("claim_json.missing", source=source, path=f"{path}.{name}")
        for name in value:
            if name not in names:
                raise InputError(
                    "claim_json.unknown", source=source, path=f"{path}.{name[:_MOST_SHOWN]}"
                )
        return Fields(value, path, source)

    def part(self, name: str, names: tuple[str, ...]) -> Fields:
        """The fields of an object in this one."""
        return Fields.of(self.values[name], names, self.at(name), self.source)

    def part_or_none(self, name: str, names: tuple[str, ...]) -> Fields | None:
        """The fields of an object in this one, or None for ``null``."""
        return None if self.values[name] is None else self.part(name, names)

    def parts(
        self, name: str, names: tuple[str, ...], least: int = 0, most: int | None = None
    ) -> Iterator[Fields]:
        """The fields of each object of a list."""
        for position, value in enumerate(self._list(name, least, most)):
            yield Fields.of(value, names, f"{self.at(name)}[{position}]", self.source)

    def text(self, name: str, shape: str = "", expected: str = "text") -> str:
        """A text; with ``shape``, one that this regular expression matches whole."""
        return self._shaped(self.values[name], self.at(name), shape, expected)

    def texts(
        self, name: str, shape: str, expected: str, least: int = 0, most: int | None = None
    ) -> tuple[str, ...]:
        """A list of texts of one shape."""
        return tuple(
            self._shaped(value, f"{self.at(name)}[{position}]", shape, expected)
            for position, value in enumerate(self._list(name, least, most))
        )

    def day(self, name: str) -> date:
        """A calendar day."""
        value = self.values[name]
        if isinstance(value, str) and _DAY.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass  # no such day; told below like any other wrong date
        raise self.wrong(name, "a date such as 2026-03-14")

    def day_or_none(self, name: str) -> date | None:
        """A calendar day, or None for ``null``."""
        return None if self.values[name] is None else self.day(name)

    def moment(self, name: str) -> datetime:
        """A date and time with its zone."""
        value = self.values[name]
        if isinstance(value, str) and _MOMENT.fullmatch(value):
            try:
                return datetime.fromisoformat(value)
            except ValueError:
                pass  # no such time; told below
        raise self.wrong(name, "a date and time with its zone such as 2026-03-14T16:05:00-05:00")

    def cents(self, name: str) -> int:
        """An amount of money, written as dollars with two decimals."""
        value = self.values[name]
        if isinstance(value, str) and _AMOUNT.fullmatch(value):
            return int(value.replace(".", ""))
        raise self.wrong(name, 'an amount in quotes such as "185.00"')

    def whole(self, name: str, least: int) -> int:
        """A whole number; JSON makes no difference between ``2`` and ``2.0``."""
        value = self.values[name]
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and value >= least:
            return value
        raise self.wrong(name, f"a whole number, {least} or more")

    def flag(self, name: str) -> bool:
        """True or false."""
        value = self.values[name]
        if isinstance(value, bool):
            return value
        raise self.wrong(name, "true or false")

    def choice(self, name: str, kind: type[_Choice]) -> _Choice:
        """One of the values of ``kind``."""
        value = self.values[name]
        for member in kind:
            if isinstance(value, str) and member.value == value:
                return member
        raise self.wrong(name, "one of " + ", ".join(f"“{member.value}”" for member in kind))

    def at(self, name: str) -> str:
        """The path of a field."""
        return f"{self.path}.{name}"

    def wrong(self, name: str, expected: str) -> InputError:
        """What to raise when a field is not what it must be."""
        return _wrong(self.values[name], self.at(name), self.source, expected)

    def _shaped(self, value: object, path: str, shape: str, expected: str) -> str:
        if isinstance(value, str) and (not shape or re.fullmatch(shape, value)):
            return value
        raise _wrong(value, path, self.source, expected)

    def _list(self, name: str, least: int, most: int | None) -> list[object]:
        value = self.values[name]
        if not isinstance(value, list):
            raise self.wrong(name, "a list")
        if len(value) < least or (most is not None and len(value) > most):
            bounds = f"{least} to {most}" if most is not None else f"{least} or more"
            raise InputError(
                "claim_json.wrong",
                source=self.source,
                path=self.at(name),
                expected=f"a list of {bounds} entries",
                found=f"one of {len(value)}",
            )
        return value


def _wrong(value: object, path: str, source: str, expected: str) -> InputError:
    return InputError(
        "claim_json.wrong", source=source, path=path, expected=expected, found=_shown(value)
    )


def _shown(value: object) -> str:
    """A wrong value as the sentence shows it, never at length."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        line = " ".join(value.split())
        return f"“{line[:_MOST_SHOWN]}…”" if len(line) > _MOST_SHOWN else f"“{line}”"
    try:
        return json.dumps(value)[:_MOST_SHOWN]
    except ValueError:  # a number too long for Python to print
        return "such a number"

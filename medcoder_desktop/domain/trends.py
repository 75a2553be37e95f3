"""How a laboratory value went over time: the earlier values of the same thing measured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from medcoder_desktop.domain.documents import LabResult

MOST_POINTS = 12
"""Values shown of one trend, the latest ones."""


@dataclass(frozen=True, slots=True)
class Trend:
    """The values of one analyte up to one result, oldest first; at least two.

    Attributes:
        unit: Of all of them.
    """

    values: tuple[float, ...]
    days: tuple[date, ...]
    unit: str

    @property
    def words(self) -> str:
        """The change since the value before: ``up from 6.8 on 2025-01-02``."""
        now, before = self.values[-1], self.values[-2]
        way = "unchanged since" if now == before else "up from" if now > before else "down from"
        value = "" if now == before else f" {before:g} on"
        return f"{way}{value} {self.days[-2]}"


def trends_of(results: Iterable[LabResult]) -> Mapping[str, Trend]:
    """The trend of each result by its id, where an earlier value of the same thing is known.

    The same thing has the same LOINC code, or without one the same name, and the same unit; a
    value that is no number, or has no day, takes no part.
    """
    series: dict[tuple[str, str], list[tuple[date, float, str]]] = defaultdict(list)
    for result in results:
        value = _number(result.value)
        if value is not None and result.taken_on is not None:
            named = result.code or result.name.casefold()
            series[named, result.unit.casefold()].append((result.taken_on, value, result.id))
    found: dict[str, Trend] = {}
    for (_, unit), points in series.items():
        points.sort()
        for place in range(1, len(points)):
            some = points[max(place - MOST_POINTS + 1, 0) : place + 1]
            found[points[place][2]] = Trend(
                tuple(value for _, value, _ in some), tuple(day for day, _, _ in some), unit
            )
    return found


def _number(value: str) -> float | None:
    """The number a value states; None for a word, and for what is only said to be more or less."""
    plain = value.strip().replace(",", "")
    digits = plain.removeprefix("-").replace(".", "", 1)
    return float(plain) if digits.isdecimal() and digits.isascii() else None

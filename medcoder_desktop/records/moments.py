"""The calendar day of a moment, as the people in the office had it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[T ])|\d{8}", re.ASCII)
_WORLD_TIME = re.compile(
    r"(?:\d{4}-\d{2}-\d{2}|\d{8})T?(\d{2}):?(\d{2})(?::?(\d{2})(?:\.\d+)?)?(?:Z|[+-]00:?00)",
    re.ASCII,
)
"""A moment in coordinated universal time, as FHIR, C-CDA and HL7 version 2 write it."""


def day_of_moment(written: str) -> date | None:
    """The day of ``2026-03-14T23:30:00-05:00``, ``20260314`` and the like; None unless whole.

    A moment with an offset of its own is of the day it names: 23:30 in Chicago stays that day.
    Some systems state every moment in universal time, where an evening visit is of the next day:
    that is told by this computer's clock, which is set to the office's time. Midnight in
    universal time is what programs write that know the day alone.
    """
    match = _DAY.match(written)
    if match is None:
        return None
    try:
        digits = match[0].replace("-", "")
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:  # February 30, or the year 0
        return None
    moment = _WORLD_TIME.fullmatch(written.strip())
    if moment is None:
        return day
    hour, minute, second = (int(part or 0) for part in moment.groups())
    if (hour, minute, second) == (0, 0, 0):
        return day
    try:
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC).astimezone().date()
    except (ValueError, OverflowError, OSError):  # 25:70, or years no clock knows
        return day

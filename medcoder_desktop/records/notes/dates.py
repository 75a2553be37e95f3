"""Dates as American records write them."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DATE = (
    r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}-\d{1,2}-\d{4}|\d{1,2}\.\d{1,2}\.\d{4}"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}[\s-]{_MONTH}[\s-]\d{{4}})"
)
"""A pattern for one date, to be set between word ends."""
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})", re.ASCII)
_MONTH_FIRST = re.compile(r"([A-Za-z]+)\.?\s+(\d{1,2})\w{0,2},?\s+(\d{4})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[\s-]([A-Za-z]+)\.?[\s-](\d{4})", re.ASCII)


def read_date(written: str, *, of_birth: bool = False) -> date | None:
    """A date such as ``02/11/1968``, ``3/14/26``, ``March 14, 2026`` or ``2026-03-14``.

    Numbers are month first. A year of two digits is this century's, but for a date of birth it
    could be either and says nothing.

    Returns:
        None when the text is no date or could mean two.
    """
    written = written.strip()
    try:
        if match := _ISO.fullmatch(written):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _NUMBERS.fullmatch(written):
            return _from_numbers(int(match[1]), int(match[2]), match[3], of_birth=of_birth)
        if match := _MONTH_FIRST.fullmatch(written):
            return date(int(match[3]), _month(match[1]), int(match[2]))
        if match := _DAY_FIRST.fullmatch(written):
            return date(int(match[3]), _month(match[2]), int(match[1]))
    except ValueError:  # February 30, a thirteenth month
        return None
    return None


def _from_numbers(month: int, day: int, year: str, *, of_birth: bool) -> date | None:
    if len(year) == 4:
        return date(int(year), month, day)
    return None if of_birth or len(year) != 2 else date(2000 + int(year), month, day)


def _month(name: str) -> int:
    """1 to 12 for a month's name or its abbreviation.

    Raises:
        ValueError: It is no month.
    """
    written = name.lower()
    named = [month for month in _MONTHS if len(written) >= 3 and month.startswith(written)]
    return _MONTHS.index(named[0] if named else written) + 1

"""Calendar days as people in a United States office type and read them."""

from __future__ import annotations

from datetime import date, datetime

from medcoder_desktop.domain.errors import InputError

_WRITINGS = ("%Y-%m-%d", "%m/%d/%Y", "%m-%d-%Y", "%m%d%Y")


def parse_day(text: str) -> date:
    """Read a date such as ``2026-03-14``, ``03/14/2026``, ``3-14-2026`` or ``03142026``.

    Raises:
        InputError: It is none of these, or no such day exists.
    """
    for writing in _WRITINGS:
        try:
            return datetime.strptime(text.strip(), writing).date()  # noqa: DTZ007 - a calendar day
        except ValueError:
            continue
    raise InputError("field.not_a_date", text=text)

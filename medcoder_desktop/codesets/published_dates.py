"""Calendar days in the writings that publishers of code sets use, and names of quarters."""

from __future__ import annotations

from datetime import date, datetime

_WRITINGS = ("%Y%m%d", "%m/%d/%Y", "%Y-%m-%d")
_LONGEST = len("2026-04-01")
_FIRST_YEAR = 1900


def read_day(text: str) -> date | None:
    """Read ``20260401``, ``4/1/2026``, ``04/01/2026`` or ``2026-04-01``.

    Returns:
        None for a blank, for zeros (``00000000``) and for a lone ``*``, with which publishers
        say that there is no such day.

    Raises:
        ValueError: It is none of these writings, no such day exists, or it lies before 1900.
    """
    text = text.strip()
    if not text.strip("0") or text == "*":
        return None
    # Other scripts have digits, too, and strptime takes "2026411" for a day.
    complete = len(text) == len("20260401") or "/" in text or "-" in text
    if text.isascii() and complete and len(text) <= _LONGEST:
        for writing in _WRITINGS:
            try:
                day = datetime.strptime(text, writing).date()  # noqa: DTZ007 - a calendar day
            except ValueError:
                continue
            if day.year >= _FIRST_YEAR:
                return day
    raise ValueError(text)


def quarter_name(day: date) -> str:
    """The name of the quarter a day lies in: ``2026-Q2``."""
    return f"{day.year:04}-Q{(day.month + 2) // 3}"

"""Which edition of HCPCS a file holds, by its title or its name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from medcoder_desktop.codesets.published_dates import quarter_name
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.procedures import ActionCode, ProcedureEntry
from medcoder_desktop.domain.releases import Edition

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)|hcpc(\d\d)(?!\d)", re.ASCII | re.IGNORECASE)
_QUARTER = re.compile(
    r"(?<![a-z])(jan(?:uary)?|apr(?:il)?|july?|oct(?:ober)?)(?![a-z])", re.IGNORECASE
)
_MONTHS = {"jan": 1, "apr": 4, "jul": 7, "oct": 10}


def edition_named(text: str, remark: str = "") -> Edition | None:
    """The edition a title or a file's name tells of.

    ``HCPC2019_CONTR_ANWEB.txt`` is the year 2019; ``HCPC2026_APR_ANWEB.xlsx`` the second quarter
    of 2026.

    Returns:
        None when the text has no year.
    """
    year = _YEAR.search(text)
    if year is None:
        return None
    number = int(year[1] or f"20{year[2]}")
    month = _QUARTER.search(text)
    if month is None:
        return Edition(f"{number}", date(number, 1, 1), remark=remark)
    first = date(number, _MONTHS[month[1][:3].lower()], 1)
    return Edition(quarter_name(first), first, remark=remark)


def edition_of_file(file: SourceFile, remark: str = "") -> Edition | None:
    """The edition that the file's name tells of, or that of the archive it came in.

    Where the one tells the year and the other the quarter, it is the quarter.
    """
    by_name = edition_named(file.name, remark)
    by_archive = edition_named(file.label, remark)
    if by_name is not None and by_archive is not None and by_archive.name.startswith(by_name.name):
        return by_archive
    return by_name or by_archive


def edition_by_changes(entries: Iterable[ProcedureEntry]) -> Edition:
    """The edition whose first day most changed entries have as the day of the change.

    For a file that nobody named: single entries change later or earlier than the rest.
    """
    days = Counter(
        entry.effective
        for entry in entries
        if entry.effective is not None and entry.action not in {None, ActionCode.NONE}
    )
    if not days:
        return Edition()
    day, _ = days.most_common(1)[0]
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return Edition(f"{day.year}" if first.month == 1 else quarter_name(first), first)

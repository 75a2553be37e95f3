"""Which release of ICD-10-CM a file holds: fiscal years and their updates in spring.

A release governs the dates of service of a federal fiscal year, October 1 to September 30. In
some years codes are added within it, mostly on April 1.
"""

from __future__ import annotations

import re
from datetime import date

from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.releases import Edition

_UPDATES = {"january": 1, "april": 4, "july": 7}
_YEAR = re.compile(r"(?<!\d)(20[1-9]\d)(?!\d)", re.ASCII)
_MONTH = re.compile(r"(?<![a-z])(january|april|july|october)(?![a-z])", re.ASCII)


def fiscal_year(year: int, month: str = "", *, notes: bool = False, remark: str = "") -> Edition:
    """The release of a fiscal year, or its update of a month.

    Args:
        year: The fiscal year: 2026 begins on 2025-10-01.
        month: ``january``, ``april`` or ``july`` for an update; anything else is October's.
        notes: Whether the file carries notes or index terms, whose date is worth telling.
        remark: What such a file leaves out.
    """
    update = _UPDATES.get(month)
    text_of = f"{month.capitalize()} {year}" if update else f"October {year - 1}"
    begins = date(year, update, 1) if update else date(year - 1, 10, 1)
    return Edition(
        name=f"FY{year}-{month.capitalize()}" if update else f"FY{year}",
        effective_from=begins,
        effective_to=date(year, 9, 30),
        notes_as_of=text_of if notes else "",
        remark=remark,
    )


def edition_by_name(file: SourceFile, *, remark: str = "") -> Edition:
    """The release that a file's name tells, or the name of the archive it came in.

    ``icd10cm_order_2019.txt`` is FY2019, ``codes-April-1-2026.txt`` is FY2026-April,
    ``codes-October-2025.txt`` is FY2026. Without a year the edition is left open.
    """
    for name in _names(file):
        years = _YEAR.findall(name)
        if years:
            month = _month_in(name)
            return fiscal_year(int(years[-1]) + (month == "october"), month, remark=remark)
    return Edition(remark=remark)


def edition_by_version(file: SourceFile, version: str, *, remark: str = "") -> Edition:
    """The release of an XML list by its ``version``, the fiscal year; its name tells the month.

    A name of another year is not believed, and without a version the name decides.
    """
    if not _YEAR.fullmatch(version):
        named = edition_by_name(file, remark=remark)
        if not named.effective_from:
            return named
        update = named.name.partition("-")[2].lower()
        return fiscal_year(int(named.name[2:6]), update, notes=True, remark=remark)
    months = (_month_in(name) for name in _names(file) if {*_YEAR.findall(name)} <= {version})
    month = next((found for found in months if found), "")
    return fiscal_year(int(version), month, notes=True, remark=remark)


def _names(file: SourceFile) -> tuple[str, ...]:
    """The file's own name first, then with the archives around it."""
    return file.name, *reversed(file.label.lower().split(" › "))


def _month_in(name: str) -> str:
    found = _MONTH.search(name)
    return found[1] if found else ""

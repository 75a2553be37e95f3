"""Reads the list of laboratory tests that are waived under CLIA.

Source of the layout: "Tests granted waived status under CLIA" of CMS, with the columns ``CPT
Code(s)``, ``Test Name``, ``Manufacturer`` and ``Use``, and the lists of new waived tests in its
change requests, with ``CPT Code``, ``Effective Date`` and ``Description``. CMS publishes both as
PDF; they are read as the tables that people and payers make of them: workbook, CSV or tabs.

A code stands with its modifier (``87880QW``), or without for the few tests that need none
(``81002``); the modifier may have a column of its own. A cell may hold several codes, and
remarks in brackets. A row without codes names another device for the codes above it. Lines
above the headings and empty lines are skipped, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.ncci_editions import edition_named
from medcoder_desktop.codesets.published_dates import quarter_name, read_day
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.table_rows import Headed, find_headings, rows_below, rows_of
from medcoder_desktop.domain.codes import looks_like_procedure
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.payment_rules import WaivedTest
from medcoder_desktop.domain.releases import CodeSet, Edition
from medcoder_desktop.domain.table_cells import Row

_EXPECTED = "a row with a procedure code and the name of a test"


def _begins(*names: str) -> Callable[[str], bool]:
    return lambda heading: re.sub(r"[^a-z ]", "", heading).strip().startswith(names)


_WANTED: dict[str, Callable[[str], bool]] = {
    "code": _begins("cpt code", "hcpcs code", "cpt hcpcs", "cpthcpcs", "hcpcscpt", "hcpcs", "cpt"),
    "modifier": _begins("modifier"),
    "effective": _begins("effective", "eff date", "date effective"),
    "name": _begins("test name", "test system", "test", "analyte", "description", "device"),
    "maker": _begins("manufacturer", "company"),
}
_NEEDED = ("code", "name")
_LOOKED_AT = 60
"""Rows in which the list says that it is one of waived tests."""
_WAIVED = re.compile(r"(?<![a-z])(?:clia|waived)(?![a-z])", re.IGNORECASE)
_CODE = re.compile(r"([0-9A-Z]{5})\s*-?\s*(QW)?(?![0-9A-Z])", re.IGNORECASE | re.ASCII)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BETWEEN = re.compile(r"(?:[\s,;/&+*]|\band\b|\bor\b)*", re.IGNORECASE)
_LONG_DAY = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}), (\d{4})", re.ASCII)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_LONGEST_NAME = 240


@dataclass(slots=True)
class _Gathered:
    """What the rows of one code say."""

    needs_qw: bool
    names: dict[str, None] = field(default_factory=dict)
    effective: date | None = None


def recognises(file: SourceFile) -> bool:
    """Whether it has the headings and says that its tests are waived, or has codes with QW."""
    headed = find_headings(file, _WANTED, _NEEDED)
    if headed is None:
        return False
    try:
        for place, row in enumerate(rows_of(file)):
            code = row.cell(headed.columns["code"])
            said = row.line <= headed.line and _WAIVED.search(" ".join(row.cells))
            if said or (row.line > headed.line and code.upper().endswith("QW")):
                return True
            if place == _LOOKED_AT:
                break
    except InputError:
        return False
    return False


def edition(file: SourceFile) -> Edition:
    """The quarter by the file's name, or else that of the newest effective date in it.

    Raises:
        InputError: The whole file had to be read, and is damaged.
        EnvironmentError_: The file cannot be read.
    """
    told = edition_named(file.name, file.label)
    if told.effective_from is not None:
        return told
    headed = _headings(file)
    days = (_effective(file, headed, row) for row in rows_below(file, headed))
    newest = max((day for day in days if day is not None), default=None)
    if newest is None:
        return Edition()
    remark = "the quarter is that of the newest test, for the file does not name it"
    return Edition(quarter_name(newest), newest, remark=remark)


def read(file: SourceFile) -> Iterator[WaivedTest]:
    """A test for each code, in the order in which the codes first appear.

    The names of the devices under a code are joined, as far as they fit; the effective date is
    that of the first of them. A code with and without QW in one list needs it.

    Raises:
        InputError: A row is damaged; names the line.
        EnvironmentError_: The file cannot be read.
    """
    headed = _headings(file)
    tests: dict[str, _Gathered] = {}
    above: dict[str, bool] = {}
    for row in rows_below(file, headed):
        codes = _codes(file, headed, row)
        name = _name(headed, row)
        above = codes or above
        if not name or not above:
            raise InputError("codeset.cut_off", file=file.label, line=row.line, expected=_EXPECTED)
        effective = _effective(file, headed, row)
        for code, needs_qw in above.items():
            test = tests.setdefault(code, _Gathered(needs_qw, effective=effective))
            test.needs_qw = test.needs_qw or needs_qw
            test.names[name] = None
            days = [day for day in (test.effective, effective) if day is not None]
            test.effective = min(days, default=None)
    if not tests:
        raise InputError("codeset.no_rows", file=file.label, expected=_EXPECTED)
    for code, test in tests.items():
        yield WaivedTest(code, test.needs_qw, _joined(list(test.names)), test.effective)


def _headings(file: SourceFile) -> Headed:
    headed = find_headings(file, _WANTED, _NEEDED)
    if headed is None:
        raise InputError(
            "codeset.no_columns", file=file.label, wanted="Test Name", expected=_EXPECTED
        )
    return headed


def _codes(file: SourceFile, headed: Headed, row: Row) -> dict[str, bool]:
    """The codes of a row, and whether each needs QW."""
    cell = _BRACKETS.sub(" ", row.cell(headed.columns["code"]))
    modifier = row.cell(headed.columns.get("modifier")).upper()
    found = list(_CODE.finditer(cell))
    codes = {match[1].upper(): bool(match[2]) or modifier == "QW" for match in found}
    left = _CODE.sub(" ", cell)
    if not _BETWEEN.fullmatch(left) or not all(map(looks_like_procedure, codes)):
        raise _wrong(file, row, cell, "a procedure code such as 87880QW or 81002")
    if modifier not in ("", "QW"):
        raise _wrong(file, row, modifier, "QW or nothing")
    return codes


def _name(headed: Headed, row: Row) -> str:
    """The name of the test with its maker before it, unless the name begins with the maker."""
    name = " ".join(row.cell(headed.columns["name"]).split())
    maker = " ".join(row.cell(headed.columns.get("maker")).split())
    if not name or not maker or name.lower().startswith(maker.lower()):
        return name
    return name if maker.lower() == "various" else f"{maker} {name}"


def _effective(file: SourceFile, headed: Headed, row: Row) -> date | None:
    text = " ".join(row.cell(headed.columns.get("effective")).split())
    found = _LONG_DAY.fullmatch(text)
    try:
        if found is not None:
            written = found[1].lower()
            months = (place for place, name in enumerate(_MONTHS, 1) if name.startswith(written))
            return date(int(found[3]), next(months, 0), int(found[2]))
        return read_day(text)
    except ValueError:
        raise _wrong(file, row, text, "an effective date such as 10/04/2013") from None


def _joined(names: list[str]) -> str:
    """Names with semicolons between, and how many more there are when they do not all fit."""
    kept = [names[0][:_LONGEST_NAME]]
    for name in names[1:]:
        if len("; ".join((*kept, name))) > _LONGEST_NAME:
            break
        kept.append(name)
    more = len(names) - len(kept)
    return "; ".join(kept) + (f"; and {more} more" if more else "")


def _wrong(file: SourceFile, row: Row, text: str, expected: str) -> InputError:
    return InputError(
        "codeset.wrong_line",
        file=file.label,
        line=row.line,
        text=" ".join(text.split())[:60],
        expected=expected,
    )


FORMAT = Format(
    CodeSet.CLIA,
    "list of CLIA-waived tests",
    recognises,
    edition,
    read,
    WaivedTest,
)

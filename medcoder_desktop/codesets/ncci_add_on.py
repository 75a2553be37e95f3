"""Reads the NCCI add-on code edits as CMS publishes them.

Source of the layout: the add-on code page of CMS, which since 2022 offers
``AOC_V2026Q2-F-MCR.txt`` (fixed width, without headings) and since 2023 ``AOC_V2026Q2-MCR.xlsx``.
Both have the same columns, here with their places in the text, counted from 1:

========  =============================  ==================================================
1         ``AOC_Edit_Type``              1, 2 or 3
2-6       ``Add-On_Code``
7-13      ``AOC_DelDT``                  the add-on code itself was deleted
14-18     ``Primary_Code``               ``CCCCC`` where the contractor decides
19-25     ``Primary_Code_DelDT``         the primary code was deleted
26-32     ``AOC_Edit_EffDT``
33-39     ``AOC_Edit_DelDT``             the two no longer belong together
40-       ``Special_Instruction_Notes``
========  =============================  ==================================================

Days are a year and the number of a day in it (``2026091`` is April 1), blank for none. Tables
with other headings for these columns, days written otherwise and several primary codes or
ranges of them in a cell are read, too. Lines above the first record or the headings and empty
lines are skipped, nothing else.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from medcoder_desktop.codesets.add_on_gathering import AddOnRow, gathered
from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.ncci_editions import edition_named, refuse_others
from medcoder_desktop.codesets.published_dates import read_day
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.table_rows import find_headings, rows_below
from medcoder_desktop.codesets.text_lines import head_lines, lines_of
from medcoder_desktop.domain.codes import looks_like_procedure
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.payment_rules import AddOnRule, AddOnType
from medcoder_desktop.domain.releases import CodeSet, Edition

_EXPECTED = "a record with type, add-on code, primary code and effective date"
_RECORD = re.compile(
    r"[123][0-9A-Z]{5}(?:\d{7}| {7})(?:[0-9A-Z]{5})(?:\d{7}| {7})\d{7}(?:\d{7}| {7}| *$)", re.ASCII
)
_LIKE_A_RECORD = re.compile(r"\d[0-9A-Z]{5}[ \d]|.{25}\d{7}", re.ASCII)
"""Tells a first record, even a damaged one, from a notice above it."""
_PLACES = ((0, 1), (1, 6), (6, 13), (13, 18), (18, 25), (25, 32), (32, 39), (39, None))
_SHORTEST = 32
"""Characters of a record up to its effective date; the rest may be blank."""
_TELLING = 20
"""Records of one length after which a shorter last one is known to be cut off."""


def _named(*names: str) -> Callable[[str], bool]:
    """A test whether the letters of a heading begin with one of the names."""
    return lambda heading: re.sub("[^a-z]", "", heading).startswith(names)


_WANTED: dict[str, Callable[[str], bool]] = {
    "type": _named("aocedittype", "aoctype", "addontype", "addoncodetype", "type", "edittype"),
    "add_on_deleted": _named("aocdel", "addoncodedel", "addondel"),
    "primary_deleted": _named("primarycodedel", "primarydel"),
    "edit_effective": _named("aocediteff", "effective", "editeff", "aoceff"),
    "edit_deleted": _named("aoceditdel", "deletion", "editdel", "deleted"),
    "add_on": _named("addoncode", "addon", "aoc"),
    "primary": _named("primarycode", "primary"),
    "notes": _named("specialinstruction", "instruction", "notes", "special"),
}
_NEEDED = ("add_on", "primary", "type")
_TYPES = {"1": 1, "2": 2, "3": 3, "I": 1, "II": 2, "III": 3}
_YEAR_DAY = re.compile(r"(\d{4})(\d{3})", re.ASCII)
_CONTRACTOR = re.compile(r"([A-Z])\1{4}", re.ASCII)
"""CMS writes ``CCCCC``."""
_BETWEEN = re.compile(r"[\s,;]+")
_DASH = re.compile(r"\s*[-–]\s*")


def recognises(file: SourceFile) -> bool:
    """Whether it has records of fixed width, or the headings of the add-on code table."""
    return _is_fixed(file) or find_headings(file, _WANTED, _NEEDED) is not None


def edition(file: SourceFile) -> Edition:
    """The quarter that the name tells; the records do not say."""
    return edition_named(file.name, file.label)


def read(file: SourceFile) -> Iterator[AddOnRule]:
    """A rule for each add-on code, in the order of their first records.

    Primary codes whose edit ended before the quarter of the file began are left out, unless
    all of them did: then the rule is said to have ended.

    Raises:
        InputError: The file is Medicaid's, or a record is damaged or cut off; names the line.
        EnvironmentError_: The file cannot be read.
    """
    refuse_others(file)
    rows = _fixed_rows(file) if _is_fixed(file) else _table_rows(file)
    begins = edition(file).effective_from
    rules = list(gathered(rows, begins))
    if not rules:
        raise InputError("codeset.no_rows", file=file.label, expected=_EXPECTED)
    yield from rules


def _is_fixed(file: SourceFile) -> bool:
    return any(_RECORD.match(line) for line in head_lines(file))


def _fixed_rows(file: SourceFile) -> Iterator[AddOnRow]:
    lengths: list[int] = []
    number = 0
    for number, line in lines_of(file):
        if not line.strip() or not (lengths or _LIKE_A_RECORD.match(line)):
            continue
        if len(line.rstrip()) < _SHORTEST:
            raise InputError("codeset.cut_off", file=file.label, line=number, expected=_EXPECTED)
        lengths.append(len(line))
        cells = [line[first:end].strip() for first, end in _PLACES]
        yield _row(file, number, cells)
    if len(lengths) > _TELLING and set(lengths[:-1]) == {max(lengths)} != {lengths[-1]}:
        raise InputError("codeset.cut_off", file=file.label, line=number, expected=_EXPECTED)


def _table_rows(file: SourceFile) -> Iterator[AddOnRow]:
    headed = find_headings(file, _WANTED, _NEEDED)
    if headed is None:
        raise InputError(
            "codeset.no_columns", file=file.label, wanted="Primary_Code", expected=_EXPECTED
        )
    order = (
        "type",
        "add_on",
        "add_on_deleted",
        "primary",
        "primary_deleted",
        "edit_effective",
        "edit_deleted",
        "notes",
    )
    for row in rows_below(file, headed):
        cells = [row.cell(headed.columns.get(name)) for name in order]
        yield _row(file, row.line, cells)


def _row(file: SourceFile, line: int, cells: list[str]) -> AddOnRow:
    def wrong(text: str, expected: str) -> InputError:
        return InputError(
            "codeset.wrong_line", file=file.label, line=line, text=text[:60], expected=expected
        )

    kind = _TYPES.get(cells[0].upper().removeprefix("TYPE").strip())
    if kind is None:
        raise wrong(cells[0], "a type 1, 2 or 3")
    code = cells[1].upper()
    if not looks_like_procedure(code):
        raise wrong(cells[1], "an add-on code")
    primaries = tuple(part for part in _BETWEEN.split(_DASH.sub("-", cells[3].upper())) if part)
    listed = tuple(part for part in primaries if not _CONTRACTOR.fullmatch(part))
    for part in listed:
        if not all(looks_like_procedure(end) for end in part.split("-", 1)):
            raise wrong(part, "a primary code, or CCCCC")
    days = []
    for text in (cells[2], *cells[4:7]):
        try:
            days.append(_day(text))
        except ValueError:
            raise wrong(text, "a day such as 2026091") from None
    add_on_deleted, primary_deleted, effective, deleted = days
    if kind == AddOnType.LISTED.value and not primaries:
        raise wrong(cells[3], "a primary code, or CCCCC")
    ends = [day for day in (add_on_deleted, primary_deleted, deleted) if day is not None]
    return AddOnRow(
        code,
        AddOnType(kind),
        listed,
        effective,
        min(ends, default=None),
        " ".join(cells[7].split()),
    )


def _day(text: str) -> date | None:
    """A day as the number of a day in its year, or in another writing of publishers."""
    found = _YEAR_DAY.fullmatch(text)
    if found is None or not text.strip("0"):
        return read_day(text)
    if found[1] == "9999":
        return None
    year, number = int(found[1]), int(found[2])
    if not 1 <= number <= 365 + isleap(year):
        raise ValueError(text)
    return date(year, 1, 1) + timedelta(days=number - 1)


FORMAT = Format(
    CodeSet.ADD_ON,
    "add-on code edits",
    recognises,
    edition,
    read,
    AddOnRule,
)

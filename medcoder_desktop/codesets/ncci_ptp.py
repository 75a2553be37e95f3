"""Reads the NCCI procedure-to-procedure edits (PTP) for practitioners as CMS publishes them.

Source of the layout: the files ``ccipra-v321r0-f1.TXT`` to ``-f4.TXT`` and their workbooks from
the PTP page of CMS. Lines with the notice of the AMA come first, then the headings, which
spread over several lines: ``Column 1``, ``Column 2``, ``*=in existence prior to 1996``,
``Effective Date``, ``Deletion Date *=no data``, ``Modifier 0=not allowed 1=allowed 9=not
applicable`` and ``PTP Edit Rationale``. Then a row for each edit, its cells divided by tabs,
days written ``20260401``. A quarter's edits fill four files.

What stands above the headings, the further lines of the headings (their first two columns are
empty) and empty lines are skipped, nothing else. The files for hospitals look the same and are
told apart by their names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import takewhile

from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.ncci_editions import edition_named, part_named, refuse_others
from medcoder_desktop.codesets.ncci_ptp_lines import EXPECTED, PtpRow, RowCheck, tabbed_rows
from medcoder_desktop.codesets.published_dates import quarter_name
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.table_rows import find_headings, rows_below, rows_of
from medcoder_desktop.codesets.text_lines import head_lines
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.payment_rules import ModifierIndicator, PtpPair
from medcoder_desktop.domain.releases import CodeSet, Edition

_WANTED: dict[str, Callable[[str], bool]] = {
    "column1": lambda heading: heading.replace(" ", "") == "column1",
    "column2": lambda heading: heading.replace(" ", "") == "column2",
    "before_1996": lambda heading: "in existence" in heading,
    "effective": lambda heading: heading.startswith("effective"),
    "deleted": lambda heading: heading.startswith("deletion"),
    "indicator": lambda heading: heading.startswith("modifier"),
    "rationale": lambda heading: "rationale" in heading,
}
_NEEDED = tuple(name for name in _WANTED if name != "before_1996")
_SEEN = 60
"""Lines at the beginning in which the headings are looked for."""


def recognises(file: SourceFile) -> bool:
    """Whether it has the headings of procedure-to-procedure edits, for whomever."""
    return _tabbed_headings(file) > 0 or find_headings(file, _WANTED, _NEEDED) is not None


def edition(file: SourceFile) -> Edition:
    """The quarter by the file's name, or by the lines above its headings.

    Where neither tells, the quarter of the newest first date of service among the edits is
    taken, and said in the remark; that reads the whole file.

    Raises:
        InputError: The whole file had to be read, and is damaged.
        EnvironmentError_: The file cannot be read.
    """
    told = edition_named(file.name, file.label, _above_headings(file))
    remarks = []
    if told.effective_from is None:
        newest = max(effective for _, _, effective, *_ in read_rows(file))
        day = _day(newest)
        told = Edition(quarter_name(day), day)
        remarks.append("the quarter is that of the newest edit, for the file does not name it")
    if part := part_named(file.label):
        remarks.append(f"part {part} of the quarter's files")
    return Edition(told.name, told.effective_from, remark="; ".join(remarks))


def read(file: SourceFile) -> Iterator[PtpPair]:
    """Every edit, in the order of the file, as :func:`read_rows` finds it."""
    indicators = {indicator.value: indicator for indicator in ModifierIndicator}
    for column1, column2, effective, deleted, indicator, rationale in read_rows(file):
        yield PtpPair(
            column1,
            column2,
            _day(effective),
            None if deleted is None else _day(deleted),
            indicators[indicator],
            rationale,
        )


def read_rows(file: SourceFile) -> Iterator[PtpRow]:
    """Every edit as a plain row, for a store that takes millions of them.

    Returns:
        Column 1 code, column 2 code, first date of service and deletion date as numbers such
        as 20260401 (None for no deletion), indicator ``0``, ``1`` or ``9``, rationale. Codes,
        days and indicators are checked completely.

    Raises:
        InputError: The file is for hospitals, or a row is damaged or cut off; names the line.
        EnvironmentError_: The file cannot be read.
    """
    refuse_others(file, _above_headings(file))
    headings = _tabbed_headings(file)
    rows = tabbed_rows(file, headings) if headings else _table_rows(file)
    first = next(rows, None)
    if first is None:
        raise InputError("codeset.no_rows", file=file.label, expected=EXPECTED)
    yield first
    yield from rows


def _tabbed_headings(file: SourceFile) -> int:
    """The line on which the headings begin in a tab-delimited text; 0 when it is none."""
    for number, line in enumerate(head_lines(file, _SEEN), 1):
        cells = [" ".join(cell.strip(' "').lower().split()) for cell in line.split("\t")]
        if len(cells) == len(_WANTED) and all(
            fits(cell) for fits, cell in zip(_WANTED.values(), cells, strict=True)
        ):
            return number
    return 0


def _above_headings(file: SourceFile) -> str:
    """What stands above the headings, and their first line."""
    if headings := _tabbed_headings(file):
        return " ".join(head_lines(file, headings))
    headed = find_headings(file, _WANTED, _NEEDED)
    if headed is None:
        return ""
    above = takewhile(lambda row: row.line <= headed.line, rows_of(file))
    return " ".join(" ".join(row.cells) for row in above)


def _table_rows(file: SourceFile) -> Iterator[PtpRow]:
    """The edits of a workbook or of a text with commas."""
    headed = find_headings(file, _WANTED, _NEEDED)
    if headed is None:
        raise InputError(
            "codeset.no_columns", file=file.label, wanted="Column 1", expected=EXPECTED
        )
    check = RowCheck(file)
    in_headings = True
    for row in rows_below(file, headed):
        cells = [row.cell(headed.columns.get(name)) for name in _WANTED]
        in_headings = in_headings and not cells[0] and not cells[1]
        if not in_headings:
            yield check.row(row.line, cells)


def _day(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)


FORMAT = Format(
    CodeSet.PTP,
    "PTP edits for practitioners",
    recognises,
    edition,
    read,
    PtpPair,
)

"""Medicare's relative value file for physicians (PPRRVU), published each quarter.

``RVU26A.zip`` (A January, B April, C July, D October) holds the same list as CSV, as workbook and
in fixed columns. Since 2026 each of them comes twice, for participants who qualify in an advanced
payment model (QPP) and for all others (nonQPP); the two differ in the conversion factor. Most
offices bill by the second, so that it is taken first. Layouts: see ``pprrvu_layouts``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import islice

from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.pprrvu_layouts import is_table, is_text, read_table, read_text
from medcoder_desktop.codesets.published_dates import quarter_name
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.table_rows import rows_of
from medcoder_desktop.codesets.text_lines import head_lines
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.payment_rules import RelativeValues
from medcoder_desktop.domain.releases import CodeSet, Edition

_MONTHS = {"jan": 1, "apr": 4, "jul": 7, "oct": 10}
_LETTERS = {"a": 1, "b": 4, "c": 7, "d": 10}
_PREAMBLE = re.compile(
    r"\b(20\d\d)\b[^\n]*physician fee schedule[^\n]*\b(jan|apr|jul|oct)[a-z]*\s+release",
    re.IGNORECASE | re.ASCII,
)
_NAME = re.compile(
    r"pprrvu[ _-]?(?:20)?(\d\d)[ _-]?(jan|apr|jul|oct)(?![a-z])", re.IGNORECASE | re.ASCII
)
_ARCHIVE = re.compile(r"(?<![a-z])rvu(\d\d)([abcd])r?(?![a-z])", re.IGNORECASE | re.ASCII)
_PARTICIPANTS = re.compile(r"(non[ _-]?)?qpp", re.IGNORECASE)
_HEAD = 12
"""Rows in which the preamble stands."""


def edition(file: SourceFile) -> Edition:
    """The quarter, from the preamble, else from the name of the file or of its archive.

    The copyright years in the preamble are no help: an October file bears the year to come.
    """
    for text, pattern, months in (
        (_preamble(file), _PREAMBLE, _MONTHS),
        (file.label, _NAME, _MONTHS),
        (file.label, _ARCHIVE, _LETTERS),
    ):
        if found := pattern.search(text):
            day = date(2000 + int(found[1]) % 100, months[found[2].lower()], 1)
            return Edition(quarter_name(day), day)
    return Edition()


def is_for_participants(file: SourceFile) -> bool:
    """Whether it is the file for those who qualify in an advanced payment model (QPP)."""
    for text in (file.name, _preamble(file)):
        if found := _PARTICIPANTS.search(text):
            return found[1] is None
    return False


def _preamble(file: SourceFile) -> str:
    if not file.is_spreadsheet:
        return "\n".join(head_lines(file, _HEAD))
    try:
        return "\n".join(" ".join(row.cells) for row in islice(rows_of(file), _HEAD))
    except InputError:
        return ""


def _offered() -> Iterator[Format]:
    """Tables before texts, and what holds for most offices before what holds for participants."""
    layouts = ((is_table, "(CSV or workbook)", read_table), (is_text, "(text)", read_text))
    rank = 3
    for participants, whom in ((False, ""), (True, "for qualifying participants ")):
        for is_layout, layout, read in layouts:
            yield Format(
                CodeSet.RELATIVE_VALUES,
                f"Medicare relative values {whom}{layout}",
                recognises=partial(_recognises, is_layout, participants=participants),
                edition=edition,
                read=read,
                gives=RelativeValues,
                rank=rank,
            )
            rank -= 1


def _recognises(
    is_layout: Callable[[SourceFile], bool], file: SourceFile, *, participants: bool
) -> bool:
    return is_layout(file) and is_for_participants(file) is participants


FORMATS = tuple(_offered())

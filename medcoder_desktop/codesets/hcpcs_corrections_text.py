"""Reads the printed form of the corrections to a HCPCS file (``HCPC2019_Corrections_ALPHA.prn``).

Layout: no layout is published; measured in the two files of 2019. The headings stand above
columns of fixed width that a spreadsheet printed. The columns after the action have the same
distance from the day in both files; the action's width differs. A text that fills its column is
cut off and ends in ``…`` here. A day is cut off where a description follows it, and then not
read; a list that is cut off behind a comma is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.hcpcs_corrections import corrections
from medcoder_desktop.codesets.hcpcs_edition import edition_named, edition_of_file
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.text_lines import head_lines, lines_of
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.procedures import ProcedureCorrection
from medcoder_desktop.domain.releases import CodeSet, Edition

_BEFORE = ["CODE", "ACTION", "EFF", "DATE", "SHORT", "DESC", "LONG", "DESC"]
_AFTER = "TOBETOCOPRICXREF COD"
_DAY_HEADING = "EFF DATE"
_ACTION_BEGINS = 8
_TITLE_WORD = "CORRECTIONS"
_REMARK = "The printed list cuts off descriptions, actions and days; the workbook has them whole."
_OFFSETS = {
    "SHORT DESC": (9, 33),
    "LONG DESC": (33, 61),
    "TOS": (61, 63),
    "COV": (67, 69),
    "PRICE": (69, 73),
    "XREF CODE": (73, 81),
}
"""First and last column of each field, counted from that of the day."""

_CUT = {"ACTION": 0, "SHORT DESC": 1, "LONG DESC": 1}
"""Fields that are cut off if they fill their column but for so many blanks: a description may be
cut off at one."""
_DAY = len("01/01/201")


def recognises(file: SourceFile) -> bool:
    """Whether it is the printout, told by its title and line of headings."""
    lines = head_lines(file)
    at = _heading_line(lines)
    return at is not None and any(_TITLE_WORD in line for line in lines[:at])


def edition(file: SourceFile) -> Edition:
    """The year in the title, else in the file's name: the release that is corrected."""
    lines = head_lines(file)
    title = " ".join(lines[: _heading_line(lines)])
    named = edition_named(title, _REMARK) or edition_of_file(file, _REMARK)
    return named or Edition(remark=_REMARK)


def read(file: SourceFile) -> Iterator[ProcedureCorrection]:
    """Every correction, in the order of the file.

    Raises:
        InputError: The headings are missing, or a line has no code or breaks off in its day;
            names the line.
        EnvironmentError_: The file cannot be read.
    """
    at = _heading_line(head_lines(file))
    if at is None:
        raise InputError(
            "codeset.no_columns",
            file=file.label,
            wanted="CODE, ACTION, EFF DATE, SHORT DESC, LONG DESC",
            expected="the corrections to a HCPCS file",
        )
    yield from corrections(file, _rows(file, at + 1))


def _rows(file: SourceFile, headings: int) -> Iterator[tuple[int, Mapping[str, str]]]:
    day = 0
    for line, text in lines_of(file):
        if line == headings:
            day = text.index(_DAY_HEADING)
        if line <= headings or not text.strip():
            continue
        if len(text) < day + _DAY:
            expected = "a code, the action and its day"
            raise InputError("codeset.cut_off", file=file.label, line=line, expected=expected)
        yield line, _row(text, day)


def _row(text: str, day: int) -> dict[str, str]:
    begins = {"CODE": (0, _ACTION_BEGINS), "ACTION": (_ACTION_BEGINS, day)} | {
        name: (day + first, day + last) for name, (first, last) in _OFFSETS.items()
    }
    row = {name: text[first:last].strip() for name, (first, last) in begins.items()}
    for name, blanks in _CUT.items():
        first, last = begins[name]
        if len(row[name]) >= last - first - blanks:
            row[name] += "…"
    if row["TOS"].endswith(","):
        row["TOS"] = ""
    # Without a description behind it the day spreads over the edge of its column.
    spread = len(row["SHORT DESC"]) == 1 and row["SHORT DESC"].isdigit()
    if spread:
        row["SHORT DESC"] = ""
    row["EFF DATE"] = text[day : day + _DAY + spread]
    row["COMMENTS"] = ""
    return row


def _heading_line(lines: tuple[str, ...]) -> int | None:
    """Which line holds the headings, counted from 0."""
    for at, line in enumerate(lines):
        day = line.find(_DAY_HEADING)
        after = line.find(_AFTER)
        if day > _ACTION_BEGINS and after == day + _OFFSETS["TOS"][0]:
            return at if line[:after].split() == _BEFORE else None
    return None


FORMAT = Format(
    code_set=CodeSet.HCPCS,
    name="HCPCS corrections printout",
    recognises=recognises,
    edition=edition,
    read=read,
    gives=ProcedureCorrection,
    changes_a_base=True,
    rank=10,
)

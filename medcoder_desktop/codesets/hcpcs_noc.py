"""Reads the list of HCPCS codes for what no other code names (NOC, "not otherwise classified").

Layout: as CMS publishes ``NOC_Codes_2019``, a title with the year, then the columns ``HCPCS``,
``LONG DESCRIPTION``, ``ADD DATE`` and ``TERM DATE``. The download holds the list as a workbook
and as a printed text with fixed columns, where longer descriptions are cut off: those end in
``…`` here, and so do a few that fill the column just so. A row without a day that has the code
of the row above carries on its description (L8608 of 2019). A last row with nothing but an
end-of-file mark is skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from medcoder_desktop.codesets import hcpcs_fields as fields
from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.hcpcs_edition import edition_named, edition_of_file
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.table_rows import Headed, find_headings, rows_below, rows_of
from medcoder_desktop.codesets.text_lines import head_lines, lines_of
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.procedures import ProcedureEntry
from medcoder_desktop.domain.releases import CodeSet, Edition

_HEADINGS: dict[str, Callable[[str], bool]] = {
    fields.CODE: lambda text: text in {"hcpcs", "hcpc", "hcpcs code"},
    fields.LONG: "long description".__eq__,
    fields.ADDED: lambda text: text in {"add date", "add dt"},
    fields.TERMINATED: lambda text: text in {"term date", "term dt"},
}
_PRINTED = ("HCPCS", "LONG DESCRIPTION", "ADD DATE", "TERM DATE")
_END_MARKS = {"_x001A_", "\x1a"}
_TITLE_WORD = "NOC"
_CUT = "Longer descriptions are cut off in the printed list; the workbook has them whole."


def recognises_workbook(file: SourceFile) -> bool:
    """Whether it is a table with the headings of the list and NOC in a title above them."""
    headed = find_headings(file, _HEADINGS, tuple(_HEADINGS))
    return headed is not None and _TITLE_WORD in _title(file, headed).split()


def workbook_edition(file: SourceFile) -> Edition:
    """The year in the title, else in the file's name."""
    headed = find_headings(file, _HEADINGS, tuple(_HEADINGS))
    title = _title(file, headed) if headed is not None else ""
    return edition_named(title) or edition_of_file(file) or Edition()


def read_workbook(file: SourceFile) -> Iterator[ProcedureEntry]:
    """Every code of the table.

    Raises:
        InputError: A column is missing, or a row has a wrong code or date; names the row.
        EnvironmentError_: The file cannot be read.
    """
    headed = find_headings(file, _HEADINGS, tuple(_HEADINGS))
    if headed is None:
        wanted = ", ".join(_PRINTED)
        expected = "the list of HCPCS NOC codes"
        raise InputError("codeset.no_columns", file=file.label, wanted=wanted, expected=expected)
    rows = (
        (row.line, {name: row.cell(column) for name, column in headed.columns.items()})
        for row in rows_below(file, headed)
        if not set(row.cells) <= _END_MARKS | {""}
    )
    yield from _unlisted(file, rows)


def recognises_text(file: SourceFile) -> bool:
    """Whether it is the printed list, told by its title and line of headings."""
    lines = head_lines(file)
    at = _heading_line(lines)
    return at is not None and any(_TITLE_WORD in line.split() for line in lines[:at])


def text_edition(file: SourceFile) -> Edition:
    """The year in the title, else in the file's name."""
    lines = head_lines(file)
    title = " ".join(lines[: _heading_line(lines)])
    return edition_named(title, _CUT) or edition_of_file(file, _CUT) or Edition(remark=_CUT)


def read_text(file: SourceFile) -> Iterator[ProcedureEntry]:
    """Every code of the printed list.

    Raises:
        InputError: The headings are missing, or a line has a wrong code or date or breaks off;
            names the line.
        EnvironmentError_: The file cannot be read.
    """
    at = _heading_line(head_lines(file))
    if at is None:
        expected = "the list of HCPCS NOC codes"
        wanted = ", ".join(_PRINTED)
        raise InputError("codeset.no_columns", file=file.label, wanted=wanted, expected=expected)
    yield from _unlisted(file, _printed(file, at + 1))


def _printed(file: SourceFile, headings: int) -> Iterator[tuple[int, dict[str, str]]]:
    code = long = added = terminated = 0
    for line, text in lines_of(file):
        if line == headings:
            code, long, added, terminated = (text.index(name) for name in _PRINTED)
        if line <= headings or not text.strip():
            continue
        description = text[long:added].strip()
        # A blank parts the columns, and another is perhaps what a description was cut off at.
        cut = len(description) >= added - long - 2
        yield (
            line,
            {
                fields.CODE: text[code:long],
                fields.LONG: description + "…" * cut,
                fields.ADDED: text[added:terminated],
                fields.TERMINATED: text[terminated:],
            },
        )


def _heading_line(lines: tuple[str, ...]) -> int | None:
    """Which line holds the headings, counted from 0."""
    headings = (
        at
        for at, line in enumerate(lines)
        if " ".join(line.split()) == " ".join(_PRINTED) and all(name in line for name in _PRINTED)
    )
    return next(headings, None)


def _unlisted(
    file: SourceFile, rows: Iterator[tuple[int, dict[str, str]]]
) -> Iterator[ProcedureEntry]:
    begun: ProcedureEntry | None = None
    for line, values in rows:
        entry = fields.entry_of(file, line, values)
        if entry.added is None:
            if begun is None or begun.code != entry.code:
                expected = "a code, its description and the day it was added"
                raise InputError("codeset.cut_off", file=file.label, line=line, expected=expected)
            begun = replace(begun, long=f"{begun.long.removesuffix('…')} {entry.long}")
            continue
        if begun is not None:
            yield begun
        begun = replace(entry, unlisted=True)
    if begun is None:
        expected = "a list of HCPCS NOC codes"
        raise InputError("codeset.no_rows", file=file.label, expected=expected)
    yield begun


def _title(file: SourceFile, headed: Headed) -> str:
    """The words above the headings."""
    words: list[str] = []
    for row in rows_of(file):
        if row.line >= headed.line:
            break
        words.extend(cell for cell in row.cells if cell)
    return " ".join(words)


FORMATS = (
    Format(
        code_set=CodeSet.HCPCS_NOC,
        name="HCPCS NOC workbook",
        recognises=recognises_workbook,
        edition=workbook_edition,
        read=read_workbook,
        gives=ProcedureEntry,
        rank=20,
    ),
    Format(
        code_set=CodeSet.HCPCS_NOC,
        name="HCPCS NOC printed list",
        recognises=recognises_text,
        edition=text_edition,
        read=read_text,
        gives=ProcedureEntry,
        rank=10,
    ),
)

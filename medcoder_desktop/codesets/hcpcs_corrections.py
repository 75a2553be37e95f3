"""Reads the corrections that CMS publishes to a year's HCPCS file, as a workbook or a printout.

Layout: as CMS publishes ``HCPC2019_Corrections_ALPHA``, a title with the year, then the columns
``CODE``, ``ACTION``, ``EFF DATE``, ``SHORT DESC``, ``LONG DESC``, ``TOS``, ``BETOS``, ``COV``,
``PRICE``, ``XREF CODE``, ``ASC IND``, ``ASC DATE`` and ``COMMENTS``. The printed text has them in
fixed columns too narrow for most words (see :mod:`hcpcs_corrections_text`), so the workbook is
preferred. What the action changes is said in words; only fields with a column of their own, and
a new cross-reference code, are taken from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from medcoder_desktop.codesets import hcpcs_fields as fields
from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.hcpcs_edition import edition_named, edition_of_file
from medcoder_desktop.codesets.published_dates import read_day
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.table_rows import Headed, find_headings, rows_below, rows_of
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.procedures import ActionCode, ProcedureCorrection
from medcoder_desktop.domain.releases import CodeSet, Edition

COLUMNS = (
    "CODE",
    "ACTION",
    "EFF DATE",
    "SHORT DESC",
    "LONG DESC",
    "TOS",
    "COV",
    "PRICE",
    "XREF CODE",
    "COMMENTS",
)
"""The columns that are read."""

_NEEDED = COLUMNS[:5]
_TITLE_WORD = "CORRECTIONS"
_NEW_CROSS_REFERENCE = re.compile(r"xref code to ([0-9A-Z]\d{3}[0-9A-Z])\b", re.IGNORECASE)


def recognises(file: SourceFile) -> bool:
    """Whether it is a table with the headings of corrections."""
    return _headings(file) is not None


def edition(file: SourceFile) -> Edition:
    """The year in the title, else in the file's name: the release that is corrected."""
    headed = _headings(file)
    title = "" if headed is None else _title(file, headed)
    return edition_named(title) or edition_of_file(file) or Edition()


def read(file: SourceFile) -> Iterator[ProcedureCorrection]:
    """Every correction, in the order of the table.

    Raises:
        InputError: A column is missing, or a row has no code; names the row.
        EnvironmentError_: The file cannot be read.
    """
    headed = _headings(file)
    missing = [name for name in COLUMNS if headed is None or name not in headed.columns]
    if headed is None or missing:
        raise InputError(
            "codeset.no_columns",
            file=file.label,
            wanted=", ".join(missing),
            expected="the corrections to a HCPCS file",
        )
    rows = (
        (row.line, {name: row.cell(headed.columns[name]) for name in COLUMNS})
        for row in rows_below(file, headed)
    )
    yield from corrections(file, rows)


def corrections(
    file: SourceFile, rows: Iterator[tuple[int, Mapping[str, str]]]
) -> Iterator[ProcedureCorrection]:
    """The corrections in rows, known by line and by the text of :data:`COLUMNS`.

    A day that is none does not stop the reading, for the publisher writes such days (Q5111 of
    2019 has 01/0/12019); it is told beside the wording instead.

    Raises:
        InputError: A row has no code or no action, or there is no row.
    """
    line = 0
    for line, row in rows:
        code = fields.code_of(file, line, row["CODE"])
        wording = " ".join(row["ACTION"].split())
        if not wording:
            raise InputError(
                "codeset.wrong_line",
                file=file.label,
                line=line,
                text=code,
                expected="a code with the action that corrects it",
            )
        remarks = [row["COMMENTS"].strip()]
        try:
            effective = read_day(row["EFF DATE"])
        except ValueError:
            effective = None
            remarks.append(f"effective “{row['EFF DATE'].strip()}”")
        reference = _NEW_CROSS_REFERENCE.search(wording)
        references = [row["XREF CODE"].strip(), reference[1].upper() if reference else ""]
        yield ProcedureCorrection(
            code=code,
            wording=" ".join([wording, *(f"[{remark}]" for remark in remarks if remark)]),
            action=_action(wording),
            effective=effective,
            short=" ".join(row["SHORT DESC"].split()),
            long=" ".join(row["LONG DESC"].split()),
            coverage=row["COV"].strip(),
            pricing=tuple(row["PRICE"].replace(",", " ").split()),
            cross_references=tuple(filter(None, references)),
            type_of_service=tuple(row["TOS"].replace(",", " ").split()),
        )
    if not line:
        expected = "corrections to a HCPCS file"
        raise InputError("codeset.no_rows", file=file.label, expected=expected)


def _action(wording: str) -> ActionCode:
    words = wording.lower()
    if words.startswith("add code"):
        return ActionCode.ADDED
    if words.startswith("discontin"):
        return ActionCode.DISCONTINUED
    if "add back" in words or words.startswith("removed in"):
        return ActionCode.REACTIVATED
    return ActionCode.FIELD_CHANGED


def _headings(file: SourceFile) -> Headed | None:
    wanted: dict[str, Callable[[str], bool]] = {name: name.lower().__eq__ for name in COLUMNS}
    headed = find_headings(file, wanted, _NEEDED)
    return headed if headed is not None and _TITLE_WORD in _title(file, headed).upper() else None


def _title(file: SourceFile, headed: Headed) -> str:
    """The words above the headings."""
    words: list[str] = []
    for row in rows_of(file):
        if row.line >= headed.line:
            break
        words.extend(cell for cell in row.cells if cell)
    return " ".join(words)


FORMAT = Format(
    code_set=CodeSet.HCPCS,
    name="HCPCS corrections workbook",
    recognises=recognises,
    edition=edition,
    read=read,
    gives=ProcedureCorrection,
    changes_a_base=True,
    rank=20,
)

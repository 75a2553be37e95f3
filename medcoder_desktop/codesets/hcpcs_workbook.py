"""Reads the HCPCS Level II contractor file as a workbook (``HCPC2019_CONTR_ANWEB.xlsx``).

Layout: the fields of CMS's "HCPCS Contractor Record" with a row of headings (``HCPC``,
``SEQNUM``, ``RECID``, ``LONG DESCRIPTION`` …), one row for each procedure or modifier. A long
description stands whole in its cell, but for one that no cell holds (G0503 of 2019), which rows
of the record kinds 4 and 8 carry on. Above the headings stand disclaimers, which are skipped.
Columns are found by their headings and may stand anywhere; the same table saved as text is read,
too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from medcoder_desktop.codesets import hcpcs_fields as fields
from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.hcpcs_edition import edition_by_changes, edition_of_file
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.table_rows import Headed, find_headings, rows_below
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.procedures import ProcedureEntry
from medcoder_desktop.domain.releases import CodeSet, Edition

_OWN_HEADINGS = 8
"""Headings of this table that tell it from other tables with a column ``HCPC``."""


def recognises(file: SourceFile) -> bool:
    """Whether the table has the headings of the contractor file, some perhaps missing."""
    return _headings(file) is not None


def edition(file: SourceFile) -> Edition:
    """The edition by the file's name; else by the day that most changed entries have."""
    return edition_of_file(file) or edition_by_changes(read(file))


def read(file: SourceFile) -> Iterator[ProcedureEntry]:
    """Every procedure and modifier, in the order of the table.

    Raises:
        InputError: A column is missing, or a row has a wrong code, date or action, or a code a
            second time; names the row.
        EnvironmentError_: The file cannot be read.
    """
    headed = _headings(file)
    missing = [name for name in fields.FIELDS if headed is None or name not in headed.columns]
    if headed is None or missing:
        raise InputError(
            "codeset.no_columns",
            file=file.label,
            wanted=", ".join(missing),
            expected="the HCPCS Level II table of CMS",
        )
    seen = set[str]()
    for line, values in _entries(file, headed):
        entry = fields.entry_of(file, line, values)
        if entry.code in seen:
            raise _wrong(file, line, entry.code, "a code that has not stood above")
        seen.add(entry.code)
        yield entry
    if not seen:
        raise InputError("codeset.no_rows", file=file.label, expected="a list of HCPCS codes")


def _entries(file: SourceFile, headed: Headed) -> Iterator[tuple[int, dict[str, str]]]:
    """Row and fields of each entry, its long description joined."""
    begun: tuple[int, dict[str, str]] | None = None
    for row in rows_below(file, headed):
        values = {name: row.cell(headed.columns[name]) for name in fields.FIELDS}
        kind = values[fields.KIND]
        if kind in fields.CARRY_ON.values():
            if begun is not None:
                yield begun
            begun = (row.line, values)
        elif kind not in fields.CARRY_ON:
            raise _wrong(file, row.line, kind, "a kind of record (3, 4, 7 or 8)")
        elif begun is None or not _carries_on(values, begun[1]):
            expected = "the first row of an entry, or more of the entry above,"
            raise _wrong(file, row.line, f"{values[fields.CODE]} {kind}", expected)
        else:
            begun[1][fields.LONG] += " " + values[fields.LONG]
    if begun is not None:
        yield begun


def _carries_on(values: dict[str, str], begun: dict[str, str]) -> bool:
    same_kind = fields.CARRY_ON[values[fields.KIND]] == begun[fields.KIND]
    return same_kind and values[fields.CODE] == begun[fields.CODE]


def _wrong(file: SourceFile, line: int, text: str, expected: str) -> InputError:
    return InputError(
        "codeset.wrong_line", file=file.label, line=line, text=text[:40], expected=expected
    )


def _headings(file: SourceFile) -> Headed | None:
    wanted: dict[str, Callable[[str], bool]] = {n: n.lower().__eq__ for n in fields.FIELDS}
    headed = find_headings(file, wanted, (fields.CODE,))
    return headed if headed is not None and len(headed.columns) >= _OWN_HEADINGS else None


FORMAT = Format(
    code_set=CodeSet.HCPCS,
    name="HCPCS Level II workbook",
    recognises=recognises,
    edition=edition,
    read=read,
    gives=ProcedureEntry,
    rank=10,
)

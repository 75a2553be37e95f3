"""Tables of visits as practice systems export them, for the tests."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from medcoder_desktop.domain.own_book import ColumnMapping
from medcoder_desktop.domain.visit_tables import NeedsColumns, VisitField, VisitTable, mapping_for
from medcoder_desktop.records.recognise import read_record

DAY_SHEET = """\
Visit Date,Chart #,Patient Name,DOB,Sex,Rendering Provider,NPI,POS,Insurance,Member ID,CPT,Mod,\
Units,Charge,Dx 1,Dx 2,Balance
03/14/2026,77001,"Okafor, Adaeze N",02/11/1968,F,"Hanna Lindqvist, MD",1999999984,11,\
Blue Plan PPO,XZB000123,99214,25,1,$185.00,E11.42,I10,0
03/14/2026,77001,"Okafor, Adaeze N",02/11/1968,F,"Hanna Lindqvist, MD",1999999984,11,\
Blue Plan PPO,XZB000123,11721,,1,60.00,B351,,0
3/15/26,77002,"Marsh, Tobias",1970-05-06,M,"Hanna Lindqvist, MD",1999999984,02,Self pay,,G2025,,\
1,40,J06.9,,0
"""


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook whose first sheet has these rows."""
    return workbook_of({"Sheet": rows})


def workbook_of(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook with these rows by the names of its sheets."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def asked(path: Path) -> VisitTable:
    """What the program asks about a table it has not met."""
    try:
        read_record(path)
    except NeedsColumns as question:
        return question.table
    raise AssertionError("nothing was asked")


def as_guessed(
    path: Path, besides: Mapping[VisitField, str] | None = None
) -> tuple[ColumnMapping, ...]:
    """The columns of a table as they are guessed, with what a person says besides."""
    table = asked(path)
    return (mapping_for(table, {**dict(table.guessed), **(besides or {})}),)

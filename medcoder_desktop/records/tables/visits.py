"""Reads a spreadsheet of visits: a row for each visit, or one for each of its procedures.

There is no official layout. A person says once which column is which; a table with the same
headings is read by that from then on. Left out, and told: rows without a patient or a day, cells
that are not what their column should hold, and sheets of a workbook that hold no visits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.own_book import ColumnMapping
from medcoder_desktop.domain.table_cells import Row
from medcoder_desktop.domain.visit_tables import NeedsColumns, VisitField, VisitTable, field_named
from medcoder_desktop.records.incoming import Incoming
from medcoder_desktop.records.limits import limits
from medcoder_desktop.records.tables.cells import VisitCells
from medcoder_desktop.records.tables.columns import beginning_of, heading_row, table_row
from medcoder_desktop.records.tables.rows import GatheredVisits
from medcoder_desktop.records.tables.sheets import rows_of_text, sheets_of

_BEGINNING = 60
"""Rows that are looked at before the columns are known."""


def read_visits_of_text(
    incoming: Incoming, content: str, known: Sequence[ColumnMapping]
) -> ImportedRecord | None:
    """Read a text whose rows are visits.

    Args:
        known: Columns of tables as they were named before.

    Returns:
        None for a text that is no table, or one in which no column holds days.

    Raises:
        NeedsColumns: Nobody has named the columns of such a table yet.
        InputError: A quote does not end, there are too many rows, or none can be taken.
    """
    return _read(incoming, [("", rows_of_text(content, incoming.name))], known)


def read_visits_of_workbook(
    incoming: Incoming, known: Sequence[ColumnMapping]
) -> ImportedRecord | None:
    """Read all sheets of a workbook whose rows are visits, as one table.

    Raises:
        NeedsColumns, InputError: As :func:`read_visits_of_text`, or the workbook is damaged.
    """
    return _read(incoming, sheets_of(incoming), known)


@dataclass(slots=True)
class _Sheets:
    """What came of the sheets so far.

    Attributes:
        asking: Tables with headings of visits that nobody has described yet.
        strange: Tables whose headings name no visit, but which have a column of days.
        others: Names of the sheets that hold nothing of visits, as far as is known.
    """

    gathered: GatheredVisits
    rows: int = 0
    read: int = 0
    asking: dict[tuple[str, ...], VisitTable] = field(default_factory=dict)
    strange: list[VisitTable] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def _read(
    incoming: Incoming,
    sheets: Iterable[tuple[str, Iterator[Row]]],
    known: Sequence[ColumnMapping],
) -> ImportedRecord | None:
    so_far = _Sheets(GatheredVisits(incoming.name))
    for name, rows in sheets:
        _read_sheet(incoming, name, rows, known, so_far)
    gathered = so_far.gathered
    if so_far.read or so_far.asking:
        for name in so_far.others:
            gathered.left_out.count("left_out.sheet", name=name)
    record = gathered.record(incoming) if gathered.encounters else None
    asking = tuple(table for table in so_far.asking.values() if table.samples)
    if record is None and not asking:  # a sheet of headings alone asks where there is no other
        asking = tuple(so_far.asking.values())
    if asking:
        raise _question("visits.which_columns", asking, record)
    if so_far.read and record is None:
        raise InputError("visits.nothing", file=incoming.name)
    if record is None and so_far.strange:
        raise _question("visits.strange_columns", tuple(so_far.strange[:1]), None)
    return record


def _read_sheet(
    incoming: Incoming,
    name: str,
    rows: Iterator[Row],
    known: Sequence[ColumnMapping],
    so_far: _Sheets,
) -> None:
    """Take in the rows of one sheet, or note what it is."""
    first = list(islice(rows, _BEGINNING))
    named = heading_row(first)
    heading = named or table_row(first)
    if heading is None:
        so_far.others += [name] if first else []
        return
    table = beginning_of(f"{incoming.name} ({name})" if name else incoming.name, heading, first)
    columns = _columns(table, known)
    if columns is None and named is not None:
        so_far.asking.setdefault(tuple(sorted(table.headings)), table)
        return
    if columns is None:
        so_far.strange.append(table)
        so_far.others.append(name)
        return
    gathered = so_far.gathered
    gathered.begin()
    so_far.read += 1
    for row in chain(first, rows):
        so_far.rows += 1
        if so_far.rows > (most := limits().most_rows) + 1:  # the headings are one of them
            raise InputError("visits.too_many", file=incoming.name, most=most)
        if row.line > heading.line and row.cells != heading.cells:
            gathered.take(VisitCells(row, columns, gathered.left_out, name))
    unread = [title for place, title in enumerate(table.headings) if place not in columns.values()]
    if unread:
        gathered.left_out.count("left_out.columns", headings=", ".join(unread))


def _columns(table: VisitTable, known: Sequence[ColumnMapping]) -> dict[VisitField, int] | None:
    """The column of each field, as a person named it for a table with these headings."""
    for mapping in known:
        if sorted(mapping.headings) == sorted(table.headings):
            return {
                field_named(name): table.headings.index(heading)
                for name, heading in mapping.columns
            }
    return None


def _question(
    message_id: str, tables: tuple[VisitTable, ...], taken: ImportedRecord | None
) -> NeedsColumns:
    """The question which column of a table is which."""
    first, *others = tables
    return NeedsColumns(
        message_id,
        file=first.file,
        headings=", ".join(first.headings),
        table=first,
        others=tuple(others),
        taken=taken,
    )

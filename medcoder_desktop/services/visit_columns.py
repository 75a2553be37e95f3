"""Tables of visits whose columns nobody has named yet, among the files of an import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.money import format_cents
from medcoder_desktop.domain.own_book import ColumnMapping
from medcoder_desktop.domain.table_cells import Row
from medcoder_desktop.domain.visit_tables import NeedsColumns, VisitField, VisitTable, mapping_for
from medcoder_desktop.records.left_out import LeftOut
from medcoder_desktop.records.tables.cells import VisitCells

if TYPE_CHECKING:
    from medcoder_desktop.services.reading import ReadFile


@dataclass(frozen=True, slots=True)
class VisitAhead:
    """A row of a table as it will be read.

    Attributes:
        day: Of service; empty where it cannot be read and the row would be left out.
        coded: The procedure with its modifiers, and its charge.
    """

    line: int
    patient: str
    born: str
    record_number: str
    day: str
    provider: str
    payer: str
    coded: str
    diagnoses: str


def visits_ahead(
    table: VisitTable, columns: Mapping[VisitField, str]
) -> tuple[tuple[VisitAhead, ...], tuple[str, ...]]:
    """The first rows of a table by these columns, and what could not be read of them."""
    places = {field: table.headings.index(heading) for field, heading in columns.items()}
    left_out = LeftOut()
    rows = tuple(
        _ahead(VisitCells(Row(number, cells), places, left_out))
        for number, cells in zip(table.lines, table.samples, strict=True)
    )
    return rows, left_out.sentences()


def _ahead(cells: VisitCells) -> VisitAhead:
    name, provider = cells.name, cells.provider_name
    code = "-".join((cells.procedure, *cells.modifiers)) if cells.procedure else ""
    charge = cells.charge
    return VisitAhead(
        line=cells.row.line,
        patient=name.listed if name else "",
        born=str(cells.birth_date or ""),
        record_number=cells.text(VisitField.RECORD_NUMBER),
        day=str(cells.day or ""),
        provider=provider[0].listed if provider else "",
        payer=cells.text(VisitField.PAYER),
        coded=" ".join((code, format_cents(charge) if charge is not None else "")).strip(),
        diagnoses=", ".join(cells.diagnoses),
    )


def tables_asking(read: Iterable[ReadFile]) -> tuple[VisitTable, ...]:
    """The tables that ask for their columns, those with the same headings once."""
    asking: dict[tuple[str, ...], VisitTable] = {}
    for _, content in read:
        if isinstance(content, NeedsColumns):
            for table in content.tables:
                asking.setdefault(tuple(sorted(table.headings)), table)
    return tuple(asking.values())


def files_asking(read: Iterable[ReadFile], table: VisitTable) -> tuple[Path, ...]:
    """The files to read again when the columns of a table are known.

    A table inside a zip archive is read again with its archive.
    """
    found = (
        file_of(path)
        for path, content in read
        if isinstance(content, NeedsColumns) and content.asks_about(table)
    )
    return tuple(dict.fromkeys(found))


def with_answer(read: Sequence[ReadFile], again: Sequence[ReadFile]) -> tuple[ReadFile, ...]:
    """What was read, with files that were read again in the places of what they were before."""
    anew: dict[Path, list[ReadFile]] = {}
    for each in again:
        anew.setdefault(file_of(each[0]), []).append(each)
    kept: list[ReadFile] = []
    for each in read:
        file = file_of(each[0])
        if file not in anew:
            kept.append(each)
        kept += anew.get(file, ())
        if file in anew:
            anew[file] = []
    return tuple(kept)


def passed_over(read: Iterable[ReadFile], table: VisitTable) -> tuple[ReadFile, ...]:
    """What was read, when the columns of a table are not to be named now."""
    return tuple(
        (path, content.without(table))
        if isinstance(content, NeedsColumns) and content.asks_about(table)
        else (path, content)
        for path, content in read
    )


def mapping_told(table: VisitTable, told: Mapping[VisitField, str]) -> ColumnMapping:
    """The columns of a table: what a person told, else what its headings tell.

    Args:
        told: Headings by field; an empty one leaves the field out.

    Raises:
        InputError: A heading is none of the table's, or the columns do not name a visit.
    """
    columns = {field: heading for field, heading in table.guessed if heading not in told.values()}
    return mapping_for(table, {**columns, **told})


def tables_taken(read: Iterable[ReadFile], name: str) -> tuple[Path, ...]:
    """The files to read again when the columns of a table that was read are to be others.

    Args:
        name: Of the table, as its report names it.
    """
    found = (
        file_of(path)
        for path, content in read
        if isinstance(content, ImportedRecord) and content.source == name
    )
    return tuple(dict.fromkeys(found))


def file_of(path: Path) -> Path:
    """The file on the disk: itself, or the zip archive in which it lies."""
    return next((each for each in (path, *path.parents) if each.is_file()), path)

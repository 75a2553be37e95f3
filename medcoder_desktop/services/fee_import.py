"""The office's own table of fees, from the file to lines of the fee schedule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from medcoder_desktop.codesets.fee_table import looks_like_fee_table, read_fees, read_head
from medcoder_desktop.codesets.source import SourceFile, unpacked
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.fee_merging import contradicted
from medcoder_desktop.domain.fee_tables import FeeField, FeeTable
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.own_book import ColumnMapping
from medcoder_desktop.domain.practice import FeeLine
from medcoder_desktop.domain.progress import Progress

if TYPE_CHECKING:
    from medcoder_desktop.store.repositories import Repositories

FEE_SCHEDULE = "fee-schedule"
"""The kind under which the columns of such tables are remembered."""
_TOLD_EVERY = 500
"""Rows between two calls of the progress callback."""


def fee_table(path: Path, records: Repositories) -> FeeTable:
    """The beginning of a table, its columns as they were remembered, else as they are guessed."""
    with table_in(path) as file:
        table = read_head(file)
    remembered = records.book.mapping(FEE_SCHEDULE, table.headings)
    if remembered is None:
        return table
    columns = ((_field(name), heading) for name, heading in remembered.columns)
    return replace(table, guessed=tuple(columns))


def fee_lines_of(
    path: Path, columns: Mapping[str, str], progress: Progress
) -> tuple[tuple[FeeLine, ...], ColumnMapping]:
    """Read a whole table.

    Args:
        path: The file.
        columns: Heading of the column of each field, by the field's name.
        progress: Told every few hundred rows; the number of all rows is not known.

    Returns:
        Its rows as lines with ids of their own, and the mapping to remember.

    Raises:
        InputError: The file is no table of fees, a row cannot be read, or two rows contradict
            each other; names the line.
        EnvironmentError_: The file cannot be read.
    """
    told = {_field(name): heading for name, heading in columns.items() if heading}
    mapped = {field: told[field] for field in FeeField if field in told}
    lines: list[int] = []
    fees: list[FeeLine] = []
    with table_in(path) as file:
        headings = read_head(file).headings
        for row in read_fees(file, mapped):
            if len(fees) % _TOLD_EVERY == 0:
                progress(len(fees), 0, path.name)
            lines.append(row.line)
            fees.append(
                FeeLine(
                    id=new_id(),
                    procedure=row.procedure,
                    modifier=row.modifier,
                    description=row.description,
                    charge=row.charge,
                    effective_from=row.effective_from,
                    effective_to=row.effective_to,
                )
            )
        if (pair := contradicted(fees)) is not None:
            earlier, later = pair
            raise InputError(
                "fees.contradiction",
                file=file.label,
                line=lines[later],
                first=lines[earlier],
                code=fees[later].named,
            )
    remembered = tuple((field.value, heading) for field, heading in mapped.items())
    return tuple(fees), ColumnMapping(FEE_SCHEDULE, headings, remembered)


@contextmanager
def table_in(path: Path) -> Iterator[SourceFile]:
    """The one table in a file or an archive.

    Raises:
        InputError: There is none, or there are several.
        EnvironmentError_: The file cannot be read.
    """
    with unpacked(path) as files:
        tables = files if len(files) == 1 else tuple(filter(looks_like_fee_table, files))
        if len(tables) != 1:
            raise InputError("fees.not_one_table", file=path.name, count=len(tables))
        yield tables[0]


def _field(name: str) -> FeeField:
    try:
        return FeeField(name)
    except ValueError:
        fields = ", ".join(field.value for field in FeeField)
        raise InputError("fees.unknown_field", text=name, fields=fields) from None

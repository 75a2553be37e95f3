"""A table of fees looked at before it is imported: what its rows will be, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from medcoder_desktop.codesets.fee_table import looks_like_fee_table, read_fees, read_head
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.errors import MedCoderError
from medcoder_desktop.domain.fee_tables import FeeField, FeeRow, FeeTable
from medcoder_desktop.domain.table_cells import Row
from medcoder_desktop.records.tables.columns import heading_row
from medcoder_desktop.services.fee_import import table_in

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class FeeCheck:
    """What a choice of columns makes of a table.

    Attributes:
        rows: The first fees, as they will be.
        count: How many fees there are, up to the first that cannot be read.
        problem: The sentence about the first line that cannot be read; empty when all can.
    """

    rows: tuple[FeeRow, ...]
    count: int
    problem: str


def check_fees(path: Path, columns: Mapping[FeeField, str]) -> FeeCheck:
    """Read a whole table as it would be imported, and change nothing.

    Args:
        columns: The heading of each field's column.
    """
    rows: list[FeeRow] = []
    count = 0
    try:
        with table_in(path) as table:
            for row in read_fees(table, columns):
                count += 1
                if count <= _SHOWN:
                    rows.append(row)
    except MedCoderError as error:
        return FeeCheck(tuple(rows), count, error.sentence)
    return FeeCheck(tuple(rows), count, "")


def looks_like_fees(path: Path) -> bool:
    """Whether a file is a practice's fee schedule, told by its content; never raises.

    A table of visits with their charges has codes and amounts, too, and patients besides.
    """
    try:
        file = SourceFile(path)
        return path.is_file() and looks_like_fee_table(file) and not _names_visits(read_head(file))
    except MedCoderError:
        return False


def _names_visits(table: FeeTable) -> bool:
    rows = [Row(number, cells) for number, cells in enumerate((table.headings, *table.samples), 1)]
    return heading_row(rows) is not None

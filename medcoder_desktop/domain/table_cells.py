"""Rows of tables from outside, wherever they lay: in a workbook, between commas or tabs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        line: The line of the text file, or the row of the sheet; the first is 1.
        cells: Text of each cell, white space folded at both ends.
    """

    line: int
    cells: tuple[str, ...]

    def cell(self, column: int | None) -> str:
        """The text of a column; empty where the row is shorter, or for no column."""
        return self.cells[column] if column is not None and column < len(self.cells) else ""


def shown_cell(value: object) -> str:
    """A cell of a workbook as a person would type it.

    Whole numbers are written without a point, days as ``2026-04-01``.
    """
    if value is None:
        return ""
    if isinstance(value, date):  # a moment, too, is one
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def unquoted_cell(cell: str) -> str:
    """A cell between tabs, without the quotes some programs put around it."""
    cell = cell.strip()
    if len(cell) >= 2 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"').strip()
    return cell


def column_names(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """A name for each column, no two the same; ``Column 3`` where there is no heading."""
    names: list[str] = []
    for place in range(width):
        plain = " ".join(cells[place].split()) if place < len(cells) else ""
        name = plain or f"Column {place + 1}"
        again = 2
        while name in names:
            name = f"{plain or 'Column'} ({again})"
            again += 1
        names.append(name)
    return tuple(names)


def widest(rows: Iterable[Row]) -> int:
    """Cells of the longest row."""
    return max((len(row.cells) for row in rows), default=0)

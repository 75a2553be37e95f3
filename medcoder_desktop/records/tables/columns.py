"""Finds the headings of a table of visits, and what they tell of its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from medcoder_desktop.domain.table_cells import Row, column_names, widest
from medcoder_desktop.domain.visit_tables import VisitField, VisitTable, missing_field
from medcoder_desktop.records.tables.cells import is_day
from medcoder_desktop.records.tables.headings import LONGEST_HEADING, fields_named

_LOOKED_AT = 25
"""Rows at the beginning among which the headings are looked for."""
_FEWEST = 3
"""Fields a row of headings names at least; columns a table has."""
_FEWEST_CELLS = 6
"""Cells below headings that name no visit, so that it is surely a table."""
_SAMPLES = 20
_VALUE = re.compile(r"\d{3}|\d\s*[/.-]\s*\d|^\W*\d|:\s*\S")
"""What a line of a note has behind the name of a field, and no heading has."""


def heading_row(rows: Sequence[Row]) -> Row | None:
    """The row of headings among the first rows; None where no row names a visit."""
    best = max(rows[:_LOOKED_AT], key=lambda row: len(fields_named(row.cells)), default=None)
    if best is None:
        return None
    named = fields_named(best.cells)
    is_enough = len(named) >= _FEWEST and _half_is_short(best)
    names = {field: best.cells[column] for field, column in named.items()}
    if not is_enough or missing_field(names) or any(map(_VALUE.search, names.values())):
        return None
    return best if _are_even(best, rows) else None


def table_row(rows: Sequence[Row]) -> Row | None:
    """The row of headings of what is surely a table, whatever they name; None where there is none.

    A table of visits has a column of days: one without any is a table of something else.
    """
    for number, row in enumerate(rows[:_LOOKED_AT]):
        if _may_be_headings(row):
            below = rows[number + 1 : number + 1 + _LOOKED_AT]
            even = sum(len(each.cells) == len(row.cells) for each in below)
            is_table = even * 5 >= len(below) * 4 and even * len(row.cells) >= _FEWEST_CELLS
            return row if is_table and _has_days(row, below) else None
    return None


def beginning_of(file: str, heading: Row, rows: Sequence[Row]) -> VisitTable:
    """How a table begins, with a guess of its columns.

    Args:
        rows: The first rows of the file, those above the headings too.
    """
    names = column_names(heading.cells, widest(rows))
    below = [row for row in rows if row.line > heading.line][:_SAMPLES]
    return VisitTable(
        file,
        names,
        tuple(tuple(map(row.cell, range(len(names)))) for row in below),
        tuple(_guessed(names, fields_named(heading.cells))),
        tuple(row.line for row in below),
    )


def _guessed(
    names: Sequence[str], found: dict[VisitField, int]
) -> Iterator[tuple[VisitField, str]]:
    for field in VisitField:
        if field in found:
            yield field, names[found[field]]


def _are_even(heading: Row, rows: Sequence[Row]) -> bool:
    """Rows of a table have as many cells as its headings; lines of a note have not."""
    below = [row for row in rows if row.line > heading.line]
    even = sum(len(row.cells) == len(heading.cells) for row in below)
    return even * 2 >= len(below)


def _may_be_headings(row: Row) -> bool:
    """Several short names, no two the same, and none of them a value."""
    names = [cell.lower() for cell in row.cells if cell]
    return (
        len(names) >= _FEWEST
        and len(names) == len(set(names))
        and all(len(name) <= LONGEST_HEADING and not _VALUE.search(name) for name in names)
        and all(name[-1] not in ":;,?!" for name in names)
    )


def _has_days(heading: Row, below: Sequence[Row]) -> bool:
    for column in range(len(heading.cells)):
        filled = [cell for row in below if (cell := row.cell(column))]
        if filled and sum(map(is_day, filled)) * 2 > len(filled):
            return True
    return False


def _half_is_short(row: Row) -> bool:
    """Headings are short words; a line of a note that names fields is a sentence."""
    filled = [cell for cell in row.cells if cell]
    return sum(len(cell) <= LONGEST_HEADING for cell in filled) * 2 > len(filled)

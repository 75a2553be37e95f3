"""Rows of a table that came as a record: a text with separators, or a workbook."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterator, Sequence
from itertools import islice

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.reading_limits import MEGABYTE
from medcoder_desktop.domain.table_cells import Row, shown_cell
from medcoder_desktop.records.archives import open_archive
from medcoder_desktop.records.incoming import Incoming
from medcoder_desktop.records.limits import HIGHEST_RATIO, RATIO_MATTERS_FROM, limits
from medcoder_desktop.records.wording import one_line

DELIMITERS = (",", "\t", ";", "|")
_SEEN_LINES = 25
_LONGEST_CELL = 131_072


def rows_of_text(content: str, file: str) -> Iterator[Row]:
    """The rows of a text, empty ones left out.

    Raises:
        InputError: A quote does not end.
    """
    reader = csv.reader(io.StringIO(content.lstrip("\ufeff"), ""), delimiter=delimiter_of(content))
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(reader.line_num, tuple(one_line(cell) for cell in cells))
    except csv.Error as problem:
        raise InputError("visits.bad_quotes", file=file, line=reader.line_num) from problem


def delimiter_of(content: str) -> str:
    """What stands between the cells: what stands most often in the first lines."""
    first = content[:65_536].split("\n")[:_SEEN_LINES]
    return max(DELIMITERS, key=lambda each: sum(line.count(each) for line in first))


def sheets_of(incoming: Incoming) -> Iterator[tuple[str, Iterator[Row]]]:
    """The name and the rows of each sheet of a workbook; an only sheet needs no name.

    Raises:
        InputError: The workbook is damaged, or would unpack to far too much.
    """
    _refuse_swollen(incoming)
    from openpyxl import load_workbook  # noqa: PLC0415 - 100 ms, for workbooks only

    # Headers and footers of pages, and styles, that openpyxl does not know are of no matter here.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")
    try:
        book = load_workbook(io.BytesIO(incoming.raw), read_only=True, data_only=True)
        for sheet in book.worksheets:
            name = one_line(sheet.title) if len(book.worksheets) > 1 else ""
            yield name, _rows_of_sheet(sheet.iter_rows(values_only=True), incoming)
    except InputError:
        raise
    except Exception as problem:
        # openpyxl lets whatever its XML and zip readers raise through, and kinds of its own.
        raise InputError("visits.damaged", file=incoming.name) from problem


def head_of(rows: Iterator[Row], count: int) -> list[Row]:
    """The first rows."""
    return list(islice(rows, count))


def _rows_of_sheet(rows: Iterator[Sequence[object]], incoming: Incoming) -> Iterator[Row]:
    try:
        for number, cells in enumerate(rows, 1):
            shown = tuple(one_line(shown_cell(value)[:_LONGEST_CELL]) for value in cells)
            if any(shown):
                yield Row(number, shown)
    except Exception as problem:  # as above
        raise InputError("visits.damaged", file=incoming.name) from problem


def _refuse_swollen(incoming: Incoming) -> None:
    most = limits().most_unpacked
    with open_archive(incoming) as archive:
        for part in archive.infolist():
            swollen = part.file_size > max(RATIO_MATTERS_FROM, HIGHEST_RATIO * part.compress_size)
            if swollen or part.file_size > most * MEGABYTE:
                raise InputError("record.zip_bomb", file=incoming.name, most=most)

"""Rows of a table, whether it was published as a workbook, with commas or with tabs."""

from __future__ import annotations

import csv
import errno
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from medcoder_desktop.codesets import limits
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.text_lines import head_lines, lines_of
from medcoder_desktop.domain.errors import EnvironmentError_, InputError
from medcoder_desktop.domain.table_cells import Row, shown_cell, unquoted_cell

_SEEN = 60
"""Rows at the beginning in which the headings are looked for."""


@dataclass(frozen=True, slots=True)
class Headed:
    """Where the headings of a table stand and which column is which.

    Attributes:
        line: The last line of the headings; data follow below.
        columns: The column of each name asked for that was found.
    """

    line: int
    columns: dict[str, int]


def rows_of(file: SourceFile, sheet: int = 0) -> Iterator[Row]:
    """The rows of a table, empty ones left out.

    A workbook is read from one of its sheets; a text is split at tabs if its first rows have
    more of them than of commas, else as CSV with quotes (a quoted cell may hold line ends).

    Raises:
        InputError: The file is neither text nor a workbook, or is damaged.
        EnvironmentError_: The file cannot be read.
    """
    source = _sheet_rows(file, sheet) if file.is_archive else _text_rows(file)
    return (row for row in source if any(row.cells))


def find_headings(
    file: SourceFile, wanted: dict[str, Callable[[str], bool]], needed: Sequence[str]
) -> Headed | None:
    """Find the row of headings, or a heading that spreads over up to three rows.

    Args:
        wanted: For each column a test of its heading, given in lower case with white space
            folded to single blanks; headings in several rows are joined with a blank.
        needed: Names without which it is not this table.

    Returns:
        None when no rows near the beginning have all needed headings.
    """
    seen: list[Row] = []
    try:
        for row in rows_of(file):
            seen.append(row)
            for depth in (1, 2, 3):
                columns = _columns(seen[-depth:], wanted) if len(seen) >= depth else {}
                if all(name in columns for name in needed):
                    return Headed(row.line, columns)
            if len(seen) == _SEEN:
                break
    except InputError:
        return None
    return None


def rows_below(file: SourceFile, headed: Headed) -> Iterator[Row]:
    """The rows of data below the headings."""
    return (row for row in rows_of(file) if row.line > headed.line)


def _columns(rows: Sequence[Row], wanted: dict[str, Callable[[str], bool]]) -> dict[str, int]:
    width = max(len(row.cells) for row in rows)
    headings = [
        " ".join(" ".join(row.cell(column) for row in rows).lower().split())
        for column in range(width)
    ]
    found: dict[str, int] = {}
    for name, fits in wanted.items():
        for column, heading in enumerate(headings):
            if heading and column not in found.values() and fits(heading):
                found[name] = column
                break
    return found


def _text_rows(file: SourceFile) -> Iterator[Row]:
    first = head_lines(file, _SEEN)
    tabs = sum(line.count("\t") for line in first)
    if tabs > sum(line.count(",") for line in first):
        for number, line in lines_of(file):
            yield Row(number, tuple(unquoted_cell(cell) for cell in line.split("\t")))
        return
    limit = csv.field_size_limit(limits.LONGEST_LINE)
    reader = csv.reader(line + "\n" for _, line in lines_of(file))
    try:
        for cells in reader:
            yield Row(reader.line_num, tuple(cell.strip() for cell in cells))
    except csv.Error as error:
        raise InputError("codeset.row_damaged", file=file.label, line=reader.line_num) from error
    finally:
        csv.field_size_limit(limit)


def _sheet_rows(file: SourceFile, sheet: int) -> Iterator[Row]:
    if not file.is_spreadsheet:
        raise InputError("codeset.not_a_table", file=file.label)
    _refuse_swollen(file)
    from openpyxl import load_workbook  # noqa: PLC0415 - 100 ms, for workbooks only

    # Headers and footers of pages, and styles, that openpyxl does not know are of no matter here.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")
    try:
        # Opened here, because openpyxl leaves the file of a damaged workbook open.
        with file.path.open("rb") as opened:
            book = load_workbook(opened, read_only=True, data_only=True)
            rows = book.worksheets[sheet].iter_rows(values_only=True)
            for number, cells in enumerate(rows, 1):
                yield Row(number, tuple(shown_cell(value) for value in cells))
    except OSError as error:
        if error.errno == errno.EINVAL:  # a damaged archive points outside the file
            raise InputError("codeset.workbook_damaged", file=file.label) from error
        raise EnvironmentError_("codeset.not_opened", file=file.label) from error
    except InputError:
        raise
    except Exception as error:
        # openpyxl lets whatever its XML and zip readers raise through, and kinds of its own.
        raise InputError("codeset.workbook_damaged", file=file.label) from error


def _refuse_swollen(file: SourceFile) -> None:
    with zipfile.ZipFile(file.path) as archive:
        for part in archive.infolist():
            swollen = part.file_size > limits.HIGHEST_RATIO * max(part.compress_size, 1)
            if part.file_size > limits.LARGEST_FILE or (
                part.file_size > limits.RATIO_MATTERS_FROM and swollen
            ):
                raise InputError("codeset.zip_bomb", file=file.label)

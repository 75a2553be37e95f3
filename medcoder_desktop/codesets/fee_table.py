"""Reads the practice's own fee schedule: CSV, tabs or a workbook, with any headings.

There is no official layout. A person says which column is which; what the headings and the
cells tell is offered as a guess. Skipped: empty rows, title rows above the headings, headings
that come again further down, and titles of sections: rows with neither a code nor a charge, and
rows of a single cell without a digit in it.
Of a workbook the first sheet is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice

from medcoder_desktop.codesets.fee_columns import (
    CODE_CELL,
    MANY_DECIMALS,
    MODIFIER_CELL,
    Layout,
    guess,
    is_amount,
    is_code,
    layout_of,
)
from medcoder_desktop.codesets.published_dates import read_day
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.table_rows import rows_of
from medcoder_desktop.domain.codes import looks_like_procedure
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.fee_tables import FeeField, FeeRow, FeeTable
from medcoder_desktop.domain.money import parse_cents
from medcoder_desktop.domain.table_cells import Row

_HEAD = 60
_SAMPLES = 20
_MOSTLY = 0.6
_OF_OFFICIAL_SETS = re.compile(
    r"\b(?:rvu|mue|betos|recid|seqnum|ncci|column 1|conv(?:ersion)? factor|corrections)\b"
)


def read_head(file: SourceFile) -> FeeTable:
    """The headings, the first rows and a guess of the columns.

    Raises:
        InputError: The file is no table, is damaged or is empty.
        EnvironmentError_: It cannot be read.
    """
    layout, rows = _beginning(file)
    samples = _samples(layout, rows)
    guessed = guess(layout, samples)
    return FeeTable(
        layout.headings,
        samples,
        tuple((field, layout.headings[column]) for field, column in guessed.items()),
    )


def read_fees(file: SourceFile, columns: Mapping[FeeField, str]) -> Iterator[FeeRow]:
    """The fees, in the order of the table.

    A modifier may stand in a column of its own or behind the code (``99213-25``). What a
    workbook computed to more than cents is rounded to them, as it shows it.

    Args:
        columns: The heading of each field's column, as :func:`read_head` names it; code and
            charge are needed.

    Raises:
        InputError: A column is missing, or a row cannot be read; names the line and what was
            expected.
        EnvironmentError_: The file cannot be read.
    """
    layout, _ = _beginning(file)
    places = _places(file, layout, columns)
    found = False
    for row in rows_of(file):
        cells = _Cells(file, row, places)
        if not _is_above(row, layout) and not cells.is_title:
            found = True
            yield cells.fee()
    if not found:
        raise InputError("codeset.fee_rows_missing", file=file.label)


def looks_like_fee_table(file: SourceFile) -> bool:
    """Whether a file is a table with a column of procedure codes and one of amounts.

    Official sets, which have such columns, too, are told apart by words in their first rows.
    """
    try:
        layout, rows = _beginning(file)
    except InputError:
        return False
    if any(_OF_OFFICIAL_SETS.search(" ".join(row.cells).lower()) for row in rows[:_SAMPLES]):
        return False
    guessed = guess(layout, _samples(layout, rows))
    if FeeField.CODE not in guessed or FeeField.CHARGE not in guessed:
        return False
    cells = [_Cells(file, row, guessed) for row in rows if not _is_above(row, layout)]
    fees = [each for each in cells if not each.is_title]
    codes = sum(is_code(each[FeeField.CODE]) for each in fees)
    charges = sum(is_amount(each[FeeField.CHARGE]) for each in fees)
    return min(codes, charges) >= _MOSTLY * len(fees) > 0


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a row by field."""

    file: SourceFile
    row: Row
    places: Mapping[FeeField, int]

    def __getitem__(self, field: FeeField) -> str:
        return self.row.cell(self.places.get(field))

    @property
    def is_title(self) -> bool:
        """Whether the row is the title of a section."""
        if not self[FeeField.CODE] and not self[FeeField.CHARGE]:
            return True
        filled = [cell for cell in self.row.cells if cell]
        return len(filled) == 1 and not any(letter.isdigit() for letter in filled[0])

    def fee(self) -> FeeRow:
        """The row, read.

        Raises:
            InputError: A cell cannot be read.
        """
        procedure, modifier = self._code()
        begins, ends = self._day(FeeField.EFFECTIVE_FROM), self._day(FeeField.EFFECTIVE_TO)
        if begins and ends and ends < begins:
            raise self._wrong(FeeField.EFFECTIVE_TO, f"a last day not before {begins}")
        return FeeRow(
            self.row.line,
            procedure,
            modifier,
            " ".join(self[FeeField.DESCRIPTION].split()),
            self._charge(),
            begins,
            ends,
        )

    def _code(self) -> tuple[str, str]:
        parts = CODE_CELL.fullmatch(self[FeeField.CODE].upper())
        if parts is None or not looks_like_procedure(parts[1]):
            raise self._wrong(
                FeeField.CODE, "a CPT or HCPCS code of five characters, such as 99213 or 99213-25"
            )
        behind, own = parts[2] or "", self[FeeField.MODIFIER].upper()
        if own and (not MODIFIER_CELL.fullmatch(own) or behind not in ("", own)):
            raise self._wrong(FeeField.MODIFIER, "one modifier of two characters, such as 25")
        return parts[1], own or behind

    def _charge(self) -> int:
        text = self[FeeField.CHARGE]
        if self.file.is_spreadsheet and MANY_DECIMALS.fullmatch(text):
            text = str(Decimal(text).quantize(Decimal("0.01"), ROUND_HALF_UP))
        try:
            return parse_cents(text)
        except InputError:
            raise self._wrong(FeeField.CHARGE, "a charge such as 185.00") from None

    def _day(self, field: FeeField) -> date | None:
        try:
            return read_day(self[field])
        except ValueError:
            raise self._wrong(field, "a date such as 2026-03-14 or 3/14/2026") from None

    def _wrong(self, field: FeeField, expected: str) -> InputError:
        return InputError(
            "codeset.fee_row",
            file=self.file.label,
            line=self.row.line,
            text=self[field],
            expected=expected,
        )


def _beginning(file: SourceFile) -> tuple[Layout, list[Row]]:
    rows = list(islice(rows_of(file), _HEAD))
    if not rows:
        raise InputError("codeset.fee_rows_missing", file=file.label)
    return layout_of(rows), rows


def _is_above(row: Row, layout: Layout) -> bool:
    """Whether a row is the headings, or stands above them."""
    return row.line <= layout.line or row.cells == layout.titled


def _samples(layout: Layout, rows: list[Row]) -> tuple[tuple[str, ...], ...]:
    below = [row for row in rows if row.line > layout.line][:_SAMPLES]
    return tuple(tuple(map(row.cell, range(len(layout.headings)))) for row in below)


def _places(
    file: SourceFile, layout: Layout, columns: Mapping[FeeField, str]
) -> dict[FeeField, int]:
    for field in (FeeField.CODE, FeeField.CHARGE):
        if field not in columns:
            raise InputError("codeset.fee_column_missing", file=file.label, wanted=field.value)
    for heading in columns.values():
        if heading not in layout.headings:
            raise InputError("codeset.fee_column_missing", file=file.label, wanted=heading)
    return {field: layout.headings.index(heading) for field, heading in columns.items()}

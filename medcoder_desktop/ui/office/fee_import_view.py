"""How the import of a fee schedule is laid out: columns above, two tables below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from medcoder_desktop.domain.fee_tables import FeeField, FeeRow, FeeTable
from medcoder_desktop.domain.money import format_cents
from medcoder_desktop.ui.pages.rows import Column, RowsModel, RowsTable
from medcoder_desktop.ui.theme import Theme

_LABELS = {
    FeeField.CODE: "Code",
    FeeField.MODIFIER: "Modifier",
    FeeField.DESCRIPTION: "Description",
    FeeField.CHARGE: "Charge",
    FeeField.EFFECTIVE_FROM: "In force from",
    FeeField.EFFECTIVE_TO: "In force until",
}
_NONE = "not in the table"
_MOST_WIDTH = 240


def _days(row: FeeRow) -> str:
    if row.effective_from is None and row.effective_to is None:
        return "from now on"
    return f"{row.effective_from or '…'} to {row.effective_to or '…'}"


COLUMNS: tuple[Column[FeeRow], ...] = (
    Column("Line", lambda row: str(row.line), order=lambda row: row.line, width=64, right=True),
    Column(
        "Code",
        lambda row: f"{row.procedure}-{row.modifier}" if row.modifier else row.procedure,
        width=108,
        mono=True,
    ),
    Column(
        "Charge",
        lambda row: format_cents(row.charge),
        order=lambda row: row.charge,
        width=108,
        right=True,
    ),
    Column("In force", _days, width=216),
    Column("Description", lambda row: row.description or "as in the schedule"),
)


class FeeImportView:
    """The widgets of the dialog."""

    def __init__(self, dialog: QDialog, theme: Theme, file: str, table: FeeTable) -> None:
        self._headings = table.headings
        title = QLabel(f"Which column of {file} is which?")
        title.setProperty("role", "title")
        hint = QLabel("The choice is remembered for tables with the same headings.")
        hint.setProperty("role", "hint")
        self.combos = {field: _combo(field, table) for field in FeeField}
        self.as_is = _samples(table)
        self.model: RowsModel[FeeRow] = RowsModel(COLUMNS, lambda row: str(row.line), theme, dialog)
        self.as_will_be = RowsTable(self.model, COLUMNS, "The first fees as they will be", dialog)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setAccessibleName("State of the import")
        self.cancel_button = QPushButton("Cancel")
        self.import_button = QPushButton("Import")
        self.import_button.setProperty("role", "primary")
        self.import_button.setToolTip("Ctrl+Enter")
        self.import_button.setDefault(True)
        column = QVBoxLayout(dialog)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(hint)
        column.addLayout(self._fields())
        column.addSpacing(4)
        column.addWidget(_heading("In the file"))
        column.addWidget(self.as_is, 2)
        column.addWidget(_heading("In the fee schedule"))
        column.addWidget(self.as_will_be, 3)
        column.addLayout(self._foot())

    def mark_columns(self, columns: Mapping[FeeField, str]) -> None:
        """Write above each column of the file which field it is."""
        named = {heading: _LABELS[field] for field, heading in columns.items()}
        self.as_is.setHorizontalHeaderLabels(
            [
                f"{heading}\n→ {named[heading]}" if heading in named else f"{heading}\n"
                for heading in self._headings
            ]
        )

    def show_rows(self, rows: Sequence[FeeRow]) -> None:
        """Show the first fees as they will be."""
        self.model.show(rows)

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for place, (field, combo) in enumerate(self.combos.items()):
            label = QLabel(_LABELS[field])
            label.setProperty("role", "field-label")
            label.setBuddy(combo)
            row, side = divmod(place, 3)
            grid.addWidget(label, row, side * 2, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(combo, row, side * 2 + 1)
            grid.setColumnStretch(side * 2 + 1, 1)
        return grid

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.import_button)
        return foot


def _combo(field: FeeField, table: FeeTable) -> QComboBox:
    combo = QComboBox()
    combo.setObjectName(field.value)
    combo.setAccessibleName(f"Column of the {_LABELS[field].lower()}")
    combo.addItem(_NONE, "")
    for heading in table.headings:
        combo.addItem(heading, heading)
    combo.setCurrentIndex(max(0, combo.findData(dict(table.guessed).get(field, ""))))
    return combo


def _samples(table: FeeTable) -> QTableWidget:
    made = QTableWidget(len(table.samples), len(table.headings))
    made.setProperty("role", "rows")
    made.setAccessibleName("The first rows of the file")
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setTabKeyNavigation(False)
    made.setShowGrid(False)
    made.setWordWrap(False)
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(26)
    made.horizontalHeader().setDefaultAlignment(
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    )
    made.setHorizontalHeaderLabels(list(table.headings))
    for row, cells in enumerate(table.samples):
        for column, cell in enumerate(cells):
            made.setItem(row, column, QTableWidgetItem(cell))
    header = made.horizontalHeader()
    header.setMaximumSectionSize(_MOST_WIDTH)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    return made


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", "section")
    return label

"""The service lines of the sheet, each cell edited in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget
from typing_extensions import override

from medcoder_desktop.domain.findings import Severity
from medcoder_desktop.domain.practice import FeeLine
from medcoder_desktop.domain.sheet import CodingSheet, ServiceLine
from medcoder_desktop.ui.workbench.cell_editing import CellDelegate
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.line_cells import LINE_COLUMNS, LineColumn
from medcoder_desktop.ui.workbench.sheet_table import SheetTable

_Index = QModelIndex | QPersistentModelIndex
SERVICE, MODIFIERS, POINTERS, UNITS, CHARGE = range(5)


class ServiceModel(QAbstractTableModel):
    """The rows of the service table.

    Signals:
        line_changed: The ``ServiceLine`` a cell was edited to.
    """

    line_changed = Signal(object)

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._sheet = CodingSheet("")
        self._severities: Mapping[str, Severity] = {}
        self._fees: Sequence[FeeLine] = ()
        self.locked = False

    def show(self, sheet: CodingSheet, severities: Mapping[str, Severity]) -> None:
        """Show a sheet; ``severities`` gives the worst finding by line id."""
        self.beginResetModel()
        self._sheet = sheet
        self._severities = severities
        self.endResetModel()

    def set_fees(self, fees: Sequence[FeeLine]) -> None:
        """Prices for a line whose procedure is changed."""
        self._fees = fees

    def line(self, row: int) -> ServiceLine | None:
        """The line of a row; None outside."""
        return self._sheet.lines[row] if 0 <= row < len(self._sheet.lines) else None

    def row_of(self, line_id: str) -> int:
        """Where a line stands; -1 when it is not on the sheet."""
        ids = [line.id for line in self._sheet.lines]
        return ids.index(line_id) if line_id in ids else -1

    def changed_line(self, index: _Index, text: str) -> ServiceLine | None:
        """The line after typing ``text`` into a cell.

        Raises:
            InputError: The text cannot stand there.
        """
        line = self.line(index.row())
        if line is None:
            return None
        return LINE_COLUMNS[index.column()].changed(self._sheet, line, text, self._fees)

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._sheet.lines)

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the same
        return 0 if parent.isValid() else len(LINE_COLUMNS)

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if self.locked else flags | Qt.ItemFlag.ItemIsEditable

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(LINE_COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return LINE_COLUMNS[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(section)
        return None

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index.row())
        if line is None or not 0 <= index.column() < len(LINE_COLUMNS):
            return None
        column = LINE_COLUMNS[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            missing = index.column() == POINTERS and not line.pointers
            return self._ink.colour("warning" if missing else "text")
        if role == Qt.ItemDataRole.BackgroundRole:
            worst = self._severities.get(line.id)
            return self._ink.colour("error_soft") if worst is Severity.ERROR else None
        return self._words(line, column, role)

    def _words(self, line: ServiceLine, column: LineColumn, role: int) -> object:
        if role == Qt.ItemDataRole.EditRole:
            return column.typed(self._sheet, line)
        shown = column.shown(self._sheet, line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.heading}: {shown}"
        asked = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        return shown if asked else None

    @override
    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or self.locked:
            return False
        line = self.changed_line(index, str(value))
        if line is not None and line != self.line(index.row()):
            self.line_changed.emit(line)
        return True


def _aligned(column: int) -> Qt.AlignmentFlag:
    right = LINE_COLUMNS[column].right
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class ServiceTable(SheetTable):
    """The table itself: Enter or typing edits the current cell.

    Signals:
        refused: Sentence why what was typed into a cell cannot stand; empty once it can.
    """

    refused = Signal(str)

    def __init__(self, ink: Ink, parent: QWidget | None = None) -> None:
        self.rows = ServiceModel(ink)
        super().__init__(self.rows, parent)
        self.setAccessibleName("Service lines")
        self._cells = CellDelegate(ink, self)
        self._cells.refused.connect(self.refused)
        self.setItemDelegate(self._cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        header = self.horizontalHeader()
        header.setSectionResizeMode(SERVICE, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(MODIFIERS, 62)
        self.setColumnWidth(POINTERS, 78)
        self.setColumnWidth(UNITS, 52)
        self.setColumnWidth(CHARGE, 84)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if enter and self.currentIndex().isValid():
            self.edit(self.currentIndex())
            return
        super().keyPressEvent(event)

"""What the two tables of the sheet have in common: their look, and keys that move and remove."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

_Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 29
_HEADER_HEIGHT = 26
_FEWEST_ROWS = 3
_FOCUS_FRAME = 2


class TintedRows(QStyledItemDelegate):
    """Paints the background a model asks for, which a style sheet would leave out."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tint = index.data(Qt.ItemDataRole.BackgroundRole)
        if isinstance(tint, QColor) and not option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, tint)
        super().paint(painter, option, index)


class SheetTable(QTableView):
    """A table of rows with an order; the current one can be moved and removed.

    Signals:
        move_wanted: Row and the position it should get.
        remove_wanted: Row.
    """

    move_wanted = Signal(int, int)
    remove_wanted = Signal(int)

    def __init__(self, model: QAbstractTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setItemDelegate(TintedRows(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setProperty("role", "sheetTable")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(_HEADER_HEIGHT)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model.modelReset.connect(self.updateGeometry)

    def row_count(self) -> int:
        """How many rows there are."""
        return self._rows.rowCount(QModelIndex())

    def select(self, row: int, column: int = 0) -> None:
        """Make a cell current, if there is such a row."""
        if 0 <= row < self.row_count():
            self.setCurrentIndex(self._rows.index(row, column))

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, self._height_of(max(self.row_count(), 1)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._height_of(min(max(self.row_count(), 1), _FEWEST_ROWS)))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.select(0)

    def move_current(self, step: int) -> None:
        """Ask for the current row one up (-1) or down (1)."""
        row = self.currentIndex().row()
        if row >= 0 and 0 <= row + step < self.row_count():
            self.move_wanted.emit(row, row + step)

    def remove_current(self) -> None:
        """Ask for the current row to be taken off."""
        if self.currentIndex().isValid():
            self.remove_wanted.emit(self.currentIndex().row())

    def _height_of(self, rows: int) -> int:
        frame = 2 * _FOCUS_FRAME
        return self.horizontalHeader().height() + rows * ROW_HEIGHT + frame

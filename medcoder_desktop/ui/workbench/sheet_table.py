"""What the two tables of the sheet have in common: their look, and keys that move and remove."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

ROW_HEIGHT = 29
_HEADER_HEIGHT = 26
_FEWEST_ROWS = 3


class SheetTable(QTableView):
    """A table of rows with an order: Ctrl+Up, Ctrl+Down and Delete work on the current one.

    Args:
        what: What a row is, for the names of the actions: ``diagnosis``.

    Signals:
        move_wanted: Row and the position it should get.
        remove_wanted: Row.
    """

    move_wanted = Signal(int, int)
    remove_wanted = Signal(int)

    def __init__(
        self, model: QAbstractTableModel, what: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
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
        self.up = self._action(f"Move {what} up", "Ctrl+Up", self._on_up)
        self.down = self._action(f"Move {what} down", "Ctrl+Down", self._on_down)
        self.remove = self._action(f"Remove {what}", "Del", self._on_remove)
        model.modelReset.connect(self.updateGeometry)

    @property
    def row_actions(self) -> tuple[QAction, ...]:
        """The actions on the current row, for menus."""
        return (self.up, self.down, self.remove)

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

    def _height_of(self, rows: int) -> int:
        return self.horizontalHeader().height() + rows * ROW_HEIGHT + 1

    def _action(self, words: str, keys: str, act: object) -> QAction:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        self.addAction(action)
        return action

    def _on_up(self) -> None:
        row = self.currentIndex().row()
        if row > 0:
            self.move_wanted.emit(row, row - 1)

    def _on_down(self) -> None:
        row = self.currentIndex().row()
        if 0 <= row < self.row_count() - 1:
            self.move_wanted.emit(row, row + 1)

    def _on_remove(self) -> None:
        row = self.currentIndex().row()
        if row >= 0:
            self.remove_wanted.emit(row)

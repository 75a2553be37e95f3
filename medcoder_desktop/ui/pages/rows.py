"""A table of rows, made from a list of column definitions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from medcoder_desktop.ui.theme import Theme

Row = TypeVar("Row")
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROW_HEIGHT = 32
_HELD = ~Qt.KeyboardModifier.KeypadModifier
_ALIGN = Qt.ItemDataRole.TextAlignmentRole
TONE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""Names the colours of a chip; None where the cell is plain text."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column.

    Attributes:
        text: What the cell says.
        order: What it sorts by; None for its text.
        width: Pixels at the start; 0 takes what is left.
        right: Figures stand at the right.
        mono: Codes and numbers stand in the face for codes.
        tone: Makes the cell a chip in these colours.
    """

    title: str
    text: Callable[[Row], str]
    order: Callable[[Row], object] | None = None
    width: int = 0
    right: bool = False
    mono: bool = False
    tone: Callable[[Row], str] | None = None


class ColumnsModel(QAbstractTableModel, Generic[Row]):
    """What every table of rows has: columns with headings, cells that say what their column says.

    Args:
        columns: From left to right.
    """

    def __init__(
        self, columns: Sequence[Column[Row]], theme: Theme, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._mono = theme.mono()

    @override
    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        return _alignment(self._columns[section]) if role == _ALIGN else None

    def _shown(self, row: Row, column: Column[Row], role: int) -> object:
        """What a cell says in one of Qt's roles."""
        answer: object = None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            answer = column.text(row)
        elif role == Qt.ItemDataRole.AccessibleTextRole:
            answer = f"{column.title}: {column.text(row) or 'none'}"
        elif role == _ALIGN:
            answer = _alignment(column)
        elif role == Qt.ItemDataRole.FontRole and column.mono:
            answer = QFont(self._mono)
        elif role == TONE_ROLE and column.tone is not None:
            answer = column.tone(row)
        return answer


class RowsModel(ColumnsModel[Row]):
    """Rows as Qt wants them.

    Args:
        identity: Id of a row, by which the chosen row is found again.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        identity: Callable[[Row], str],
        theme: Theme,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, theme, parent)
        self._identity = identity
        self._as_read: tuple[Row, ...] = ()
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows, in the order a person chose."""
        self.beginResetModel()
        self._as_read = tuple(rows)
        self.rows = self._in_order()
        self.endResetModel()

    def row(self, number: int) -> Row | None:
        """A row by its place; None outside."""
        return self.rows[number] if 0 <= number < len(self.rows) else None

    def place_of(self, row_id: str) -> int:
        """Where a row stands; -1 when it is not shown."""
        return next((n for n, row in enumerate(self.rows) if self._identity(row) == row_id), -1)

    def identity(self, number: int) -> str:
        """Id of the row at a place; empty outside."""
        row = self.row(number)
        return "" if row is None else self._identity(row)

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row())
        if row is None or not 0 <= index.column() < len(self._columns):
            return None
        return self._shown(row, self._columns[index.column()], role)

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted_by = (column, order) if 0 <= column < len(self._columns) else None
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        ids = [self.identity(index.row()) for index in kept]
        self.rows = self._in_order()
        places = {self._identity(row): number for number, row in enumerate(self.rows)}
        self.changePersistentIndexList(
            kept,
            [
                self.index(places.get(row_id, -1), index.column())
                for row_id, index in zip(ids, kept, strict=True)
            ],
        )
        self.layoutChanged.emit()

    def _in_order(self) -> tuple[Row, ...]:
        if self._sorted_by is None:
            return self._as_read
        number, order = self._sorted_by
        column = self._columns[number]
        key = column.order or column.text
        down = order == Qt.SortOrder.DescendingOrder
        return tuple(sorted(self._as_read, key=lambda row: _comparable(key(row)), reverse=down))


class RowsTable(QTableView):
    """A calm table of whole rows, worked by keys.

    Args:
        name: Accessible name.

    Signals:
        row_opened: Enter or a double click on a row.
    """

    row_opened = Signal()

    def __init__(
        self,
        model: QAbstractTableModel,
        columns: Sequence[Column[Row]],
        name: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "rows")
        self.setAccessibleName(name)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(48)
        for number, column in enumerate(columns):
            if column.width:
                header.resizeSection(number, column.width)
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the rest is Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _HELD:
            self.row_opened.emit()
        else:
            super().keyPressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on a row opens it."""
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self.row_opened.emit()

    def choose(self, number: int) -> None:
        """Make a row the current one and show it."""
        if 0 <= number < self.model().rowCount():
            # By itself, Qt would look at which keys are held down just now.
            how = QItemSelectionModel.SelectionFlag
            index = self.model().index(number, 0)
            self.selectionModel().setCurrentIndex(index, how.ClearAndSelect | how.Rows)
            self.scrollTo(index)

    def choose_several(self, current: int, numbers: Iterable[int]) -> None:
        """Choose these rows and no others; the current one need not be among them."""
        how = QItemSelectionModel.SelectionFlag
        index = self.model().index(current, 0)
        self.selectionModel().setCurrentIndex(index, how.Clear)
        self.scrollTo(index)
        chosen = QItemSelection()
        for number in numbers:
            index = self.model().index(number, 0)
            chosen.select(index, index)
        self.selectionModel().select(chosen, how.Select | how.Rows)


def _alignment(column: Column[Row]) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def _comparable(value: object) -> tuple[str, object]:
    """Text without regard to case; anything else as it is, kinds kept apart."""
    return type(value).__name__, value.lower() if isinstance(value, str) else value

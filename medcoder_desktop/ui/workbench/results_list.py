"""The result list: codes best first, each with its title, why it is there and whether it bills."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from medcoder_desktop.ui.workbench.ink import CHIP_HEIGHT, Ink
from medcoder_desktop.ui.workbench.results import ResultRow
from medcoder_desktop.ui.workbench.text_lines import laid_out

_Index = QModelIndex | QPersistentModelIndex
_MARGIN = 12
_CODE_WIDTH = 84
_PADDING = 6


class ResultsModel(QAbstractListModel):
    """The rows of the result list."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[ResultRow, ...] = ()

    def show(self, rows: Sequence[ResultRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, index: _Index) -> ResultRow | None:
        """The row at an index; None outside."""
        number = index.row()
        return self._rows[number] if 0 <= number < len(self._rows) else None

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return None


class ResultDelegate(QStyledItemDelegate):
    """Paints code, title with the matching words bold, reason and chip."""

    def __init__(self, ink: Ink, parent: QListView) -> None:
        super().__init__(parent)
        self._ink = ink
        self._view = parent

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row = _row(index)
        width = self._view.viewport().width()
        if row is None:
            return QSize(width, 0)
        title = self._title(row, width)
        height = title.boundingRect().height() + 2 * _PADDING
        if row.why:
            height += self._reason(row, width).boundingRect().height() + 1
        return QSize(width, max(round(height), CHIP_HEIGHT + 2 * _PADDING))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = _row(index)
        if row is None:
            return
        painter.save()
        area = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, self._ink.colour("selection"))
        top = area.top() + _PADDING
        painter.setFont(self._ink.mono())
        painter.setPen(self._ink.colour("accent"))
        painter.drawText(
            area.adjusted(_MARGIN, _PADDING, 0, 0),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop,
            row.code.code,
        )
        left = area.left() + _MARGIN + _CODE_WIDTH
        title = self._title(row, area.width())
        painter.setPen(self._ink.colour("text"))
        title.draw(painter, QPointF(left, top))
        if row.why:
            painter.setPen(self._ink.colour("text_hint"))
            below = top + title.boundingRect().height() + 1
            self._reason(row, area.width()).draw(painter, QPointF(left, below))
        kind = "ok" if row.code.billable else "warning"
        self._ink.paint_chip(painter, area.right() - _MARGIN, top - 1, row.chip, kind)
        painter.restore()

    def _title(self, row: ResultRow, width: int) -> QTextLayout:
        bold = QTextCharFormat()
        bold.setFontWeight(self._ink.font(bold=True).weight())
        ranges = []
        for start, end in row.highlights:
            stretch = QTextLayout.FormatRange()
            stretch.start, stretch.length, stretch.format = start, end - start, bold
            ranges.append(stretch)
        layout = QTextLayout(row.code.title, self._ink.font())
        layout.setFormats(ranges)
        return laid_out(layout, self._room(row, width))

    def _reason(self, row: ResultRow, width: int) -> QTextLayout:
        return laid_out(QTextLayout(row.why, self._ink.font("caption")), self._room(row, width))

    def _room(self, row: ResultRow, width: int) -> int:
        return max(width - 2 * _MARGIN - _CODE_WIDTH - self._ink.chip_width(row.chip) - 10, 80)


def _row(index: _Index) -> ResultRow | None:
    model = index.model()
    return model.row(index) if isinstance(model, ResultsModel) else None


class ResultsList(QListView):
    """The list itself; its highlight moves from the search box as well.

    Signals:
        highlighted: The ``ResultRow`` under the highlight, or None.
        chosen: Enter or a double click on the highlighted row.
        back_wanted: Backspace or Left: out of a heading again.
    """

    highlighted = Signal(object)
    chosen = Signal()
    back_wanted = Signal()

    def __init__(self, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ResultsModel()
        self.was_moved = False
        """Whether the coder moved the highlight since these rows came."""
        self.setModel(self._model)
        self.setItemDelegate(ResultDelegate(ink, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Search results")
        self.setProperty("role", "plainList")
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(self._on_double_clicked)

    def show_earlier(self, rows: Sequence[ResultRow]) -> None:
        """Show rows of the patient's past; the highlight stays where it was, if anywhere."""
        at = self.currentIndex().row() if self.was_moved else -1
        self._model.show(rows)
        if 0 <= at < len(rows):
            self._highlight(at)
        else:
            self.was_moved = False

    def show_rows(self, rows: Sequence[ResultRow], code: str = "") -> None:
        """Show rows with the best highlighted, or the one of ``code``."""
        self._model.show(rows)
        self.was_moved = False
        number = next((n for n, row in enumerate(rows) if row.code.code == code), 0)
        if rows:
            self._highlight(number)
        else:
            self.highlighted.emit(None)

    def current_row(self) -> ResultRow | None:
        """The highlighted row."""
        return self._model.row(self.currentIndex())

    def count(self) -> int:
        """How many rows there are."""
        return self._model.rowCount()

    def step(self, key: Qt.Key) -> None:
        """Move the highlight as a key asks: Up, Down, Page Up, Page Down."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6}
        number = self.currentIndex().row() + steps.get(key, 6)
        if self.count():
            self.was_moved = True
            self._highlight(max(0, min(number, self.count() - 1)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.was_moved = True
            self.chosen.emit()
            return
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Left) and plain:
            self.back_wanted.emit()
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _highlight(self, number: int) -> None:
        index = self._model.index(number)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)

    def _on_current(self, current: QModelIndex, _: QModelIndex) -> None:
        self.highlighted.emit(self._model.row(current))

    def _on_double_clicked(self, _: QModelIndex) -> None:
        self.was_moved = True
        self.chosen.emit()

"""Editing a cell of the service table: checked before it is left, explained if it cannot stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.sheet_table import TintedRows

if TYPE_CHECKING:
    from medcoder_desktop.ui.workbench.service_table import ServiceModel, ServiceTable

_Index = QModelIndex | QPersistentModelIndex
_ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEAVING_KEYS = (*_ENTER_KEYS, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class CellDelegate(TintedRows):
    """Keeps the editor open until what is typed can stand, or Escape gives it up.

    Signals:
        refused: The sentence why it cannot stand; empty once it can.
    """

    refused = Signal(str)

    def __init__(self, ink: Ink, table: ServiceTable) -> None:
        super().__init__(table)
        self._ink = ink
        self._table = table
        self._index = QPersistentModelIndex()

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setProperty("role", "cell")
        editor.setFrame(False)
        heading = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(f"{heading} of line {index.row() + 1}")
        self._index = QPersistentModelIndex(index)
        return editor

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if not isinstance(editor, QLineEdit):
            return
        try:
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)
        except InputError as error:  # left by a click elsewhere: the old value stays
            self.refused.emit(error.sentence)
        else:
            self.refused.emit("")

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        area: QRect = option.rect
        editor.setGeometry(area.adjusted(0, 0, 0, -1))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(watched, QLineEdit)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.key() == Qt.Key.Key_Escape:
                self.refused.emit("")
            elif event.key() in _LEAVING_KEYS and not self._can_stand(watched.text()):
                watched.selectAll()
                return True
            elif event.key() in _ENTER_KEYS:
                # Qt's own way lets the key fall through to the table, which would edit again.
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.NoHint)
                return True
        return super().eventFilter(watched, event)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model: ServiceModel = self._table.rows
        line = model.line(index.row())
        if index.column() != 0 or line is None:
            super().paint(painter, option, index)
            return
        painter.save()
        area: QRect = option.rect
        tint = index.data(Qt.ItemDataRole.BackgroundRole)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, self._ink.colour("selection"))
        elif isinstance(tint, QColor):
            painter.fillRect(area, tint)
        inner = area.adjusted(12, 0, -4, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(self._ink.mono())
        painter.setPen(self._ink.colour("accent"))
        painter.drawText(inner, middle, line.procedure)
        used = painter.fontMetrics().horizontalAdvance(line.procedure) + 8
        painter.setFont(self._ink.font())
        painter.setPen(self._ink.colour("text"))
        words = painter.fontMetrics().elidedText(
            line.description, Qt.TextElideMode.ElideRight, inner.width() - used
        )
        painter.drawText(inner.adjusted(used, 0, 0, 0), middle, words)
        painter.restore()

    def _can_stand(self, text: str) -> bool:
        try:
            self._table.rows.changed_line(self._index, text)
        except InputError as error:
            self.refused.emit(error.sentence)
            return False
        return True

"""How a line of the palette is painted: what it is, its words, its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from medcoder_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from medcoder_desktop.ui.palette import Entry

ENTRY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_HEIGHT = 32
_KIND_WIDTH = 72
_Index = QModelIndex | QPersistentModelIndex


class EntryPainter(QStyledItemDelegate):
    """Paints entries in the colours of the theme in force."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, _HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: Entry | None = index.data(ENTRY_ROLE)
        if entry is None:
            return
        area: QRect = option.rect
        chosen = option.state & QStyle.StateFlag.State_Selected
        painter.save()
        if chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("selection"))
            painter.drawRoundedRect(QRectF(area), 6, 6)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.colour("text_hint"))
        painter.drawText(area.adjusted(10, 0, 0, 0), middle, entry.kind)
        keys_width = self._paint_keys(painter, area, entry.keys) if entry.keys else 0
        words = area.adjusted(10 + _KIND_WIDTH, 0, -keys_width - 16, 0)
        painter.setFont(self._theme.font())
        painter.setPen(self._theme.colour("text" if entry.enabled else "text_hint"))
        shown = entry.text if entry.enabled else f"{entry.text}  (not now)"
        metrics = QFontMetrics(self._theme.font())
        shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, middle, shown)
        painter.restore()

    def _paint_keys(self, painter: QPainter, area: QRect, keys: str) -> int:
        font = self._theme.mono("caption")
        width = QFontMetrics(font).horizontalAdvance(keys) + 12
        box = QRectF(area.right() - width - 8, area.center().y() - 8, width, 18)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour("control_line")))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text_secondary"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, keys)
        return width + 8

"""One line of a list or tree of the book: words in several inks, and how they are painted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from medcoder_desktop.ui.workbench.ink import CHIP_HEIGHT, Ink

LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The ``Line`` of a row."""
LINE_HEIGHT = 26
_GAP = 8
_LEFT = 4
_RIGHT = 12
_Index = QModelIndex | QPersistentModelIndex


class Tone(Enum):
    """How a piece of a line is written."""

    CODE = "code"
    TEXT = "text"
    STRONG = "strong"
    HINT = "hint"
    LINK = "link"


_COLOURS = {
    Tone.CODE: "accent",
    Tone.TEXT: "text",
    Tone.STRONG: "text",
    Tone.HINT: "text_hint",
    Tone.LINK: "accent",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line."""

    text: str
    tone: Tone = Tone.TEXT


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is painted and spoken.

    Attributes:
        pieces: From the left; shortened where the room ends.
        tail: Right behind them; always seen.
        chip: A word at the right end; empty for none.
    """

    pieces: tuple[Piece, ...]
    tail: tuple[Piece, ...] = ()
    chip: str = ""

    @property
    def spoken(self) -> str:
        """The line for assistive technology and as a hint."""
        words = " ".join(piece.text for piece in (*self.pieces, *self.tail))
        return f"{words}, {self.chip}" if self.chip else words


class LinePainter(QStyledItemDelegate):
    """Paints the line of a row.

    Args:
        left: Pixels before its first piece.
    """

    def __init__(self, ink: Ink, parent: QWidget, left: int = _LEFT) -> None:
        super().__init__(parent)
        self._ink = ink
        self._left = left

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, LINE_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line = index.data(LINE_ROLE)
        if not isinstance(line, Line):
            return
        painter.save()
        area = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, self._ink.colour("selection"))
        right = area.right() - _RIGHT
        if line.chip:
            top = area.center().y() - CHIP_HEIGHT // 2 + 1
            self._ink.paint_chip(painter, right, top, line.chip, "ok")
            right -= self._ink.chip_width(line.chip) + _GAP
        room = QRect(area)
        room.setLeft(area.left() + self._left)
        room.setRight(right)
        kept = sum(self._width(piece) + _GAP for piece in line.tail)
        used = self._write(painter, line.pieces, room.adjusted(0, 0, -kept, 0))
        if line.tail:
            self._write(painter, line.tail, room.adjusted(used, 0, 0, 0))
        painter.restore()

    def _write(self, painter: QPainter, pieces: tuple[Piece, ...], room: QRect) -> int:
        """Write pieces from the left end of ``room``; returns how wide they came out."""
        left = room.left()
        for piece in pieces:
            font = self._font(piece.tone)
            metrics = QFontMetrics(font)
            words = metrics.elidedText(
                piece.text, Qt.TextElideMode.ElideRight, max(0, room.right() - left)
            )
            painter.setFont(font)
            painter.setPen(self._colour(piece.tone))
            painter.drawText(
                QRect(left, room.top(), room.right() - left + 1, room.height()),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                words,
            )
            left += metrics.horizontalAdvance(words) + _GAP
            if words != piece.text:
                break
        return left - room.left()

    def _width(self, piece: Piece) -> int:
        return QFontMetrics(self._font(piece.tone)).horizontalAdvance(piece.text)

    def _font(self, tone: Tone) -> QFont:
        if tone is Tone.CODE:
            return self._ink.mono()
        return self._ink.font(bold=tone is Tone.STRONG)

    def _colour(self, tone: Tone) -> QColor:
        return self._ink.colour(_COLOURS[tone])

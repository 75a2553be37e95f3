"""The colours and faces of the theme in force, for what paints itself."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QPainter, QPen
from typing_extensions import override

from medcoder_desktop.ui.colours import DARK
from medcoder_desktop.ui.theme import Theme

CHIP_HEIGHT = 20
_CHIP_PADDING = 7


class Ink:
    """What delegates and the note view paint with. Asks the theme each time, so it can change.

    Args:
        theme: The window's theme.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def colour(self, name: str) -> QColor:
        """A colour of the palette, such as ``accent`` or ``text_hint``."""
        return self._theme.colour(name)

    def name(self, name: str) -> str:
        """The same as text, for rich text: ``#14697a``."""
        return self.colour(name).name()

    def font(self, size: str = "body", *, bold: bool = False) -> QFont:
        """The reading face in one of the theme's sizes."""
        font = self._theme.font(size)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def mono(self, size: str = "body") -> QFont:
        """The face for codes."""
        return self._theme.mono(size)

    def pixels(self, size: str) -> float:
        """How large letters of one of the theme's sizes are, in pixels."""
        return QFontInfo(self._theme.font(size)).pixelSize()

    def for_reading(self) -> ReadingInk:
        """An ink of its own for what is read, with its own size and light."""
        return ReadingInk(self._theme)

    def chip_width(self, text: str) -> int:
        """How wide a chip with ``text`` is, in pixels."""
        metrics = QFontMetrics(self.font("caption", bold=True))
        return metrics.horizontalAdvance(text) + 2 * _CHIP_PADDING

    def paint_chip(self, painter: QPainter, right: int, top: int, text: str, kind: str) -> None:
        """Paint a chip such as "billable", its right end at ``right``.

        Args:
            kind: Names the colours: ``ok``, ``warning``, ``error`` or ``accent``.
        """
        width = self.chip_width(text)
        area = QRect(right - width, top, width, CHIP_HEIGHT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour(f"{kind}_soft"))
        painter.drawRoundedRect(QRectF(area), 4, 4)
        painter.setPen(QPen(self.colour(kind)))
        painter.setFont(self.font("caption", bold=True))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()


class ReadingInk(Ink):
    """The ink of the reader, whose letters can be larger and lie on dark.

    Attributes:
        scale: Size of the note's letters against the theme's.
        night: Whether the dark colours are used whatever the theme is.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.scale = 1.0
        self.night = False

    @override
    def colour(self, name: str) -> QColor:
        return QColor(getattr(DARK, name)) if self.night else super().colour(name)

    @override
    def font(self, size: str = "body", *, bold: bool = False) -> QFont:
        font = super().font(size, bold=bold)
        font.setPointSizeF(font.pointSizeF() * self.scale)
        return font

    @override
    def pixels(self, size: str) -> float:
        return QFontInfo(self.font(size)).pixelSize()

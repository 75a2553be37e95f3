"""The marks on pages: which places support which code, and how they are painted."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from medcoder_desktop.domain.pages import PageRegion
from medcoder_desktop.ui.workbench.ink import Ink


@dataclass(frozen=True, slots=True)
class PageMark:
    """A place on a page that supports a code of the sheet.

    Attributes:
        diagnosis_id: The diagnosis it supports.
        label: Its letter, code and title, two blanks between, for the hint under the pointer.
    """

    region: PageRegion
    diagnosis_id: str
    label: str

    @property
    def code(self) -> str:
        """The code in its label, or all of it."""
        parts = self.label.split("  ")
        return parts[1] if len(parts) > 1 else self.label

    @property
    def extent(self) -> int:
        """How much of its page it covers, to find the smallest of several."""
        region = self.region
        return (region.right - region.left) * (region.bottom - region.top)


class MarkPainter:
    """Paints places over a picture so that its letters stay as readable as they were.

    Args:
        night: Whether the pages are dark with light letters.
    """

    def __init__(self, painter: QPainter, ink: Ink, *, night: bool) -> None:
        self._painter = painter
        self._ink = ink
        self._night = night

    def evidence(self, area: QRectF) -> None:
        """A place that supports a code."""
        line = self._ink.colour("evidence_line")
        self._tint(area, self._fitting("evidence", line))
        self._painter.setPen(QPen(line, 2))
        self._painter.drawLine(area.bottomLeft(), area.bottomRight())

    def framed(self, area: QRectF) -> None:
        """The place that waits for a code, is being drawn, or is the one found now."""
        accent = self._ink.colour("accent")
        self._tint(area, self._fitting("selection", accent))
        self._painter.setPen(QPen(accent, 1.5))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(area)

    def found(self, area: QRectF) -> None:
        """One of the places that were found."""
        self._tint(area, self._fitting("selection", self._ink.colour("accent")))

    def _fitting(self, name: str, strong: QColor) -> QColor:
        """A light tint for a light page and a dark one for a dark page, whatever the theme is."""
        colour = self._ink.colour(name)
        if (colour.lightnessF() < 0.5) == self._night:
            return colour
        hue, saturation = max(strong.hslHueF(), 0.0), strong.hslSaturationF()
        return QColor.fromHslF(hue, saturation, 0.2 if self._night else 0.85)

    def _tint(self, area: QRectF, colour: QColor) -> None:
        """Colour the paper and leave the letters: black stays black, white at night white."""
        modes = QPainter.CompositionMode
        self._painter.save()
        self._painter.setCompositionMode(
            modes.CompositionMode_Screen if self._night else modes.CompositionMode_Multiply
        )
        self._painter.fillRect(area, colour)
        self._painter.restore()

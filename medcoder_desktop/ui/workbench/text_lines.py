"""Text broken into lines for delegates that paint it themselves."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextLayout


def laid_out(layout: QTextLayout, width: float) -> QTextLayout:
    """Break a layout's text into lines of ``width`` pixels, one below the other."""
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout

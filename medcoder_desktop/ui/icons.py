"""The program's own small icons, drawn in the colour of the theme in force."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from medcoder_desktop import paths

_SCALES = (1.0, 2.0)


def icon(name: str, colour: QColor, size: int = 16) -> QIcon:
    """An icon of ``resources/icons``.

    Args:
        name: File name without its ending.
        colour: What ``currentColor`` becomes.
        size: Pixels of its side, before the screen's own scaling.
    """
    made = QIcon()
    for scale in _SCALES:
        made.addPixmap(pixmap(name, colour, size, scale))
    return made


def pixmap(name: str, colour: QColor, size: int = 16, scale: float = 1.0) -> QPixmap:
    """The same as one picture, for labels."""
    drawn = _source(name).replace(b"currentColor", colour.name().encode())
    picture = QPixmap(round(size * scale), round(size * scale))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawn)).render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture


@cache
def _source(name: str) -> bytes:
    return (paths.resources() / "icons" / f"{name}.svg").read_bytes()

"""A large button that says what it does and what that means."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from medcoder_desktop.ui.icons import pixmap
from medcoder_desktop.ui.theme import Theme

_ICON = 20
_HEIGHT = 64


class BigButton(QPushButton):
    """Icon, words, and a line more.

    Args:
        picture: Name of an icon.
        words: What it does.
        more: What that means for the person.
    """

    def __init__(self, theme: Theme, picture: str, words: str, more: str) -> None:
        super().__init__()
        self._theme = theme
        self._name = picture
        self.setProperty("role", "big")
        self.setAccessibleName(words)
        self.setAccessibleDescription(more)
        self.setMinimumHeight(_HEIGHT)
        self._picture = QLabel()
        first = QLabel(words)
        first.setProperty("role", "strong")
        second = QLabel(more)
        second.setProperty("role", "hint")
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(first)
        lines.addWidget(second)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(self._picture)
        row.addLayout(lines, 1)
        for label in (self._picture, first, second):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self._paint)
        self._paint()

    @Slot()
    def _paint(self) -> None:
        colour = self._theme.colour("accent")
        self._picture.setPixmap(pixmap(self._name, colour, _ICON, self.devicePixelRatioF()))

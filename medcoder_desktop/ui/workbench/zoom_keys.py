"""Keys that make pages larger and smaller, wherever the shortcuts of the window lead."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


def zoom_key(event: QKeyEvent) -> str:
    """What a key does to the zoom: ``in``, ``out``, ``fit``, or nothing."""
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return ""
    keys = Qt.Key
    named: dict[int, str] = {
        keys.Key_Plus: "in",
        keys.Key_Equal: "in",
        keys.Key_Minus: "out",
        keys.Key_0: "fit",
    }
    return named.get(event.key(), "")

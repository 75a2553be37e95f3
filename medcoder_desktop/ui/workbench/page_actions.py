"""Every action of the workbench with its words and keys, for menus and the command palette."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


class PageActions:
    """Makes actions that work anywhere on the page.

    Args:
        page: The widget they work in.
    """

    def __init__(self, page: QWidget) -> None:
        self._page = page
        self.all: list[QAction] = []

    def add(self, words: str, keys: str | tuple[str, ...], act: Callable[[], object]) -> QAction:
        """Make an action with one or several shortcuts; none for an empty text."""
        action = QAction(words, self._page)
        shortcuts = [keys] if isinstance(keys, str) else list(keys)
        action.setShortcuts([QKeySequence(key) for key in shortcuts if key])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(act)
        self._page.addAction(action)
        self.all.append(action)
        return action

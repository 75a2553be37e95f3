"""Remembers where the coder put the borders between panels."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSplitter

from medcoder_desktop.ui.settings import Settings


class SplitterMemory(QObject):
    """Restores splitters now and keeps them whenever one is moved by hand.

    Args:
        splitters: Each with an object name of its own.
    """

    def __init__(self, settings: Settings, splitters: Iterable[QSplitter]) -> None:
        super().__init__()
        self._settings = settings
        self._splitters = tuple(splitters)
        for splitter in self._splitters:
            state = settings.layout(_key(splitter))
            if state is not None:
                splitter.restoreState(state)
            splitter.splitterMoved.connect(self._keep)

    def _keep(self, _position: int, _index: int) -> None:
        for splitter in self._splitters:
            self._settings.set_layout(_key(splitter), splitter.saveState())


def _key(splitter: QSplitter) -> str:
    return f"splitters/{splitter.objectName()}"

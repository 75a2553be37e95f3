"""A button with a menu of things to tick, which stays open until the coder has ticked them all."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget
from typing_extensions import override

_Value = TypeVar("_Value", bound=Hashable)

_MOST_LETTERS = 64
_TICKING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ChoiceButton(QToolButton, Generic[_Value]):
    """Says what it chooses from and how many are ticked.

    Args:
        title: ``Author``.

    Signals:
        chosen: Others are ticked; read ``ticked``.
    """

    chosen = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._choices: tuple[tuple[_Value, str], ...] = ()
        self._ticked: frozenset[_Value] = frozenset()
        self.setProperty("role", "tight")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.list = _StayingMenu(self)
        self.list.aboutToShow.connect(self._fill)
        self.setMenu(self.list)
        self._say()

    @property
    def ticked(self) -> frozenset[_Value]:
        """What is asked for; nothing when any will do."""
        return self._ticked

    def offer(self, choices: Sequence[tuple[_Value, str]]) -> None:
        """Offer other things, as pairs of value and words; what is ticked stays so.

        A button that could not part anything from anything is not shown.
        """
        self._choices = tuple(choices)
        self._say()

    def tick(self, values: frozenset[_Value]) -> None:
        """Tick these and no others, without a word to anyone."""
        self._ticked = values
        self._say()

    def _fill(self) -> None:
        self.list.clear()
        for value, words in self._choices:
            entry = self.list.addAction(shortened(words, _MOST_LETTERS).replace("&", "&&"))
            entry.setToolTip(words)
            entry.setCheckable(True)
            entry.setChecked(value in self._ticked)
            entry.toggled.connect(partial(self._on_toggled, value))
        self.list.addSeparator()
        every = self.list.addAction("Any")
        every.setEnabled(bool(self._ticked))
        every.triggered.connect(self._on_any)

    def _on_toggled(self, value: _Value, on: bool) -> None:
        self._ticked = self._ticked | {value} if on else self._ticked - {value}
        self.list.actions()[-1].setEnabled(bool(self._ticked))
        self._say()
        self.chosen.emit()

    def _on_any(self) -> None:
        self.tick(frozenset())
        self.chosen.emit()

    def _say(self) -> None:
        words = self._title
        if len(self._ticked) == 1:
            value = next(iter(self._ticked))
            named = next((said for known, said in self._choices if known == value), "1")
            words = f"{words}: {shortened(named.rpartition('  (')[0] or named, 22)}"
        elif self._ticked:
            words = f"{words}: {len(self._ticked)}"
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.setVisible(len(self._choices) > 1 or bool(self._ticked))


class _StayingMenu(QMenu):
    """A menu that a ticked entry does not close; Esc or a click beside it does."""

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._toggled(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _TICKING or not self._toggled(self.activeAction()):
            super().keyPressEvent(event)

    def _toggled(self, entry: QAction | None) -> bool:
        if entry is None or not entry.isCheckable() or not entry.isEnabled():
            return False
        entry.toggle()
        return True


def shortened(words: str, most: int) -> str:
    """So many letters of some words at most."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"

"""Which code sets a search looks through: everything, diagnoses, or procedures."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from medcoder_desktop.domain.search import (
    DIAGNOSES_ONLY,
    EVERY_SET,
    PROCEDURES_ONLY,
    SearchedSet,
)
from medcoder_desktop.ui.settings import Settings

_KEY = "search/sets"
_CHOICES: tuple[tuple[str, str, frozenset[SearchedSet]], ...] = (
    ("all", "All", EVERY_SET),
    ("diagnoses", "Diagnoses", DIAGNOSES_ONLY),
    ("procedures", "Procedures", PROCEDURES_ONLY),
)


class SetsFilter(QWidget):
    """Three buttons of which one is down; the choice is remembered on this machine.

    Signals:
        changed: Another choice was made.
    """

    changed = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        stored = settings.text(_KEY, _CHOICES[0][0])
        for number, (name, words, _) in enumerate(_CHOICES):
            button = QPushButton(words)
            button.setCheckable(True)
            button.setProperty("role", "segment")
            button.setAccessibleName(f"Search {words.lower()}")
            button.setToolTip(f"Search {words.lower()} (Ctrl+T changes)")
            button.setChecked(name == stored)
            self._group.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        if self._group.checkedId() < 0:
            self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self._on_chosen)

    @property
    def sets(self) -> frozenset[SearchedSet]:
        """What is to be searched."""
        return _CHOICES[max(self._group.checkedId(), 0)][2]

    @Slot()
    def next_choice(self) -> None:
        """Go on to the next choice, round and round."""
        number = (self._group.checkedId() + 1) % len(_CHOICES)
        self._group.button(number).setChecked(True)
        self._on_chosen(number)

    @Slot(int)
    def _on_chosen(self, number: int) -> None:
        self._settings.set_text(_KEY, _CHOICES[number][0])
        self.changed.emit()

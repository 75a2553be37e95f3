"""Finding words in what is read, or in the whole chart."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from medcoder_desktop.domain.finding_words import MOST_HITS, ChartHit

_PAUSE = 150
"""Milliseconds without a key after which the whole chart is looked through."""
_LETTERS_BEFORE = 18
"""Of what stands before a found word: the word itself is to be seen in a narrow panel."""
_HIT = int(Qt.ItemDataRole.UserRole)


class FindBar(QWidget):
    """A field with the number of places; Enter goes to the next, Esc closes.

    Signals:
        changed: The words, or where to look, are others.
        step_wanted: 1 for the next place, -1 for the one before.
        hit_wanted: The ``ChartHit`` to open.
        closed: The coder has found enough.
    """

    changed = Signal()
    step_wanted = Signal(int)
    hit_wanted = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panelHeader")
        self.field = _Field()
        self.field.setPlaceholderText("Find words")
        self.field.setAccessibleName("Find words")
        self.everywhere = QCheckBox("Whole chart")
        self.count = QLabel()
        self.count.setProperty("role", "hint")
        self.hits = QListWidget()
        self.hits.setAccessibleName("Places in the chart")
        self.hits.setMaximumHeight(160)
        self.hits.hide()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.changed)
        self.field.textChanged.connect(self._pause.start)
        self.field.step_wanted.connect(self.step_wanted)
        self.field.escaped.connect(self.close_up)
        self.everywhere.toggled.connect(self.changed)
        self.hits.itemActivated.connect(self._on_hit)
        self.hits.itemClicked.connect(self._on_hit)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        for words, tip, step in (("↑", "Place before", -1), ("↓", "Next place", 1)):
            button = QToolButton()
            button.setText(words)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.setProperty("step", step)
            button.clicked.connect(self._on_step)
            row.addWidget(button)
        row.addWidget(self.everywhere)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.addLayout(row)
        column.addWidget(self.hits)
        self.hide()

    @property
    def words(self) -> str:
        """What is to be found."""
        return self.field.text().strip()

    def begin(self, words: str = "") -> None:
        """Open with the words selected in what is read."""
        self.show()
        if words:
            self.field.setText(words)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @Slot()
    def close_up(self) -> None:
        """Close, and forget what was found."""
        self.hide()
        self.hits.hide()
        self.closed.emit()

    def say(self, current: int, count: int) -> None:
        """Say which of how many places is shown; ``current`` counts from 0."""
        if not self.words:
            self.count.clear()
        elif count:
            more = "+" if count >= MOST_HITS else ""
            place = f"{current + 1} of " if current >= 0 else ""
            self.count.setText(f"{place}{count}{more}")
        else:
            self.count.setText("not found")

    def show_hits(self, hits: Sequence[ChartHit]) -> None:
        """List places in the chart."""
        self.hits.clear()
        for hit in hits:
            day = f"{hit.document.written_on}  " if hit.document.written_on else ""
            before = " ".join(hit.before.split())[-_LETTERS_BEFORE:]
            words = f"{before} {hit.found} {hit.after} … · {day}{hit.document.title}"
            item = QListWidgetItem(f"… {' '.join(words.split())}")
            item.setToolTip(" ".join(f"{hit.before} {hit.found} {hit.after}".split()))
            item.setData(_HIT, hit)
            self.hits.addItem(item)
        self.hits.setVisible(self.everywhere.isChecked() and bool(hits))

    def step_through_hits(self, step: int) -> None:
        """Open the next place of the list, or the one before, and round again."""
        if self.hits.count():
            self.hits.setCurrentRow((self.hits.currentRow() + step) % self.hits.count())
            self._on_hit(self.hits.currentItem())

    @Slot(QListWidgetItem)
    def _on_hit(self, item: QListWidgetItem) -> None:
        self.hit_wanted.emit(item.data(_HIT))

    @Slot()
    def _on_step(self) -> None:
        self.step_wanted.emit(self.sender().property("step"))


class _Field(QLineEdit):
    """Takes the words; Enter and F3 are steps."""

    step_wanted = Signal(int)
    escaped = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step_wanted.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

"""The states of visits as buttons with counts, to choose what is listed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from medcoder_desktop.domain.visit_states import EncounterStatus


class StatusChips(QWidget):
    """One button for each state that any visit is in, and one for all.

    Signals:
        changed: Other states were chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.all = self._button("All")
        self.all.clicked.connect(self._on_all)
        row.addWidget(self.all)
        self.buttons: dict[EncounterStatus, QPushButton] = {}
        for status in EncounterStatus:
            button = self._button(status.value.capitalize())
            button.clicked.connect(self._on_one)
            self.buttons[status] = button
            row.addWidget(button)
        row.addStretch(1)
        self.show_statuses(())

    @property
    def statuses(self) -> tuple[EncounterStatus, ...]:
        """The states chosen; none for all of them."""
        chosen = tuple(s for s, button in self.buttons.items() if button.isChecked())
        return () if len(chosen) == len(self.buttons) else chosen

    def show_statuses(self, statuses: tuple[EncounterStatus, ...]) -> None:
        """Show other states as chosen, without a word to anyone."""
        for status, button in self.buttons.items():
            button.setChecked(status in statuses)
        self.all.setChecked(not statuses)

    def show_counts(self, counts: Mapping[EncounterStatus, int]) -> None:
        """Say how many visits are in each state; states without any are not shown."""
        self.all.setText(f"All {sum(counts.values()):,}")
        for status, button in self.buttons.items():
            count = counts.get(status, 0)
            button.setText(f"{status.value.capitalize()} {count:,}")
            button.setVisible(bool(count) or button.isChecked())

    @Slot()
    def _on_all(self) -> None:
        self.show_statuses(())
        self.changed.emit()

    @Slot()
    def _on_one(self) -> None:
        self.all.setChecked(not self.statuses)
        self.changed.emit()

    @staticmethod
    def _button(words: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("role", "segment")
        button.setCheckable(True)
        return button

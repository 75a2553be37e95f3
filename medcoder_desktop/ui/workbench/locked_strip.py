"""The strip that says a visit is finished and its codes stand still."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from medcoder_desktop.ui.workbench.opened_visit import SheetState


class LockedStrip(QFrame):
    """Shown below the banner while a visit is finished."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "lockedStrip")
        self.words = QLabel()
        self.words.setProperty("role", "strong")
        self.reopen = QPushButton("Reopen visit…")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.addWidget(self.words, 1)
        row.addWidget(self.reopen)
        self.hide()

    def show_state(self, state: SheetState, number: str) -> None:
        """Show or hide the strip as the visit is finished or not."""
        claim = f" as claim {state.claim.number}" if state.claim else ""
        self.words.setText(f"✔  Visit {number} is finished{claim}: its codes are locked.")
        self.setVisible(state.locked)

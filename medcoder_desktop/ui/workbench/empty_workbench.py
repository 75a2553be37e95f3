"""The workbench without a visit: what it is for, and the ways to open one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class EmptyWorkbench(QWidget):
    """Shown while no visit is open.

    Signals:
        choose_wanted: The coder wants the list of visits.
        new_wanted: The coder wants to type in a visit.
    """

    choose_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel("No visit is open")
        self.title.setProperty("role", "title")
        words = QLabel(
            "Open a visit to read its record on the left, find codes in the middle\n"
            "and put them on the coding sheet at the right."
        )
        words.setProperty("role", "hint")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = QPushButton("Choose a visit")
        self.choose.setProperty("role", "primary")
        self.choose.clicked.connect(self.choose_wanted)
        self.new = QPushButton("New visit…")
        self.new.clicked.connect(self.new_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.new)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self.title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(words)
        column.addLayout(buttons)
        column.addStretch(3)

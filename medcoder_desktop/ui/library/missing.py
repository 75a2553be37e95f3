"""What stands in the place of a book that no installed file holds."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class MissingBook(QWidget):
    """Says which file is missing, and what can be done meanwhile.

    Signals:
        releases_wanted: The person wants to import the file.
        search_wanted: The person wants to search the codes instead.
    """

    releases_wanted = Signal()
    search_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setProperty("role", "secondary")
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.search = QPushButton("Search instead")
        self.search.setProperty("role", "primary")
        self.search.clicked.connect(self.search_wanted)
        self.releases = QPushButton("Import the official file…")
        self.releases.clicked.connect(self.releases_wanted)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.search)
        row.addWidget(self.releases)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(self.words)
        column.addLayout(row)
        column.addStretch(3)

    def say(self, label: str) -> None:
        """Name the book that is missing."""
        self.words.setText(
            f"The {label} does not come with the program: import the official file, which CDC and "
            "CMS publish free of charge, and it opens here."
        )

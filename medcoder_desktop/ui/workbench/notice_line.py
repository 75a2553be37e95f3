"""One sentence beside the place it is about: why something was not done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class NoticeLine(QLabel):
    """A sentence that appears when there is something to say and goes with the next success."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "notice")
        self.hide()

    def say(self, sentence: str, sign: str = "▲") -> None:
        """Show a sentence behind its sign; an empty one hides the line."""
        self.setText(f"{sign}  {sentence}" if sentence else "")
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))

    @property
    def sentence(self) -> str:
        """What is said now; empty when nothing is."""
        return self.accessibleName()

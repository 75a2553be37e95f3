"""A field that narrows the table below it as one types."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override


class FilterBox(QLineEdit):
    """Takes the words to filter by.

    Args:
        hint: What stands in it while it is empty.
        name: Accessible name.

    Signals:
        down_pressed: The person wants to go on into the table.
    """

    down_pressed = Signal()

    def __init__(self, hint: str, name: str) -> None:
        super().__init__()
        self.setProperty("role", "filter")
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes into the table, Esc empties the field."""
        if event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

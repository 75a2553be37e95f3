"""The buttons below a page of the book."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

_KEPT, _NOT_KEPT = "★", "☆"


class BookFoot(QWidget):
    """Assign, favourite, note, copy, back and forward.

    Args:
        assigning: Whether codes can be put on a sheet from here; where they cannot, there is
            room for the words of the other buttons.
    """

    def __init__(self, *, assigning: bool) -> None:
        super().__init__()
        self.setProperty("role", "panelFoot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.assign = QPushButton("Assign")
        self.assign.setProperty("role", "primary")
        self.star = _button(_NOT_KEPT, "Add to favorites", "Ctrl+D")
        self.write = _button("Note…", "Write the office's note on this code", "Ctrl+Shift+O")
        self.copy = _button("Copy as text", "Copy this page as text", "Ctrl+Shift+C")
        self.back = _button("◂", "Back in the code book", "Alt+Left")
        self.forward = _button("▸", "Forward in the code book", "Alt+Right")
        for button in (self.write, self.copy) if assigning else (self.assign,):
            button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(self.assign)
        row.addWidget(self.star)
        row.addWidget(self.write)
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.forward)

    def show_page(
        self, *, has_page: bool, has_code: bool, is_favourite: bool, has_note: bool
    ) -> None:
        """Say what can be done with the page shown."""
        self.star.setText(_KEPT if is_favourite else _NOT_KEPT)
        name = "Remove from favorites" if is_favourite else "Add to favorites"
        self.star.setAccessibleName(name)
        self.star.setToolTip(f"{name} (Ctrl+D)")
        self.star.setEnabled(has_code)
        self.write.setText("Edit note…" if has_note else "Note…")
        self.write.setEnabled(has_code)
        self.copy.setEnabled(has_page)


def _button(words: str, name: str, keys: str) -> QToolButton:
    button = QToolButton()
    button.setText(words)
    button.setAccessibleName(name)
    button.setToolTip(f"{name} ({keys})")
    button.setProperty("role", "quiet")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button

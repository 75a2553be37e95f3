"""The narrow bar above what is read: sections, find, size, pages or text, night, print."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from medcoder_desktop.ui.workbench.outline_bar import OutlineBar


class ReadingBar(QWidget):
    """Buttons for the reader; each has an action with a key as well.

    Signals:
        find_wanted, larger_wanted, smaller_wanted, other_wanted, print_wanted, compare_wanted:
            What the coder asked for; ``other`` is the text of a page, or the pages of a text.
        night_toggled: Light letters on dark, or not.
    """

    find_wanted = Signal()
    larger_wanted = Signal()
    smaller_wanted = Signal()
    other_wanted = Signal()
    print_wanted = Signal()
    compare_wanted = Signal()
    night_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panelHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.outline = OutlineBar()
        self.find_button = _button("Find", "Find in this document or the whole chart (Ctrl+F)")
        self.smaller_button = _button("A−", "Smaller (Ctrl+-)")
        self.larger_button = _button("A+", "Larger (Ctrl++)")
        self.other = _button("Text", "Show the text of these pages, or the pages of this text")
        self.compare = _button("Compare", "Compare with the version before")
        self.night = _button("Night", "Light letters on dark")
        self.night.setCheckable(True)
        self.print_button = _button("Print", "Print this document")
        self.find_button.clicked.connect(self.find_wanted)
        self.smaller_button.clicked.connect(self.smaller_wanted)
        self.larger_button.clicked.connect(self.larger_wanted)
        self.other.clicked.connect(self.other_wanted)
        self.compare.clicked.connect(self.compare_wanted)
        self.night.toggled.connect(self.night_toggled)
        self.print_button.clicked.connect(self.print_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(0)
        row.addWidget(self.outline, 1)
        row.addStretch(0)
        for button in (
            self.compare, self.other, self.find_button, self.smaller_button,
            self.larger_button, self.night, self.print_button,
        ):  # fmt: skip
            row.addWidget(button)


def _button(words: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(words)
    button.setProperty("role", "tight")
    button.setToolTip(tip)
    button.setAccessibleName(tip.partition(" (")[0])
    return button

"""The narrow bar above what is read: sections, find, size, pages or text, night, print."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from medcoder_desktop.ui.workbench.note_text import Heading


class ReadingBar(QWidget):
    """Buttons for the reader; each has an action with a key as well.

    Signals:
        section_wanted: Offset of the section to jump to.
        find_wanted, larger_wanted, smaller_wanted, other_wanted, print_wanted, compare_wanted:
            What the coder asked for; ``other`` is the text of a page, or the pages of a text.
        night_toggled: Light letters on dark, or not.
    """

    section_wanted = Signal(int)
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
        self._menu = QMenu(self)
        self.sections = _button("Sections", "Jump to a section of the note")
        self.sections.setMenu(self._menu)
        self.sections.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.find_button = _button("Find", "Find in this document or the whole chart (Ctrl+F)")
        self.smaller_button = _button("A−", "Smaller (Ctrl+-)")
        self.larger_button = _button("A+", "Larger (Ctrl++)")
        self.other = _button("Text", "Show the text of these pages, or the pages of this text")
        self.compare = _button("Compare", "Compare with the version before")
        self.night = _button("Night", "Light letters on dark")
        self.night.setCheckable(True)
        self.print_button = _button("Print", "Print this document")
        self._menu.triggered.connect(self._on_section)
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
        row.addWidget(self.sections)
        row.addStretch(1)
        for button in (
            self.compare, self.other, self.find_button, self.smaller_button,
            self.larger_button, self.night, self.print_button,
        ):  # fmt: skip
            row.addWidget(button)

    def show_sections(self, text: str, headings: Sequence[Heading]) -> None:
        """Offer the sections of a note; nothing to offer hides the button."""
        self._menu.clear()
        for heading in headings:
            words = " ".join(text[heading.start : heading.end].split())
            action = self._menu.addAction(words.capitalize() if words.isupper() else words)
            action.setData(heading.start)
        self.sections.setVisible(bool(headings))

    @Slot(QAction)
    def _on_section(self, action: QAction) -> None:
        self.section_wanted.emit(int(action.data()))


def _button(words: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(words)
    button.setToolTip(tip)
    button.setAccessibleName(tip.partition(" (")[0])
    return button

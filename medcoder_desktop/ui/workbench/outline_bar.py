"""The bar above a note: which section is being read, and a menu that leads to the others."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from medcoder_desktop.domain.outline import Section

_NO_SECTION = "Sections"
_INDENT = "\u2003"
_MOST_ENTRIES = 200
"""Entries of the menu; of a longer outline only the main sections are listed."""
_ROOM_FOR_ARROW = 36
"""Pixels of the button that are no words."""


class OutlineBar(QWidget):
    """Names the section at the top of the note and jumps to others.

    Whoever owns the note shows its sections, tells where the note is scrolled to, and scrolls
    it when a section is chosen.

    Signals:
        section_chosen: Offset of the chosen section's heading, in code points of the note.
    """

    section_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sections: tuple[Section, ...] = ()
        self._begins: list[int] = []
        self._current = -1
        self._first_character = 0
        self._chosen = False
        self.setAccessibleName("Outline of the note")
        self.button = QToolButton()
        self.button.setProperty("role", "tight")
        self.button.setToolTip("Jump to a section of the note")
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.menu = QMenu(self.button)
        self.menu.setAccessibleName("Sections of the note")
        self.menu.aboutToShow.connect(self._fill_menu)
        self.menu.triggered.connect(self._on_entry)
        self.button.setMenu(self.menu)
        self.previous = _step("▴", "Previous section")
        self.previous.clicked.connect(self.previous_section)
        self.next = _step("▾", "Next section")
        self.next.clicked.connect(self.next_section)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 2)
        row.setSpacing(4)
        row.addWidget(self.button)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        row.addStretch(1)
        self._show_current()

    @property
    def current(self) -> Section | None:
        """The section being read; None above the first one."""
        return self._sections[self._current] if self._current >= 0 else None

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show the outline of another note, read from its top."""
        self._sections = tuple(sections)
        self._begins = _begins_of(self._sections)
        self._first_character = 0
        self._chosen = False
        self._current = self._section_at(0)
        self._show_current()

    def follow(self, first_character: int) -> None:
        """The note was scrolled.

        A section just chosen stays the current one where the note, near its end, cannot be
        scrolled far enough to have it on top.

        Args:
            first_character: Offset of the first character that can be seen.
        """
        stays = first_character == self._first_character or self._chosen
        self._first_character = first_character
        self._chosen = False
        there = self._section_at(first_character)
        if not stays or there > self._current:
            self._current = there
        self._show_current()

    @Slot()
    def next_section(self) -> None:
        """Go to the section after the current one; nothing happens at the last one."""
        if self._current + 1 < len(self._sections):
            self._choose(self._current + 1)

    @Slot()
    def previous_section(self) -> None:
        """Go to the beginning of the current section, or to the one before when it is there."""
        if self._current < 0:
            return
        inside = self._first_character > self._sections[self._current].start
        target = self._current if inside else self._current - 1
        if target >= 0:
            self._choose(target)

    @Slot()
    def open_menu(self) -> None:
        """Open the menu of the sections, as a click does."""
        if self._sections:
            self.button.showMenu()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_current()

    @Slot(QAction)
    def _on_entry(self, entry: QAction) -> None:
        self._choose(int(entry.data()))

    def _choose(self, index: int) -> None:
        self._current = index
        self._chosen = True
        self._show_current()
        self.section_chosen.emit(self._sections[index].start)

    def _section_at(self, offset: int) -> int:
        return bisect_right(self._begins, offset) - 1

    def _show_current(self) -> None:
        section = self.current
        title = section.title if section else _NO_SECTION
        steps = self.previous.sizeHint().width() + self.next.sizeHint().width()
        room = max(self.width() - steps - 2 * 12 - 2 * 4 - _ROOM_FOR_ARROW, 80)
        words = self.button.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room)
        self.button.setText(_without_mnemonic(words))
        self.button.setAccessibleName(f"Sections, {title}" if section else "Sections")
        has_sections = bool(self._sections)
        self.button.setEnabled(has_sections)
        self.previous.setEnabled(has_sections and self._can_go_back())
        self.next.setEnabled(self._current + 1 < len(self._sections))

    def _can_go_back(self) -> bool:
        if self._current > 0:
            return True
        section = self.current
        return section is not None and self._first_character > section.start

    @Slot()
    def _fill_menu(self) -> None:
        """Make the entries when the menu opens, and not for every note that is looked at."""
        self.menu.clear()
        for index in self._listed():
            section = self._sections[index]
            entry = self.menu.addAction(
                _without_mnemonic(_INDENT * 2 * section.level + section.title)
            )
            entry.setData(index)
            if index == self._current:
                entry.setCheckable(True)
                entry.setChecked(True)
                self.menu.setActiveAction(entry)

    def _listed(self) -> list[int]:
        indices = list(range(len(self._sections)))
        if len(indices) > _MOST_ENTRIES:
            indices = [index for index in indices if self._sections[index].level == 0]
        return indices[:_MOST_ENTRIES]


def _begins_of(sections: tuple[Section, ...]) -> list[int]:
    """Where each section's line begins: at its words, or before them at a bullet or ``#``.

    A section that another one of its level or a lower one precedes begins where that one ends.
    """
    begins = []
    for index, section in enumerate(sections):
        above = sections[index - 1] if index else None
        follows = above is not None and above.level >= section.level
        begins.append(above.end if above is not None and follows else section.start)
    return begins


def _step(sign: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setText(sign)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setProperty("role", "tight")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def _without_mnemonic(words: str) -> str:
    """``A&P`` as it is, without an underlined letter."""
    return words.replace("&", "&&")

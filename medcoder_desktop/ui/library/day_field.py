"""A date that is typed as one writes it: 2026-10-01, with its dashes or without."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateEdit, QWidget
from typing_extensions import override

_SEPARATORS = ("-", "/", ".")


class DayField(QDateEdit):
    """Year, month and day.

    Qt goes on to the next part by itself once a part is full, and then takes the dash a person
    types for a wish to go on further; here that dash is taken for what it is.

    Signals:
        chosen: The ``date`` the person chose.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._went_on = False
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
        self.setKeyboardTracking(False)
        self.dateChanged.connect(self._on_date)

    def show_day(self, day: date) -> None:
        """Show a day nobody chose here."""
        with QSignalBlocker(self):
            self.setDate(QDate(day.year, day.month, day.day))

    def begin(self) -> None:
        """Take the keyboard, ready for a year."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.setSelectedSection(QDateEdit.Section.YearSection)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        went_on, self._went_on = self._went_on, False
        if went_on and event.text() in _SEPARATORS:
            return
        before = self.currentSection()
        super().keyPressEvent(event)
        self._went_on = event.text().isdigit() and self.currentSection() is not before

    def _on_date(self, shown: QDate) -> None:
        self.chosen.emit(date(shown.year(), shown.month(), shown.day()))

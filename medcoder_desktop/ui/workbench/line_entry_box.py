"""The line into which a service is jotted, completed from the fee schedule."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget
from typing_extensions import override

from medcoder_desktop.domain.money import format_cents
from medcoder_desktop.domain.practice import FeeLine

_CODE_ROLE = Qt.ItemDataRole.UserRole
_SHEET_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class LineEntryBox(QLineEdit):
    """``99213-25 x1 @125.00 AB``, or words of the office's description to choose from.

    Signals:
        entered: What was jotted.
    """

    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("Add a service: 99213-25 x1 @125.00 AB")
        self.setAccessibleName("Add a service line")
        self.setProperty("role", "entry")
        self.setMinimumHeight(32)
        self._fees = QStandardItemModel(self)
        completer = QCompleter(self._fees, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(9)
        self._popup = QListView()
        self._popup.setAccessibleName("Fee schedule")
        completer.setPopup(self._popup)
        completer.activated[QModelIndex].connect(self._on_completed)  # type: ignore[index]  # the stub does not know overloaded signals
        self.setCompleter(completer)

    def set_fees(self, fees: Sequence[FeeLine]) -> None:
        """Offer the lines of a fee schedule."""
        self._fees.clear()
        for fee in fees:
            code = f"{fee.procedure}-{fee.modifier}" if fee.modifier else fee.procedure
            row = QStandardItem(f"{code}   {fee.description}   {format_cents(fee.charge)}")
            row.setData(code, _CODE_ROLE)
            self._fees.appendRow(row)

    @override
    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and not self.text()
            and any(event.matches(key) for key in _SHEET_KEYS)
        ):
            event.ignore()  # an empty line has nothing of its own to undo: the sheet has
            return False
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._is_choosing():
            event.ignore()  # the completer takes the key and fills in what is chosen
            return
        if enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.entered.emit(self.text())
            return
        super().keyPressEvent(event)

    def _is_choosing(self) -> bool:
        return self._popup.isVisible() and self._popup.currentIndex().isValid()

    def _on_completed(self, index: QModelIndex) -> None:
        code = index.data(_CODE_ROLE)
        # The completer writes its own words into the line after this signal.
        QTimer.singleShot(0, self, lambda: self._put(f"{code} "))

    def _put(self, text: str) -> None:
        self.setText(text)
        self.setCursorPosition(len(text))

"""The search box of the code browser: type, move in the results, press Enter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from medcoder_desktop.ui.workbench.ink import Ink

_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)

_SHEET_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class SearchBox(QLineEdit):
    """A line for the query with a remark at its right end.

    Signals:
        moved: A key that moves in the results: Up, Down, Page Up, Page Down.
        chosen: Enter; True when the evidence is to be kept for the next code (Shift).
    """

    moved = Signal(object)
    chosen = Signal(bool)

    def __init__(self, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink = ink
        self._remark = ""
        self.setProperty("role", "search")
        self.setPlaceholderText("Search codes: words or a code")
        self.setAccessibleName("Search codes")
        self.setMinimumHeight(36)
        self.setTextMargins(4, 0, 110, 0)

    @property
    def remark(self) -> str:
        """What stands at the right end."""
        return self._remark

    def say(self, remark: str) -> None:
        """Show a remark such as "14 results · 3 ms"."""
        self._remark = remark
        self.setAccessibleDescription(remark)
        self.update()

    @override
    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and any(event.matches(key) for key in _SHEET_KEYS)
        ):
            event.ignore()  # undo belongs to the sheet: a query is soon typed again
            return False
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _LIST_KEYS and not _modified(event):
            self.moved.emit(event.key())
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if not control:
                shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self.chosen.emit(bool(shift))
                return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._remark:
            return
        painter = QPainter(self)
        painter.setFont(self._ink.font("caption"))
        painter.setPen(self._ink.colour("text_hint"))
        area = QRect(0, 0, self.width() - 12, self.height())
        painter.drawText(
            area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._remark
        )
        painter.end()


def _modified(event: QKeyEvent) -> bool:
    keypad = Qt.KeyboardModifier.KeypadModifier
    return (event.modifiers() & ~keypad) != Qt.KeyboardModifier.NoModifier

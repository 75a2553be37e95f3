"""The office's own note on a code: shown above the page, written in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

_HEIGHT = 96
_HELD = ~Qt.KeyboardModifier.KeypadModifier


class NoteEditor(QPlainTextEdit):
    """A few lines of text; Ctrl+Enter keeps them, Esc leaves them as they were.

    Signals:
        kept, left: What the person pressed.
    """

    kept = Signal()
    left = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & _HELD == Qt.KeyboardModifier.ControlModifier:
            self.kept.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class OfficeNoteEditor(QWidget):
    """The place where a note is written; hidden until it is asked for.

    Signals:
        saved: Code and text of the note that is to be kept.
        closed: The keyboard may go back to the page.
    """

    saved = Signal(str, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self._before = ""
        self.setProperty("role", "panelHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.heading = QLabel()
        self.heading.setProperty("role", "section")
        self.text = NoteEditor()
        self.text.setAccessibleName("The office's note")
        self.text.setFixedHeight(_HEIGHT)
        self.text.setTabChangesFocus(True)
        self.text.kept.connect(self.keep)
        self.text.left.connect(self.leave)
        keys = QLabel("Ctrl+Enter keeps the note · Esc leaves it as it was")
        keys.setProperty("role", "caption")
        self.save = QPushButton("Keep note")
        self.save.setProperty("role", "primary")
        self.save.clicked.connect(self.keep)
        self.cancel = QPushButton("Leave as it was")
        self.cancel.clicked.connect(self.leave)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(keys, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.heading)
        column.addWidget(self.text)
        column.addLayout(row)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether a note is being written."""
        return not self.isHidden()

    def open(self, code: str, text: str) -> None:
        """Write the note of a code."""
        self._code, self._before = code, text
        self.heading.setText(f"THE OFFICE'S NOTE ON {code}")
        self.text.setAccessibleName(f"The office's note on {code}")
        self.text.setPlainText(text)
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self.show()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep(self) -> None:
        """Close, and have what was written kept."""
        if not self.is_open:
            return
        text = self.text.toPlainText()
        self.hide()
        if text.strip() != self._before.strip():
            self.saved.emit(self._code, text)
        self.closed.emit()

    def leave(self) -> None:
        """Close without a change."""
        self.hide()
        self.closed.emit()

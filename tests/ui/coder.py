"""A coder at the real window who has only a keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from medcoder_desktop.domain.clock import FixedClock
from medcoder_desktop.services.suite import Services
from medcoder_desktop.ui.app import new_window
from medcoder_desktop.ui.opening import open_folder
from medcoder_desktop.ui.settings import Settings
from medcoder_desktop.ui.tasks import Tasks

CLOCK = FixedClock(datetime(2026, 9, 15, 9, 30, tzinfo=UTC))
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NO_KEY = Qt.KeyboardModifier.NoModifier


class Coder:
    """Presses keys wherever the keyboard is, and looks.

    Args:
        folder: The data folder; its code library is built already.
    """

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self._qtbot = qtbot
        self._folder = folder
        self.window = new_window(folder, Settings(folder), CLOCK)
        tasks = self.window.findChild(Tasks)
        assert tasks is not None
        self._tasks = tasks
        self.window.resize(1366, 768)
        self.window.show()
        self._qtbot.waitExposed(self.window)
        with qtbot.waitSignal(self.window.ready, timeout=20_000):
            self.window.start()
        self.settle()

    def close(self) -> None:
        """Close the window as a person does."""
        self.settle()
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, 0)

    def look(self) -> Services:
        """Services of one's own, to see what is stored; the caller closes them."""
        return open_folder(self._folder, CLOCK).services

    def settle(self) -> None:
        """Let every answer arrive and everything be painted."""
        quiet = 0
        while quiet < 3:
            quiet = quiet + 1 if self._tasks.is_idle else 0
            self._tasks.wait_idle()
            QApplication.processEvents()
        self._bring_to_front()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEY, times: int = 1) -> None:
        """Press a key, and let everything settle."""
        for _ in range(times):
            QTest.keyClick(self.focus(), key, modifiers)
        self.settle()

    def type(self, text: str) -> None:
        """Type into whatever has the keyboard."""
        QTest.keyClicks(self.focus(), text)
        self.settle()

    def fill(self, *texts: str) -> None:
        """Type into one field after another; an empty text leaves a field as it is."""
        for text in texts:
            if text:
                self.type(text)
            self.press(Qt.Key.Key_Tab)

    def run(self, words: str) -> None:
        """Run a command by its words from the palette."""
        self.press(Qt.Key.Key_K, CONTROL)
        self.type(words)
        self.press(Qt.Key.Key_Return)

    def save_as(self, path: Path, ask: Callable[[], None]) -> None:
        """Do what opens a file dialog, and type a path into it."""
        ask()
        (dialog,) = (d for d in self.window.findChildren(QFileDialog) if d.isVisible())
        name = dialog.focusWidget()
        assert isinstance(name, QLineEdit)
        QTest.keyClick(name, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(name, str(path))
        # The list of completions would take Enter for itself.
        popup = name.completer().popup()
        assert popup is not None
        popup.hide()
        self.settle()
        QTest.keyClick(name, Qt.Key.Key_Return)
        self.settle()

    def focus(self) -> QWidget:
        """Whatever has the keyboard."""
        return QApplication.focusWidget() or QApplication.activeWindow() or self.window

    def _bring_to_front(self) -> None:
        """Without a window manager nobody else makes a dialog the active window."""
        dialogs = [w for w in self.window.findChildren(QDialog) if w.isVisible()]
        front = dialogs[-1] if dialogs else self.window
        if not front.isActiveWindow():
            front.activateWindow()
            QApplication.processEvents()

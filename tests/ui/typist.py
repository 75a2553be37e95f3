"""A person who types: real services on an empty folder, and keys for forms."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from medcoder_desktop.bootstrap import open_services
from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.changes import Changes
from medcoder_desktop.domain.clock import FixedClock
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.forms.form import Form
from medcoder_desktop.ui.settings import Settings
from medcoder_desktop.ui.tasks import Tasks
from medcoder_desktop.ui.theme import Theme

CLOCK = FixedClock(datetime(2026, 9, 15, 9, 30, tzinfo=UTC))
ACTOR = Actor("typist")


class Typist:
    """Types into forms by the paths of their fields.

    Attributes:
        changes: What was told to the window.
    """

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.services = open_services(folder, CLOCK)
        self.tasks = Tasks()
        self.settings = Settings(folder)
        self.theme = Theme(self.settings)
        self.errors: list[Exception] = []
        self.changes: list[Changes] = []
        self.window = QMainWindow()
        self.tasks.unhandled.connect(self.errors.append)
        self.context = AppContext(
            services=self.services,
            tasks=self.tasks,
            theme=self.theme,
            actor=ACTOR,
            clock=CLOCK,
            settings=self.settings,
            open_visit=self._nothing,
            next_visit=self._nothing,
            go_to=self._nothing,
            open_code=self._nothing,
            show_in_visit=self._nothing,
            show_error=self.errors.append,
            show_message=self._nothing,
            changed=self.changes.append,
            run_action=self._nothing,
            refresh_actions=self._nothing,
        )

    def close(self) -> None:
        """Let go of everything; nothing may have gone wrong unseen."""
        self.settle()
        self.tasks.shutdown()
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, 0)
        self.services.close()
        assert self.errors == []

    def show(self, widget: QWidget) -> None:
        """Put a page into the window."""
        self.window.setCentralWidget(widget)
        self.window.resize(900, 700)
        self.window.show()
        self.qtbot.waitExposed(self.window)
        self.settle()

    def bring_to_front(self, dialog: QWidget) -> None:
        """Without a window manager nobody else makes a dialog the active window."""
        self.qtbot.waitExposed(dialog)
        dialog.activateWindow()
        self.qtbot.waitUntil(dialog.isActiveWindow)

    def settle(self) -> None:
        """Let every answer arrive."""
        self.tasks.wait_idle()
        QApplication.processEvents()
        self.tasks.wait_idle()

    def fill(self, form: Form, **texts: str) -> None:
        """Type into fields; ``address__line1`` means ``address.line1``."""
        for name, text in texts.items():
            editor = form.editor(name.replace("__", "."))
            if isinstance(editor, QComboBox):
                editor.setFocus()
                QTest.keyClicks(editor, text)
            elif isinstance(editor, QLineEdit):
                editor.clear()
                QTest.keyClicks(editor, text)
                QTest.keyClick(editor, Qt.Key.Key_Tab)
            assert isinstance(editor, QLineEdit | QComboBox)

    def problems(self, form: Form) -> list[str]:
        """The sentences that stand below fields."""
        return [
            label.text()
            for label in form.findChildren(QLabel)
            if label.property("role") == "problem" and not label.isHidden() and label.text()
        ]

    def _nothing(self, *_: object) -> None:
        """What this test does not look at."""

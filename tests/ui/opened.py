"""The real window on a data folder of its own, waited for until it is quiet."""

from __future__ import annotations

import gc
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from medcoder_desktop.bootstrap import open_services
from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.clock import FixedClock
from medcoder_desktop.services.suite import Services
from medcoder_desktop.ui.app import new_window
from medcoder_desktop.ui.pages.claims import ClaimsPage
from medcoder_desktop.ui.pages.worklist import WorkListPage
from medcoder_desktop.ui.settings import Settings
from medcoder_desktop.ui.tasks import Tasks
from medcoder_desktop.ui.workbench.page import WorkbenchPage

CLOCK = FixedClock(datetime(2026, 9, 15, 9, 30, tzinfo=UTC))
ACTOR = Actor("tester")


class OpenedWindow:
    """A window as a person has it before them."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.settings = Settings(folder)
        self.window = new_window(folder, self.settings, CLOCK)
        tasks = self.window.findChild(Tasks)
        assert tasks is not None
        self.tasks = tasks
        self.window.resize(1366, 768)
        self.window.show()
        qtbot.waitExposed(self.window)
        self._closed = False

    def start(self) -> None:
        """Open the data folder and wait for what comes of it."""
        self.window.start()
        self.settle()

    @property
    def work_list(self) -> WorkListPage:
        page = self.window.page("worklist")
        assert isinstance(page, WorkListPage)
        return page

    @property
    def workbench(self) -> WorkbenchPage:
        page = self.window.page("workbench")
        assert isinstance(page, WorkbenchPage)
        return page

    @property
    def claims(self) -> ClaimsPage:
        page = self.window.page("claims")
        assert isinstance(page, ClaimsPage)
        return page

    @property
    def services(self) -> Services:
        """A second program on the same folder, to be closed by whoever asks."""
        return open_services(self.folder, CLOCK)

    @property
    def focus(self) -> QWidget:
        """Where the keyboard is."""
        return QApplication.focusWidget() or self.window

    def settle(self) -> None:
        """Let every answer arrive, and what it asks for in turn."""
        quiet = 0
        while quiet < 4:
            quiet = quiet + 1 if self.tasks.is_idle else 0
            self.tasks.wait_idle()
            QApplication.processEvents()

    def press(self, keys: str, widget: QWidget | None = None) -> None:
        """Press a shortcut or key, where the keyboard is."""
        QTest.keySequence(widget or self.focus, keys)
        self.settle()

    def type(self, words: str) -> None:
        """Type where the keyboard is."""
        QTest.keyClicks(self.focus, words)
        self.settle()

    def enter(self) -> None:
        """Press Enter where the keyboard is."""
        QTest.keyClick(self.focus, Qt.Key.Key_Return)
        self.settle()

    def close(self) -> None:
        """Close the window and let go of everything."""
        if self._closed:
            return
        self._closed = True
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()

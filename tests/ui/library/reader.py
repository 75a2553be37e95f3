"""The code library page in a window of its own, read with keys as a coder does."""

from __future__ import annotations

import gc
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from medcoder_desktop.bootstrap import import_codes, open_services
from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.changes import Changes
from medcoder_desktop.domain.clock import FixedClock
from medcoder_desktop.domain.progress import no_progress
from medcoder_desktop.domain.releases import Edition
from medcoder_desktop.ui.actions import Actions
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.library.lazy_tree import LazyTree
from medcoder_desktop.ui.library.lines import LINE_ROLE, Line
from medcoder_desktop.ui.library.page import LibraryPage
from medcoder_desktop.ui.settings import Settings
from medcoder_desktop.ui.tasks import Tasks
from medcoder_desktop.ui.theme import Theme, ThemeChoice
from tests.ui.library.index_files import write_indexes

CLOCK = FixedClock(datetime(2026, 3, 14, 9, 30, tzinfo=UTC))
ACTOR = Actor("M. Reyes")
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NO_KEY = Qt.KeyboardModifier.NoModifier


def import_indexes(folder: Path) -> None:
    """Put the small index and tables in use in a data folder."""
    releases = import_codes(folder, write_indexes(folder), Edition(), no_progress)
    services = open_services(folder, CLOCK)
    for release in releases:
        services.code_sets.put_in_use(ACTOR, release.id)
    services.close()


class Reader:
    """Presses keys wherever the keyboard is, and looks."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        gc.disable()  # as in the window, garbage is collected on the main thread alone
        self.services = open_services(folder, CLOCK)
        self.tasks = Tasks()
        self.settings = Settings(folder)
        self.theme = Theme(self.settings)
        self.theme.choose(ThemeChoice.LIGHT)
        self.theme.put_on()
        self.errors: list[Exception] = []
        self.messages: list[str] = []
        self.visited: list[str] = []
        self.tasks.unhandled.connect(self.errors.append)
        self.window = QMainWindow()
        self.actions = Actions(self.window, self.settings)
        self.page = LibraryPage(
            AppContext(
                services=self.services,
                tasks=self.tasks,
                theme=self.theme,
                actor=ACTOR,
                clock=CLOCK,
                settings=self.settings,
                open_visit=self.visited.append,
                next_visit=self._nothing,
                go_to=self.visited.append,
                open_code=self._open_code,
                show_in_visit=self.visited.append,
                show_error=self.errors.append,
                show_message=self.messages.append,
                changed=self._changed,
                run_action=self.visited.append,
                refresh_actions=self.actions.refresh,
            )
        )
        self.actions.add(self.page.actions_offered(), "library")
        self.actions.show_page("library")
        self.window.setCentralWidget(self.page.widget)
        self.window.resize(1366, 703)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.page.activated()
        self.settle()

    def close(self) -> None:
        """Close the window; nothing may have gone wrong unseen."""
        self.settle()
        self.tasks.shutdown()
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.services.close()
        gc.collect()
        gc.enable()
        assert not self.errors, self.errors

    @property
    def code(self) -> str:
        """The code whose page is open."""
        return self.page.book.book.code

    @property
    def text(self) -> str:
        """What the page of the code says."""
        return self.page.book.book.text.toPlainText()

    @property
    def view(self) -> str:
        """The view of the navigator in front."""
        tabs = self.page.book.navigator.tabs
        return tabs.tabText(tabs.currentIndex())

    @property
    def notice(self) -> str:
        """What the navigator says."""
        return self.page.book.navigator.notice.sentence

    @property
    def current(self) -> str:
        """The line the keyboard is on, as assistive technology says it."""
        index = getattr(self.focus, "currentIndex")()  # noqa: B009 - every list has one
        spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
        return str(spoken).strip()

    def lines(self, tree: LazyTree[object]) -> list[str]:
        """The main lines of a tree."""
        lines = [tree.index(row, 0).data(LINE_ROLE) for row in range(tree.rowCount())]
        return [line.spoken for line in lines if isinstance(line, Line)]

    @property
    def focus(self) -> QWidget:
        """Whatever has the keyboard."""
        return QApplication.focusWidget() or self.window

    def settle(self) -> None:
        """Let every answer arrive, and what it asks for in turn."""
        quiet = 0
        while quiet < 3:
            quiet = quiet + 1 if self.tasks.is_idle else 0
            self.tasks.wait_idle()
            QApplication.processEvents()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEY, times: int = 1) -> None:
        """Press a key wherever the keyboard is, and let everything settle."""
        for _ in range(times):
            QTest.keyClick(self.focus, key, modifiers)
            self.settle()

    def type(self, text: str) -> None:
        """Type into whatever has the keyboard."""
        for character in text:
            QTest.keyClicks(self.focus, character)
        self.settle()

    def go(self, number: int) -> None:
        """Bring a view of the navigator to the front."""
        self.press(Qt.Key(Qt.Key.Key_0 + number), ALT)

    def find(self, text: str) -> None:
        """Type into the filter line of the view in front."""
        self.press(Qt.Key.Key_F3)
        self.press(Qt.Key.Key_A, CONTROL)
        self.type(text)

    def open(self, code: str) -> None:
        """Search a code and open its page."""
        self.go(1)
        self.find(code)
        self.press(Qt.Key.Key_Return)
        assert self.code == code

    def _open_code(self, code: str, on: date) -> None:
        self.page.open_code(code, on)

    def _changed(self, changes: Changes) -> None:
        self.page.refresh(changes)

    def _nothing(self) -> None:
        """The window's part, which these tests do not need."""

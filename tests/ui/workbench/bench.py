"""The workbench in a window of its own, worked with keys as a coder does."""

from __future__ import annotations

import gc
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from medcoder_desktop.bootstrap import open_services
from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.changes import Changes
from medcoder_desktop.domain.clock import FixedClock
from medcoder_desktop.domain.evidence import Evidence
from medcoder_desktop.domain.sheet import CodingSheet
from medcoder_desktop.ui.actions import Actions
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.settings import Settings
from medcoder_desktop.ui.tasks import Tasks
from medcoder_desktop.ui.theme import Theme, ThemeChoice
from medcoder_desktop.ui.workbench.page import WorkbenchPage

CLOCK = FixedClock(datetime(2026, 11, 23, 9, 30, tzinfo=UTC))
ACTOR = Actor("demo")
OKAFOR_DAY = date(2026, 3, 14)
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NO_KEY = Qt.KeyboardModifier.NoModifier


class Bench:
    """A window with the workbench alone, its actions at work."""

    # As in the window itself, garbage is collected on the main thread alone: a collection on a
    # worker's thread may destroy a widget of a window closed before.

    def __init__(self, qtbot: QtBot, folder: Path, width: int = 1366, height: int = 703) -> None:
        gc.disable()
        self.qtbot = qtbot
        self.folder = folder
        self.services = open_services(folder, CLOCK)
        self.tasks = Tasks()
        self.settings = Settings(folder)
        self.theme = Theme(self.settings)
        self.theme.choose(ThemeChoice.LIGHT)
        self.theme.put_on()
        self.errors: list[Exception] = []
        self.messages: list[str] = []
        self.changes: list[Changes] = []
        self.went_to: list[str] = []
        self.opened_codes: list[tuple[str, date]] = []
        self.ran: list[str] = []
        self.tasks.unhandled.connect(self.errors.append)
        self.window = QMainWindow()
        self.actions = Actions(self.window, self.settings)
        self.page = WorkbenchPage(
            AppContext(
                services=self.services,
                tasks=self.tasks,
                theme=self.theme,
                actor=ACTOR,
                clock=CLOCK,
                settings=self.settings,
                open_visit=self._open_visit,
                next_visit=self._nothing,
                go_to=self.went_to.append,
                open_code=self._open_code,
                show_in_visit=self._open_visit,
                show_error=self.errors.append,
                show_message=self.messages.append,
                changed=self._changed,
                run_action=self.ran.append,
                refresh_actions=self.actions.refresh,
            )
        )
        self.view = self.page.view
        self.actions.add(self.page.actions_offered(), "workbench")
        self.actions.show_page("workbench")
        self.window.setCentralWidget(self.page.widget)
        self.window.resize(width, height)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self._closed = False

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        self.page.leave()
        self.settle()
        self.tasks.shutdown()
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.services.close()
        gc.collect()
        gc.enable()
        assert not self.errors

    def open(self, encounter_id: str) -> None:
        self.page.open_visit(encounter_id)
        self.settle()

    def open_okafor(self) -> str:
        encounter_id = self.visit_of("Okafor", OKAFOR_DAY)
        self.open(encounter_id)
        return encounter_id

    def visit_of(self, name: str, day: date | None = None) -> str:
        rows = self.services.patients.encounter_rows(name)
        return next(
            row.encounter.id for row in rows if day is None or row.encounter.date_of_service == day
        )

    def settle(self) -> None:
        """Let every answer arrive and everything be painted."""
        self.tasks.wait_idle()
        QApplication.processEvents()
        self.tasks.wait_idle()

    @property
    def sheet(self) -> CodingSheet:
        """The sheet as it is stored."""
        encounter_id = self.page.encounter_id
        assert encounter_id is not None
        return self.services.coding.sheet(encounter_id).sheet

    @property
    def codes(self) -> list[str]:
        """Codes of the sheet as it is stored, in order."""
        return [diagnosis.code for diagnosis in self.sheet.diagnoses]

    def shown(self, table: QWidget) -> list[list[str]]:
        """What a table of the sheet shows."""
        model = table.model()  # type: ignore[attr-defined]  # both tables have one
        return [
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEY, times: int = 1) -> None:
        """Press a key wherever the keyboard is, and let everything settle."""
        for _ in range(times):
            QTest.keyClick(self._focus(), key, modifiers)
            self.settle()

    def type(self, text: str) -> None:
        """Type into whatever has the keyboard."""
        for character in text:
            QTest.keyClicks(self._focus(), character)
        self.settle()

    def phrase(self, words: str) -> Evidence:
        """Words of the open note, as evidence."""
        note = self.view.record.note
        start = note.text.index(words)
        return Evidence(note.document_id, start, start + len(words), words)

    def select(self, words: str) -> Evidence:
        """Select words of the open note."""
        evidence = self.phrase(words)
        self.view.record.note.select(evidence.start, evidence.end)
        return evidence

    def assign(self, code: str, words: str = "") -> str:
        """Put a code on the open visit's sheet the quick way; returns its id."""
        encounter_id = self.page.encounter_id
        assert encounter_id is not None
        evidence = (self.phrase(words),) if words else ()
        self.page.desk.assign(code, evidence)
        self.settle()
        diagnosis = self.sheet.diagnosis_with_code(code)
        assert diagnosis is not None
        return diagnosis.id

    def add_line(self, text: str) -> None:
        """Put a service line on the open visit's sheet the quick way."""
        self.page.desk.add_line(text)
        self.settle()

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def _open_visit(self, encounter_id: str) -> None:
        self.page.open_visit(encounter_id)

    def _open_code(self, code: str, on: date) -> None:
        self.opened_codes.append((code, on))

    def _changed(self, changes: Changes) -> None:
        self.changes.append(changes)
        self.page.refresh(changes)

    def _nothing(self) -> None:
        """The window's part, which these tests do not need."""

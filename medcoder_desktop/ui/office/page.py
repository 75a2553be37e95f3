"""The practice page: who bills, who sees patients and where, who pays, what is charged."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.errors import MedCoderError
from medcoder_desktop.domain.practice import Practice
from medcoder_desktop.domain.validation import Problem
from medcoder_desktop.ui.action_spec import ActionSpec
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.forms.form_dialog import scrolled
from medcoder_desktop.ui.forms.office_forms import PracticeForm
from medcoder_desktop.ui.office.fee_import_dialog import FeeImport
from medcoder_desktop.ui.office.settings_tab import SettingsTab
from medcoder_desktop.ui.office.table_page import TablePage
from medcoder_desktop.ui.office.tables import facility_table, fee_table, payer_table, provider_table

_TOUCHES = (
    Changed.PRACTICE
    | Changed.PROVIDERS
    | Changed.PAYERS
    | Changed.FACILITIES
    | Changed.FEES
    | Changed.SETTINGS
)


class PracticePage(QObject):
    """Set-up at the first run, and every correction later."""

    title = "Practice"

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setProperty("role", "panel")
        self.tabs.tabBar().setAccessibleName("Tables of the practice")
        self.practice = PracticeTab(context, self.tabs)
        self.providers = TablePage(context, provider_table(context), self.tabs)
        self.payers = TablePage(context, payer_table(context), self.tabs)
        self.facilities = TablePage(context, facility_table(context), self.tabs)
        self.fees = TablePage(context, fee_table(context), self.tabs)
        self.fees.add_button("Import fee schedule…", self.import_fees)
        self.tabs.addTab(self.practice, "Practice")
        self.tabs.addTab(self.providers, "Providers")
        self.tabs.addTab(self.payers, "Payers")
        self.tabs.addTab(self.facilities, "Facilities")
        self.settings = SettingsTab(context, self.tabs)
        self.tabs.addTab(self.fees, "Fee schedule")
        self.tabs.addTab(self.settings, "Settings")

    @property
    def widget(self) -> QWidget:
        """What the window shows."""
        return self.tabs

    def activated(self) -> None:
        """The page came to the front."""
        self._reload()
        self.tabs.setFocus()

    def actions_offered(self) -> Sequence[ActionSpec]:
        """Ways to the tabs, and a new row in the one in front."""
        return (
            ActionSpec("practice.practice", "Practice data", "Go", self.show_practice),
            ActionSpec("practice.providers", "Providers", "Go", self.show_providers),
            ActionSpec("practice.payers", "Payers", "Go", self.show_payers),
            ActionSpec(
                "practice.facilities",
                "Facilities",
                "Go",
                self.show_facilities,
                words="hospital nursing surgery center box 32 location",
            ),
            ActionSpec("practice.fees", "Fee schedule", "Go", self.show_fees),
            ActionSpec("practice.add", "New row in this table…", "Edit", self.add, "Ctrl+Shift+N"),
            ActionSpec(
                "practice.import_fees",
                "Import fee schedule…",
                "File",
                self.import_fees,
                "Ctrl+Shift+F",
                words="charges csv xlsx spreadsheet prices",
            ),
            ActionSpec(
                "practice.settings",
                "Settings of the office",
                "Go",
                self.show_settings,
                "Ctrl+,",
                words="evidence required watched folder limits options preferences",
            ),
        )

    def refresh(self, changes: Changes) -> None:
        """Something was written, here or elsewhere."""
        if changes.what & _TOUCHES:
            self._reload()

    def show_practice(self) -> None:
        """Bring the practice's own data to the front."""
        self.tabs.setCurrentWidget(self.practice)

    def show_providers(self) -> None:
        """Bring the providers to the front."""
        self.tabs.setCurrentWidget(self.providers)

    def show_payers(self) -> None:
        """Bring the payers to the front."""
        self.tabs.setCurrentWidget(self.payers)

    def show_facilities(self) -> None:
        """Bring the facilities to the front."""
        self.tabs.setCurrentWidget(self.facilities)

    def show_fees(self) -> None:
        """Bring the fee schedule to the front."""
        self.tabs.setCurrentWidget(self.fees)

    def show_settings(self) -> None:
        """Bring the settings to the front."""
        self.tabs.setCurrentWidget(self.settings)

    def add(self) -> None:
        """Open an empty form for the table in front."""
        table = self.tabs.currentWidget()
        if isinstance(table, TablePage):
            table.add()

    def import_fees(self) -> None:
        """Ask which table of fees to import."""
        self.show_fees()
        FeeImport(self._context, self.tabs).choose()

    def import_fee_file(self, path: Path) -> None:
        """Import a table of fees that was dropped on the window."""
        self.show_fees()
        FeeImport(self._context, self.tabs).start(path)

    def _reload(self) -> None:
        self.practice.reload()
        self.settings.reload()
        for table in (self.providers, self.payers, self.facilities, self.fees):
            table.reload()


class PracticeTab(QWidget):
    """The form of the practice, saved with its button."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._tried = False
        self._stored: Practice | None = None
        self.fields = PracticeForm()
        self._hint = QLabel(
            "This is what stands in boxes 25 and 33 of every claim. It can be changed later; "
            "claims that are finished keep what they had."
        )
        self._hint.setProperty("role", "hint")
        self._hint.setWordWrap(True)
        self._answer = QLabel()
        self._answer.setWordWrap(True)
        self.save_button = QPushButton("Save practice")
        self.save_button.setProperty("role", "primary")
        self.save_button.clicked.connect(self.save)
        self.fields.form.changed.connect(self._check)
        below = QHBoxLayout()
        below.addWidget(self.save_button)
        below.addWidget(self._answer, 1)
        below.setContentsMargins(144, 0, 0, 0)  # level with the fields
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._hint)
        self.fields.form.setMaximumWidth(640)
        column.addWidget(scrolled(self.fields.form, below), 1)

    def reload(self) -> None:
        """Read the practice again, unless something typed is not saved yet."""
        self._context.tasks.read(
            self._context.services.office.practice, self._show, topic="practice"
        )

    def save(self) -> None:
        """Save, or show what stands in the way."""
        self._tried = True
        problems = self._check()
        if problems:
            self.fields.form.focus_first(problems)
            return
        practice = self.fields.value()
        work = partial(self._context.services.office.save_practice, self._context.actor, practice)
        self._context.tasks.write(work, partial(self._on_saved, practice), self._on_refused)

    def _check(self) -> tuple[Problem, ...]:
        self._answer.clear()
        problems = self.fields.problems()
        self.fields.form.show_problems(problems, untouched_too=self._tried)
        return problems

    def _show(self, practice: Practice | None) -> None:
        untouched = self._stored is None or self.fields.value() == self._stored
        if practice is not None and practice != self._stored and untouched:
            self._stored = practice
            self.fields.fill(practice)

    def _on_saved(self, practice: Practice, changes: Changes) -> None:
        self._stored = practice
        self._answer.setText("Saved.")
        self._context.changed(changes)

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, MedCoderError):
            self._answer.setText(error.sentence)
        else:
            self._context.show_error(error)

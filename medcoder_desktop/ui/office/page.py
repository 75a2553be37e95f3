"""The practice page: who bills, who sees patients, who pays, what is charged."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QAction
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
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.forms.form_dialog import scrolled
from medcoder_desktop.ui.forms.office_forms import PracticeForm
from medcoder_desktop.ui.office.table_page import TablePage
from medcoder_desktop.ui.office.tables import fee_table, payer_table, provider_table

_TOUCHES = Changed.PRACTICE | Changed.PROVIDERS | Changed.PAYERS | Changed.FEES


class PracticePage(QWidget):
    """Set-up at the first run, and every correction later."""

    title = "Practice"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._practice_tab = _PracticeTab(context, self)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._practice_tab, "Practice")
        self.tables: tuple[TablePage[object], ...] = (
            TablePage(context, provider_table(context), self),  # type: ignore[arg-type]  # rows differ
            TablePage(context, payer_table(context), self),  # type: ignore[arg-type]  # rows differ
            TablePage(context, fee_table(context), self),  # type: ignore[arg-type]  # rows differ
        )
        for table, words in zip(self.tables, ("Providers", "Payers", "Fee schedule"), strict=True):
            self.tabs.addTab(table, words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)

    @property
    def widget(self) -> QWidget:
        """What the main window shows."""
        return self

    def activated(self) -> None:
        """The page came to the front."""
        self._reload()

    def actions(self) -> Sequence[QAction]:  # type: ignore[override]  # the page's own actions
        """No actions beside the buttons of the tabs."""
        return ()

    def refresh(self, changes: Changes) -> None:
        """Something was written, here or elsewhere."""
        if changes.what & _TOUCHES:
            self._reload()

    def _reload(self) -> None:
        self._practice_tab.reload()
        for table in self.tables:
            table.reload()


class _PracticeTab(QWidget):
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
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._hint)
        self.fields.form.setMaximumWidth(640)
        column.addWidget(scrolled(self.fields.form), 1)
        column.addLayout(below)

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

    def _check(self) -> tuple[object, ...]:
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

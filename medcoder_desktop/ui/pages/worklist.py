"""The work list: every visit, and the ways to have more."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.encounters import Encounter, EncounterRow
from medcoder_desktop.ui.action_spec import ActionSpec
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.forms.visit_dialog import NewVisitDialog
from medcoder_desktop.ui.importing.dialog import ImportDialog
from medcoder_desktop.ui.pages.inbox import Inbox
from medcoder_desktop.ui.pages.rows import RowsModel
from medcoder_desktop.ui.pages.worklist_view import COLUMNS, WorkListView

_RECORDS = (
    "Records (*.json *.ndjson *.xml *.hl7 *.pdf *.tif *.tiff *.png *.jpg *.jpeg *.docx *.rtf "
    "*.html *.txt *.csv *.xlsx *.zip)"
)
_SHOWN = (
    Changed.ENCOUNTERS
    | Changed.PATIENTS
    | Changed.COVERAGE
    | Changed.PROVIDERS
    | Changed.PAYERS
    | Changed.SHEET
    | Changed.CHART
    | Changed.CLAIMS
)


class WorkListPage(QObject):
    """Lists visits, opens them, brings records in.

    Signals:
        listed: The visits as listed, after each reading.
    """

    title = "Work list"
    listed = Signal(object)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.model: RowsModel[EncounterRow] = RowsModel(
            COLUMNS, lambda r: r.encounter.id, context.theme, self
        )
        self.view = WorkListView(context.theme, self.model, Inbox(context))
        view = self.view
        view.filter.textChanged.connect(self.reload)
        view.filter.returnPressed.connect(self._on_filter_enter)
        view.table.row_opened.connect(self.open_current)
        view.filter.down_pressed.connect(view.table.setFocus)
        view.new_button.clicked.connect(self.new_visit)
        view.import_button.clicked.connect(self.choose_files)
        view.empty.import_wanted.connect(self.choose_files)
        view.empty.new_wanted.connect(self.new_visit)
        view.empty.samples_wanted.connect(self.add_samples)
        self.reload()

    @property
    def widget(self) -> QWidget:
        """What the window shows."""
        return self.view

    @property
    def rows(self) -> tuple[EncounterRow, ...]:
        """The visits as listed."""
        return self.model.rows

    def activated(self) -> None:
        """The page came to the front."""
        view = self.view
        if view.stack.currentWidget() is view.empty:
            view.empty.bring.setFocus()
        elif self.model.rows:
            view.table.setFocus()
        else:
            view.filter.setFocus()

    def refresh(self, changes: Changes) -> None:
        """Something was written."""
        if changes.what & _SHOWN:
            self.reload()

    def actions_offered(self) -> Sequence[ActionSpec]:
        """What the page can do; bringing in and typing visits works from every page."""
        return (
            ActionSpec(
                "visit.open", "Open visit", "Visit", self.open_current, "", self._has_current
            ),
            ActionSpec("worklist.filter", "Filter visits", "Edit", self.focus_filter, "Ctrl+F"),
        )

    def actions_everywhere(self) -> Sequence[ActionSpec]:
        """What can be done from every page."""
        return (
            ActionSpec(
                "file.import",
                "Import records…",
                "File",
                self.choose_files,
                "Ctrl+I",
                words="open file fhir ccda hl7 note bundle add",
            ),
            ActionSpec(
                "file.samples", "Add the sample patients", "File", self.add_samples, words="demo"
            ),
            ActionSpec(
                "visit.new",
                "New patient and visit…",
                "Visit",
                self.new_visit,
                "Ctrl+N",
                words="add type superbill",
            ),
        )

    @Slot()
    def reload(self) -> None:
        """Read the visits that fit the filter."""
        read = partial(
            self._context.services.patients.encounter_rows, self.view.filter.text().strip()
        )
        self._context.tasks.read(read, self._show, topic="worklist")
        self.view.inbox.reload()

    @Slot()
    def focus_filter(self) -> None:
        """Put the keyboard into the filter."""
        self.view.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.view.filter.selectAll()

    def show_patient(self, name: str) -> None:
        """List one patient's visits."""
        self._context.go_to("worklist")
        self.view.filter.setText(name)

    @Slot()
    def open_current(self) -> None:
        """Open the chosen visit."""
        visit_id = self.model.identity(self.view.table.currentIndex().row())
        if visit_id:
            self._context.open_visit(visit_id)

    @Slot()
    def new_visit(self) -> None:
        """Type a visit by hand."""
        dialog = NewVisitDialog(self._context, self.view.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.visit_added.connect(self._context.open_visit)
        dialog.open()

    @Slot()
    def choose_files(self) -> None:
        """Ask which files to bring in."""
        dialog = QFileDialog(self.view.window(), "Import records")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([_RECORDS, "All files (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._on_files_chosen)
        dialog.open()

    def bring_in(self, files: Sequence[Path], *, asks: bool = True) -> None:
        """Import files, wherever they come from.

        Args:
            asks: Whether to show what would come of it before anything is stored.
        """
        if files:
            dialog = ImportDialog(self._context, self.view.window(), asks=asks)
            dialog.open_visit.connect(self._on_visit_number)
            dialog.start(tuple(files))

    @Slot()
    def add_samples(self) -> None:
        """Bring in the sample patients with their practice."""
        context = self._context
        work = partial(context.services.records.import_office_of_samples, context.actor)
        context.tasks.write(work, self._on_sample_office)

    def _on_sample_office(self, changes: Changes) -> None:
        self._context.changed(changes)
        read = self._context.services.records.sample_files
        self._context.tasks.read(read, self._bring_in_samples, topic="samples")

    def _bring_in_samples(self, files: tuple[Path, ...]) -> None:
        self.bring_in(files, asks=False)

    def _on_files_chosen(self, names: list[str]) -> None:
        self.bring_in([Path(name) for name in names])

    def _on_visit_number(self, number: str) -> None:
        read = partial(self._context.services.patients.encounter_by_number, number)
        self._context.tasks.read(read, self._on_visit_found, topic="visit-by-number")

    def _on_visit_found(self, visit: Encounter) -> None:
        self._context.open_visit(visit.id)

    def _show(self, rows: tuple[EncounterRow, ...]) -> None:
        view = self.view
        chosen = self.model.identity(view.table.currentIndex().row())
        waited = view.stack.currentWidget() is view.loading
        self.model.show(rows)
        view.table.choose(max(0, self.model.place_of(chosen)))
        filtered = bool(view.filter.text().strip())
        view.count.setText(_count_of(rows))
        if rows:
            view.stack.setCurrentWidget(view.table)
        else:
            view.stack.setCurrentWidget(view.none_found if filtered else view.empty)
        if waited and view.isVisible():
            self.activated()
        if not filtered:
            self.listed.emit(rows)
        self._context.refresh_actions()

    def _has_current(self) -> bool:
        return self.model.row(self.view.table.currentIndex().row()) is not None

    @Slot()
    def _on_filter_enter(self) -> None:
        self.open_current()


def _count_of(rows: tuple[EncounterRow, ...]) -> str:
    unfinished = sum(row.encounter.status.can_be_coded for row in rows)
    visits = "1 visit" if len(rows) == 1 else f"{len(rows)} visits"
    return f"{visits}, {unfinished} not finished" if rows else ""

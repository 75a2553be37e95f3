"""The claims page: every claim, and the ways it leaves the program."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.claims import ClaimRow, ClaimStatus, ExportKind
from medcoder_desktop.domain.errors import EnvironmentError_, InputError
from medcoder_desktop.domain.visits import Visit
from medcoder_desktop.ui.action_spec import ActionSpec
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.importing.bringing import BringingIn
from medcoder_desktop.ui.pages.claims_view import COLUMNS, ClaimsView
from medcoder_desktop.ui.pages.rows import RowsModel
from medcoder_desktop.ui.printing.job import PrintJob

_ENDINGS = {ExportKind.SUMMARY: "pdf", ExportKind.JSON: "json"}
_FILTERS = {ExportKind.SUMMARY: "PDF (*.pdf)", ExportKind.JSON: "JSON (*.json)"}


class ClaimsPage(QObject):
    """Lists claims, exports, prints and reads them back."""

    title = "Claims"

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._job: PrintJob | None = None
        self.model: RowsModel[ClaimRow] = RowsModel(COLUMNS, lambda r: r.id, context.theme, self)
        self.view = ClaimsView(context.theme, self.model)
        self._bringing = BringingIn(context, self.view)
        view = self.view
        view.table.row_opened.connect(self.open_visit)
        view.table.selectionModel().currentChanged.connect(self._show_enabled)
        view.visit_button.clicked.connect(self.open_visit)
        view.summary_button.clicked.connect(self.save_summary)
        view.json_button.clicked.connect(self.save_json)
        view.open_button.clicked.connect(self.open_pdf)
        view.print_button.clicked.connect(self.print_out)
        view.import_button.clicked.connect(self.choose_claim_file)
        self.reload()

    @property
    def widget(self) -> QWidget:
        """What the window shows."""
        return self.view

    def activated(self) -> None:
        """The page came to the front."""
        (self.view.table if self.model.rows else self.view.import_button).setFocus()

    def refresh(self, changes: Changes) -> None:
        """Something was written."""
        if changes.what & (Changed.CLAIMS | Changed.ENCOUNTERS):
            self.reload()

    def actions_offered(self) -> Sequence[ActionSpec]:
        """What can be done with the chosen claim."""
        return (
            ActionSpec(
                "claims.visit", "Open visit of claim", "Claim", self.open_visit, "", self._has_visit
            ),
            ActionSpec(
                "claims.summary",
                "Save summary PDF of claim…",
                "Claim",
                self.save_summary,
                "Ctrl+S",
                self._may_leave,
                words="export",
            ),
            ActionSpec(
                "claims.json", "Save claim as JSON…", "Claim", self.save_json, "", self._may_leave
            ),
            ActionSpec(
                "claims.open",
                "Open PDF of claim",
                "Claim",
                self.open_pdf,
                "Ctrl+O",
                self._may_leave,
            ),
            ActionSpec(
                "claims.print", "Print claim…", "Claim", self.print_out, "Ctrl+P", self._may_leave
            ),
            ActionSpec("claims.import", "Import claim…", "Claim", self.choose_claim_file),
        )

    @Slot()
    def reload(self) -> None:
        """Read the claims."""
        self._context.tasks.read(self._context.services.claims.rows, self._show, topic="claims")

    @property
    def current(self) -> ClaimRow | None:
        """The chosen claim."""
        return self.model.row(self.view.table.currentIndex().row())

    @Slot()
    def open_visit(self) -> None:
        """Open the visit the chosen claim came from."""
        row = self.current
        if row is not None:
            read = partial(self._context.services.patients.visit, row.encounter_id)
            no_visit = partial(self._on_no_visit, row)
            self._context.tasks.read(read, self._on_visit, no_visit, topic="visit-of-claim")

    @Slot()
    def save_summary(self) -> None:
        """Ask where, and save the summary."""
        self._ask_and_save(ExportKind.SUMMARY)

    @Slot()
    def save_json(self) -> None:
        """Ask where, and save the JSON."""
        self._ask_and_save(ExportKind.JSON)

    @Slot()
    def open_pdf(self) -> None:
        """Show the summary in the system's own viewer."""
        self._export_aside(self._show_in_viewer)

    @Slot()
    def print_out(self) -> None:
        """Print the summary."""
        self._export_aside(self._print_file)

    @Slot()
    def choose_claim_file(self) -> None:
        """Ask which claim to read back."""
        dialog = QFileDialog(self.view.window(), "Import claim")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_FILTERS[ExportKind.JSON])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.read_back)
        dialog.open()

    def read_back(self, name: str) -> None:
        """Read a claim that was saved as JSON."""
        self._bringing.bring_in((Path(name),))

    def close_up(self) -> None:
        """Remove what was written for the viewer and the printer."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def save(self, row: ClaimRow, kind: ExportKind, target: Path) -> None:
        """Write a claim to a file."""
        self._export(row, kind, target, partial(self._on_saved, row))

    def _ask_and_save(self, kind: ExportKind) -> None:
        row = self.current
        if row is None or not self._may_leave():
            return
        dialog = QFileDialog(self.view.window(), "Save claim")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_FILTERS[kind])
        dialog.setDefaultSuffix(_ENDINGS[kind])
        dialog.selectFile(f"claim-{row.number}.{_ENDINGS[kind]}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self._on_target, row, kind))
        dialog.open()

    def _on_target(self, row: ClaimRow, kind: ExportKind, name: str) -> None:
        self.save(row, kind, Path(name))

    def _export(
        self, row: ClaimRow, kind: ExportKind, target: Path, done: Callable[[Path], None]
    ) -> None:
        context = self._context
        work = partial(
            context.services.claims.export,
            context.actor,
            row.id,
            kind,
            target,
            with_evidence=self.view.evidence.isChecked(),
        )
        context.tasks.write(work, partial(self._on_exported, row, done), context.show_error)

    def _export_aside(self, done: Callable[[Path], None]) -> None:
        """Write the summary into a folder of our own, removed when the window closes."""
        row = self.current
        if row is None or not self._may_leave():
            return
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="medcoder-")
        target = Path(self._folder.name) / f"claim-{row.number}.pdf"
        self._export(row, ExportKind.SUMMARY, target, done)

    def _on_exported(self, row: ClaimRow, done: Callable[[Path], None], path: Path) -> None:
        touched = Changes(Changed.CLAIMS | Changed.ENCOUNTERS, frozenset({row.encounter_id}))
        self._context.changed(touched)
        done(path)

    def _on_saved(self, row: ClaimRow, path: Path) -> None:
        self._context.show_message(f"Claim {row.number} is saved as {path.name}.")

    def _show_in_viewer(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._context.show_error(EnvironmentError_("window.not_opened", file=path.name))

    def _print_file(self, path: Path) -> None:
        self._job = PrintJob(self._context, self.view.window())
        self._job.start(path)

    def _on_visit(self, visit: Visit) -> None:
        self._context.open_visit(visit.encounter.id)

    def _on_no_visit(self, row: ClaimRow, error: Exception) -> None:
        if isinstance(error, KeyError):
            error = InputError("window.claim_without_visit", number=row.number)
        self._context.show_error(error)

    def _show(self, rows: tuple[ClaimRow, ...]) -> None:
        view = self.view
        chosen = self.model.identity(view.table.currentIndex().row())
        waited = not self.model.rows and view.import_button.hasFocus()
        self.model.show(rows)
        view.table.choose(max(0, self.model.place_of(chosen)))
        view.stack.setCurrentWidget(view.table if rows else view.empty)
        view.count.setText("1 claim" if len(rows) == 1 else f"{len(rows)} claims" if rows else "")
        if rows and waited:
            view.table.setFocus()
        self._show_enabled()

    @Slot()
    def _show_enabled(self) -> None:
        leaves = self._may_leave()
        for button in self.view.buttons:
            button.setEnabled(leaves)
        self.view.visit_button.setEnabled(self._has_visit())
        self._context.refresh_actions()

    def _has_visit(self) -> bool:
        return self.current is not None and self.current.has_visit

    def _may_leave(self) -> bool:
        return self.current is not None and self.current.status is not ClaimStatus.WITHDRAWN

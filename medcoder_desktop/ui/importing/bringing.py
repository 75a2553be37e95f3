"""The ways records come in: chosen, dropped, or the samples; and what is shown afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from medcoder_desktop.domain.changes import Changes
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.import_batches import ImportReport
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.importing.dialog import ImportDialog
from medcoder_desktop.ui.importing.imports_dialog import ImportsDialog

_RECORDS = (
    "Records (*.json *.ndjson *.xml *.hl7 *.pdf *.tif *.tiff *.png *.jpg *.jpeg *.docx *.rtf "
    "*.html *.htm *.mht *.mhtml *.eml *.txt *.csv *.xlsx *.zip)"
)


class BringingIn(QObject):
    """Starts imports.

    Args:
        over: What dialogs stand over.

    Signals:
        brought_in: Files and folders that were read and stored, or refused; not after a cancel.
    """

    brought_in = Signal(object)

    def __init__(self, context: AppContext, over: QWidget) -> None:
        super().__init__(over)
        self._context = context
        self._over = over

    @Slot()
    def choose_files(self) -> None:
        """Ask which files to bring in."""
        dialog = QFileDialog(self._over.window(), "Import records")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([_RECORDS, "All files (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._on_files_chosen)
        dialog.open()

    @Slot()
    def show_imports(self) -> None:
        """List the imports, to undo one."""
        ImportsDialog(self._context, self._over.window()).open()

    def bring_in(
        self,
        files: Sequence[Path],
        *,
        asks: bool = True,
    ) -> None:
        """Import files, wherever they come from.

        Args:
            asks: Whether to show what would come of it before anything is stored.
        """
        if files:
            dialog = ImportDialog(self._context, self._over.window(), asks=asks)
            dialog.open_visit.connect(self._on_visit_number)
            dialog.ended.connect(partial(self._on_ended, tuple(files)))
            dialog.start(tuple(files))

    def _on_ended(self, files: tuple[Path, ...], report: ImportReport) -> None:
        if report.files:
            self.brought_in.emit(files)

    @Slot()
    def add_samples(self) -> None:
        """Bring in the sample patients with their practice."""
        context = self._context
        work = partial(context.services.records.import_office_of_samples, context.actor)
        context.tasks.write(work, self._on_sample_office)

    def _bring_in_samples(self, files: tuple[Path, ...]) -> None:
        self.bring_in(files, asks=False)

    def _on_sample_office(self, changes: Changes) -> None:
        self._context.changed(changes)
        read = self._context.services.records.sample_files
        self._context.tasks.read(read, self._bring_in_samples, topic="samples")

    def _on_files_chosen(self, names: list[str]) -> None:
        self.bring_in([Path(name) for name in names])

    def _on_visit_number(self, number: str) -> None:
        read = partial(self._context.services.patients.encounter_by_number, number)
        self._context.tasks.read(read, self._on_visit_found, topic="visit-by-number")

    def _on_visit_found(self, visit: Encounter) -> None:
        self._context.open_visit(visit.id)

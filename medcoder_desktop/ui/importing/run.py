"""One import from the first file to the last."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.claims import Claim
from medcoder_desktop.domain.errors import Cancelled, MedCoderError
from medcoder_desktop.domain.imports import FileReport, ImportedRecord, ImportReport
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.importing.batch import Read, files_of, read_batch
from medcoder_desktop.ui.ticket import Ticket

_AT_ONCE = 12  # files read by one child before they are stored
_TOUCHES = (
    Changed.ENCOUNTERS
    | Changed.PATIENTS
    | Changed.COVERAGE
    | Changed.PAYERS
    | Changed.PROVIDERS
    | Changed.CHART
    | Changed.CLAIMS
)


class ImportRun(QObject):
    """Reads files in child processes and stores each in one short transaction.

    Signals:
        advanced: Files done, files in all, name of the one under way.
        reported: What came of one file, a ``FileReport``.
        ended: An ``ImportReport``; after a cancel it names the files stored before.
        failed: The import cannot go on.
    """

    advanced = Signal(int, int, str)
    reported = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._waiting: tuple[Path, ...] = ()
        self._total = 0
        self._reports: list[FileReport] = []
        self._ticket: Ticket | None = None
        self._stopped = False
        self._over = False

    def start(self, paths: tuple[Path, ...]) -> None:
        """Begin; folders stand for the files in them."""
        self.advanced.emit(0, 0, "Looking at the files")
        self._context.tasks.read(partial(files_of, paths), self._on_listed, self._on_failed)

    def cancel(self) -> None:
        """Stop after the file under way; what is stored stays."""
        self._stopped = True
        if self._ticket is not None:
            self._ticket.cancel()

    def _on_listed(self, files: tuple[Path, ...]) -> None:
        self._waiting, self._total = files, len(files)
        self._next_batch()

    def _next_batch(self) -> None:
        if self._stopped or not self._waiting:
            self._end()
            return
        batch, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
        self._ticket = self._context.tasks.in_child(
            read_batch, (batch,), self._on_progress, self._on_read, self._on_failed
        )

    def _on_progress(self, done: int, _total: int, name: str) -> None:
        self.advanced.emit(len(self._reports) + done, self._total, name)

    def _on_read(self, read: tuple[Read, ...]) -> None:
        self._ticket = None
        self._store_next(read)

    def _store_next(self, read: tuple[Read, ...]) -> None:
        if self._stopped or not read:
            self._next_batch()
            return
        (path, content), rest = read[0], read[1:]
        if isinstance(content, MedCoderError):
            self._on_stored(rest, self._context.services.records.report_of_error(path, content))
            return
        self._context.tasks.write(
            partial(_store, self._context, path, content),
            partial(self._on_stored, rest),
            self._on_failed,
        )

    def _on_stored(self, rest: tuple[Read, ...], report: FileReport) -> None:
        self._reports.append(report)
        self.reported.emit(report)
        self.advanced.emit(len(self._reports), self._total, report.file)
        self._store_next(rest)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self.failed.emit(error)
        self._end()

    def _end(self) -> None:
        if self._over:
            return
        self._over = True
        self._context.changed(Changes(_TOUCHES))
        self.ended.emit(ImportReport(tuple(self._reports)))


def _store(context: AppContext, path: Path, content: ImportedRecord | Claim) -> FileReport:
    records = context.services.records
    try:
        return records.store(context.actor, content)
    except MedCoderError as error:
        return records.report_of_error(path, error)

"""One import: read outside, looked at, then stored in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from medcoder_desktop.domain.changes import Changes
from medcoder_desktop.domain.errors import Cancelled
from medcoder_desktop.domain.import_batches import ImportChoice, ImportPreview, ImportReport
from medcoder_desktop.domain.visit_tables import VisitField, VisitTable, mapping_for
from medcoder_desktop.services.record_service import WHOLE_RECORD
from medcoder_desktop.services.visit_columns import (
    files_asking,
    passed_over,
    tables_asking,
    tables_taken,
    with_answer,
)
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.importing.batch import prepared, read_batch
from medcoder_desktop.ui.ticket import Ticket

if TYPE_CHECKING:
    from medcoder_desktop.services.reading import ReadFile, ReadingWays

_AT_ONCE = 12
"""Files read by one child before the next are sent: what it holds in memory stays small."""


class ImportRun(QObject):
    """Reads files in child processes, tries the import out, and stores it when told to.

    Signals:
        advanced: Files read, files in all, name of the one under way.
        columns_wanted: A ``VisitTable`` whose columns nobody has named; :meth:`use_columns` or
            :meth:`pass_over` is awaited.
        previewed: An ``ImportPreview``; :meth:`store` or :meth:`cancel` is awaited.
        ended: An ``ImportReport``; an empty one after a cancel.
        undone: The import was taken back.
        failed: The import cannot go on.
    """

    advanced = Signal(int, int, str)
    columns_wanted = Signal(object)
    previewed = Signal(object)
    ended = Signal(object)
    undone = Signal()
    failed = Signal(object)

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._waiting: tuple[Path, ...] = ()
        self._total = 0
        self._read: tuple[ReadFile, ...] = ()
        self._ways: ReadingWays | None = None
        self._ticket: Ticket | None = None
        self._stopped = False
        self._over = False

    def start(self, paths: tuple[Path, ...]) -> None:
        """Begin; folders stand for the files in them."""
        self.advanced.emit(0, 0, "Looking at the files")
        work = partial(prepared, self._context.services.records, paths)
        self._context.tasks.read(work, self._on_prepared, self._on_failed)

    def cancel(self) -> None:
        """Stop; nothing is stored."""
        self._stopped = True
        if self._ticket is not None:
            self._ticket.cancel()
        else:
            self._end(ImportReport())

    def store(self, choices: Sequence[ImportChoice]) -> None:
        """Store everything that was read, with what the person decided."""
        context = self._context
        work = partial(
            context.services.records.store, context.actor, self._read, None, tuple(choices)
        )
        context.tasks.write(work, self._end, self._on_failed)

    def undo(self, report: ImportReport) -> None:
        """Take a stored import back as a whole."""
        context = self._context
        work = partial(context.services.records.undo_import, context.actor, report.import_id)
        context.tasks.write(work, self._on_undone, self.failed.emit)

    def use_columns(self, table: VisitTable, columns: Mapping[VisitField, str]) -> None:
        """Read tables with these headings by these columns, now and from now on."""
        assert self._ways is not None  # noqa: S101 - files were read
        context, mapping = self._context, mapping_for(table, columns)
        self._ways = replace(self._ways, columns=(mapping, *self._ways.columns))
        again = files_asking(self._read, table)
        work = partial(context.services.records.remember_columns, context.actor, mapping)
        context.tasks.write(work, lambda _: self._read_again(again, self._ways), self._on_failed)

    def pass_over(self, table: VisitTable) -> None:
        """Leave tables with these headings out of this import."""
        self._read = passed_over(self._read, table)
        self._ask_or_look()

    def reconsider(self, file: str) -> None:
        """Ask again which column of a table is which.

        Args:
            file: Its name, as its report has it.
        """
        assert self._ways is not None  # noqa: S101 - files were read
        self._read_again(tables_taken(self._read, file), replace(self._ways, columns=()))

    def known_columns(self, table: VisitTable) -> dict[VisitField, str]:
        """What is known of the columns of a table: as they were named, else as guessed."""
        for mapping in self._ways.columns if self._ways else ():
            if sorted(mapping.headings) == sorted(table.headings):
                return {VisitField(name): heading for name, heading in mapping.columns}
        return dict(table.guessed)

    def _on_prepared(self, found: tuple[tuple[Path, ...], ReadingWays]) -> None:
        self._waiting, self._ways = found
        self._total = len(self._waiting)
        self._next_batch()

    def _next_batch(self) -> None:
        if self._stopped:
            self._end(ImportReport())
            return
        if not self._waiting:
            self._ask_or_look()
            return
        batch, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
        self._ticket = self._context.tasks.in_child(
            read_batch, (batch, self._ways), self._on_progress, self._on_read, self._on_failed
        )

    def _on_progress(self, done: int, _total: int, name: str) -> None:
        self.advanced.emit(min(len(self._read) + done, self._total), self._total, name)

    def _on_read(self, read: tuple[ReadFile, ...]) -> None:
        self._ticket = None
        self._read += read
        self._next_batch()

    def _read_again(self, files: tuple[Path, ...], ways: ReadingWays | None) -> None:
        """Read tables anew by other columns."""
        self._ticket = self._context.tasks.in_child(
            read_batch, (files, ways), self._on_progress, self._on_read_again, self._on_failed
        )

    def _on_read_again(self, again: tuple[ReadFile, ...]) -> None:
        self._ticket = None
        self._read = with_answer(self._read, again)
        self._ask_or_look()

    def _ask_or_look(self) -> None:
        """Ask for the columns of the next table, until all are known."""
        tables = tables_asking(self._read)
        if self._stopped:
            self._end(ImportReport())
        elif tables:
            self.columns_wanted.emit(tables[0])
        else:
            self._look()

    def _look(self) -> None:
        """Try the import out, to say what it would do."""
        context = self._context
        self.advanced.emit(self._total, self._total, "Comparing with the charts")
        work = partial(context.services.records.preview, context.actor, self._read)
        context.tasks.write(work, self._on_preview, self._on_failed)

    def _on_preview(self, preview: ImportPreview) -> None:
        if self._stopped:
            self._end(ImportReport())
        else:
            self.previewed.emit(preview)

    def _on_undone(self, changes: Changes) -> None:
        self._context.changed(changes)
        self.undone.emit()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self.failed.emit(error)
        self._end(ImportReport())

    def _end(self, report: ImportReport) -> None:
        if self._over:
            return
        self._over = True
        self._read = ()
        if report.files:
            self._context.changed(Changes(WHOLE_RECORD))
        self.ended.emit(report)

"""What a person sees of an import: how far it is, what it would do, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QPushButton, QTreeWidgetItem, QWidget
from typing_extensions import override

from medcoder_desktop.domain.import_batches import ImportPreview, ImportReport, Match
from medcoder_desktop.domain.imports import FileReport, counted, told_in_order
from medcoder_desktop.domain.visit_tables import TABLE, VisitTable
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.importing.columns_dialog import VisitColumnsDialog
from medcoder_desktop.ui.importing.dialog_view import ImportDialogView
from medcoder_desktop.ui.importing.run import ImportRun
from medcoder_desktop.ui.message_bar import sentence_for
from medcoder_desktop.ui.style import set_role

_MOST_TOLD = 2
_SHOWN_AFTER = 400  # milliseconds; a quick import comes up with its preview at once


class ImportDialog(ImportDialogView):
    """Progress with elapsed time and Cancel, then a preview, then the result file by file.

    Args:
        asks: False stores what needs no decision without asking first.

    Signals:
        open_visit: Number of the visit the person wants to see.
        ended: The ``ImportReport``; an empty one after a cancel.
    """

    open_visit = Signal(str)
    ended = Signal(object)

    def __init__(self, context: AppContext, parent: QWidget, *, asks: bool = True) -> None:
        super().__init__(context.theme, parent)
        self._context = context
        self._asks = asks
        self._report = ImportReport()
        self._preview: ImportPreview | None = None
        self._running = True
        self._problem = ""
        self.results.currentItemChanged.connect(self._on_current)
        self.store_button.clicked.connect(self._on_store)
        self.show_button.clicked.connect(self._on_show)
        self.undo_button.clicked.connect(self._on_undo)
        self.columns_button.clicked.connect(self._on_columns)
        self.button.clicked.connect(self._on_button)
        self._since = QElapsedTimer()
        self._clock = QTimer(self, interval=500)
        self._clock.timeout.connect(self._tell_elapsed)
        self._patience = QTimer(self, singleShot=True, interval=_SHOWN_AFTER)
        self._patience.timeout.connect(self.open)
        self._what = ""
        self._run = ImportRun(context, self)
        self._run.advanced.connect(self._on_advanced)
        self._run.columns_wanted.connect(self._on_columns_wanted)
        self._run.previewed.connect(self._on_previewed)
        self._run.ended.connect(self._on_ended)
        self._run.undone.connect(self._on_undone)
        self._run.failed.connect(self._on_failed)

    def start(self, paths: tuple[Path, ...]) -> None:
        """Begin, and come up when it takes longer than a glance."""
        self._since.start()
        self._clock.start()
        self._patience.start()
        self._run.start(paths)

    @override
    def reject(self) -> None:
        """Esc: first it cancels, then it closes."""
        if self._preview is not None and self._running:
            self._run.cancel()
            super().reject()
        elif self._running:
            self._run.cancel()
        else:
            super().reject()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._running and self._preview is None:
            self._run.cancel()
            event.ignore()
            return
        if self._running:
            self._run.cancel()
        super().closeEvent(event)

    @Slot(int, int, str)
    def _on_advanced(self, done: int, total: int, name: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self._what = f"{name} · file {min(done + 1, total)} of {total}" if total else name
        self._tell_elapsed()

    @Slot()
    def _tell_elapsed(self) -> None:
        self.doing.setText(f"{self._what} · {self._since.elapsed() // 1000} s")

    @Slot(object)
    def _on_columns_wanted(self, table: VisitTable) -> None:
        """A table of visits that nobody has described yet."""
        self._patience.stop()
        self.open()
        known = self._run.known_columns(table)
        dialog = VisitColumnsDialog(self._context.theme, table, known, self)
        dialog.chosen.connect(partial(self._run.use_columns, table))
        dialog.left_out.connect(partial(self._run.pass_over, table))
        dialog.open()

    @Slot()
    def _on_columns(self) -> None:
        """Choose the columns of a table anew."""
        report = self.results.current_report()
        if report is not None:
            self._preview = None
            self.store_button.hide()
            self.columns_button.hide()
            self._run.reconsider(report.file)

    @Slot(object)
    def _on_previewed(self, preview: ImportPreview) -> None:
        """Say what would come of it; where there is nothing to decide or store, go on."""
        undecided = preview.count(Match.NEAR)
        if not preview.has_something or not (self._asks or undecided):
            self._run.store(())
            return
        self._preview = preview
        self._stop_clock()
        self.headline.setText(_foretold(preview))
        self.doing.setText(
            "Nothing is stored yet. "
            + (
                f"{counted(undecided, 'patients')} may be known already: decide who is whom."
                if undecided
                else "One import can be undone as a whole afterwards."
            )
        )
        self.patients.show_matches(preview.patients)
        self.patients.setVisible(bool(preview.patients))
        self.results.show_reports(preview.files, ahead=True)
        self.store_button.show()
        self.open()
        self._make_main(self.store_button)
        if undecided:
            self.patients.setFocus()

    @Slot(QTreeWidgetItem)
    def _on_current(self, line: QTreeWidgetItem | None) -> None:
        words = self.results.words_of(line)
        self.detail.setText(words)
        self.detail.setVisible(bool(words))
        report = self.results.current_report()
        is_table = report is not None and report.kind == TABLE
        self.columns_button.setVisible(self._preview is not None and is_table)

    @Slot()
    def _on_store(self) -> None:
        choices = self.patients.choices()
        self._preview = None
        self.store_button.hide()
        self.columns_button.hide()
        self.patients.hide()
        self.button.setEnabled(False)  # one short transaction: it is over before one could press
        self.headline.setText("Storing")
        self._run.store(choices)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._problem = sentence_for(error)
        self.doing.setText(self._problem)
        set_role(self.doing, "error")

    @Slot(object)
    def _on_ended(self, report: ImportReport) -> None:
        self._running = False
        self._report = report
        self._stop_clock()
        self.doing.setText(self._problem or f"{self._since.elapsed() / 1000:.1f} s")
        self.results.show_reports(report.files, ahead=False)
        files, visits = len(report.files), bool(self._visits())
        self.headline.setText(
            f"{counted(files, 'files')} read, {_counts_of(report.files)} added"
            if files
            else "Nothing was imported"
        )
        self.button.setText("Close")
        self.button.setEnabled(True)
        self.show_button.setVisible(visits)
        self.undo_button.setVisible(bool(report.import_id))
        self.open()
        self._make_main(self.show_button if visits else self.button)
        self.ended.emit(report)

    @Slot()
    def _on_undo(self) -> None:
        self._problem = ""
        self._run.undo(self._report)

    @Slot()
    def _on_undone(self) -> None:
        self.headline.setText("The import was undone")
        self.doing.setText("Everything it had added is gone again.")
        set_role(self.doing, "hint")
        self.results.clear()
        self.undo_button.hide()
        self.show_button.hide()
        self._make_main(self.button)

    @Slot()
    def _on_button(self) -> None:
        self.reject()

    @Slot()
    def _on_show(self) -> None:
        self.accept()
        self.open_visit.emit(self._visits()[0])

    def _visits(self) -> list[str]:
        return [number for report in self._report.files for number in report.encounter_numbers]

    def _stop_clock(self) -> None:
        self._clock.stop()
        self._patience.stop()
        self.bar.hide()

    def _make_main(self, main: QPushButton) -> None:
        for button in (self.store_button, self.show_button, self.button):
            set_role(button, "primary" if button is main else "")
            button.setDefault(button is main)
        main.setFocus()


def _foretold(preview: ImportPreview) -> str:
    """What an import would do, in one line."""
    new = preview.count(Match.NEW) + preview.count(Match.NEAR)
    known = preview.count(Match.KNOWN)
    patients = [f"{new} new"] if new else []
    patients += [f"{known} known"] if known else []
    parts = [counted(len(preview.files), "files")]
    if patients:
        parts.append(f"{' and '.join(patients)} {'patient' if new + known == 1 else 'patients'}")
    parts.append(f"{_counts_of(preview.files)} to add")
    return ", ".join(parts)


def _counts_of(reports: Sequence[FileReport]) -> str:
    """The two things of all files that a person wants to hear of first."""
    counts: Counter[str] = Counter()
    for report in reports:
        counts.update(dict(report.counts))
    told = [(word, count) for word, count in told_in_order(counts) if word != "patients"]
    said = [counted(count, word) for word, count in told[:_MOST_TOLD]]
    return " and ".join(said) or "nothing"

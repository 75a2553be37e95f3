"""Bringing code-set files in: chosen or dropped, read in a child process, waiting in the end."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from typing_extensions import override

from medcoder_desktop.bootstrap import import_codes
from medcoder_desktop.domain.errors import Cancelled, InputError
from medcoder_desktop.domain.releases import Edition, Release
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.library.edition_form import EditionForm
from medcoder_desktop.ui.library.import_codes_view import ImportCodesView
from medcoder_desktop.ui.message_bar import sentence_for
from medcoder_desktop.ui.ticket import Ticket

NO_DATE = "codeset.no_date"
"""Id of the error that says a file does not tell its edition."""
_FILTERS = ["Code-set files (*.zip *.xml *.txt *.csv *.tsv *.xlsx)", "All files (*)"]


class ImportCodesDialog(QDialog):
    """Choose files, watch them being read, say what they do not say themselves.

    Signals:
        imported: The releases that now wait to be looked at, a tuple of ``Release``.
    """

    imported = Signal(object)

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._paths: tuple[Path, ...] = ()
        self._ticket: Ticket | None = None
        self._tried = False
        self._what = ""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Import code sets")
        self.setAcceptDrops(True)
        self.resize(640, 360)
        self.edition = EditionForm()
        self.view = ImportCodesView(self, context.theme, self.edition.form)
        self.view.choose_button.clicked.connect(self.choose)
        self.view.again_button.clicked.connect(self.try_again)
        self.view.close_button.clicked.connect(self.reject)
        self.edition.form.changed.connect(self._check)
        self._since = QElapsedTimer()
        self._clock = QTimer(self, interval=500)
        self._clock.timeout.connect(self._tell_elapsed)

    @property
    def running(self) -> bool:
        """Whether files are being read."""
        return self._ticket is not None

    def start(self, paths: tuple[Path, ...], wish: Edition | None = None) -> None:
        """Read files; with ``wish`` they are of this edition."""
        if self.running or not paths:
            return
        self._paths = paths
        self._what = "Looking at the files"
        self.view.show_running(_named(paths))
        self._since.start()
        self._clock.start()
        self._tell_elapsed()
        self._ticket = self._context.tasks.in_child(
            import_codes,
            (self._context.data_dir, paths, wish or Edition()),
            self._on_progress,
            self._on_imported,
            self._on_failed,
        )

    @Slot()
    def choose(self) -> None:
        """Ask which files; several parts of one set go together."""
        dialog = QFileDialog(self, "Import code sets")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(_FILTERS)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.open()

    @Slot()
    def try_again(self) -> None:
        """Read the same files as the edition the person named."""
        self._tried = True
        problems = self.edition.problems()
        self._check()
        if problems:
            self.edition.form.focus_first(problems)
        else:
            self.start(self._paths, self.edition.value())

    @override
    def reject(self) -> None:
        """Esc: first it cancels, then it closes."""
        if self._ticket is not None:
            self._what = "Stopping"
            self._ticket.cancel()
            self._tell_elapsed()
        else:
            super().reject()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
            event.ignore()
        else:
            super().closeEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self.running and event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        urls = event.mimeData().urls()
        self.start(tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile()))

    @Slot(list)
    def _on_chosen(self, names: list[str]) -> None:
        self.start(tuple(Path(name) for name in names))

    def _on_progress(self, done: int, total: int, doing: str) -> None:
        if self._ticket is None or self._ticket.cancelled:
            return
        self._what = doing
        self.view.bar.setRange(0, total)
        self.view.bar.setValue(done)
        self._tell_elapsed()

    @Slot()
    def _tell_elapsed(self) -> None:
        self.view.doing.setText(f"{self._what} · {self._since.elapsed() // 1000} s")

    def _on_imported(self, releases: tuple[Release, ...]) -> None:
        self._stop()
        self.accept()
        self.imported.emit(releases)

    def _on_failed(self, error: Exception) -> None:
        self._stop()
        if isinstance(error, Cancelled):
            self.view.show_refused("Stopped: nothing was imported.", tone="information")
        elif isinstance(error, InputError) and error.message_id == NO_DATE:
            self._tried = False
            self.edition.form.forget_touches()
            self.view.show_edition(error.sentence, many=len(self._paths) > 1)
            self._check()
        else:
            self.view.show_refused(sentence_for(error))

    def _stop(self) -> None:
        self._ticket = None
        self._clock.stop()

    @Slot()
    def _check(self) -> None:
        problems = self.edition.problems()
        self.edition.form.show_problems(problems, untouched_too=self._tried)


def _named(paths: tuple[Path, ...]) -> str:
    """The files in words."""
    return paths[0].name if len(paths) == 1 else f"{len(paths)} files"

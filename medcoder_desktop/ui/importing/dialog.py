"""What a person sees of an import: how far it is, then what came of each file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from medcoder_desktop.domain.imports import FileReport, ImportOutcome, ImportReport
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.icons import icon
from medcoder_desktop.ui.importing.run import ImportRun
from medcoder_desktop.ui.message_bar import sentence_for
from medcoder_desktop.ui.style import set_role

_SHOWN_AFTER = 400  # milliseconds; a quick import shows only its result
_MOST_LEFT_OUT = 8  # sentences on one file that a person would read
_TONES = {
    ImportOutcome.IMPORTED: "ok",
    ImportOutcome.ALREADY_THERE: "information",
    ImportOutcome.SKIPPED: "warning",
    ImportOutcome.REFUSED: "error",
}


class ImportDialog(QDialog):
    """Progress with elapsed time and Cancel; afterwards the result, file by file.

    Signals:
        open_visit: Number of the visit the person wants to see.
    """

    open_visit = Signal(str)

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._numbers: list[str] = []
        self._running = True
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Import records")
        self.resize(760, 480)
        self.headline = QLabel("Reading the files")
        self.headline.setProperty("role", "title")
        self.doing = QLabel()
        self.doing.setProperty("role", "hint")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the import")
        self.bar.setRange(0, 0)
        self.results = QTreeWidget()
        self.results.setProperty("role", "rows")
        self.results.setAccessibleName("What came of each file")
        self.results.setHeaderLabels(["File", "Outcome", "What came of it"])
        self.results.setRootIsDecorated(False)
        self.results.currentItemChanged.connect(self._on_current)
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        self.detail.setAccessibleName("What came of the chosen file")
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.detail.hide()
        header = self.results.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.resizeSection(0, 200)
        self.show_button = QPushButton("Open the first visit")
        self.show_button.hide()
        self.show_button.clicked.connect(self._on_show)
        self.button = QPushButton("Cancel")
        self.button.clicked.connect(self._on_button)
        self._lay_out()
        self._since = QElapsedTimer()
        self._clock = QTimer(self, interval=500)
        self._clock.timeout.connect(self._tell_elapsed)
        self._patience = QTimer(self, singleShot=True, interval=_SHOWN_AFTER)
        self._patience.timeout.connect(self.open)
        self._what = ""
        self._run = ImportRun(context, self)
        self._run.advanced.connect(self._on_advanced)
        self._run.reported.connect(self._on_reported)
        self._run.ended.connect(self._on_ended)
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
        if self._running:
            self._run.cancel()
        else:
            super().reject()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._running:
            self._run.cancel()
            event.ignore()
        else:
            super().closeEvent(event)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.show_button)
        foot.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(self.headline)
        column.addWidget(self.doing)
        column.addWidget(self.bar)
        column.addWidget(self.results, 1)
        column.addWidget(self.detail)
        column.addLayout(foot)

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
    def _on_reported(self, report: FileReport) -> None:
        self._numbers.extend(report.encounter_numbers)
        line = QTreeWidgetItem([report.file, report.outcome.value, _said_of(report)])
        tone = _TONES[report.outcome]
        colour = self._context.theme.colour(tone)
        line.setForeground(1, colour)
        line.setIcon(1, icon(tone, colour))
        line.setToolTip(2, "\n".join(report.skipped[:_MOST_LEFT_OUT]))
        self.results.addTopLevelItem(line)
        if report.outcome is ImportOutcome.REFUSED and self.results.currentItem() is None:
            self.results.setCurrentItem(line)

    @Slot(QTreeWidgetItem)
    def _on_current(self, line: QTreeWidgetItem | None) -> None:
        """Say in full what the row has room for only in part."""
        if line is None:
            return
        words = "\n".join(part for part in (line.text(2), line.toolTip(2)) if part)
        self.detail.setText(words)
        self.detail.setVisible(bool(words))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.doing.setText(sentence_for(error))
        set_role(self.doing, "error")
        self._what = ""

    @Slot(object)
    def _on_ended(self, report: ImportReport) -> None:
        self._running = False
        self._clock.stop()
        self._patience.stop()
        self.bar.hide()
        if self.doing.property("role") != "error":
            self.doing.setText(f"{self._since.elapsed() / 1000:.1f} s")
        files, visits = len(report.files), len(self._numbers)
        self.headline.setText(
            f"{files} {'file' if files == 1 else 'files'} read, "
            f"{visits} {'visit' if visits == 1 else 'visits'} added"
        )
        self.button.setText("Close")
        self.show_button.setVisible(bool(self._numbers))
        main = self.show_button if self._numbers else self.button
        set_role(main, "primary")
        main.setDefault(True)
        self.open()
        main.setFocus()

    @Slot()
    def _on_button(self) -> None:
        self.reject()

    @Slot()
    def _on_show(self) -> None:
        self.accept()
        self.open_visit.emit(self._numbers[0])


def _said_of(report: FileReport) -> str:
    """What came of a file, in words: counts, then the sentence."""
    added = f"{report.kind}: {report.counted} added." if report.counted else ""
    left_out = f"{len(report.skipped)} left out." if report.skipped else ""
    return " ".join(part for part in (added, report.sentence, left_out) if part)

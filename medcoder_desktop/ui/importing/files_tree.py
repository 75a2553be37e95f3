"""What comes, or came, of each file of an import."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from medcoder_desktop.domain.imports import FileReport, ImportOutcome
from medcoder_desktop.ui.icons import icon
from medcoder_desktop.ui.theme import Theme

_MOST_LEFT_OUT = 8
"""Sentences on one file that a person would read."""
_TONES = {
    ImportOutcome.IMPORTED: "ok",
    ImportOutcome.ALREADY_THERE: "information",
    ImportOutcome.SKIPPED: "warning",
    ImportOutcome.REFUSED: "error",
}


class FilesTree(QTreeWidget):
    """A line for each file."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._reports: tuple[FileReport, ...] = ()
        self.setProperty("role", "rows")
        self.setAccessibleName("What came of each file")
        self.setHeaderLabels(["File", "Outcome", "What comes of it"])
        self.setRootIsDecorated(False)
        header = self.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.resizeSection(0, 220)

    def show_reports(self, reports: Iterable[FileReport], *, ahead: bool) -> None:
        """Show files, the first refused one current.

        Args:
            ahead: Whether nothing is stored yet.
        """
        self.clear()
        self._reports = tuple(reports)
        for report in self._reports:
            outcome = "to import" if ahead and report.outcome is ImportOutcome.IMPORTED else ""
            line = QTreeWidgetItem(
                [report.file, outcome or report.outcome.value, _said_of(report, ahead=ahead)]
            )
            tone = _TONES[report.outcome]
            colour = self._theme.colour(tone)
            line.setForeground(1, colour)
            line.setIcon(1, icon(tone, colour))
            line.setToolTip(2, "\n".join(report.skipped[:_MOST_LEFT_OUT]))
            self.addTopLevelItem(line)
            if report.outcome is ImportOutcome.REFUSED and self.currentItem() is None:
                self.setCurrentItem(line)
        only = self.topLevelItem(0) if len(self._reports) == 1 else None
        if only is not None:
            self.setCurrentItem(only)

    def current_report(self) -> FileReport | None:
        """The file that is current."""
        current = self.currentItem()
        line = self.indexOfTopLevelItem(current) if current is not None else -1
        return self._reports[line] if line >= 0 else None

    def words_of(self, line: QTreeWidgetItem | None) -> str:
        """In full what a line has room for only in part."""
        if line is None:
            return ""
        return "\n".join(part for part in (line.text(2), line.toolTip(2)) if part)


def _said_of(report: FileReport, *, ahead: bool) -> str:
    """What comes of a file, in words: counts, then the sentence."""
    counted = f"{report.kind}: {report.counted}" if report.counted else ""
    added = f"{counted}{'' if ahead else ' added'}." if counted else ""
    left_out = f"{len(report.skipped)} left out." if report.skipped else ""
    return " ".join(part for part in (added, report.sentence, left_out) if part)

"""The finished claim at the foot of the sheet: its number and total, and what may be done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from medcoder_desktop.domain.claims import Claim, ClaimStatus, ExportKind
from medcoder_desktop.domain.money import format_cents

_FILTERS = {
    ExportKind.SUMMARY: ("claim-{number}.pdf", "PDF (*.pdf)"),
    ExportKind.JSON: ("claim-{number}.json", "JSON (*.json)"),
}


def ask_for_target(parent: QWidget, claim: Claim, kind: ExportKind) -> Path | None:
    """Ask where a claim is to be saved; None when the coder thinks better of it."""
    name, kinds = _FILTERS[kind]
    chosen, _ = QFileDialog.getSaveFileName(
        parent, "Save claim", str(Path.home() / name.format(number=claim.number)), kinds
    )
    return Path(chosen) if chosen else None


class ClaimCard(QWidget):
    """What may be done with a finished claim.

    Signals:
        export_wanted: ``ExportKind`` and whether evidence is to be printed.
        reopen_wanted: The coder wants to change the codes after all.
    """

    export_wanted = Signal(object, bool)
    reopen_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panelFoot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.remark = QLabel()
        self.remark.setProperty("role", "hint")
        self.remark.setWordWrap(True)
        self.save_summary = QPushButton("Save summary PDF…")
        self.save_summary.setProperty("role", "primary")
        self.save_summary.clicked.connect(self._on_save_summary)
        self.with_evidence = QCheckBox("with evidence")
        self.with_evidence.setChecked(True)
        self.with_evidence.setAccessibleName("Print the evidence on the summary")
        self.save_json = QPushButton("Save JSON…")
        self.save_json.clicked.connect(self._on_save_json)
        self.open_pdf = QPushButton("Open PDF")
        self.open_pdf.clicked.connect(self._on_open)
        self.open_pdf.hide()
        self.reopen = QPushButton("Reopen visit")
        self.reopen.clicked.connect(self.reopen_wanted)
        self._pdf: Path | None = None
        self._saved = False
        first, second = QHBoxLayout(), QHBoxLayout()
        for widget in (self.save_summary, self.with_evidence):
            first.addWidget(widget)
        first.addStretch(1)
        first.addWidget(self.open_pdf)
        for widget in (self.save_json,):
            second.addWidget(widget)
        second.addStretch(1)
        second.addWidget(self.reopen)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.remark)
        column.addLayout(first)
        column.addLayout(second)

    def show_claim(self, claim: Claim | None) -> None:
        """Show the claim of a finished visit."""
        if claim is None:
            self.title.setText("Finished")
            self.remark.setText("The claim of this visit was read in from elsewhere.")
            return
        self.title.setText(f"Claim {claim.number}   {format_cents(claim.total)}")
        when = claim.finished_at.strftime("%Y-%m-%d %H:%M")
        words = f"finished {when} by {claim.finished_by} · {claim.code_release}"
        if claim.status is ClaimStatus.EXPORTED:
            words += " · exported"
        if not self._saved:
            self.remark.setText(words)

    def show_saved(self, path: Path) -> None:
        """Say where a file went, and offer to open it when it is a PDF."""
        self._saved = True
        self.remark.setText(f"Saved {path}")
        if path.suffix.lower() == ".pdf":
            self._pdf = path
            self.open_pdf.show()

    def forget(self) -> None:
        """Another visit: what was saved before is not offered any more."""
        self._pdf = None
        self._saved = False
        self.open_pdf.hide()

    def _on_save_summary(self) -> None:
        self.export_wanted.emit(ExportKind.SUMMARY, self.with_evidence.isChecked())

    def _on_save_json(self) -> None:
        self.export_wanted.emit(ExportKind.JSON, True)  # noqa: FBT003 - a signal's argument

    def _on_open(self) -> None:
        if self._pdf is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._pdf)))

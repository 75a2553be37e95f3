"""The finished claim at the foot of the sheet: its number and total, and what may be done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medcoder_desktop.domain.claims import Claim, ClaimStatus
from medcoder_desktop.domain.money import format_cents


class ClaimCard(QWidget):
    """What may be done with a finished claim; its buttons are connected by who does it."""

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
        self.with_evidence = QCheckBox("with evidence")
        self.with_evidence.setChecked(True)
        self.with_evidence.setAccessibleName("Print the evidence on the summary")
        self.open_pdf = QPushButton("Open PDF")
        self.print_out = QPushButton("Print…")
        self.save_json = QPushButton("Save JSON…")
        self.reopen = QPushButton("Reopen visit…")
        self._saved = False
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.save_summary)
        first.addWidget(self.with_evidence)
        first.addStretch(1)
        second.setSpacing(8)
        for button in (self.open_pdf, self.print_out, self.save_json):
            second.addWidget(button)
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
        for button in (self.save_summary, self.open_pdf, self.print_out, self.save_json):
            button.setEnabled(claim is not None)
        if claim is None:
            self.title.setText("Finished")
            self.remark.setText("The claim of this visit is not kept here.")
            return
        self.title.setText(f"Claim {claim.number}   {format_cents(claim.total)}")
        when = claim.finished_at.strftime("%Y-%m-%d %H:%M")
        words = f"finished {when} by {claim.finished_by} · {claim.code_release}"
        if claim.status is ClaimStatus.EXPORTED:
            words += " · exported"
        if not self._saved:
            self.remark.setText(words)

    def show_saved(self, path: Path) -> None:
        """Say where a file went."""
        self._saved = True
        self.remark.setText(f"Saved {path}")

    def forget(self) -> None:
        """Another claim: what was saved before does not concern it."""
        self._saved = False

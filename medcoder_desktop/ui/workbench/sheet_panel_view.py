"""How the coding sheet is laid out: diagnoses, services, total, findings, finish."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from medcoder_desktop.ui.workbench.claim_card import ClaimCard
from medcoder_desktop.ui.workbench.diagnosis_table import DiagnosisTable
from medcoder_desktop.ui.workbench.findings_list import FindingsList
from medcoder_desktop.ui.workbench.finish_bar import FinishBar
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.line_entry_box import LineEntryBox
from medcoder_desktop.ui.workbench.notice_line import NoticeLine
from medcoder_desktop.ui.workbench.panel_header import PanelHeader
from medcoder_desktop.ui.workbench.service_table import ServiceTable


class SheetPanelView(QWidget):
    """The widgets of the coding sheet, in place."""

    def __init__(self, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.header = PanelHeader("Coding sheet", "F4")
        self.undo_button, self.redo_button = QToolButton(), QToolButton()
        for button, word in ((self.undo_button, "Undo"), (self.redo_button, "Redo")):
            button.setText(word)
            button.setAccessibleName(f"{word} on the sheet")
            button.setProperty("role", "quiet")
            self.header.add(button)
        self.diagnoses = DiagnosisTable(ink)
        self.services = ServiceTable(ink)
        for table in (self.diagnoses, self.services):
            table.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.entry = LineEntryBox()
        self.notice = NoticeLine()
        self.total = QLabel()
        self.total.setProperty("role", "total")
        self.findings_header = PanelHeader("Findings", "F5")
        self.error_chip, self.warning_chip, self.note_chip = (
            _count_chip("error"),
            _count_chip("warning"),
            _count_chip("information"),
        )
        for chip in (self.error_chip, self.warning_chip, self.note_chip):
            self.findings_header.add(chip)
        self.findings = FindingsList(ink)
        self.finish_bar = FinishBar()
        self.claim_card = ClaimCard()
        self.foot = QStackedWidget()
        self.foot.addWidget(self.finish_bar)
        self.foot.addWidget(self.claim_card)
        self.foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.diagnoses)
        column.addSpacing(6)
        column.addWidget(self.services)
        column.addWidget(self._sum_row())
        column.addWidget(self.notice)
        column.addWidget(self.findings_header)
        column.addWidget(self.findings, 1)
        column.addWidget(self.foot)
        self.findings.setMinimumHeight(96)

    def show_foot(self, widget: QWidget) -> None:
        """Show the finish bar or the claim, at its own height."""
        self.foot.setCurrentWidget(widget)
        self.foot.setFixedHeight(max(widget.minimumSizeHint().height(), widget.minimumHeight()))

    def _sum_row(self) -> QWidget:
        row = QWidget()
        row.setProperty("role", "sumRow")
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        across = QHBoxLayout(row)
        across.setContentsMargins(12, 5, 14, 5)
        across.setSpacing(12)
        words = QLabel("Total")
        words.setProperty("role", "hint")
        across.addWidget(self.entry, 1)
        across.addWidget(words)
        across.addWidget(self.total)
        return row


def _count_chip(severity: str) -> QLabel:
    chip = QLabel()
    chip.setProperty("role", "chip")
    chip.setProperty("severity", severity)
    chip.hide()
    return chip

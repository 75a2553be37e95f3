"""How the list of claims is laid out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from medcoder_desktop.domain.claims import ClaimRow
from medcoder_desktop.domain.money import format_cents
from medcoder_desktop.ui.pages.chips import CLAIM_TONES, ChipPainter
from medcoder_desktop.ui.pages.page_bars import foot_bar, head_bar
from medcoder_desktop.ui.pages.rows import Column, RowsModel, RowsTable
from medcoder_desktop.ui.theme import Theme

COLUMNS: tuple[Column[ClaimRow], ...] = (
    Column("Claim", lambda r: r.number, width=92, mono=True),
    Column(
        "Visit",
        lambda r: r.encounter_number if r.has_visit else f"{r.encounter_number}, elsewhere",
        width=150,
    ),
    Column("Patient", lambda r: r.patient_name),
    Column("Payer", lambda r: r.payer_name or "Self-pay", width=200),
    Column("Date of service", lambda r: str(r.date_of_service), width=124),
    Column(
        "Total", lambda r: format_cents(r.total), order=lambda r: r.total, width=104, right=True
    ),
    Column("Status", lambda r: r.status.value, width=116, tone=lambda r: CLAIM_TONES[r.status]),
    Column(
        "Finished",
        lambda r: f"{r.finished_at.astimezone():%Y-%m-%d %H:%M}",
        order=lambda r: r.finished_at.timestamp(),
        width=148,
    ),
)


class ClaimsView(QWidget):
    """Head, table, and what to do with the chosen claim."""

    def __init__(self, theme: Theme, model: RowsModel[ClaimRow]) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.count = QLabel()
        self.count.setProperty("role", "hint")
        self.import_button = QPushButton("Import claim…")
        self.import_button.setToolTip("Read back a claim that was saved as JSON")
        self.table = RowsTable(model, COLUMNS, "Claims", self)
        self.table.setItemDelegateForColumn(6, ChipPainter(theme, self.table))
        self.empty = QLabel(
            "No claims yet. Finish a visit on its coding sheet (F6), and its claim is listed here."
        )
        self.empty.setProperty("role", "hint")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.visit_button = QPushButton("Open visit")
        self.evidence = QCheckBox("with evidence quotes")
        self.evidence.setChecked(True)
        self.summary_button = QPushButton("Save summary PDF…")
        self.summary_button.setProperty("role", "primary")
        self.json_button = QPushButton("Save JSON…")
        self.open_button = QPushButton("Open PDF")
        self.print_button = QPushButton("Print…")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.stack, 1)
        column.addWidget(self._foot())

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """Those that need a chosen claim."""
        return (
            self.visit_button,
            self.summary_button,
            self.json_button,
            self.open_button,
            self.print_button,
        )

    def _head(self) -> QFrame:
        return head_bar("Claims", self.count, self.import_button)

    def _foot(self) -> QFrame:
        return foot_bar(
            self.visit_button,
            (
                self.evidence,
                self.json_button,
                self.open_button,
                self.print_button,
                self.summary_button,
            ),
        )

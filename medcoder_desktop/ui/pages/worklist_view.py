"""How the work list is laid out: head, table or welcome to it, inbox."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from medcoder_desktop.domain.encounters import EncounterRow
from medcoder_desktop.domain.money import format_cents
from medcoder_desktop.ui.big_button import BigButton
from medcoder_desktop.ui.pages.chips import VISIT_TONES, ChipPainter
from medcoder_desktop.ui.pages.filter_box import FilterBox
from medcoder_desktop.ui.pages.inbox import Inbox
from medcoder_desktop.ui.pages.rows import Column, RowsModel, RowsTable
from medcoder_desktop.ui.theme import Theme

COLUMNS: tuple[Column[EncounterRow], ...] = (
    Column("Visit", lambda r: r.encounter.number, width=84, mono=True),
    Column("Date of service", lambda r: str(r.encounter.date_of_service), width=124),
    Column("Patient", lambda r: r.patient_name),
    Column("Provider", lambda r: r.provider_name, width=168),
    Column("Payer", lambda r: r.payer_name or "Self-pay", width=200),
    Column("Diagnoses", lambda r: " ".join(r.diagnosis_codes), mono=True),
    Column(
        "Total",
        lambda r: format_cents(r.charge_total) if r.charge_total else "",
        order=lambda r: r.charge_total,
        width=92,
        right=True,
    ),
    Column(
        "Documents",
        lambda r: str(r.document_count or ""),
        order=lambda r: r.document_count,
        width=92,
        right=True,
    ),
    Column(
        "Status",
        lambda r: r.encounter.status.value,
        width=116,
        tone=lambda r: VISIT_TONES[r.encounter.status],
    ),
)


class EmptyWorkList(QWidget):
    """No visit yet: the three ways to have one.

    Signals:
        import_wanted, new_wanted, samples_wanted: What the person chose.
    """

    import_wanted = Signal()
    new_wanted = Signal()
    samples_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        title = QLabel("No visits yet")
        title.setProperty("role", "display")
        words = QLabel("Bring in a record, type a visit by hand, or look around with samples.")
        words.setProperty("role", "secondary")
        self.bring = BigButton(
            theme, "import", "Import records…", "FHIR bundles and text notes; or drop files here"
        )
        self.new = BigButton(
            theme, "person", "New patient and visit…", "From a superbill, no file needed"
        )
        self.samples = BigButton(
            theme, "samples", "Add the sample patients", "Fictitious visits with notes to code"
        )
        self.bring.clicked.connect(self.import_wanted)
        self.new.clicked.connect(self.new_wanted)
        self.samples.clicked.connect(self.samples_wanted)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(title, 0, centre)
        column.addWidget(words, 0, centre)
        column.addSpacing(12)
        for button in (self.bring, self.new, self.samples):
            button.setFixedWidth(420)
            column.addWidget(button, 0, centre)
        column.addStretch(3)


class WorkListView(QWidget):
    """Head with filter and buttons, table, inbox."""

    def __init__(self, theme: Theme, model: RowsModel[EncounterRow], inbox: Inbox) -> None:
        super().__init__()
        title = QLabel("Work list")
        title.setProperty("role", "title")
        self.count = QLabel()
        self.count.setProperty("role", "hint")
        self.filter = FilterBox("Filter by patient, chart number, visit or date", "Filter visits")
        self.filter.setFixedWidth(300)
        self.new_button = QPushButton("New visit…")
        self.import_button = QPushButton("Import records…")
        self.import_button.setProperty("role", "primary")
        self.table = RowsTable(model, COLUMNS, "Visits", self)
        self.table.setItemDelegateForColumn(len(COLUMNS) - 1, ChipPainter(theme, self.table))
        self.empty = EmptyWorkList(theme)
        self.none_found = QLabel("No visit matches the filter.")
        self.none_found.setProperty("role", "hint")
        self.none_found.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.loading = QLabel("Reading the visits…")
        self.loading.setProperty("role", "hint")
        self.loading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget()
        for widget in (self.loading, self.table, self.none_found, self.empty):
            self.stack.addWidget(widget)
        self.inbox = inbox
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setObjectName("worklist")
        self.splitter.addWidget(self.stack)
        self.splitter.addWidget(inbox)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setChildrenCollapsible(False)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head(title))
        column.addWidget(self.splitter, 1)

    def _head(self, title: QLabel) -> QFrame:
        head = QFrame()
        head.setProperty("role", "bar")
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(title)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.filter)
        row.addWidget(self.new_button)
        row.addWidget(self.import_button)
        return head

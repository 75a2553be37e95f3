"""How the work list is laid out: head, table or welcome to it, inbox."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
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
from medcoder_desktop.domain.work_list import SortBy
from medcoder_desktop.ui.big_button import BigButton
from medcoder_desktop.ui.importing.watched import WatchedStrip
from medcoder_desktop.ui.pages.chips import VISIT_TONES, ChipPainter
from medcoder_desktop.ui.pages.filter_box import FilterBox
from medcoder_desktop.ui.pages.filter_panel import FilterPanel
from medcoder_desktop.ui.pages.inbox import Inbox
from medcoder_desktop.ui.pages.rows import Column, RowsTable
from medcoder_desktop.ui.pages.status_chips import StatusChips
from medcoder_desktop.ui.pages.visits_model import VisitsModel
from medcoder_desktop.ui.theme import Theme


def _documents(row: EncounterRow) -> str:
    unsigned = f"{row.unsigned_count} unsigned of " if row.unsigned_count else ""
    return f"{unsigned}{row.document_count}" if row.document_count else "none"


COLUMNS: tuple[tuple[Column[EncounterRow], SortBy | None], ...] = (
    (Column("Visit", lambda r: r.encounter.number, width=84, mono=True), SortBy.NUMBER),
    (Column("Date of service", lambda r: str(r.encounter.date_of_service), width=118), SortBy.DATE),
    (Column("Patient", lambda r: r.patient_name), SortBy.PATIENT),
    (Column("Provider", lambda r: r.provider_name, width=160), SortBy.PROVIDER),
    (Column("Payer", lambda r: r.payer_name or "Self-pay", width=170), SortBy.PAYER),
    (Column("Diagnoses", lambda r: " ".join(r.diagnosis_codes), mono=True), None),
    (
        Column(
            "Total",
            lambda r: format_cents(r.charge_total) if r.charge_total else "",
            width=86,
            right=True,
        ),
        SortBy.VALUE,
    ),
    (Column("Documents", _documents, width=112, right=True), SortBy.DOCUMENTS),
    (Column("Coder", lambda r: r.encounter.assigned_to, width=96), SortBy.ASSIGNED),
    (
        Column(
            "Status",
            lambda r: r.encounter.standing,
            width=132,
            tone=lambda r: VISIT_TONES[r.encounter.status],
        ),
        SortBy.STATUS,
    ),
)
"""What a line shows, and by what a click on its heading sorts."""


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
    """Head with filter and buttons, states, fields of the filter, table, inbox."""

    def __init__(self, theme: Theme, model: VisitsModel, inbox: Inbox) -> None:
        super().__init__()
        title = QLabel("Work list")
        title.setProperty("role", "title")
        self.count = QLabel()
        self.count.setProperty("role", "hint")
        self.views = _view_choice()
        self.filter = FilterBox("Filter by patient, chart number, visit or date", "Filter visits")
        self.filter.setFixedWidth(290)
        self.more_button = QPushButton("Filters")
        self.more_button.setCheckable(True)
        self.more_button.setToolTip("Provider, payer, coder, dates, age, value, what is missing")
        self.new_button = QPushButton("New visit…")
        self.import_button = QPushButton("Import records…")
        self.import_button.setProperty("role", "primary")
        self.chips = StatusChips()
        self.assign_button = QPushButton("Assign…")
        self.move_button = QPushButton("Move to")
        for button in (self.assign_button, self.move_button):
            button.setProperty("role", "quiet")
        self.panel = FilterPanel()
        self.panel.hide()
        columns = tuple(column for column, _ in COLUMNS)
        self.table = RowsTable(model, columns, "Visits", self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.setItemDelegateForColumn(len(columns) - 1, ChipPainter(theme, self.table))
        self.empty = EmptyWorkList(theme)
        self.none_found = _in_the_middle("No visit matches the filter.")
        self.loading = _in_the_middle("Reading the visits…")
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
        self.bar = self._states()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.watched = WatchedStrip()
        column.addWidget(self._head(title))
        column.addWidget(self.watched)
        column.addWidget(self.bar)
        column.addWidget(self.panel)
        column.addWidget(self.splitter, 1)

    @Slot()
    def toggle_filters(self) -> None:
        """Show the further filters with the keyboard in them, or put them away."""
        self.more_button.toggle()
        target = self.panel.provider if self.more_button.isChecked() else self.table
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _head(self, title: QLabel) -> QFrame:
        right = (self.views, self.filter, self.more_button, self.new_button, self.import_button)
        return _bar((title, self.count), right)

    def _states(self) -> QFrame:
        return _bar((self.chips,), (self.assign_button, self.move_button))


def _view_choice() -> QComboBox:
    views = QComboBox()
    views.setAccessibleName("View of the work list")
    views.view().setAccessibleName("View of the work list")
    views.setMinimumWidth(220)
    return views


def _in_the_middle(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", "hint")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def _bar(left: tuple[QWidget, ...], right: tuple[QWidget, ...]) -> QFrame:
    bar = QFrame()
    bar.setProperty("role", "bar")
    row = QHBoxLayout(bar)
    row.setContentsMargins(16, 6, 12, 6)
    row.setSpacing(8)
    for widget in left:
        row.addWidget(widget)
    row.addStretch(1)
    for widget in right:
        row.addWidget(widget)
    return bar

"""How the record panel is laid out: the documents above, what is being read below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from medcoder_desktop.domain.charges import RecordedCharge
from medcoder_desktop.domain.documents import LabResult, PriorCondition
from medcoder_desktop.domain.history import HistoryEntry
from medcoder_desktop.ui.workbench.chart_tables import (
    CHARGE_COLUMNS,
    CONDITION_COLUMNS,
    HISTORY_COLUMNS,
    RESULT_COLUMNS,
    ChartTable,
    ChartTableModel,
)
from medcoder_desktop.ui.workbench.document_filter_bar import DocumentFilterBar
from medcoder_desktop.ui.workbench.document_list import DocumentList
from medcoder_desktop.ui.workbench.find_bar import FindBar
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.note_view import NoteView
from medcoder_desktop.ui.workbench.page_pictures import AskForPicture
from medcoder_desktop.ui.workbench.page_viewer import PageViewer
from medcoder_desktop.ui.workbench.panel_header import PanelHeader
from medcoder_desktop.ui.workbench.reading_bar import ReadingBar


class RecordPanelView(QWidget):
    """The widgets of the record panel, in place."""

    def __init__(self, ink: Ink, ask_picture: AskForPicture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.header = PanelHeader("Record", "F2")
        self.filter_button = _quiet_button("Filter", "Filter documents")
        self.add_note = _quiet_button("Add note…", "Add note")
        self.header.add(self.filter_button)
        self.header.add(self.add_note)
        self.filter_bar = DocumentFilterBar()
        self.documents = DocumentList(ink)
        self.reading_ink = ink.for_reading()
        self.bar = ReadingBar()
        self.find_bar = FindBar()
        self.note = NoteView(self.reading_ink)
        self.viewer = PageViewer(self.reading_ink, ask_picture)
        self.result_rows = ChartTableModel[LabResult](RESULT_COLUMNS, ink)
        self.results = ChartTable(self.result_rows, "Results", ink)
        self.condition_rows = ChartTableModel[PriorCondition](CONDITION_COLUMNS, ink)
        self.conditions = ChartTable(self.condition_rows, "Earlier conditions", ink)
        self.history_rows = ChartTableModel[HistoryEntry](HISTORY_COLUMNS, ink)
        self.history = ChartTable(self.history_rows, "History", ink)
        self.charge_rows = ChartTableModel[RecordedCharge](CHARGE_COLUMNS, ink)
        self.charges = ChartTable(self.charge_rows, "Charges in the record", ink)
        self.empty = _EmptyRecord()
        self.pages = QStackedWidget()
        for page in (
            self.note, self.viewer, self.results, self.conditions, self.history, self.charges,
            self.empty,
        ):  # fmt: skip
            self.pages.addWidget(page)
        reading = QWidget()
        stacked = QVBoxLayout(reading)
        stacked.setContentsMargins(0, 0, 0, 0)
        stacked.setSpacing(0)
        stacked.addWidget(self.bar)
        stacked.addWidget(self.find_bar)
        stacked.addWidget(self.pages, 1)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setObjectName("recordSplitter")
        self.splitter.addWidget(self.documents)
        self.splitter.addWidget(reading)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.filter_bar)
        column.addWidget(self.splitter, 1)

    def fit_documents(self) -> None:
        """Give the list the height of its rows, a few at most; the rest is for reading."""
        wanted = self.documents.sizeHint().height()
        self.splitter.setSizes([wanted, max(self.splitter.height() - wanted, 200)])


def _quiet_button(words: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setText(words)
    button.setProperty("role", "quiet")
    button.setAccessibleName(name)
    return button


class _EmptyRecord(QWidget):
    """What the reading place shows for a visit without any document."""

    def __init__(self) -> None:
        super().__init__()
        words = QLabel("No note is filed with this visit yet.")
        words.setProperty("role", "hint")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.add_note = QPushButton("Add note…")
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(words)
        column.addWidget(self.add_note, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

"""How the code browser is laid out: search box, results, and the book below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.workbench.book_view import BookView
from medcoder_desktop.ui.workbench.evidence_chip import EvidenceChip
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.notice_line import NoticeLine
from medcoder_desktop.ui.workbench.panel_header import PanelHeader
from medcoder_desktop.ui.workbench.results_list import ResultsList
from medcoder_desktop.ui.workbench.search_box import SearchBox
from medcoder_desktop.ui.workbench.sets_filter import SetsFilter

_INVITATION = (
    "Type what the note says, or a code.\n"
    "Or select words in the note and press Ctrl+Enter: they become the evidence."
)


class CodeBrowserView(QWidget):
    """The widgets of the code browser, in place."""

    def __init__(self, context: AppContext, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.header = PanelHeader("Codes", "F3")
        self.search = SearchBox(ink)
        self.sets = SetsFilter(context.settings)
        self.chip = EvidenceChip()
        self.release = NoticeLine()
        self.notice = NoticeLine()
        self.results = ResultsList(ink)
        self.nothing = QLabel(_INVITATION)
        self.nothing.setProperty("role", "hint")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self.upper = QStackedWidget()
        self.upper.addWidget(self.nothing)
        self.upper.addWidget(self.results)
        self.book = BookView(context, ink)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setObjectName("codesSplitter")
        self.splitter.addWidget(self.upper)
        self.splitter.addWidget(self.book)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([500, 500])
        self.upper.setMinimumHeight(132)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        asking = QWidget()
        rows = QVBoxLayout(asking)
        rows.setContentsMargins(12, 10, 12, 8)
        rows.setSpacing(6)
        rows.addWidget(self.search)
        rows.addWidget(self.sets)
        rows.addWidget(self.chip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.release)
        column.addWidget(asking)
        column.addWidget(self.notice)
        column.addWidget(self.splitter, 1)

    def invite(self, words: str = _INVITATION) -> None:
        """Say in the place of results what to do, or that nothing was found."""
        self.nothing.setText(words)
        self.upper.setCurrentWidget(self.nothing)

"""How the workbench is laid out: banner above, three panels side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.workbench.banner import PatientBanner
from medcoder_desktop.ui.workbench.code_browser import CodeBrowser
from medcoder_desktop.ui.workbench.empty_workbench import EmptyWorkbench
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.locked_strip import LockedStrip
from medcoder_desktop.ui.workbench.notice_line import NoticeLine
from medcoder_desktop.ui.workbench.record_panel import RecordPanel
from medcoder_desktop.ui.workbench.sheet_panel import SheetPanel
from medcoder_desktop.ui.workbench.visit_desk import VisitDesk

_SHARES = (446, 452, 490)
"""Widths of record, codes and sheet on the design's 1440 pixels, kept in proportion."""


class WorkbenchView(QStackedWidget):
    """The widgets of the workbench, in place."""

    def __init__(self, context: AppContext, desk: VisitDesk, ink: Ink) -> None:
        super().__init__()
        self.setProperty("role", "workbench")
        self.empty = EmptyWorkbench()
        self.bench = QWidget()
        self.banner = PatientBanner()
        self.locked = LockedStrip()
        self.notice = NoticeLine()
        self.record = RecordPanel(context, ink)
        self.codes = CodeBrowser(context, ink)
        self.sheet = SheetPanel(desk, ink)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("workbenchSplitter")
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for panel, share in zip((self.record, self.codes, self.sheet), _SHARES, strict=True):
            panel.setMinimumWidth(300)
            self.splitter.addWidget(panel)
            self.splitter.setStretchFactor(self.splitter.count() - 1, share)
        self.splitter.setSizes(list(_SHARES))
        column = QVBoxLayout(self.bench)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.locked)
        column.addWidget(self.notice)
        column.addWidget(self.splitter, 1)
        self.addWidget(self.empty)
        self.addWidget(self.bench)

    def all_splitters(self) -> tuple[QSplitter, ...]:
        """The splitters whose sizes are remembered."""
        return (self.splitter, self.record.splitter, self.codes.splitter)

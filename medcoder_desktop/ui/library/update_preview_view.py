"""How an update preview is laid out: releases and counts, filter and list, what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from medcoder_desktop.domain.releases import Release
from medcoder_desktop.domain.shown_differences import notice_for, span_of
from medcoder_desktop.domain.updates import Difference, UpdatePreview
from medcoder_desktop.ui.library.preview_rows import COLUMNS, TOUCHED, PreviewRow
from medcoder_desktop.ui.pages.chips import ChipPainter
from medcoder_desktop.ui.pages.filter_box import FilterBox
from medcoder_desktop.ui.pages.rows import RowsModel, RowsTable
from medcoder_desktop.ui.style import set_role
from medcoder_desktop.ui.theme import Theme

_OFFICE_COLUMN = 2


class UpdatePreviewView:
    """The widgets of the dialog."""

    def __init__(self, dialog: QDialog, theme: Theme, model: RowsModel[PreviewRow]) -> None:
        self.title = QLabel()
        self.title.setProperty("role", "display")
        self.span = QLabel()
        self.span.setProperty("role", "secondary")
        self.remark = QLabel()
        self.remark.setProperty("role", "warning")
        self.remark.setWordWrap(True)
        self.notice = QLabel()
        self.notice.setProperty("role", "caption")
        self.notice.setWordWrap(True)
        self.doing = QLabel()
        self.doing.setProperty("role", "hint")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the comparison")
        self.bar.setRange(0, 0)
        self.chips = QButtonGroup(dialog)
        self._chip_row = QHBoxLayout()
        self._chip_row.setSpacing(4)
        self.filter = FilterBox("Filter by code or words  (Ctrl+F)", "Filter the differences")
        self.table = RowsTable(model, COLUMNS, "What the release changes", dialog)
        self.table.setItemDelegateForColumn(0, ChipPainter(theme, self.table))
        self.none_found = QLabel()
        self.none_found.setProperty("role", "hint")
        self.none_found.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.detail.setAccessibleName("The chosen difference in full")
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.print_button = QPushButton("Print…")
        self.pdf_button = QPushButton("Save as PDF…")
        self.csv_button = QPushButton("Save as CSV…")
        self.remove_button = QPushButton("Remove…")
        self.remove_button.setProperty("role", "danger")
        self.later_button = QPushButton("Not now")
        self.use_button = QPushButton("Put in use")
        self.use_button.setProperty("role", "primary")
        self.body = QStackedWidget()
        self.body.addWidget(self._loading())
        self.body.addWidget(self._list())
        column = QVBoxLayout(dialog)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.body, 1)
        column.addWidget(self._foot())

    @property
    def leaving_buttons(self) -> tuple[QPushButton, ...]:
        """Those that need the preview to be there."""
        return self.print_button, self.pdf_button, self.csv_button

    def show_release(self, release: Release) -> None:
        """Name the release looked at."""
        self.title.setText(release.title)
        self.span.setText(f"in force from {span_of(release)} · {release.origin.value}")
        self.remark.setText(f"▲ {release.remark}")
        self.remark.setVisible(bool(release.remark))
        notice = notice_for(release)
        self.notice.setText(notice)
        self.notice.setVisible(bool(notice))
        self.use_button.setVisible(not release.in_use)
        self.later_button.setText("Close" if release.in_use else "Not now")

    def show_preview(self, preview: UpdatePreview, choose: Callable[[], None]) -> None:
        """Show the counts and make room for the list."""
        old = preview.old.title if preview.old else "nothing: no release before it is installed"
        self.span.setText(f"{self.span.text()} · compared with {old}")
        counted = [(TOUCHED, "touched in this office", len(preview.touched))]
        counted += [(kind.value, kind.value, preview.counts.get(kind, 0)) for kind in Difference]
        self._add_chip("", f"All  {len(preview.differences):,}", choose)
        for group, words, count in counted:
            if count or group == TOUCHED:
                self._add_chip(group, f"{words}  {count:,}", choose)
        if preview.cut_off:
            more = QLabel(f"▲ {preview.cut_off:,} more are not listed: there are so many")
            set_role(more, "warning")
            self._chip_row.addWidget(more)
        self._chip_row.addStretch(1)
        self.table.setColumnHidden(_OFFICE_COLUMN, not preview.touched)
        self.body.setCurrentIndex(1)

    def _add_chip(self, group: str, words: str, choose: Callable[[], None]) -> None:
        chip = QPushButton(words)
        chip.setProperty("role", "nav")
        chip.setCheckable(True)
        chip.setAutoDefault(False)
        chip.setObjectName(group)
        chip.setChecked(not group)
        chip.clicked.connect(choose)
        self.chips.addButton(chip)
        self._chip_row.addWidget(chip)

    def _head(self) -> QFrame:
        head = QFrame()
        head.setProperty("role", "bar")
        column = QVBoxLayout(head)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(4)
        for label in (self.title, self.span, self.remark, self.notice):
            column.addWidget(label)
        return head

    def _loading(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(self.doing)
        column.addWidget(self.bar)
        column.addStretch(1)
        return page

    def _list(self) -> QWidget:
        page = QWidget()
        page.setProperty("role", "panel")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.filter.setFixedWidth(300)
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 12, 8)
        top.setSpacing(8)
        top.addLayout(self._chip_row, 1)
        top.addWidget(self.filter)
        self.lists = QStackedWidget()
        self.lists.addWidget(self.table)
        self.lists.addWidget(self.none_found)
        below = QFrame()
        below.setProperty("role", "panelFoot")
        below.setFixedHeight(96)
        inside = QVBoxLayout(below)
        inside.setContentsMargins(20, 8, 20, 8)
        inside.addWidget(self.detail)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.lists, 1)
        column.addWidget(below)
        return page

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("role", "panelFoot")
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.print_button, self.pdf_button, self.csv_button):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.remove_button, self.later_button, self.use_button):
            row.addWidget(button)
        column = QVBoxLayout(foot)
        column.setContentsMargins(20, 12, 20, 12)
        column.addWidget(self.said)
        column.addLayout(row)
        self.said.hide()
        return foot

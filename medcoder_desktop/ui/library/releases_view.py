"""How the list of releases is laid out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from medcoder_desktop.ui.library.release_rows import COLUMNS, ReleaseRow
from medcoder_desktop.ui.pages.chips import ChipPainter
from medcoder_desktop.ui.pages.page_bars import foot_bar, head_bar
from medcoder_desktop.ui.pages.rows import RowsModel, RowsTable
from medcoder_desktop.ui.theme import Theme

_ABOUT_HEIGHT = 124


class ReleasesView:
    """Head, table, what the chosen set is, and what to do."""

    def __init__(self, panel: QWidget, theme: Theme, model: RowsModel[ReleaseRow]) -> None:
        panel.setProperty("role", "panel")
        panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.count = QLabel()
        self.count.setProperty("role", "hint")
        self.import_button = QPushButton("Import files…")
        self.import_button.setProperty("role", "primary")
        self.import_button.setToolTip(
            "Ctrl+Shift+I · official files as they were downloaded; or drop them on the window"
        )
        self.table = RowsTable(model, COLUMNS, "Code sets and their releases", panel)
        self.table.setItemDelegateForColumn(0, ChipPainter(theme, self.table))
        self.name = QLabel()
        self.name.setProperty("role", "strong")
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setProperty("role", "secondary")
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.about.setAccessibleName("About the chosen code set")
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.preview_button = QPushButton("Preview changes")
        self.preview_button.setToolTip("Enter")
        self.print_button = QPushButton("Print changes…")
        self.save_button = QPushButton("Save changes as PDF…")
        self.remove_button = QPushButton("Remove…")
        self.remove_button.setToolTip("Delete")
        self.use_button = QPushButton("Put in use")
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.table, 1)
        column.addWidget(self._about())
        column.addWidget(self._foot())

    @property
    def release_buttons(self) -> tuple[QPushButton, ...]:
        """Those that need a chosen release."""
        return self.preview_button, self.print_button, self.save_button

    def show_counts(self, waiting: int, in_use: int, replaced: int, missing: int) -> None:
        """Say in words how things stand."""
        parts = [f"{waiting} waiting"] if waiting else []
        parts.append(f"{in_use} in use")
        parts += [f"{replaced} replaced"] if replaced else []
        if missing:
            parts.append(f"{missing} {'set' if missing == 1 else 'sets'} not installed")
        self.count.setText(", ".join(parts))

    def show_about(self, name: str, lines: tuple[str, ...]) -> None:
        """Say what a set is and where it comes from."""
        self.name.setText(name)
        self.about.setText("\n".join(lines))

    def _head(self) -> QFrame:
        return head_bar("Releases", self.count, self.import_button)

    def _about(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "panelFoot")
        frame.setFixedHeight(_ABOUT_HEIGHT)  # so that nothing moves from row to row
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(4)
        column.addWidget(self.name)
        column.addWidget(self.about, 1)
        return frame

    def _foot(self) -> QFrame:
        return foot_bar(
            self.remove_button,
            (
                self.print_button,
                self.save_button,
                self.preview_button,
                self.use_button,
            ),
        )

"""How the import is laid out: head, progress, patients, files, buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from medcoder_desktop.ui.importing.files_tree import FilesTree
from medcoder_desktop.ui.importing.patients_tree import PatientsTree
from medcoder_desktop.ui.theme import Theme


class ImportDialogView(QDialog):
    """The widgets of the import, in place."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Import records")
        self.resize(980, 600)
        self.headline = QLabel("Reading the files")
        self.headline.setProperty("role", "title")
        self.doing = QLabel()
        self.doing.setProperty("role", "hint")
        self.doing.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the import")
        self.bar.setRange(0, 0)
        self.patients = PatientsTree(theme)
        self.patients.hide()
        self.results = FilesTree(theme)
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        self.detail.setAccessibleName("What comes of the chosen file")
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.detail.hide()
        self.store_button = QPushButton("Import")
        self.store_button.hide()
        self.show_button = QPushButton("Open the first visit")
        self.show_button.hide()
        self.undo_button = QPushButton("Undo this import")
        self.undo_button.hide()
        self.columns_button = QPushButton("Columns of this table…")
        self.columns_button.hide()
        self.button = QPushButton("Cancel")
        for each in (
            self.columns_button,
            self.store_button,
            self.show_button,
            self.undo_button,
            self.button,
        ):
            each.setAutoDefault(False)
        self._lay_out()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.undo_button)
        foot.addWidget(self.columns_button)
        foot.addStretch(1)
        for button in (self.show_button, self.store_button, self.button):
            foot.addWidget(button)
        lists = QSplitter(Qt.Orientation.Vertical)
        lists.setChildrenCollapsible(False)
        lists.addWidget(self.patients)
        lists.addWidget(self.results)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(self.headline)
        column.addWidget(self.doing)
        column.addWidget(self.bar)
        column.addWidget(lists, 1)
        column.addWidget(self.detail)
        column.addLayout(foot)

"""Every action with its keys on one sheet, and the place to change them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from medcoder_desktop.ui.actions import Actions
from medcoder_desktop.ui.theme import Theme

_ID = int(Qt.ItemDataRole.UserRole)


class ShortcutOverview(QDialog):
    """Lists actions by menu; the keys of the chosen one can be changed."""

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keyboard shortcuts")
        self.resize(620, 640)
        self.list = QTreeWidget()
        self.list.setProperty("role", "rows")
        self.list.setAccessibleName("Actions and their keys")
        self.list.setHeaderLabels(["Action", "Keys"])
        self.list.setRootIsDecorated(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setStretchLastSection(False)
        self.list.header().resizeSection(1, 160)
        self.list.currentItemChanged.connect(self._on_current)
        self.keys = QKeySequenceEdit()
        self.keys.setMaximumSequenceLength(1)
        self.keys.setAccessibleName("New keys for the chosen action")
        self.keys.editingFinished.connect(self._on_keys)
        self.default_button = QPushButton("Restore default")
        self.default_button.clicked.connect(self._on_default)
        close = QPushButton("Close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        self.answer = QLabel("Choose an action, click the field and press its new keys.")
        self.answer.setProperty("role", "hint")
        self.answer.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(QLabel("New keys"))
        foot.addWidget(self.keys)
        foot.addWidget(self.default_button)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.list, 1)
        column.addWidget(self.answer)
        column.addLayout(foot)
        self._fill("")

    def _fill(self, chosen: str) -> None:
        self.list.clear()
        section = ""
        for choice in self._actions.choices():
            if choice.section != section:
                section = choice.section
                head = QTreeWidgetItem([section])
                head.setFlags(Qt.ItemFlag.ItemIsEnabled)
                head.setForeground(0, self._theme.colour("text_hint"))
                head.setFont(0, self._theme.font("caption"))
                self.list.addTopLevelItem(head)
            line = QTreeWidgetItem([f"   {choice.text}", choice.shortcut])
            line.setData(0, _ID, choice.id)
            line.setFont(1, self._theme.mono())
            self.list.addTopLevelItem(line)
            if choice.id == chosen:
                self.list.setCurrentItem(line)
        first = self.list.topLevelItem(1)
        if not chosen and first is not None:
            self.list.setCurrentItem(first)

    @property
    def chosen(self) -> str:
        """Id of the chosen action; empty on a heading."""
        item = self.list.currentItem()
        return str(item.data(0, _ID) or "") if item is not None else ""

    @Slot()
    def _on_current(self) -> None:
        if self.chosen:
            self.keys.setKeySequence(self._actions.command(self.chosen).shortcut())

    @Slot()
    def _on_keys(self) -> None:
        action, keys = self.chosen, self.keys.keySequence()
        if not action or keys == self._actions.command(action).shortcut():
            return
        taken_by = self._actions.change_shortcut(action, keys)
        if taken_by:
            self.answer.setText(f"These keys belong to “{taken_by}”: change that one first.")
            return
        self.answer.setText("Changed and kept for next time.")
        self._fill(action)

    @Slot()
    def _on_default(self) -> None:
        if self.chosen:
            self._actions.restore_shortcut(self.chosen)
            self._fill(self.chosen)

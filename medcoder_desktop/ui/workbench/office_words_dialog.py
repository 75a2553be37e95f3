"""The office's own words for search: what they mean, added, changed and forgotten by keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from medcoder_desktop.domain.changes import Changes
from medcoder_desktop.domain.errors import MedCoderError
from medcoder_desktop.domain.office_habits import OfficeSynonym
from medcoder_desktop.services.search_service import LONGEST_SYNONYM
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.pages.rows import Column, RowsModel, RowsTable

_COLUMNS: tuple[Column[OfficeSynonym], ...] = (
    Column("Words used here", lambda each: each.said, width=220),
    Column("Mean", lambda each: each.meant),
    Column("By", lambda each: each.changed_by, width=110),
)


class OfficeWordsDialog(QDialog):
    """Two lines to write in, above the words the office has already."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("This office's words for search")
        self.resize(680, 460)
        self.said = QLineEdit()
        self.said.setPlaceholderText("As people here write it: sugar foot")
        self.meant = QLineEdit()
        self.meant.setPlaceholderText("A code, or words of the book: E11.621")
        self.refusal = QLabel()
        self.refusal.setProperty("role", "problem")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.model: RowsModel[OfficeSynonym] = RowsModel(
            _COLUMNS, lambda each: each.said, context.theme, self
        )
        self.table = RowsTable(self.model, _COLUMNS, "Words the search was taught", self)
        self.table.row_opened.connect(self._on_opened)
        self.save_button = QPushButton("Teach")
        self.save_button.setProperty("role", "primary")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.save)
        self.forget_button = QPushButton("Forget")
        self.forget_button.setToolTip("Del on a row")
        self.forget_button.setAutoDefault(False)
        self.forget_button.clicked.connect(self.forget)
        close = QPushButton("Close")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        forget = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table, self.forget)
        forget.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._lay_out(close)
        self._read()

    def begin(self, said: str, meant: str) -> None:
        """Start with the words that were searched for, and the code in the book."""
        self.said.setText(" ".join(said.split()))
        self.meant.setText(meant)
        (self.meant if said.strip() else self.said).setFocus()
        self.meant.selectAll()

    @Slot()
    def save(self) -> None:
        """Let the words mean what stands beside them, from the next search on."""
        context = self._context
        work = partial(
            context.services.search.save_synonym,
            context.actor,
            self.said.text(),
            self.meant.text(),
            context.services.clock.today(),
        )
        context.tasks.write(work, self._on_saved, self._on_refused)

    @Slot()
    def forget(self) -> None:
        """Forget the words of the current row."""
        chosen = self.model.row(self.table.currentIndex().row())
        if chosen is not None:
            context = self._context
            work = partial(context.services.search.remove_synonym, context.actor, chosen.said)
            context.tasks.write(work, self._on_forgotten, self._on_refused)

    def _lay_out(self, close: QPushButton) -> None:
        fields = QGridLayout()
        fields.setHorizontalSpacing(12)
        for row, (words, line) in enumerate((("Words", self.said), ("Mean", self.meant))):
            label = QLabel(words)
            label.setBuddy(line)
            line.setAccessibleName(words)
            line.setMaxLength(LONGEST_SYNONYM)
            fields.addWidget(label, row, 0)
            fields.addWidget(line, row, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.forget_button)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(fields)
        column.addWidget(self.refusal)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def _read(self) -> None:
        self._context.tasks.read(
            self._context.services.search.synonyms, self._show, topic="office-words"
        )

    def _show(self, synonyms: tuple[OfficeSynonym, ...]) -> None:
        self.model.show(synonyms)
        self.forget_button.setEnabled(bool(synonyms))

    def _on_opened(self) -> None:
        chosen = self.model.row(self.table.currentIndex().row())
        if chosen is not None:
            self.begin(chosen.said, chosen.meant)

    def _on_saved(self, changes: Changes) -> None:
        words = self.said.text().strip()
        self.said.clear()
        self.meant.clear()
        self._on_forgotten(changes)
        self._context.show_message(f"Search knows “{words}” from now on.")
        self.said.setFocus()

    def _on_forgotten(self, changes: Changes) -> None:
        self.refusal.hide()
        self._context.changed(changes)
        self._read()

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, MedCoderError):
            self.refusal.setText(error.sentence)
            self.refusal.show()
        else:
            self._context.show_error(error)

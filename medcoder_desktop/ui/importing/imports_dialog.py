"""The imports there were, to take one back as a whole."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from medcoder_desktop.domain.changes import Changes
from medcoder_desktop.domain.import_batches import ImportBatch
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.message_bar import sentence_for
from medcoder_desktop.ui.pages.rows import Column, RowsModel, RowsTable
from medcoder_desktop.ui.style import set_role

_COLUMNS: tuple[Column[ImportBatch], ...] = (
    Column("Import", lambda b: str(b.number), width=70, mono=True),
    Column("When", lambda b: f"{b.moment:%Y-%m-%d %H:%M}", width=140),
    Column("By", lambda b: b.actor.name, width=120),
    Column("Files", lambda b: ", ".join(b.sources)),
    Column("", lambda b: "undone" if b.undone_at else "", width=80),
)


class ImportsDialog(QDialog):
    """Lists the imports, the latest first; what cannot be undone says why."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Imports")
        self.resize(760, 420)
        words = QLabel("An import is undone as a whole. One whose visits were coded since stays.")
        words.setProperty("role", "hint")
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.model: RowsModel[ImportBatch] = RowsModel(
            _COLUMNS, lambda b: b.id, context.theme, self
        )
        self.table = RowsTable(self.model, _COLUMNS, "Imports", self)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.undo_button = QPushButton("Undo this import")
        self.undo_button.setEnabled(False)
        self.undo_button.clicked.connect(self._undo)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.undo_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(self.table, 1)
        column.addWidget(self.said)
        column.addWidget(buttons)
        self._reload()

    def _reload(self) -> None:
        read = self._context.services.records.imports
        self._context.tasks.read(read, self._show, topic="imports")

    def _show(self, batches: tuple[ImportBatch, ...]) -> None:
        self.model.show(batches)
        self.table.choose(0)
        self._on_current()

    @Slot()
    def _on_current(self) -> None:
        batch = self.model.row(self.table.currentIndex().row())
        self.undo_button.setEnabled(batch is not None and batch.undone_at is None)

    @Slot()
    def _undo(self) -> None:
        batch = self.model.row(self.table.currentIndex().row())
        if batch is None:
            return
        context = self._context
        work = partial(context.services.records.undo_import, context.actor, batch.id)
        context.tasks.write(work, partial(self._on_undone, batch.number), self._on_refused)

    def _on_undone(self, number: int, changes: Changes) -> None:
        set_role(self.said, "ok")
        self.said.setText(f"Import {number} was undone.")
        self._context.changed(changes)
        self._reload()

    def _on_refused(self, error: Exception) -> None:
        set_role(self.said, "error")
        self.said.setText(sentence_for(error))

"""The inbox: documents that name no known patient and visit, until they are filed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from medcoder_desktop.domain.changes import Changes
from medcoder_desktop.domain.documents import ClinicalDocument
from medcoder_desktop.domain.encounters import EncounterRow
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.pages.filter_box import FilterBox
from medcoder_desktop.ui.pages.rows import Column, RowsModel, RowsTable

_DOCUMENTS: tuple[Column[ClinicalDocument], ...] = (
    Column("Document", lambda d: d.title),
    Column("Kind", lambda d: d.kind.value, width=160),
    Column("Date", lambda d: str(d.written_on or ""), width=112),
    Column("File", lambda d: d.source, width=240),
)
_MOST_LISTED = 200
"""Visits offered before one types."""
_VISITS: tuple[Column[EncounterRow], ...] = (
    Column("Visit", lambda r: r.encounter.number, width=84, mono=True),
    Column("Date of service", lambda r: str(r.encounter.date_of_service), width=124),
    Column("Patient", lambda r: r.patient_name),
)


class Inbox(QWidget):
    """Documents that wait; hidden while there are none."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        title = QLabel("Inbox")
        title.setProperty("role", "title")
        self.count = QLabel()
        self.count.setProperty("role", "chip")
        self.count.setProperty("tone", "warning")
        words = QLabel("These documents name no known patient and visit.")
        words.setProperty("role", "hint")
        self.file_button = QPushButton("File with visit…")
        self.file_button.setToolTip("Enter on a document")
        self.file_button.clicked.connect(self.file_current)
        self.model: RowsModel[ClinicalDocument] = RowsModel(
            _DOCUMENTS, lambda d: d.id, context.theme, self
        )
        self.table = RowsTable(self.model, _DOCUMENTS, "Documents to be filed", self)
        self.table.row_opened.connect(self.file_current)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 12, 8)
        head.setSpacing(8)
        for widget in (title, self.count, words):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        head.addWidget(self.file_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.setMinimumHeight(160)
        self.hide()

    def reload(self) -> None:
        """Read what waits."""
        self._context.tasks.read(self._context.services.records.unfiled, self._show, topic="inbox")

    @Slot()
    def file_current(self) -> None:
        """Ask for the visit of the current document."""
        document = self.model.row(self.table.currentIndex().row())
        if document is not None:
            VisitChooser(self._context, document, self).open()

    def _show(self, documents: tuple[ClinicalDocument, ...]) -> None:
        self.model.show(documents)
        self.count.setText(str(len(documents)))
        self.setVisible(bool(documents))
        self.table.choose(0)


class VisitChooser(QDialog):
    """Shows a document's text beside the visits it may belong to."""

    def __init__(self, context: AppContext, document: ClinicalDocument, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._document = document
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("File with visit")
        self.setMinimumSize(880, 480)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setProperty("role", "note")
        self.text.setAccessibleName("Text of the document")
        self.text.setTabChangesFocus(True)
        self.filter = FilterBox("Patient, visit number or date", "Find the visit")
        self.filter.textChanged.connect(self._read_visits)
        self.model: RowsModel[EncounterRow] = RowsModel(
            _VISITS, lambda r: r.encounter.id, context.theme, self
        )
        self.table = RowsTable(self.model, _VISITS, "Visits", self)
        self.table.row_opened.connect(self.accept)
        self.filter.down_pressed.connect(self.table.setFocus)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.file_button = QPushButton("File with this visit")
        self.file_button.setProperty("role", "primary")
        self.file_button.setDefault(True)
        buttons.addButton(self.file_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        title = QLabel(document.title)
        title.setProperty("role", "title")
        right = QVBoxLayout()
        right.addWidget(self.filter)
        right.addWidget(self.table, 1)
        sides = QHBoxLayout()
        sides.setSpacing(12)
        sides.addWidget(self.text, 1)
        sides.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(title)
        column.addLayout(sides, 1)
        column.addWidget(buttons)
        self.accepted.connect(self._file)
        self.filter.setFocus()
        read = partial(context.services.records.document_text, document.id)
        context.tasks.read(read, self.text.setPlainText, topic="inbox-text")
        self._read_visits("")

    @Slot(str)
    def _read_visits(self, typed: str) -> None:
        read = partial(_visits_for, self._context, self._document.id, typed.strip())
        self._context.tasks.read(read, self._show_visits, topic="inbox-visits")

    def _show_visits(self, rows: tuple[EncounterRow, ...]) -> None:
        self.model.show(rows)
        self.table.choose(0)
        self.file_button.setEnabled(bool(rows))

    @Slot()
    def _file(self) -> None:
        visit_id = self.model.identity(self.table.currentIndex().row())
        if visit_id:
            context = self._context
            work = partial(
                context.services.records.file_document, context.actor, self._document.id, visit_id
            )
            context.tasks.write(work, partial(_filed, context, self._document.title))


def _filed(context: AppContext, title: str, changes: Changes) -> None:
    context.changed(changes)
    context.show_message(f"Filed “{title}”.")


def _visits_for(context: AppContext, document_id: str, typed: str) -> tuple[EncounterRow, ...]:
    """The visits a document may belong to, the suggested ones first; or those one typed for."""
    services = context.services
    rows = services.patients.encounter_rows(typed, _MOST_LISTED)
    if typed:
        return rows
    suggested = services.work_list.rows_of(services.records.suggested_visits(document_id))
    first = {row.encounter.id for row in suggested}
    return (*suggested, *(row for row in rows if row.encounter.id not in first))

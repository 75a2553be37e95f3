"""A note typed or pasted by hand for the visit that is open."""

from __future__ import annotations

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from medcoder_desktop.domain.documents import ClinicalDocument, DocumentKind
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.visits import Visit

_OF_THE_COMMON_KINDS = DocumentKind.PROGRESS_NOTE


class NoteDialog(QDialog):
    """Asks for kind, title, date, author and text of a note.

    Args:
        visit: The visit the note is for; its date and provider are offered.
    """

    def __init__(self, visit: Visit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visit = visit
        self.setWindowTitle(f"Add note to visit {visit.encounter.number}")
        self.resize(720, 560)
        self.kind = QComboBox()
        self.kind.setAccessibleName("Kind of document")
        for kind in DocumentKind:
            self.kind.addItem(kind.value.capitalize(), kind)
        self.title = QLineEdit()
        self.title.setPlaceholderText("as the list shows it; empty takes the kind")
        day = visit.encounter.date_of_service
        self.day = QDateEdit(QDate(day.year, day.month, day.day))
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.author = QLineEdit(visit.provider.signed_name if visit.provider else "")
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText("Type or paste the note")
        self.text.setTabChangesFocus(True)
        for widget, name in (
            (self.title, "Title"),
            (self.day, "Date of the document"),
            (self.author, "Author"),
            (self.text, "Text of the note"),
        ):
            widget.setAccessibleName(name)
        form = QFormLayout()
        form.addRow("Kind", self.kind)
        form.addRow("Title", self.title)
        form.addRow("Date", self.day)
        form.addRow("Author", self.author)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        self.save.setText("Add note")
        self.save.setProperty("role", "primary")
        self.save.setEnabled(False)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.text.textChanged.connect(self._on_text)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.text, 1)
        column.addWidget(self.buttons)
        self.text.setFocus()

    def document(self) -> ClinicalDocument:
        """The document as filled in, without its text."""
        kind: DocumentKind = self.kind.currentData()
        date = self.day.date()
        return ClinicalDocument(
            id=new_id(),
            patient_id=self._visit.patient.id,
            encounter_id=self._visit.encounter.id,
            kind=kind,
            title=self.title.text().strip() or kind.value.capitalize(),
            written_on=date.toPython(),  # type: ignore[arg-type]  # a datetime.date, which the stub calls object
            author=self.author.text().strip(),
            source="typed by hand",
        )

    def note(self) -> str:
        """The text as typed."""
        return self.text.toPlainText()

    def _on_text(self) -> None:
        self.save.setEnabled(bool(self.text.toPlainText().strip()))

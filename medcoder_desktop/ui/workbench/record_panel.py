"""The record of the patient: which document is open, where it is read, what is marked in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from medcoder_desktop.domain.desk import ReadingPlace
from medcoder_desktop.domain.documents import Chart
from medcoder_desktop.domain.evidence import Evidence
from medcoder_desktop.domain.sheet import CodingSheet
from medcoder_desktop.services.suite import Services
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.workbench.chart_tables import results_in_order
from medcoder_desktop.ui.workbench.document_list import Shelf, ShelfRow, shelf_rows
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.note_marks import marks_of
from medcoder_desktop.ui.workbench.record_panel_view import RecordPanelView


@dataclass(frozen=True, slots=True)
class _TextRead:
    """A document's text with where to open it.

    Attributes:
        jump: Words to scroll to, when the coder asked for them.
    """

    encounter_id: str
    document_id: str
    text: str
    first_character: int
    jump: Evidence | None = None


class RecordPanel(RecordPanelView):
    """Behaviour of the record panel.

    Signals:
        place_changed: The coder scrolled or opened another document.
        mark_chosen: Id of the diagnosis whose evidence was clicked.
        mark_dropped: The ``Mark`` to take off.
        note_wanted: The coder wants to add a note.
    """

    place_changed = Signal()
    mark_chosen = Signal(str)
    mark_dropped = Signal(object)
    note_wanted = Signal()

    def __init__(self, context: AppContext, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(ink, parent)
        self._context = context
        self._encounter_id = ""
        self._sheet = CodingSheet("")
        self._read_at: dict[str, int] = {}
        self._open_key = ""
        self._wanted_key = ""
        self._pending: Evidence | None = None
        self.documents.chosen.connect(self._open_row)
        self.note.place_changed.connect(self.place_changed)
        self.note.mark_chosen.connect(self.mark_chosen)
        self.note.mark_dropped.connect(self.mark_dropped)
        self.add_note.clicked.connect(self.note_wanted)
        self.empty.add_note.clicked.connect(self.note_wanted)

    def open_chart(
        self, chart: Chart, encounter_id: str, sheet: CodingSheet, place: ReadingPlace | None
    ) -> None:
        """Show a visit's chart, at a remembered place or its first document."""
        same_visit = encounter_id == self._encounter_id
        self._encounter_id = encounter_id
        self._sheet = sheet
        if not same_visit:
            self._read_at.clear()
            self._open_key = ""
        if place is not None and place.document_id:
            self._read_at[place.document_id] = place.first_character
        self._show_rows(chart)
        if same_visit and self._open_key and self.documents.row_of(self._open_key):
            self.documents.select(self._open_key)
            self.show_sheet(sheet)
            return
        remembered = self.documents.row_of(place.document_id or "") if place else None
        row = remembered or self.documents.first_row()
        if row is None:
            self._open_key = self._wanted_key = ""
            self.pages.setCurrentWidget(self.empty)
            return
        self.documents.select(row.key)
        self._open_row(row)
        self.fit_documents()

    def show_chart(self, chart: Chart, show: str) -> None:
        """Show a chart read anew; ``show`` names a document to open."""
        self._show_rows(chart)
        row = self.documents.row_of(show) if show else None
        if row is not None:
            self.documents.select(show)
            self._open_row(row)
            self.fit_documents()

    def show_sheet(self, sheet: CodingSheet) -> None:
        """Mark the evidence of a sheet; the text does not move."""
        self._sheet = sheet
        self.note.show_marks(marks_of(sheet, self.note.document_id))

    def show_pending(self, evidence: Evidence | None) -> None:
        """Frame the words that wait for a code."""
        self._pending = evidence
        self.note.show_pending(evidence)

    def jump_to(self, evidence: Evidence) -> None:
        """Open the document of some evidence and scroll to its words."""
        if self._open_key == evidence.document_id:
            self.pages.setCurrentWidget(self.note)
            self.note.jump_to(evidence)
            self.place_changed.emit()
            return
        self.documents.select(evidence.document_id)
        self._read(evidence.document_id, self._read_at.get(evidence.document_id, 0), evidence)

    def place(self) -> ReadingPlace | None:
        """Where the coder reads now; None when nothing is open."""
        if not self._encounter_id:
            return None
        if self.pages.currentWidget() is not self.note or not self.note.document_id:
            return ReadingPlace(self._encounter_id)
        return ReadingPlace(self._encounter_id, self.note.document_id, self.note.first_character())

    def begin_reading(self) -> None:
        """Put the keyboard into what is being read."""
        self._reading().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_reading(self) -> None:
        """Put the keyboard into what is being read; a second time into the list."""
        page = self._reading()
        second = page.hasFocus() and page is not self.empty.add_note
        target = self.documents if second else page
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _reading(self) -> QWidget:
        page: QWidget = self.pages.currentWidget() or self.note
        return self.empty.add_note if page is self.empty else page

    def clear(self) -> None:
        """Forget the visit."""
        self._encounter_id = self._open_key = self._wanted_key = ""
        self.note.show_text("", "")

    def _show_rows(self, chart: Chart) -> None:
        self.documents.show_rows(shelf_rows(chart, self._encounter_id), self._open_key)
        self.result_rows.show(results_in_order(chart.results, self._encounter_id))
        self.condition_rows.show(chart.conditions)
        count = len(chart.documents)
        self.header.say(f"{count} document" + ("" if count == 1 else "s"))

    def _open_row(self, row: ShelfRow) -> None:
        self._keep_reading_place()
        self._wanted_key = row.key
        if row.shelf is Shelf.DOCUMENT:
            self._read(row.key, self._read_at.get(row.key, 0))
            return
        self._open_key = row.key
        table = self.results if row.shelf is Shelf.RESULTS else self.conditions
        self.pages.setCurrentWidget(table)
        self.place_changed.emit()

    def _read(self, document_id: str, first_character: int, jump: Evidence | None = None) -> None:
        self._wanted_key = document_id
        self._context.tasks.read(
            partial(
                _read_text,
                self._context.services,
                self._encounter_id,
                document_id,
                first_character,
                jump,
            ),
            self._take_text,
            topic="workbench.document",
        )

    def _take_text(self, read: _TextRead) -> None:
        if read.encounter_id != self._encounter_id or read.document_id != self._wanted_key:
            return
        self._open_key = read.document_id
        self.note.show_text(read.document_id, read.text, read.first_character)
        row = self.documents.row_of(read.document_id)
        self.note.setAccessibleName(row.name if row else "Note")
        self.note.show_marks(marks_of(self._sheet, read.document_id))
        self.note.show_pending(self._pending)
        self.pages.setCurrentWidget(self.note)
        if read.jump is not None:
            self.note.jump_to(read.jump)
        self.place_changed.emit()

    def _keep_reading_place(self) -> None:
        if self.note.document_id and self._open_key == self.note.document_id:
            self._read_at[self.note.document_id] = self.note.first_character()


def _read_text(
    services: Services,
    encounter_id: str,
    document_id: str,
    first_character: int,
    jump: Evidence | None,
) -> _TextRead:
    text = services.records.document_text(document_id)
    return _TextRead(encounter_id, document_id, text, first_character, jump)

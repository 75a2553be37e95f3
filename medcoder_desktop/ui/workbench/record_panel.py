"""The record of the patient: which document is open, where it is read, what is marked in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from medcoder_desktop.domain.desk import ReadingPlace
from medcoder_desktop.domain.documents import Chart, ClinicalDocument
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.evidence import Evidence
from medcoder_desktop.domain.pages import PageRegion, PagesInfo
from medcoder_desktop.domain.sheet import CodingSheet
from medcoder_desktop.domain.trends import trends_of
from medcoder_desktop.services.suite import Services
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.workbench.chart_tables import results_in_order
from medcoder_desktop.ui.workbench.document_list import Shelf, ShelfRow, shelf_rows
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.note_marks import marks_of, page_marks_of
from medcoder_desktop.ui.workbench.page_marks import PageMark
from medcoder_desktop.ui.workbench.page_pictures import PictureTaker
from medcoder_desktop.ui.workbench.record_panel_view import RecordPanelView


@dataclass(frozen=True, slots=True)
class _TextRead:
    """A document's text with where to open it.

    Attributes:
        first: The first character to show, or the first page.
        jump: Words to scroll to, when the coder asked for them.
        pages: Its pages, when these are shown instead.
    """

    encounter_id: str
    document_id: str
    text: str
    first: int
    jump: Evidence | None = None
    pages: PagesInfo | None = None


class RecordPanel(RecordPanelView):
    """Behaviour of the record panel.

    Signals:
        place_changed: The coder scrolled or opened another document.
        mark_chosen: Id of the diagnosis whose evidence was clicked.
        mark_dropped: The ``Mark`` to take off.
        note_wanted: The coder wants to add a note.
        opened: Another document or table is in front.
        charge_wanted: The ``RecordedCharge`` to take over to the sheet.
        condition_wanted: The ``PriorCondition`` to carry forward or search.
    """

    place_changed = Signal()
    mark_chosen = Signal(str)
    mark_dropped = Signal(object)
    note_wanted = Signal()
    opened = Signal()
    charge_wanted = Signal(object)
    condition_wanted = Signal(object)

    def __init__(self, context: AppContext, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(ink, self._ask_picture, parent)
        self._context = context
        self._documents: dict[str, ClinicalDocument] = {}
        self._chart = Chart((), (), ())
        self._day = date.min
        self._as_text: set[str] = set()
        self.news_since: datetime | None = None
        """Documents that came in after this moment are new; None for a visit never opened."""
        self._encounter_id = ""
        self._sheet = CodingSheet("")
        self._read_at: dict[str, int] = {}
        self._open_key = ""
        self._wanted_key = ""
        self._pending: Evidence | None = None
        self.documents.chosen.connect(self._open_row)
        self.documents.read_wanted.connect(self.begin_reading)
        self.filter_button.clicked.connect(self.filter_bar.begin)
        self.filter_bar.changed.connect(self._on_filter)
        self.filter_bar.list_wanted.connect(self.documents.setFocus)
        self.filter_bar.closed.connect(self.begin_reading)
        self.viewer.place_changed.connect(self.place_changed)
        self.viewer.mark_chosen.connect(self.mark_chosen)
        self.viewer.mark_dropped.connect(self._on_page_mark_dropped)
        self.note.place_changed.connect(self.place_changed)
        self.note.mark_chosen.connect(self.mark_chosen)
        self.note.mark_dropped.connect(self.mark_dropped)
        self.charges.row_opened.connect(self.charge_wanted)
        self.conditions.row_opened.connect(self.condition_wanted)
        self.add_note.clicked.connect(self.note_wanted)
        self.empty.add_note.clicked.connect(self.note_wanted)

    def open_chart(
        self, chart: Chart, encounter: Encounter, sheet: CodingSheet, place: ReadingPlace | None
    ) -> None:
        """Show a visit's chart, at a remembered place or its first document."""
        same_visit = encounter.id == self._encounter_id
        self._encounter_id, self._day = encounter.id, encounter.date_of_service
        self._sheet = sheet
        if not same_visit:
            self._read_at.clear()
            self._open_key = ""
            self.filter_bar.forget()
        if place is not None and place.document_id:
            self._read_at[place.document_id] = place.first_character
        self._show_rows(chart)
        if same_visit and (self._open_key in self._documents or self._has_row(self._open_key)):
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
        self.viewer.show_marks(page_marks_of(sheet, self.viewer.document_id))

    def show_pending(self, evidence: Evidence | None) -> None:
        """Frame the words that wait for a code."""
        self._pending = evidence
        self.note.show_pending(evidence)
        mine = evidence is not None and evidence.document_id == self.viewer.document_id
        self.viewer.show_pending(evidence.region if evidence is not None and mine else None)

    def jump_to(self, evidence: Evidence) -> None:
        """Open the document of some evidence and scroll to its words, or its place on a page."""
        on_page = evidence.region is not None
        (self._as_text.discard if on_page else self._as_text.add)(evidence.document_id)
        shown = self.viewer if on_page else self.note
        if self._open_key == evidence.document_id == shown.document_id:
            if evidence.region is not None:
                self.pages.setCurrentWidget(self.viewer)
                self.viewer.jump_to(evidence.region)
                self.place_changed.emit()
                return
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
        if self.pages.currentWidget() is self.viewer and self.viewer.document_id:
            first = self.viewer.first_page()
            return ReadingPlace(self._encounter_id, self.viewer.document_id, first)
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
        self.viewer.show_document("", ())

    def selected(self) -> Evidence | PageRegion | None:
        """The words selected in a text, or the rectangle drawn on a page."""
        if self.pages.currentWidget() is self.viewer:
            return self.viewer.selected_region()
        return self.note.selected()

    @property
    def document(self) -> ClinicalDocument | None:
        """The document that is read; None while a table is."""
        if self.pages.currentWidget() not in (self.note, self.viewer):
            return None
        return self._documents.get(self._open_key)

    def version_before(self, document: ClinicalDocument) -> ClinicalDocument | None:
        """The version whose place a document took."""
        return next((d for d in self._documents.values() if d.superseded_by == document.id), None)

    def show_other_form(self) -> None:
        """Show the text of pages, or the pages of a text."""
        document = self.document
        if document is None or not document.has_pages:
            return
        self._as_text ^= {document.id}
        self._read(document.id, 0)

    def _show_rows(self, chart: Chart) -> None:
        self._chart = chart
        self._documents = {document.id: document for document in chart.documents}
        self.filter_bar.know(chart.documents, chart.visits, self._day)
        self.history_rows.show(chart.history)
        self.charge_rows.show([c for c in chart.charges if c.encounter_id == self._encounter_id])
        self._show_list()
        self.result_rows.show(
            results_in_order(chart.results, self._encounter_id), trends_of(chart.results)
        )
        self.condition_rows.show(chart.conditions)

    def _show_list(self) -> None:
        """The rows of the list: all of them, or the documents the filter asks for."""
        wanted, count = self.filter_bar.wanted, len(self._documents)
        rows = shelf_rows(self._chart, self._encounter_id, self.news_since)
        if wanted.asks:
            rows = tuple(
                row
                for row in rows
                if row.key in self._documents and wanted.fits(self._documents[row.key])
            )
        self.documents.show_rows(rows, self._open_key)
        self.filter_bar.say(len(rows), count)
        of = f"{len(rows)} of " if wanted.asks else ""
        self.header.say(f"{of}{count} document" + ("" if count == 1 else "s"))

    def _on_filter(self) -> None:
        """Other documents are listed; what is being read stays where it is."""
        self._show_list()

    def _name_of(self, document_id: str) -> str:
        document = self._documents.get(document_id)
        return (document.title or document.kind.value.capitalize()) if document else ""

    def _has_row(self, key: str) -> bool:
        return bool(key) and self.documents.row_of(key) is not None

    def _open_row(self, row: ShelfRow) -> None:
        self._keep_reading_place()
        self._wanted_key = row.key
        if row.shelf is Shelf.DOCUMENT:
            self._read(row.key, self._read_at.get(row.key, 0))
            return
        self._open_key = row.key
        tables: dict[Shelf, QWidget] = {
            Shelf.RESULTS: self.results,
            Shelf.CONDITIONS: self.conditions,
            Shelf.HISTORY: self.history,
            Shelf.CHARGES: self.charges,
        }
        self.pages.setCurrentWidget(tables[row.shelf])
        self.opened.emit()
        self.place_changed.emit()

    def _read(self, document_id: str, first_character: int, jump: Evidence | None = None) -> None:
        self._wanted_key = document_id
        document = self._documents.get(document_id)
        as_pages = document is not None and document.has_pages and document_id not in self._as_text
        wanted = _TextRead(self._encounter_id, document_id, "", first_character, jump)
        self._context.tasks.read(
            partial(_read_text, self._context.services, wanted, as_pages=as_pages),
            self._take_text,
            topic="workbench.document",
        )

    def _take_text(self, read: _TextRead) -> None:
        if read.encounter_id != self._encounter_id or read.document_id != self._wanted_key:
            return
        self._open_key = read.document_id
        if read.pages is not None:
            self._show_pages(read, read.pages)
            return
        self.note.show_text(read.document_id, read.text, read.first)
        self.note.setAccessibleName(self._name_of(read.document_id) or "Note")
        self.note.show_marks(marks_of(self._sheet, read.document_id))
        self.note.show_pending(self._pending)
        self.pages.setCurrentWidget(self.note)
        if read.jump is not None:
            self.note.jump_to(read.jump)
        self.opened.emit()
        self.place_changed.emit()

    def _show_pages(self, read: _TextRead, pages: PagesInfo) -> None:
        self.viewer.show_document(read.document_id, pages.sizes, read.first, pages.span)
        name = self._name_of(read.document_id)
        self.viewer.setAccessibleName(f"Pages of {name}" if name else "Pages")
        self.viewer.show_marks(page_marks_of(self._sheet, read.document_id))
        self.show_pending(self._pending)
        self.pages.setCurrentWidget(self.viewer)
        if read.jump is not None and read.jump.region is not None:
            self.viewer.jump_to(read.jump.region)
        self.opened.emit()
        self.place_changed.emit()

    def _ask_picture(self, page: int, wide: int, done: PictureTaker) -> None:
        services, document_id = self._context.services, self.viewer.document_id
        read = partial(services.pages.image, document_id, page, wide)
        self._context.tasks.read(read, done, partial(self._on_no_picture, done))

    def _on_no_picture(self, done: PictureTaker, error: Exception) -> None:
        """A page that cannot be drawn stays blank; why is said once."""
        done(None)
        self._context.show_error(error)

    def _on_page_mark_dropped(self, mark: PageMark) -> None:
        for each in marks_of(self._sheet, self.viewer.document_id):
            if each.evidence.region == mark.region and each.diagnosis_id == mark.diagnosis_id:
                self.mark_dropped.emit(each)

    def _keep_reading_place(self) -> None:
        if self.note.document_id and self._open_key == self.note.document_id:
            self._read_at[self.note.document_id] = self.note.first_character()
        if self.viewer.document_id and self.pages.currentWidget() is self.viewer:
            self._read_at[self.viewer.document_id] = self.viewer.first_page()


def _read_text(services: Services, wanted: _TextRead, *, as_pages: bool) -> _TextRead:
    text = services.records.document_text(wanted.document_id)
    pages = services.pages.info(wanted.document_id) if as_pages else None
    return replace(wanted, text=text, pages=pages)

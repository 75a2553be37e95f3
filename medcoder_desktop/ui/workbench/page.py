"""The workbench page: one visit from its record to its claim."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.findings import Finding, Part
from medcoder_desktop.ui.action_spec import ActionSpec
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.workbench.answer_key_window import AnswerKeyWindow
from medcoder_desktop.ui.workbench.claim_handling import ClaimHandling
from medcoder_desktop.ui.workbench.desk_values import Spot
from medcoder_desktop.ui.workbench.from_record import FromRecord
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.note_dialog import NoteDialog
from medcoder_desktop.ui.workbench.note_marks import Mark
from medcoder_desktop.ui.workbench.office_words_dialog import OfficeWordsDialog
from medcoder_desktop.ui.workbench.opened_visit import OpenedVisit, SheetState
from medcoder_desktop.ui.workbench.page_actions import NEW_VISIT_ACTION, actions_of
from medcoder_desktop.ui.workbench.page_view import WorkbenchView
from medcoder_desktop.ui.workbench.place_keeper import PlaceKeeper
from medcoder_desktop.ui.workbench.reader import Reader
from medcoder_desktop.ui.workbench.splitter_memory import SplitterMemory
from medcoder_desktop.ui.workbench.visit_desk import VisitDesk

_WORK_LIST = "worklist"
_PRACTICE = "practice"
_OF_THE_SHEET = Changed.SHEET | Changed.CLAIMS | Changed.SETTINGS
_OF_THE_VISIT = (
    Changed.PATIENTS
    | Changed.COVERAGE
    | Changed.ENCOUNTERS
    | Changed.PRACTICE
    | Changed.PROVIDERS
    | Changed.PAYERS
    | Changed.FACILITIES
    | Changed.FEES
)


class WorkbenchPage(QObject):
    """Brings record, codes and sheet together.

    Args:
        context: What the window lends its pages.
    """

    title = "Workbench"

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._ink = Ink(context.theme)
        self._desk = VisitDesk(context, self)
        self.view = WorkbenchView(context, self._desk, self._ink)
        self.reader = Reader(context, self.view.record)
        self.from_record = FromRecord(context, self.view, self._desk)
        self.setParent(self.view)  # what the page waits for ends when its widgets do
        self._shown = ""
        self._turns: dict[str, int] = {}
        self._key_window: AnswerKeyWindow | None = None
        self._keeper = PlaceKeeper(context, self.view.record.place, self)
        self._connect_panels()
        self._connect_desk()
        self.claim = ClaimHandling(context, self._desk, self.view.sheet, self.view.locked)
        self._splitters = SplitterMemory(context.settings, self.view.all_splitters())
        context.theme.changed.connect(self.restyle)
        self._show_enabled()

    @property
    def widget(self) -> QWidget:
        """What the window shows of this page."""
        return self.view

    @property
    def desk(self) -> VisitDesk:
        """The visit that is open and what may be done to it."""
        return self._desk

    @property
    def encounter_id(self) -> str | None:
        """The visit that is open; None when none is."""
        return self._desk.encounter_id or None

    def actions_offered(self) -> Sequence[ActionSpec]:
        """Every action of the page."""
        return actions_of(self)

    def activated(self) -> None:
        """The page came to the front: the keyboard belongs into the record."""
        if self._shown:
            self.view.record.begin_reading()
        else:
            self.view.empty.choose.setFocus()

    def refresh(self, changes: Changes) -> None:
        """Show what something else has changed."""
        if changes.what & Changed.BOOK:
            self.view.codes.book.read_again()
            self._read_about()
        visit = self._desk.encounter_id
        if not visit or self._desk.announcing:
            return
        concerns = not changes.encounter_ids or visit in changes.encounter_ids
        if not concerns:
            return
        if changes.what & (_OF_THE_VISIT | Changed.CODE_SETS):
            self._desk.reload()
            return
        if changes.what & _OF_THE_SHEET:
            self._desk.read_state()
        if changes.what & Changed.CHART:
            self._desk.read_chart()

    def _read_about(self) -> None:
        """The office's favorites or words have changed: search with them from now on."""
        opened = self._desk.current
        if opened is not None:
            read = partial(self._context.services.search.context, opened.visit)
            self._context.tasks.read(read, self.view.codes.know, topic="workbench.about")

    def search_codes(self, text: str) -> None:
        """Search codes for this visit, as if the text had been typed."""
        self.view.codes.search_for(text)

    def show_code(self, code: str) -> None:
        """Open the visit's book at a code."""
        self.view.codes.show_code(code)

    def open_in_library(self) -> None:
        """Open the code library at the code of the visit's book, for its date of service."""
        book = self.view.codes.book
        if book.day is not None:
            self._context.open_code(book.code, book.day)

    def open_visit(self, encounter_id: str) -> None:
        """Open a visit; the one open until now is left at its reading place."""
        self._keeper.keep_now()
        self._desk.open(encounter_id)

    def leave(self) -> None:
        """Write the reading place down before the window closes."""
        self._keeper.keep_now()

    def close_up(self) -> None:
        """Remove what was written for the viewer and the printer."""
        self.claim.close_up()

    def restyle(self) -> None:
        """Take the colours of another theme."""
        self.view.record.note.restyle()
        self.view.record.viewer.restyle()
        self.view.codes.book.restyle()

    def _connect_panels(self) -> None:
        view, desk = self.view, self._desk
        view.sheet.undo_button.clicked.connect(desk.undo)
        view.sheet.redo_button.clicked.connect(desk.redo)
        view.empty.choose_wanted.connect(self._on_choose)
        view.empty.new_wanted.connect(self._on_new_visit)
        view.banner.edit_wanted.connect(self.edit_visit)
        view.banner.previous_wanted.connect(self.open_visit)
        view.record.place_changed.connect(self._keeper.moved)
        view.record.mark_chosen.connect(self._on_mark_chosen)
        view.record.mark_dropped.connect(self._on_mark_dropped)
        view.record.note_wanted.connect(self.add_note)
        view.codes.assign_wanted.connect(desk.assign)
        view.codes.line_wanted.connect(self._on_line_wanted)
        view.codes.carry_wanted.connect(desk.carry_forward)
        view.codes.pending_changed.connect(view.record.show_pending)
        view.sheet.evidence_wanted.connect(self._on_evidence_wanted)
        view.sheet.code_wanted.connect(view.codes.show_code)
        view.sheet.search_wanted.connect(view.codes.focus_search)
        view.sheet.jump_wanted.connect(self._on_jump_outside)

    def _connect_desk(self) -> None:
        desk = self._desk
        desk.opened.connect(self._show_visit)
        desk.chart_changed.connect(self.view.record.show_chart)
        desk.sheet_changed.connect(self._show_state)
        desk.assigned.connect(self.view.codes.take_assigned)
        desk.assigned.connect(self.view.record.viewer.clear_selection)
        desk.refused.connect(self._on_refused)

    def _show_visit(self, opened: OpenedVisit) -> None:
        view, state = self.view, opened.state
        fresh = opened.encounter.id != self._shown
        self._shown = opened.encounter.id
        view.banner.show_visit(opened.visit, opened.previous)
        self.reader.open_visit(opened.encounter.id)
        view.record.news_since = opened.last_opened
        view.record.open_chart(opened.chart, opened.encounter, state.sheet, opened.place)
        view.codes.earlier.open_visit(opened.encounter.id, fresh=fresh)
        view.codes.open_visit(opened.about, opened.in_force, fresh=fresh)
        view.sheet.open_visit(state, opened.fees, fresh=fresh)
        view.setCurrentWidget(view.bench)
        self._show_state(state)
        if fresh:
            self._turns.clear()
            view.notice.say("")
            if self._key_window is not None:
                self._key_window.close()
            if view.isVisible():
                view.record.begin_reading()

    def _show_state(self, state: SheetState) -> None:
        view, opened = self.view, self._desk.current
        view.record.show_sheet(state.sheet)
        view.codes.earlier.show_sheet(state.sheet)
        view.sheet.show_state(state)
        view.codes.set_locked(locked=state.locked)
        view.banner.show_status(state.status)
        self.claim.show_state(state)
        view.locked.show_state(state, opened.encounter.number if opened else "")
        self._show_enabled()

    def _show_enabled(self) -> None:
        opened = self._desk.current
        version = opened.state.version if opened else None
        sheet = self.view.sheet
        sheet.undo_button.setEnabled(self.can_undo())
        sheet.redo_button.setEnabled(self.can_redo())
        undone = version.action if version and version.can_undo else ""
        sheet.undo_button.setToolTip(f"Undo {undone} (Ctrl+Z)" if undone else "Undo (Ctrl+Z)")
        self._context.refresh_actions()

    def can_code(self) -> bool:
        """Whether the codes of the open visit may change."""
        return self._desk.current is not None and not self._desk.current.state.locked

    def can_undo(self) -> bool:
        """Whether an action on the sheet can be taken back."""
        current = self._desk.current
        return current is not None and self.can_code() and current.state.version.can_undo

    def can_redo(self) -> bool:
        """Whether an action taken back can be done again."""
        current = self._desk.current
        return current is not None and self.can_code() and current.state.version.can_redo

    def is_open(self) -> bool:
        """Whether a visit is open."""
        return self._desk.current is not None

    def is_finished(self) -> bool:
        """Whether the open visit is finished."""
        return self._desk.current is not None and self._desk.current.state.locked

    def has_claim(self) -> bool:
        """Whether the open visit has a claim to save."""
        return self._desk.current is not None and self._desk.current.state.claim is not None

    def has_answer_key(self) -> bool:
        """Whether the open visit is a sample's."""
        return self._desk.current is not None and self._desk.current.answer_key is not None

    def move_up(self) -> None:
        """Move the current row of the sheet up."""
        self.view.sheet.move_current(-1)

    def move_down(self) -> None:
        """Move the current row of the sheet down."""
        self.view.sheet.move_current(1)

    def remove_current(self) -> None:
        """Remove the current row of the sheet, or the mark one is at in the note or on a page."""
        record = self.view.record
        if record.note.hasFocus():
            record.note.drop_mark_at_caret()
        elif record.viewer.hasFocus():
            if record.viewer.mark_at is not None:
                record.viewer.mark_dropped.emit(record.viewer.mark_at)
        else:
            self.view.sheet.remove_current()

    def focus_line_entry(self) -> None:
        """Put the keyboard into the line where services are jotted."""
        self.view.sheet.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_line_wanted(self, procedure: str) -> None:
        """Add a service line at the office's fee; where there is none, ask for the charge."""
        opened = self._desk.current
        if opened is None:
            return
        if any(fee.procedure == procedure for fee in opened.fees):
            self._desk.add_line(procedure)
            return
        self.view.sheet.entry.setText(f"{procedure} @")
        self.focus_line_entry()

    def teach_search(self) -> None:
        """Let the words in the search box mean something in this office."""
        self.words_dialog = OfficeWordsDialog(self._context, self.view)
        self.words_dialog.begin(self.view.codes.search.text(), self.view.codes.book.code)
        self.words_dialog.open()

    def _on_mark_chosen(self, diagnosis_id: str) -> None:
        state = self.view.sheet.state
        if state is None:
            return
        self.view.sheet.show_diagnosis(diagnosis_id)
        self.view.codes.show_code(state.sheet.diagnosis(diagnosis_id).code)

    def _on_mark_dropped(self, mark: Mark) -> None:
        self._desk.remove_evidence(mark.diagnosis_id, mark.evidence)

    def _on_evidence_wanted(self, diagnosis_id: str) -> None:
        """Jump to the words behind a diagnosis; asked again, to its next words."""
        state = self.view.sheet.state
        if state is None:
            return
        diagnosis = state.sheet.diagnosis(diagnosis_id)
        self.view.codes.show_code(diagnosis.code)
        if not diagnosis.evidence:
            self.view.sheet.notice.say(
                f"{diagnosis.code} has no words of the record behind it: select them in the note, "
                "press Ctrl+Enter and assign the code once more."
            )
            return
        turn = self._turns.get(diagnosis_id, -1) + 1
        self._turns = {diagnosis_id: turn}
        self.view.record.jump_to(diagnosis.evidence[turn % len(diagnosis.evidence)])

    def _on_jump_outside(self, finding: Finding) -> None:
        if finding.part is Part.PRACTICE:
            self._context.go_to(_PRACTICE)
        else:
            self.edit_visit()

    def _on_choose(self) -> None:
        self._context.go_to(_WORK_LIST)

    def _on_new_visit(self) -> None:
        self._context.go_to(_WORK_LIST)  # its actions can be used while it is in front
        self._context.run_action(NEW_VISIT_ACTION)

    def edit_visit(self) -> None:
        """Open the form that corrects visit, patient and coverage."""
        if self._shown and self.can_code():
            from medcoder_desktop.ui.forms.visit_dialog import (  # noqa: PLC0415 - seldom needed
                EditVisitDialog,
            )

            EditVisitDialog(self._context, self._shown, self.view).open()

    def add_note(self) -> None:
        """Open the dialog for a note typed or pasted by hand."""
        opened = self._desk.current
        if opened is None:
            return
        self.note_dialog = NoteDialog(opened.visit, self.view)
        self.note_dialog.accepted.connect(self._on_note_written)
        self.note_dialog.open()

    def _on_note_written(self) -> None:
        self._desk.add_note(self.note_dialog.document(), self.note_dialog.note())

    def show_answer_key(self) -> None:
        """Show what a careful coder assigns to a sample visit."""
        opened = self._desk.current
        if opened is None or opened.answer_key is None:
            return
        if self._key_window is None:
            self._key_window = AnswerKeyWindow(self._ink, self.view)
            self._key_window.code_wanted.connect(self.view.codes.show_code)
        self._key_window.show_key(opened.answer_key)

    def _on_refused(self, spot: Spot, sentence: str) -> None:
        if spot is Spot.CODES:
            self.view.codes.refuse(sentence)
        elif spot is Spot.PAGE:
            self.view.notice.say(sentence)
        else:
            self.view.sheet.refuse(sentence)

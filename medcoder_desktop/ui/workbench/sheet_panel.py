"""The coding sheet: what may be done to diagnoses, service lines and the claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from medcoder_desktop.domain.findings import Finding, Part, Severity
from medcoder_desktop.domain.money import format_cents
from medcoder_desktop.domain.practice import FeeLine
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.line_cells import column_of_box
from medcoder_desktop.ui.workbench.opened_visit import SheetState
from medcoder_desktop.ui.workbench.sheet_panel_view import SheetPanelView
from medcoder_desktop.ui.workbench.sheet_table import SheetTable
from medcoder_desktop.ui.workbench.visit_desk import VisitDesk

_WEIGHT = {Severity.ERROR: 2, Severity.WARNING: 1, Severity.INFORMATION: 0}
_WORDS = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.INFORMATION: ("note", "notes"),
}


class SheetPanel(SheetPanelView):
    """Behaviour of the coding sheet.

    Signals:
        evidence_wanted: Id of the diagnosis whose words are to be shown.
        code_wanted: Code to show in the book.
        jump_wanted: A ``Finding`` about something outside the sheet.
        search_wanted: The claim has no diagnosis yet: the keyboard belongs into the search.
    """

    evidence_wanted = Signal(str)
    code_wanted = Signal(str)
    jump_wanted = Signal(object)
    search_wanted = Signal()

    def __init__(self, desk: VisitDesk, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(ink, parent)
        self._desk = desk
        self._state: SheetState | None = None
        self._entry_sent = ""
        self._follow = ""
        self.diagnoses.evidence_wanted.connect(self.evidence_wanted)
        self.diagnoses.code_wanted.connect(self.code_wanted)
        self.diagnoses.verify_wanted.connect(desk.verify_diagnosis)
        self.diagnoses.move_wanted.connect(self._move_diagnosis)
        self.diagnoses.remove_wanted.connect(self._remove_diagnosis)
        self.services.rows.line_changed.connect(desk.change_line)
        self.services.move_wanted.connect(self._move_line)
        self.services.remove_wanted.connect(self._remove_line)
        self.services.refused.connect(self.notice.say)
        self.entry.entered.connect(self._add_line)
        self.entry.textEdited.connect(self._on_entry_edited)
        self.findings.jump_wanted.connect(self.jump)

    @property
    def state(self) -> SheetState | None:
        """The sheet shown; None before a visit is open."""
        return self._state

    def open_visit(self, state: SheetState, fees: Sequence[FeeLine], *, fresh: bool) -> None:
        """Show the sheet of a visit."""
        self.services.rows.set_fees(fees)
        self.entry.set_fees(fees)
        if fresh:
            self.entry.clear()
            self.notice.say("")
            self.claim_card.forget()
            self._entry_sent = self._follow = ""
        self.show_state(state)

    def show_state(self, state: SheetState) -> None:
        """Show the sheet as it stands after a change; what was current stays so."""
        before = self._state
        self._state = state
        sheet = state.sheet
        if before is None or before.version != state.version or before.findings != state.findings:
            self._show_rows(state)
        self.total.setText(format_cents(sheet.total))
        self.total.setAccessibleName(f"Total {format_cents(sheet.total)}")
        self._show_findings(state.findings)
        self._show_locked(state)
        if self._entry_sent and before is not None and len(sheet.lines) > len(before.sheet.lines):
            self.entry.clear()
            self._entry_sent = ""
        if before is None or before.version != state.version:
            self.notice.say("")

    def refuse(self, sentence: str) -> None:
        """Say why something was not done to the sheet, and show it as it stands."""
        self._entry_sent = ""
        self.notice.say(sentence)
        if self._state is not None:
            self._show_rows(self._state)

    def focus_sheet(self) -> None:
        """Keyboard into the diagnoses, from there into the services, from there into the entry."""
        order: tuple[QWidget, ...] = (self.diagnoses, self.services, self.entry)
        focused = [number for number, widget in enumerate(order) if widget.hasFocus()]
        start = focused[0] + 1 if focused else 0
        for widget in (*order[start:], *order[:start]):
            empty = isinstance(widget, SheetTable) and not widget.row_count()
            if not empty and widget.isEnabled():
                widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def focus_findings(self) -> None:
        """Keyboard into the findings."""
        self.findings.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_diagnosis(self, diagnosis_id: str) -> None:
        """Make a diagnosis current, without taking the keyboard."""
        self.diagnoses.show_diagnosis(diagnosis_id)

    def move_current(self, step: int) -> None:
        """Move the current row of the table with the keyboard, up (-1) or down (1)."""
        table = self._table_in_use()
        if table is not None:
            table.move_current(step)

    def verify_current(self) -> None:
        """Say that today's record supports the current diagnosis, which was carried forward."""
        diagnosis_id = self.diagnoses.current_id()
        if diagnosis_id and self._state is not None and not self._state.locked:
            self._desk.verify_diagnosis(diagnosis_id)

    def remove_current(self) -> None:
        """Take the current row of the table with the keyboard off."""
        table = self._table_in_use()
        if table is not None:
            table.remove_current()

    def _table_in_use(self) -> SheetTable | None:
        if self._state is None or self._state.locked:
            return None
        return next((t for t in (self.diagnoses, self.services) if t.hasFocus()), None)

    def jump(self, finding: Finding) -> None:
        """Put the keyboard where a finding is about, or ask for it outside the sheet."""
        reason = Qt.FocusReason.OtherFocusReason
        if finding.part is Part.DIAGNOSIS:
            if not finding.subject_id:
                self.search_wanted.emit()
                return
            self.diagnoses.show_diagnosis(finding.subject_id)
            self.diagnoses.setFocus(reason)
        elif finding.part is Part.LINE:
            row = self.services.rows.row_of(finding.subject_id)
            if row < 0:
                self.entry.setFocus(reason)
                return
            self.services.select(row, column_of_box(finding.box))
            self.services.setFocus(reason)
        else:
            self.jump_wanted.emit(finding)

    def _show_rows(self, state: SheetState) -> None:
        sheet, severities = state.sheet, _worst_by_subject(state.findings)
        diagnosis_id = self._follow or self.diagnoses.current_id()
        at = self.diagnoses.currentIndex().row()
        self.diagnoses.rows.show(sheet, severities, state.categories)
        row = self.diagnoses.rows.row_of(diagnosis_id)
        if at >= 0 or row >= 0:
            self.diagnoses.select(row if row >= 0 else min(at, len(sheet.diagnoses) - 1))
        cell = self.services.currentIndex()
        line = self.services.rows.line(cell.row())
        at, column = cell.row(), cell.column()
        self.services.rows.show(sheet, severities)
        row = self.services.rows.row_of(self._follow or (line.id if line else ""))
        if at >= 0:
            self.services.select(row if row >= 0 else min(at, len(sheet.lines) - 1), column)
        self._follow = ""

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        self.findings.show_findings(findings)
        for chip, severity in (
            (self.error_chip, Severity.ERROR),
            (self.warning_chip, Severity.WARNING),
            (self.note_chip, Severity.INFORMATION),
        ):
            _count(chip, severity, findings)
        self.findings_header.say("" if findings else "nothing found")

    def _show_locked(self, state: SheetState) -> None:
        locked = state.locked
        self.services.rows.locked = locked
        self.entry.setEnabled(not locked)
        if locked:
            self.claim_card.show_claim(state.claim)
            self.header.say("finished · locked")
        else:
            self.claim_card.forget()
            self.finish_bar.show_state(state)
            self.header.say("")
        self.show_foot(self.claim_card if locked else self.finish_bar)

    def _add_line(self, text: str) -> None:
        if text.strip():
            self._entry_sent = text
            self._desk.add_line(text)

    def _on_entry_edited(self, _: str) -> None:
        self.notice.say("")

    def _move_diagnosis(self, row: int, position: int) -> None:
        diagnosis = self.diagnoses.rows.diagnosis(row)
        if diagnosis is not None:
            self._follow = diagnosis.id
            self._desk.move_diagnosis(diagnosis.id, position)

    def _remove_diagnosis(self, row: int) -> None:
        diagnosis = self.diagnoses.rows.diagnosis(row)
        if diagnosis is not None:
            self._desk.remove_diagnosis(diagnosis.id)

    def _move_line(self, row: int, position: int) -> None:
        line = self.services.rows.line(row)
        if line is not None:
            self._follow = line.id
            self._desk.move_line(line.id, position)

    def _remove_line(self, row: int) -> None:
        line = self.services.rows.line(row)
        if line is not None:
            self._desk.remove_line(line.id)


def _worst_by_subject(findings: Iterable[Finding]) -> dict[str, Severity]:
    worst: dict[str, Severity] = {}
    for finding in findings:
        known = worst.get(finding.subject_id)
        if finding.subject_id and (known is None or _WEIGHT[finding.severity] > _WEIGHT[known]):
            worst[finding.subject_id] = finding.severity
    return worst


def _count(chip: QLabel, severity: Severity, findings: Sequence[Finding]) -> None:
    number = sum(finding.severity is severity for finding in findings)
    one, many = _WORDS[severity]
    chip.setText(f"{number} {one if number == 1 else many}")
    chip.setVisible(number > 0)

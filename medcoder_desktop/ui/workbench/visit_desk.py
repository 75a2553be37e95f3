"""The visit that is open, and everything that may be done to it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.charges import RecordedCharge
from medcoder_desktop.domain.claims import Claim, ExportKind
from medcoder_desktop.domain.documents import ClinicalDocument
from medcoder_desktop.domain.errors import Defect, MedCoderError
from medcoder_desktop.domain.evidence import Evidence
from medcoder_desktop.domain.sheet import ServiceLine
from medcoder_desktop.services.suite import Services
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.workbench.desk_values import (
    ChartRead,
    Exported,
    Purpose,
    SheetWrite,
    Spot,
)
from medcoder_desktop.ui.workbench.opened_visit import (
    OpenedVisit,
    SheetState,
    read_opened_visit,
    read_sheet_state,
)


class VisitDesk(QObject):
    """Keeps the open visit and carries out what the coder does to it, one write after another.

    Signals:
        opened: ``OpenedVisit``, when a visit was opened or read anew.
        chart_changed: ``Chart`` and the id of a document to open, or an empty one.
        sheet_changed: ``SheetState``, after each write.
        assigned: The code, once it stands on the sheet.
        finished: ``Claim``.
        exported: ``Exported``.
        refused: ``Spot`` and the sentence to say there.
    """

    opened = Signal(object)
    chart_changed = Signal(object, str)
    sheet_changed = Signal(object)
    assigned = Signal(str)
    finished = Signal(object)
    exported = Signal(object)
    refused = Signal(object, str)

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.current: OpenedVisit | None = None
        self.announcing = False
        """True while others are told of a change made here: they need not tell it back."""
        self._wanted = ""

    @property
    def encounter_id(self) -> str:
        """Id of the visit that is open or being opened; empty when none is."""
        return self._wanted

    def open(self, encounter_id: str) -> None:
        """Read a visit and show it; a visit asked for later wins."""
        self._wanted = encounter_id
        self._context.tasks.read(
            partial(read_opened_visit, self._context.services, encounter_id),
            self._take_visit,
            self._cannot_open,
            topic="workbench.visit",
        )

    def reload(self) -> None:
        """Read the open visit anew, because something else changed it."""
        if self._wanted:
            self.open(self._wanted)

    def assign(self, code: str, evidence: tuple[Evidence, ...]) -> None:
        """Put a code on the sheet with its evidence."""
        self._write(
            Spot.CODES,
            lambda coding, actor, visit: coding.assign(actor, visit, code, evidence),
            code,
        )

    def carry_forward(self, code: str, source: str) -> None:
        """Put a code of the patient's past on the sheet, to be verified."""
        self._write(
            Spot.CODES,
            lambda coding, actor, visit: coding.carry_forward(actor, visit, code, source),
            code,
        )

    def verify_diagnosis(self, diagnosis_id: str) -> None:
        """Say that today's record supports a code that was carried forward."""
        self._write(
            Spot.SHEET,
            lambda coding, actor, visit: coding.verify_diagnosis(actor, visit, diagnosis_id),
        )

    def take_charge(self, charge: RecordedCharge) -> None:
        """Take a charge of the record over to the sheet."""
        self._write(
            Spot.SHEET, lambda coding, actor, visit: coding.take_charge(actor, visit, charge)
        )

    def remove_diagnosis(self, diagnosis_id: str) -> None:
        """Take a diagnosis off."""
        self._write(
            Spot.SHEET,
            lambda coding, actor, visit: coding.remove_diagnosis(actor, visit, diagnosis_id),
        )

    def move_diagnosis(self, diagnosis_id: str, position: int) -> None:
        """Move a diagnosis; 0 is first-listed."""
        self._write(
            Spot.SHEET,
            lambda coding, actor, visit: coding.move_diagnosis(
                actor, visit, diagnosis_id, position
            ),
        )

    def remove_evidence(self, diagnosis_id: str, evidence: Evidence) -> None:
        """Take one quote off a diagnosis."""
        self._write(
            Spot.SHEET,
            lambda coding, actor, visit: coding.remove_evidence(
                actor, visit, diagnosis_id, evidence
            ),
        )

    def add_line(self, text: str) -> None:
        """Add a service line as it is jotted."""
        self._write(
            Spot.LINE_ENTRY, lambda coding, actor, visit: coding.add_line(actor, visit, text)
        )

    def change_line(self, line: ServiceLine) -> None:
        """Put a changed service line in its place."""
        self._write(Spot.SHEET, lambda coding, actor, visit: coding.change_line(actor, visit, line))

    def remove_line(self, line_id: str) -> None:
        """Take a service line off."""
        self._write(
            Spot.SHEET, lambda coding, actor, visit: coding.remove_line(actor, visit, line_id)
        )

    def move_line(self, line_id: str, position: int) -> None:
        """Move a service line; 0 is first."""
        self._write(
            Spot.SHEET,
            lambda coding, actor, visit: coding.move_line(actor, visit, line_id, position),
        )

    def undo(self) -> None:
        """Take the last action on the sheet back."""
        self._write(Spot.SHEET, lambda coding, actor, visit: coding.undo(actor, visit))

    def redo(self) -> None:
        """Do again what was taken back."""
        self._write(Spot.SHEET, lambda coding, actor, visit: coding.redo(actor, visit))

    def finish(self) -> None:
        """Freeze the sheet as a claim."""
        services, actor, visit = self._context.services, self._context.actor, self._wanted
        self._context.tasks.write(
            partial(services.claims.finish, actor, visit),
            self._take_claim,
            partial(self._refuse, Spot.FINISH, visit),
        )

    def reopen(self) -> None:
        """Open the finished visit for coding again; its claim is withdrawn."""
        services, actor, visit = self._context.services, self._context.actor, self._wanted
        self._context.tasks.write(
            partial(services.claims.reopen, actor, visit),
            self._take_reopened,
            partial(self._refuse, Spot.FINISH, visit),
        )

    def export(
        self, claim: Claim, kind: ExportKind, target: Path, purpose: Purpose, *, with_evidence: bool
    ) -> None:
        """Write the claim to a file."""
        services, actor = self._context.services, self._context.actor
        write = partial(
            services.claims.export, actor, claim.id, kind, target, with_evidence=with_evidence
        )
        self._context.tasks.write(
            lambda: Exported(write(), purpose),
            self._take_exported,
            partial(self._refuse, Spot.FINISH, self._wanted),
        )

    def add_note(self, document: ClinicalDocument, text: str) -> None:
        """Add a note typed or pasted by hand."""
        services, actor = self._context.services, self._context.actor
        self._context.tasks.write(
            partial(services.records.add_document, actor, document, text),
            self._take_note,
            partial(self._refuse, Spot.PAGE, self._wanted),
        )

    def _write(self, spot: Spot, change: SheetWrite, code: str = "") -> None:
        if not self._wanted:
            return
        self._context.tasks.write(
            partial(_change, self._context.services, self._context.actor, self._wanted, change),
            partial(self._take_sheet, code),
            partial(self._refuse, spot, self._wanted),
        )

    def _take_visit(self, opened: OpenedVisit) -> None:
        if opened.encounter.id != self._wanted:
            return
        before = self.current
        if before is not None and before.encounter.id == opened.encounter.id:
            opened = replace(opened, last_opened=before.last_opened)
        else:
            services, actor = self._context.services, self._context.actor
            note = partial(services.records.note_opened, actor, opened.encounter.id)
            self._context.tasks.write(note)
        self.current = opened
        self.opened.emit(opened)

    def _take_sheet(self, code: str, state: SheetState) -> None:
        visit = state.sheet.encounter_id
        self._announce(Changes(Changed.SHEET | Changed.ENCOUNTERS, frozenset({visit})))
        if self._show_state(state) and code:
            self.assigned.emit(code)

    def _announce(self, changes: Changes) -> None:
        self.announcing = True
        try:
            self._context.changed(changes)
        finally:
            self.announcing = False

    def _take_state(self, state: SheetState) -> None:
        self._show_state(state)

    def _show_state(self, state: SheetState) -> bool:
        """Show a sheet unless it belongs to another visit or a newer one is shown already."""
        if self.current is None or state.sheet.encounter_id != self.current.encounter.id:
            return False
        if state.version.version < self.current.state.version.version:
            return False
        self.current = replace(self.current, state=state)
        self.sheet_changed.emit(state)
        return True

    def _take_claim(self, claim: Claim) -> None:
        self._announce(
            Changes(
                Changed.CLAIMS | Changed.ENCOUNTERS | Changed.SHEET,
                frozenset({claim.encounter_id}),
            )
        )
        self.finished.emit(claim)
        self._read_state_of(claim.encounter_id)

    def _take_reopened(self, changes: Changes) -> None:
        self._announce(changes)
        self._read_state_of(self._wanted)

    def _take_exported(self, exported: Exported) -> None:
        self._announce(Changes(Changed.CLAIMS | Changed.ENCOUNTERS, frozenset({self._wanted})))
        self.exported.emit(exported)
        self._read_state_of(self._wanted)

    def _take_note(self, document: ClinicalDocument) -> None:
        visits = frozenset({document.encounter_id} if document.encounter_id else ())
        self._announce(Changes(Changed.CHART, visits))
        self.read_chart(document.id)

    def read_chart(self, show: str = "") -> None:
        """Read the chart anew.

        Args:
            show: Id of a document to open then; empty to leave the reading place alone.
        """
        if not self._wanted:
            return
        self._context.tasks.read(
            partial(_read_chart, self._context.services, self._wanted, show),
            self._take_chart,
            topic="workbench.chart",
        )

    def _take_chart(self, answer: ChartRead) -> None:
        if self.current is None or answer.encounter_id != self.current.encounter.id:
            return
        self.current = replace(self.current, chart=answer.chart)
        self.chart_changed.emit(answer.chart, answer.show)

    def read_state(self) -> None:
        """Read the sheet anew, because something else changed it."""
        if self._wanted:
            self._read_state_of(self._wanted)

    def _read_state_of(self, encounter_id: str) -> None:
        self._context.tasks.read(
            partial(read_sheet_state, self._context.services, encounter_id),
            self._take_state,
            topic="workbench.sheet",
        )

    def _cannot_open(self, error: Exception) -> None:
        self._wanted = self.current.encounter.id if self.current else ""
        self._context.show_error(error)

    def _refuse(self, spot: Spot, encounter_id: str, error: Exception) -> None:
        """Say an expected refusal beside the place; hand our own mistakes on."""
        if isinstance(error, Defect) or not isinstance(error, MedCoderError):
            self._context.show_error(error)
        elif encounter_id == self._wanted:
            self.refused.emit(spot, error.sentence)
        self._read_state_of(encounter_id)


def _change(services: Services, actor: Actor, encounter_id: str, change: SheetWrite) -> SheetState:
    version = change(services.coding, actor, encounter_id)
    return read_sheet_state(services, encounter_id, version)


def _read_chart(services: Services, encounter_id: str, show: str) -> ChartRead:
    return ChartRead(encounter_id, services.records.chart(encounter_id), show)

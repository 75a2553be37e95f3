"""The coding sheet: assign, arrange, undo, redo; every action is one committed version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.clock import Clock
from medcoder_desktop.domain.code_standing import Standing
from medcoder_desktop.domain.codes import CodeEntry, CodeSystem, procedure_system
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.evidence import Evidence
from medcoder_desktop.domain.findings import Finding
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.line_entry import LineEntry, parse_line
from medcoder_desktop.domain.money import MOST_CENTS
from medcoder_desktop.domain.office_settings import settings_from
from medcoder_desktop.domain.sheet import (
    CodingSheet,
    Diagnosis,
    ServiceLine,
    with_diagnosis,
    with_diagnosis_moved,
    with_line,
    with_line_changed,
    with_line_moved,
    without_diagnosis,
    without_evidence,
    without_line,
)
from medcoder_desktop.domain.sheet_versions import SheetVersion, next_version, redone, undone
from medcoder_desktop.edits.check import check_sheet
from medcoder_desktop.services.code_lookup import LibraryLookup
from medcoder_desktop.services.library_service import LibraryService
from medcoder_desktop.services.patient_service import read_visit

if TYPE_CHECKING:
    from medcoder_desktop.store.repositories import Repositories
    from medcoder_desktop.store.store import Store
    from medcoder_desktop.store.unit_of_work import UnitOfWork


class CodingService:
    """What may be done to the codes of a visit. Every write returns the new version."""

    def __init__(self, store: Store, library: LibraryService, clock: Clock) -> None:
        self._store = store
        self._library = library
        self._clock = clock

    def sheet(self, encounter_id: str) -> SheetVersion:
        """The sheet as it stands now; empty and version 0 for an uncoded visit."""
        with self._store.reading() as records:
            return records.sheets.current(encounter_id)

    def assign(
        self, actor: Actor, encounter_id: str, code: str, evidence: tuple[Evidence, ...] = ()
    ) -> SheetVersion:
        """Put a diagnosis on the sheet with the words that support it.

        A code that is there already gains the new evidence.

        Raises:
            InputError: The code is unknown or a heading on the date of service, the sheet is
                full or finished, or the words do not stand in the document.
        """
        with self._store.reading() as records:
            day = records.encounters.get(encounter_id).date_of_service
        entry = self.billable_entry(code, day)

        def change(work: UnitOfWork, sheet: CodingSheet) -> CodingSheet:
            _check_evidence(work, encounter_id, evidence)
            diagnosis = Diagnosis(new_id(), entry.code.code, entry.code.title, evidence)
            return with_diagnosis(sheet, diagnosis)

        return self._do(actor, encounter_id, "assign", entry.code.code, change)

    def billable_entry(self, code: str, day: date) -> CodeEntry:
        """The entry of a code that may stand on a claim on ``day``.

        Raises:
            InputError: It is not billable; the sentence says why, since when, what to use.
        """
        standing = self._library.standing(code, day)
        if standing.standing is not Standing.BILLABLE:
            raise InputError("code.standing", sentence=standing.sentence)
        return self._library.entry(code, day)

    def remove_diagnosis(self, actor: Actor, encounter_id: str, diagnosis_id: str) -> SheetVersion:
        """Take a diagnosis off the sheet, with every pointer to it."""
        return self._do(
            actor,
            encounter_id,
            "remove",
            lambda sheet: sheet.diagnosis(diagnosis_id).code,
            lambda _, sheet: without_diagnosis(sheet, diagnosis_id),
        )

    def move_diagnosis(
        self, actor: Actor, encounter_id: str, diagnosis_id: str, position: int
    ) -> SheetVersion:
        """Move a diagnosis; position 0 is first-listed. Pointers follow their diagnosis."""
        return self._do(
            actor,
            encounter_id,
            "move",
            lambda sheet: sheet.diagnosis(diagnosis_id).code,
            lambda _, sheet: with_diagnosis_moved(sheet, diagnosis_id, position),
        )

    def remove_evidence(
        self, actor: Actor, encounter_id: str, diagnosis_id: str, evidence: Evidence
    ) -> SheetVersion:
        """Take one quote off a diagnosis."""
        return self._do(
            actor,
            encounter_id,
            "unmark",
            lambda sheet: sheet.diagnosis(diagnosis_id).code,
            lambda _, sheet: without_evidence(sheet, diagnosis_id, evidence),
        )

    def add_line(self, actor: Actor, encounter_id: str, text: str) -> SheetVersion:
        """Add a service line as it is jotted: ``99213-25 x1 @125.00 AB``.

        What is not written comes from elsewhere: the charge and description from the fee
        schedule on the date of service, one unit, and the first-listed diagnosis as pointer.

        Raises:
            InputError: A part cannot be read, no charge is known, or the sheet is full or
                finished.
        """
        entry = parse_line(text)
        published = self._published_title(entry.procedure, encounter_id)

        def change(work: UnitOfWork, sheet: CodingSheet) -> CodingSheet:
            encounter = work.encounters.get(encounter_id)
            return with_line(sheet, _filled_line(work, encounter, sheet, entry, published))

        return self._do(actor, encounter_id, "add line", entry.procedure, change)

    def _published_title(self, procedure: str, encounter_id: str) -> str:
        """What HCPCS Level II calls a procedure; CPT descriptors are not put on claims."""
        if procedure_system(procedure) is not CodeSystem.HCPCS or not self._library.is_ready():
            return ""
        with self._store.reading() as records:
            day = records.encounters.get(encounter_id).date_of_service
        return self._library.procedure(procedure, day).title

    def change_line(self, actor: Actor, encounter_id: str, line: ServiceLine) -> SheetVersion:
        """Put a changed service line in its place.

        Raises:
            InputError: The line cannot stand so, or the sheet is finished.
        """
        return self._do(
            actor,
            encounter_id,
            "change line",
            line.procedure,
            lambda _, sheet: with_line_changed(sheet, line),
        )

    def remove_line(self, actor: Actor, encounter_id: str, line_id: str) -> SheetVersion:
        """Take a service line off."""
        return self._do(
            actor,
            encounter_id,
            "remove line",
            lambda sheet: sheet.line(line_id).procedure,
            lambda _, sheet: without_line(sheet, line_id),
        )

    def move_line(
        self, actor: Actor, encounter_id: str, line_id: str, position: int
    ) -> SheetVersion:
        """Move a service line; position 0 is first."""
        return self._do(
            actor,
            encounter_id,
            "move line",
            lambda sheet: sheet.line(line_id).procedure,
            lambda _, sheet: with_line_moved(sheet, line_id, position),
        )

    def undo(self, actor: Actor, encounter_id: str) -> SheetVersion:
        """Take the last action back, as a new version; works after a restart too.

        Raises:
            InputError: There is nothing to undo, or the visit is finished.
        """
        with self._store.writing(actor) as work:
            _changeable(work, encounter_id)
            current = work.sheets.current(encounter_id)
            if current.undo_to is None:
                raise InputError("sheet.nothing_to_undo")
            target = work.sheets.version(encounter_id, current.undo_to)
            return self._commit(work, undone(current, target), "sheet.undo")

    def redo(self, actor: Actor, encounter_id: str) -> SheetVersion:
        """Do again what was undone last.

        Raises:
            InputError: There is nothing to redo, or the visit is finished.
        """
        with self._store.writing(actor) as work:
            _changeable(work, encounter_id)
            current = work.sheets.current(encounter_id)
            if current.redo_to is None:
                raise InputError("sheet.nothing_to_redo")
            target = work.sheets.version(encounter_id, current.redo_to)
            return self._commit(work, redone(current, target), "sheet.redo")

    def findings(self, encounter_id: str) -> tuple[Finding, ...]:
        """What stands in the way of the claim, worst first."""
        with self._store.reading() as records:
            visit = read_visit(records, encounter_id)
            sheet = records.sheets.current(encounter_id).sheet
            amended = _amended(records, sheet)
            needed = settings_from(records.ways.settings()).evidence_needed
        lookup = LibraryLookup(self._library, visit.encounter.date_of_service)
        return check_sheet(
            visit, sheet, lookup, self._clock.today(), amended, evidence_needed=needed
        )

    def _do(
        self,
        actor: Actor,
        encounter_id: str,
        action: str,
        about: str | Callable[[CodingSheet], str],
        change: Callable[[UnitOfWork, CodingSheet], CodingSheet],
    ) -> SheetVersion:
        """One action: read, change, snapshot, audit and commit within one transaction."""
        with self._store.writing(actor) as work:
            _changeable(work, encounter_id)
            current = work.sheets.current(encounter_id)
            subject = about if isinstance(about, str) else about(current.sheet)
            changed = change(work, current.sheet)
            if changed == current.sheet:
                return current
            version = next_version(current, changed, f"{action} {subject}")
            return self._commit(work, version, f"sheet.{action.replace(' ', '_')}")

    def _commit(self, work: UnitOfWork, version: SheetVersion, action: str) -> SheetVersion:
        version = replace(version, committed_at=self._clock.now())
        encounter = work.encounters.get(version.sheet.encounter_id)
        work.sheets.add(version)
        if encounter.status.after_coding is not encounter.status:
            work.encounters.save(replace(encounter, status=encounter.status.after_coding))
        work.record(action, encounter.id, f"{encounter.number} v{version.version} {version.action}")
        work.commit()
        return version


def _changeable(work: UnitOfWork, encounter_id: str) -> None:
    encounter = work.encounters.get(encounter_id)
    if not encounter.status.can_be_coded:
        raise InputError("sheet.locked", number=encounter.number, status=encounter.status.value)


def _check_evidence(work: UnitOfWork, encounter_id: str, evidence: tuple[Evidence, ...]) -> None:
    patient_id = work.encounters.get(encounter_id).patient_id
    for piece in evidence:
        document = work.chart.document(piece.document_id)
        if document.patient_id != patient_id or not piece.stands_in(
            work.chart.text(piece.document_id)
        ):
            raise InputError("sheet.evidence_moved")


def _amended(records: Repositories, sheet: CodingSheet) -> frozenset[str]:
    """Ids of diagnoses with a quote that no longer stands in its document.

    A document that was amended is not quoted any more unless its newest version has the words.
    """
    texts: dict[str, str] = {}
    stale: set[str] = set()
    for diagnosis in sheet.diagnoses:
        for piece in diagnosis.evidence:
            if piece.document_id not in texts:
                texts[piece.document_id] = records.chart.text(piece.document_id)
            newest = _newest(records, piece.document_id)
            amended = newest != piece.document_id
            if not piece.stands_in(texts[piece.document_id]) or (
                amended and not (piece.quote and piece.is_found_in(records.chart.text(newest)))
            ):
                stale.add(diagnosis.id)
    return frozenset(stale)


def _newest(records: Repositories, document_id: str) -> str:
    """Id of the newest version of a document."""
    seen = {document_id}
    while (following := records.chart.document(document_id).superseded_by) is not None:
        if following in seen:
            break
        seen.add(following)
        document_id = following
    return document_id


def _filled_line(
    work: UnitOfWork, encounter: Encounter, sheet: CodingSheet, entry: LineEntry, published: str
) -> ServiceLine:
    fee = work.fees.lookup(entry.procedure, entry.modifiers, encounter.date_of_service)
    unit_charge = entry.unit_charge
    if unit_charge is None:
        if fee is None:
            raise InputError("line.no_charge", procedure=entry.procedure)
        unit_charge = fee.charge
    charge = unit_charge * entry.units
    if charge > MOST_CENTS:
        raise InputError("line.charge_too_large", procedure=entry.procedure)
    letters = entry.letters or ("A" if sheet.diagnoses else "")
    return ServiceLine(
        id=new_id(),
        procedure=entry.procedure,
        description=fee.description if fee else published,
        modifiers=entry.modifiers,
        pointers=sheet.pointers_for(letters),
        units=entry.units,
        charge=charge,
    )

"""The coding sheet: assign, arrange, undo, redo; every action is one committed version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.charges import RecordedCharge
from medcoder_desktop.domain.clock import Clock
from medcoder_desktop.domain.code_standing import Standing
from medcoder_desktop.domain.codes import (
    CodeEntry,
    CodeSystem,
    compact,
    looks_like_procedure,
    procedure_system,
)
from medcoder_desktop.domain.earlier_codes import EarlierCode
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.evidence import Evidence
from medcoder_desktop.domain.findings import Finding
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.line_entry import parse_line
from medcoder_desktop.domain.office_settings import settings_from
from medcoder_desktop.domain.sheet import (
    CodingSheet,
    Diagnosis,
    ServiceLine,
    with_diagnosis,
    with_diagnosis_moved,
    with_diagnosis_verified,
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
from medcoder_desktop.services.earlier_codes import earlier_codes_of
from medcoder_desktop.services.filling_lines import (
    OF_THE_RECORD,
    filled_line,
    with_charge,
    with_missing,
)
from medcoder_desktop.services.library_service import LibraryService
from medcoder_desktop.services.patient_service import read_visit
from medcoder_desktop.services.sheet_evidence import (
    amended_diagnoses,
    check_evidence,
    is_of_visit,
    without_outdated,
)

if TYPE_CHECKING:
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

        A code that is there already gains the new evidence; one that was carried forward counts
        as verified, unless the words are of another day.

        Raises:
            InputError: The code is unknown or a heading on the date of service, the sheet is
                full or finished, or the words do not stand in the document.
        """
        with self._store.reading() as records:
            day = records.encounters.get(encounter_id).date_of_service
        entry = self.billable_entry(code, day)

        def change(work: UnitOfWork, sheet: CodingSheet) -> CodingSheet:
            check_evidence(work, encounter_id, evidence)
            present = sheet.diagnosis_with_code(entry.code.code)
            of_today = not evidence or is_of_visit(work, encounter_id, evidence)
            carried = present.carried_from if present and not of_today else ""
            code, title = entry.code.code, entry.code.title
            current = without_outdated(work, sheet, code, evidence)
            return with_diagnosis(current, Diagnosis(new_id(), code, title, evidence, carried))

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

    def earlier_codes(self, encounter_id: str) -> tuple[EarlierCode, ...]:
        """What was coded for the patient before this visit, and the problem list."""
        with self._store.reading() as records:
            encounter = records.encounters.get(encounter_id)
            visits = records.encounters.coded_until(
                encounter.patient_id, encounter.date_of_service, encounter_id
            )
            conditions = records.chart.conditions_of(encounter.patient_id)
        return earlier_codes_of(self._library, visits, conditions, encounter.date_of_service)

    def carry_forward(
        self, actor: Actor, encounter_id: str, code: str, source: str
    ) -> SheetVersion:
        """Put a code of the past on the sheet, marked to be verified against today's record.

        Args:
            source: Where it comes from, in words.

        Raises:
            InputError: The code is not billable on the date of service, is there already, or the
                sheet is full or finished.
        """
        with self._store.reading() as records:
            day = records.encounters.get(encounter_id).date_of_service
        entry = self.billable_entry(code, day).code
        carried = Diagnosis(new_id(), entry.code, entry.title, carried_from=source)
        return self._do(
            actor,
            encounter_id,
            "carry forward",
            entry.code,
            lambda _, sheet: with_diagnosis(sheet, carried),
        )

    def carry_earlier(self, actor: Actor, encounter_id: str, code: str) -> SheetVersion:
        """Carry forward a code that was coded before or is on the problem list.

        Raises:
            InputError: It is neither, or as :meth:`carry_forward`.
        """
        for each in self.earlier_codes(encounter_id):
            if each.code and compact(each.code) == compact(code):
                return self.carry_forward(actor, encounter_id, each.code, each.source)
        raise InputError("earlier.not_there", code=code)

    def verify_code(self, actor: Actor, encounter_id: str, code: str) -> SheetVersion:
        """As :meth:`verify_diagnosis`, by the code.

        Raises:
            InputError: It is not on the sheet, or as :meth:`verify_diagnosis`.
        """
        diagnosis = self.sheet(encounter_id).sheet.diagnosis_with_code(code)
        if diagnosis is None:
            raise InputError("sheet.nothing_to_verify", code=code)
        return self.verify_diagnosis(actor, encounter_id, diagnosis.id)

    def verify_diagnosis(self, actor: Actor, encounter_id: str, diagnosis_id: str) -> SheetVersion:
        """Say that today's record supports a code that was carried forward.

        Raises:
            InputError: It was not carried forward, or the visit is finished.
        """

        def change(_: UnitOfWork, sheet: CodingSheet) -> CodingSheet:
            diagnosis = sheet.diagnosis(diagnosis_id)
            if not diagnosis.carried_from:
                raise InputError("sheet.nothing_to_verify", code=diagnosis.code)
            return with_diagnosis_verified(sheet, diagnosis_id)

        return self._do(
            actor,
            encounter_id,
            "verify",
            lambda sheet: sheet.diagnosis(diagnosis_id).code,
            change,
        )

    def take_charge(self, actor: Actor, encounter_id: str, charge: RecordedCharge) -> SheetVersion:
        """Take a charge of the record over to the sheet: its service, and its diagnoses.

        Diagnoses that are not on the sheet yet are marked to be verified; those that may not be
        billed on the day are left out. Where the record states no amount, the fee schedule does.

        Raises:
            InputError: The charge names no procedure, no amount is known, or the sheet is full or
                finished.
        """
        if not looks_like_procedure(charge.procedure):
            raise InputError("charge.no_code")
        published = self._published_title(charge.procedure, encounter_id)
        with self._store.reading() as records:
            day = records.encounters.get(encounter_id).date_of_service
        found = {
            code: self._library.entry(code, day).code
            for code in charge.diagnoses
            if self._library.standing(code, day).standing is Standing.BILLABLE
        }
        billable = tuple(
            Diagnosis(new_id(), each.code, each.title, carried_from=OF_THE_RECORD)
            for each in found.values()
        )

        def change(work: UnitOfWork, sheet: CodingSheet) -> CodingSheet:
            encounter = work.encounters.get(encounter_id)
            there = with_missing(sheet, billable)
            return with_charge(work, encounter, there, charge, published)

        return self._do(actor, encounter_id, "take charge", charge.procedure, change)

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
            return with_line(sheet, filled_line(work, encounter, sheet, entry, published))

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
            amended = amended_diagnoses(records, sheet)
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

"""Patients, their coverage and their visits, typed by hand or corrected."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.clock import Clock
from medcoder_desktop.domain.encounters import Encounter, EncounterRow
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.patients import Coverage, Patient
from medcoder_desktop.domain.validation import (
    coverage_problems,
    encounter_problems,
    patient_problems,
    refuse,
)
from medcoder_desktop.domain.visits import Visit

if TYPE_CHECKING:
    from medcoder_desktop.store.repositories import Repositories
    from medcoder_desktop.store.store import Store


class PatientService:
    """Who is seen, who pays, and when they came."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def patients(self, text: str = "", limit: int = 200) -> tuple[Patient, ...]:
        """Patients whose name or record number begins with the words of ``text``."""
        with self._store.reading() as records:
            return records.patients.search(text, limit)

    def patient(self, patient_id: str) -> Patient:
        """One patient.

        Raises:
            KeyError: No patient has this id.
        """
        with self._store.reading() as records:
            return records.patients.get(patient_id)

    def save_patient(self, actor: Actor, patient: Patient) -> Changes:
        """Store a patient, new or changed.

        Raises:
            InputError: A field cannot be right.
        """
        refuse(patient_problems(patient, self._clock.today()))
        with self._store.writing(actor) as work:
            work.patients.save(patient)
            work.record("patient.save", patient.id)
            work.commit()
        return Changes(Changed.PATIENTS)

    def coverages(self, patient_id: str) -> tuple[Coverage, ...]:
        """A patient's policies, primary first."""
        with self._store.reading() as records:
            return records.coverages.of_patient(patient_id)

    def save_coverage(self, actor: Actor, coverage: Coverage) -> Changes:
        """Store a policy, new or changed.

        Raises:
            InputError: A field cannot be right.
        """
        refuse(coverage_problems(coverage, self._clock.today()))
        with self._store.writing(actor) as work:
            work.coverages.save(coverage)
            work.record("coverage.save", coverage.patient_id, coverage.id)
            work.commit()
        return Changes(Changed.COVERAGE)

    def remove_coverage(self, actor: Actor, coverage_id: str) -> Changes:
        """Remove a policy no visit is billed to.

        Raises:
            InputError: A visit is billed to it.
        """
        with self._store.writing(actor) as work:
            coverage = work.coverages.get(coverage_id)
            if work.coverages.in_use(coverage_id):
                raise InputError("office.coverage_in_use")
            work.coverages.remove(coverage_id)
            work.record("coverage.remove", coverage.patient_id, coverage_id)
            work.commit()
        return Changes(Changed.COVERAGE)

    def save_encounter(self, actor: Actor, encounter: Encounter) -> Encounter:
        """Store a visit, new or changed.

        A new one (its number is empty) gets its number and, when no coverage is chosen, stays
        self-paying.

        Returns:
            The visit as stored.

        Raises:
            InputError: A field cannot be right, or the visit is finished.
        """
        with self._store.writing(actor) as work:
            patient = work.patients.get(encounter.patient_id)
            refuse(encounter_problems(encounter, patient, self._clock.today()))
            if encounter.number:
                stored = work.encounters.get(encounter.id)
                if not stored.status.can_be_coded:
                    raise InputError(
                        "sheet.locked", number=stored.number, status=stored.status.value
                    )
                encounter = replace(encounter, number=stored.number, status=stored.status)
                work.encounters.save(encounter)
            else:
                encounter = work.encounters.add(encounter)
            work.record("visit.save", encounter.id, encounter.number)
            work.commit()
        return encounter

    def add_visit(
        self, actor: Actor, patient: Patient, coverage: Coverage | None, encounter: Encounter
    ) -> Encounter:
        """Store a visit typed by hand with its patient and coverage, all or nothing.

        Args:
            patient: New, or a known one with what was corrected.
            coverage: New, or a known one with what was corrected; None for self-paying.

        Returns:
            The visit with its number.

        Raises:
            InputError: A field of one of them cannot be right.
        """
        self._refuse_wrong(patient, coverage, encounter)
        with self._store.writing(actor) as work:
            work.patients.save(patient)
            if coverage is not None:
                work.coverages.save(coverage)
            coverage_id = coverage.id if coverage else None
            stored = work.encounters.add(replace(encounter, coverage_id=coverage_id))
            work.record("visit.add", stored.id, stored.number)
            work.commit()
        return stored

    def correct_visit(
        self, actor: Actor, patient: Patient, coverage: Coverage | None, encounter: Encounter
    ) -> Encounter:
        """Correct a visit with its patient and coverage, all or nothing.

        Raises:
            InputError: A field of one of them cannot be right, or the visit is finished.
        """
        self._refuse_wrong(patient, coverage, encounter)
        with self._store.writing(actor) as work:
            stored = work.encounters.get(encounter.id)
            if not stored.status.can_be_coded:
                raise InputError("sheet.locked", number=stored.number, status=stored.status.value)
            work.patients.save(patient)
            if coverage is not None:
                work.coverages.save(coverage)
            corrected = replace(
                encounter,
                number=stored.number,
                status=stored.status,
                coverage_id=coverage.id if coverage else None,
            )
            work.encounters.save(corrected)
            work.record("visit.correct", corrected.id, corrected.number)
            work.commit()
        return corrected

    def _refuse_wrong(
        self, patient: Patient, coverage: Coverage | None, encounter: Encounter
    ) -> None:
        today = self._clock.today()
        refuse(patient_problems(patient, today))
        if coverage is not None:
            refuse(coverage_problems(coverage, today))
        refuse(encounter_problems(encounter, patient, today))

    def encounter_rows(self, text: str = "", limit: int | None = None) -> tuple[EncounterRow, ...]:
        """The list of visits, newest date of service first, filtered by words of ``text``.

        Args:
            limit: Most lines; None for all.
        """
        with self._store.reading() as records:
            return records.encounters.rows(text, limit)

    def previous_visit(self, encounter: Encounter) -> EncounterRow | None:
        """The patient's visit before this one; None for the first."""
        with self._store.reading() as records:
            return records.encounters.before(encounter.patient_id, encounter.date_of_service)

    def encounter_by_number(self, number: str) -> Encounter:
        """The visit people call ``number`` (``V1001``; the letter may be missing or small).

        Raises:
            InputError: There is none.
        """
        wanted = number.strip().upper()
        if wanted.isdigit():
            wanted = f"V{wanted}"
        with self._store.reading() as records:
            try:
                return records.encounters.by_number(wanted)
            except KeyError:
                raise InputError("missing.visit", number=number) from None

    def visit(self, encounter_id: str) -> Visit:
        """A visit with everyone concerned.

        Raises:
            KeyError: No visit has this id.
        """
        with self._store.reading() as records:
            return read_visit(records, encounter_id)


def read_visit(records: Repositories, encounter_id: str) -> Visit:
    """A visit with everyone concerned, within a transaction already open.

    Raises:
        KeyError: No visit has this id.
    """
    encounter = records.encounters.get(encounter_id)
    coverage = records.coverages.get(encounter.coverage_id) if encounter.coverage_id else None
    return Visit(
        encounter=encounter,
        patient=records.patients.get(encounter.patient_id),
        provider=records.providers.get(encounter.provider_id) if encounter.provider_id else None,
        coverage=coverage,
        payer=records.payers.get(coverage.payer_id) if coverage else None,
        practice=records.practice.get(),
        facility=records.facilities.get(encounter.facility_id) if encounter.facility_id else None,
    )

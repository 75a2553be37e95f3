"""Visits, one by one and as the list people choose from."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from medcoder_desktop.domain.earlier_codes import CodedVisit
from medcoder_desktop.domain.encounters import Encounter, EncounterRow
from medcoder_desktop.store.repositories.counters import Counter, next_number
from medcoder_desktop.store.repositories.encounter_list import encounter_rows, rows_of
from medcoder_desktop.store.tables.coding import EncounterRow as VisitRow


class EncounterRepository:
    """Keeps the visits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, encounter_id: str) -> Encounter:
        """The visit with this id.

        Raises:
            KeyError: There is none.
        """
        row = self._session.get(VisitRow, encounter_id)
        if row is None:
            raise KeyError(encounter_id)
        return _encounter(row)

    def by_number(self, number: str) -> Encounter:
        """The visit that people call by this number.

        Raises:
            KeyError: There is none.
        """
        row = self._session.scalars(select(VisitRow).where(VisitRow.number == number)).one_or_none()
        if row is None:
            raise KeyError(number)
        return _encounter(row)

    def of_patient(self, patient_id: str) -> tuple[Encounter, ...]:
        """The patient's visits, newest first."""
        return self._newest_first(select(VisitRow).where(VisitRow.patient_id == patient_id))

    def of_patient_on(self, patient_id: str, day: date) -> tuple[Encounter, ...]:
        """The patient's visits of one day, newest first."""
        return self._newest_first(
            select(VisitRow).where(
                VisitRow.patient_id == patient_id, VisitRow.date_of_service == day
            )
        )

    def before(self, patient_id: str, day: date) -> EncounterRow | None:
        """The line of the patient's latest visit before a day; None when there is none."""
        query = (
            select(VisitRow.serial)
            .where(VisitRow.patient_id == patient_id, VisitRow.date_of_service < day)
            .order_by(VisitRow.date_of_service.desc(), VisitRow.serial.desc())
            .limit(1)
        )
        serial = self._session.execute(query).scalar_one_or_none()
        return None if serial is None else rows_of(self._session, [serial])[serial]

    def coded_until(self, patient_id: str, day: date, but: str) -> tuple[CodedVisit, ...]:
        """The patient's coded visits up to a day, the latest first.

        Args:
            but: Id of a visit left out.
        """
        query = (
            select(VisitRow.number, VisitRow.date_of_service, VisitRow.diagnosis_codes)
            .where(
                VisitRow.patient_id == patient_id,
                VisitRow.date_of_service <= day,
                VisitRow.id != but,
                VisitRow.diagnosis_codes != "",
            )
            .order_by(VisitRow.date_of_service.desc(), VisitRow.serial.desc())
        )
        return tuple(
            CodedVisit(number, on, tuple(codes.split()))
            for number, on, codes in self._session.execute(query)
        )

    def with_source_key(self, patient_id: str, key: str) -> Encounter | None:
        """The patient's visit that an imported record calls ``key``; None when there is none."""
        found = self._newest_first(
            select(VisitRow)
            .where(VisitRow.patient_id == patient_id, VisitRow.source_key == key)
            .limit(1)
        )
        return found[0] if found else None

    def rows(self, text: str = "", limit: int | None = None) -> tuple[EncounterRow, ...]:
        """The list of visits, newest date of service first.

        Args:
            text: Beginnings of the patient's names or record numbers, of the visit's number,
                or a date such as 2026-03-14, in any order; empty for every visit.
            limit: Most rows to return; None for all.
        """
        return encounter_rows(self._session, text, limit)

    def add(self, encounter: Encounter) -> Encounter:
        """Store a new visit and give it the next number.

        Returns:
            The visit with its number.
        """
        serial = next_number(self._session, Counter.ENCOUNTER)
        row = _row(encounter, f"V{serial}", serial)
        self._session.add(row)
        self._session.flush()
        return _encounter(row)

    def save(self, encounter: Encounter) -> None:
        """Store what changed of a visit; its number and its sheet stay as they are.

        Raises:
            KeyError: The visit is not stored yet.
        """
        stored = self._session.get(VisitRow, encounter.id)
        if stored is None:
            raise KeyError(encounter.id)
        self._session.merge(_row(encounter, stored.number, stored.serial))
        self._session.flush()

    def opened_at(self, encounter_id: str) -> datetime | None:
        """When a coder last had the visit open; None for never."""
        query = select(VisitRow.opened_at).where(VisitRow.id == encounter_id)
        return self._session.execute(query).scalar_one_or_none()

    def note_opened(self, encounter_id: str, moment: datetime) -> None:
        """Remember that a coder has the visit open now."""
        self._session.execute(
            update(VisitRow)
            .where(VisitRow.id == encounter_id)
            .values(opened_at=moment)
            .execution_options(synchronize_session=False)
        )

    def _newest_first(self, query: Select[VisitRow]) -> tuple[Encounter, ...]:
        ordered = query.order_by(VisitRow.date_of_service.desc(), VisitRow.serial.desc())
        return tuple(_encounter(row) for row in self._session.scalars(ordered))


def _row(encounter: Encounter, number: str, serial: int) -> VisitRow:
    return VisitRow(
        id=encounter.id,
        number=number,
        serial=serial,
        patient_id=encounter.patient_id,
        date_of_service=encounter.date_of_service,
        place_of_service=encounter.place_of_service,
        provider_id=encounter.provider_id,
        coverage_id=encounter.coverage_id,
        status=encounter.status,
        reason=encounter.reason,
        source_key=encounter.source_key,
        assigned_to=encounter.assigned_to,
        waiting_for=encounter.waiting_for,
        facility_id=encounter.facility_id,
    )


def _encounter(row: VisitRow) -> Encounter:
    return Encounter(
        id=row.id,
        number=row.number,
        patient_id=row.patient_id,
        date_of_service=row.date_of_service,
        place_of_service=row.place_of_service,
        provider_id=row.provider_id,
        coverage_id=row.coverage_id,
        status=row.status,
        reason=row.reason,
        source_key=row.source_key,
        assigned_to=row.assigned_to,
        waiting_for=row.waiting_for,
        facility_id=row.facility_id,
    )

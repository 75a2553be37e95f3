"""Patients, found by what people type and by what records say."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, select, union_all
from sqlalchemy.orm import Session

from medcoder_desktop.domain.patients import Patient, RecordNumber
from medcoder_desktop.store.folding import LAST_CHARACTER, folded, query_parts, search_words
from medcoder_desktop.store.tables.base import address_values
from medcoder_desktop.store.tables.patients import PatientRow, PatientWordRow, RecordNumberRow

_MOST_NEAR = 200
"""Patients who may share a name or a day of birth; in a real office some dozens do."""


class PatientRepository:
    """Keeps the patients."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, patient_id: str) -> Patient:
        """The patient with this id.

        Raises:
            KeyError: There is none.
        """
        row = self._session.get(PatientRow, patient_id)
        if row is None:
            raise KeyError(patient_id)
        return _patient(row)

    def search(self, text: str, limit: int) -> tuple[Patient, ...]:
        """Patients whose names or record numbers begin so, by family and given name.

        Args:
            text: Beginnings of names in any order (``ada okaf``), or of a record number;
                empty for everyone.
            limit: Most patients to return.
        """
        query = (
            select(PatientRow)
            .where(*(_is_called(part) for part in query_parts(text)))
            .order_by(PatientRow.folded_family, PatientRow.folded_given, PatientRow.id)
            .limit(limit)
        )
        return tuple(_patient(row) for row in self._session.scalars(query))

    def with_record_number(self, system: str, value: str) -> tuple[Patient, ...]:
        """The patients whom ``system`` knows under exactly this number."""
        known = select(RecordNumberRow.patient_id).where(
            RecordNumberRow.value == value, RecordNumberRow.system == system
        )
        query = select(PatientRow).where(PatientRow.id.in_(known)).order_by(PatientRow.id)
        return tuple(_patient(row) for row in self._session.scalars(query))

    def with_record_value(self, value: str) -> tuple[Patient, ...]:
        """The patients whom any system knows under exactly this number."""
        known = select(RecordNumberRow.patient_id).where(RecordNumberRow.value == value)
        query = select(PatientRow).where(PatientRow.id.in_(known)).order_by(PatientRow.id)
        return tuple(_patient(row) for row in self._session.scalars(query))

    def matching(self, family: str, given: str, birth_date: date | None) -> tuple[Patient, ...]:
        """The patients of this name and day of birth; accents and case do not count.

        Args:
            family: Whole family name.
            given: Whole given name.
            birth_date: None finds those whose day of birth is not known, and no others.
        """
        query = (
            select(PatientRow)
            .where(
                PatientRow.folded_family == folded(family),
                PatientRow.folded_given == folded(given),
                PatientRow.birth_date == birth_date,
            )
            .order_by(PatientRow.id)
        )
        return tuple(_patient(row) for row in self._session.scalars(query))

    def near(self, family: str, given: str, birth_date: date | None) -> tuple[Patient, ...]:
        """The patients who share the day of birth, or the whole name, with somebody.

        They are few, and found through indexes; how near they are is for the caller to say.

        Args:
            birth_date: None looks at the name alone.
        """
        same_name = and_(
            PatientRow.folded_family == folded(family), PatientRow.folded_given == folded(given)
        )
        ways = [select(PatientRow.id).where(same_name)]
        if birth_date is not None:
            ways.append(select(PatientRow.id).where(PatientRow.birth_date == birth_date))
        query = (
            select(PatientRow)
            .where(PatientRow.id.in_(union_all(*ways)))
            .order_by(PatientRow.id)
            .limit(_MOST_NEAR)
        )
        return tuple(_patient(row) for row in self._session.scalars(query))

    def save(self, patient: Patient) -> None:
        """Add the patient, or put it in the place of the one with the same id."""
        name, numbers = patient.name, patient.record_numbers
        words = search_words(
            (name.family, name.given, name.middle, name.suffix, *(n.value for n in numbers))
        )
        self._session.merge(
            PatientRow(
                id=patient.id,
                family=name.family,
                given=name.given,
                middle=name.middle,
                suffix=name.suffix,
                folded_family=folded(name.family),
                folded_given=folded(name.given),
                birth_date=patient.birth_date,
                sex=patient.sex,
                phone=patient.phone,
                record_numbers=[
                    RecordNumberRow(
                        patient_id=patient.id, position=place, system=n.system, value=n.value
                    )
                    for place, n in enumerate(numbers)
                ],
                words=[PatientWordRow(patient_id=patient.id, word=w) for w in sorted(words)],
                **address_values(patient.address),
            )
        )
        self._session.flush()


def word_begins(beginning: str) -> ColumnElement[bool]:
    """Whether a row of ``patient_words`` begins so: a range of its index."""
    return PatientWordRow.word.between(beginning, beginning + LAST_CHARACTER)


def _is_called(beginning: str) -> ColumnElement[bool]:
    return PatientRow.id.in_(select(PatientWordRow.patient_id).where(word_begins(beginning)))


def _patient(row: PatientRow) -> Patient:
    return Patient(
        id=row.id,
        name=row.name,
        birth_date=row.birth_date,
        sex=row.sex,
        address=row.address,
        phone=row.phone,
        record_numbers=tuple(RecordNumber(n.system, n.value) for n in row.record_numbers),
    )

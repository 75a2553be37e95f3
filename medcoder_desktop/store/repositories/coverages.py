"""The policies that pay for patients."""

from __future__ import annotations

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from medcoder_desktop.domain.patients import Coverage, Sex, Subscriber
from medcoder_desktop.domain.people import Address, PersonName
from medcoder_desktop.store.tables.coding import EncounterRow
from medcoder_desktop.store.tables.patients import CoverageRow


class CoverageRepository:
    """Keeps the policies."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, coverage_id: str) -> Coverage:
        """The policy with this id.

        Raises:
            KeyError: There is none.
        """
        row = self._session.get(CoverageRow, coverage_id)
        if row is None:
            raise KeyError(coverage_id)
        return _coverage(row)

    def of_patient(self, patient_id: str) -> tuple[Coverage, ...]:
        """The patient's policies, primary first."""
        query = (
            select(CoverageRow)
            .where(CoverageRow.patient_id == patient_id)
            .order_by(CoverageRow.rank, CoverageRow.id)
        )
        return tuple(_coverage(row) for row in self._session.scalars(query))

    def save(self, coverage: Coverage) -> None:
        """Add the policy, or put it in the place of the one with the same id."""
        row = CoverageRow(
            id=coverage.id,
            patient_id=coverage.patient_id,
            payer_id=coverage.payer_id,
            member_id=coverage.member_id,
            group_number=coverage.group_number,
            plan_name=coverage.plan_name,
            relationship=coverage.relationship,
            rank=coverage.rank,
        )
        _set_subscriber(row, coverage.subscriber)
        self._session.merge(row)
        self._session.flush()

    def remove(self, coverage_id: str) -> None:
        """Remove the policy, which must not be in use."""
        self._session.execute(delete(CoverageRow).where(CoverageRow.id == coverage_id))

    def in_use(self, coverage_id: str) -> bool:
        """Whether a visit is billed to this policy."""
        return self._session.execute(
            select(exists().where(EncounterRow.coverage_id == coverage_id))
        ).scalar_one()


def _set_subscriber(row: CoverageRow, subscriber: Subscriber | None) -> None:
    """Fill every column, also with nothing: a column left out would keep what it held."""
    name = subscriber.name if subscriber else None
    address = subscriber.address if subscriber else None
    row.subscriber_family = name.family if name else None
    row.subscriber_given = name.given if name else None
    row.subscriber_middle = name.middle if name else None
    row.subscriber_suffix = name.suffix if name else None
    row.subscriber_birth_date = subscriber.birth_date if subscriber else None
    row.subscriber_sex = subscriber.sex if subscriber else None
    row.subscriber_line1 = address.line1 if address else None
    row.subscriber_line2 = address.line2 if address else None
    row.subscriber_city = address.city if address else None
    row.subscriber_state = address.state if address else None
    row.subscriber_postal_code = address.postal_code if address else None


def _subscriber(row: CoverageRow) -> Subscriber | None:
    if row.subscriber_family is None:
        return None
    return Subscriber(
        name=PersonName(
            row.subscriber_family,
            row.subscriber_given or "",
            row.subscriber_middle or "",
            row.subscriber_suffix or "",
        ),
        birth_date=row.subscriber_birth_date,
        sex=row.subscriber_sex or Sex.UNKNOWN,
        address=Address(
            row.subscriber_line1 or "",
            row.subscriber_line2 or "",
            row.subscriber_city or "",
            row.subscriber_state or "",
            row.subscriber_postal_code or "",
        ),
    )


def _coverage(row: CoverageRow) -> Coverage:
    return Coverage(
        id=row.id,
        patient_id=row.patient_id,
        payer_id=row.payer_id,
        member_id=row.member_id,
        group_number=row.group_number,
        plan_name=row.plan_name,
        relationship=row.relationship,
        subscriber=_subscriber(row),
        rank=row.rank,
    )

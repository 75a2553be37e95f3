"""Where patients are seen outside the practice."""

from __future__ import annotations

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from medcoder_desktop.domain.practice import Facility
from medcoder_desktop.store.folding import folded
from medcoder_desktop.store.tables.base import address_values
from medcoder_desktop.store.tables.coding import EncounterRow
from medcoder_desktop.store.tables.office import FacilityRow


class FacilityRepository:
    """Keeps the facilities."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> tuple[Facility, ...]:
        """The facilities by name."""
        query = select(FacilityRow).order_by(FacilityRow.folded_name, FacilityRow.id)
        return tuple(_facility(row) for row in self._session.scalars(query))

    def get(self, facility_id: str) -> Facility:
        """The facility with this id.

        Raises:
            KeyError: There is none.
        """
        row = self._session.get(FacilityRow, facility_id)
        if row is None:
            raise KeyError(facility_id)
        return _facility(row)

    def named(self, name: str) -> tuple[Facility, ...]:
        """The facilities of this name, accents, case and spacing apart, by id."""
        query = (
            select(FacilityRow)
            .where(FacilityRow.folded_name == folded(name))
            .order_by(FacilityRow.id)
        )
        return tuple(_facility(row) for row in self._session.scalars(query))

    def save(self, facility: Facility) -> None:
        """Add the facility, or put it in the place of the one with the same id."""
        self._session.merge(
            FacilityRow(
                id=facility.id,
                name=facility.name,
                folded_name=folded(facility.name),
                npi=facility.npi,
                place_of_service=facility.place_of_service,
                **address_values(facility.address),
            )
        )
        self._session.flush()

    def remove(self, facility_id: str) -> None:
        """Remove the facility, which must not be in use."""
        self._session.execute(delete(FacilityRow).where(FacilityRow.id == facility_id))

    def in_use(self, facility_id: str) -> bool:
        """Whether a visit was there."""
        return self._session.execute(
            select(exists().where(EncounterRow.facility_id == facility_id))
        ).scalar_one()


def _facility(row: FacilityRow) -> Facility:
    return Facility(
        id=row.id,
        name=row.name,
        npi=row.npi,
        address=row.address,
        place_of_service=row.place_of_service,
    )

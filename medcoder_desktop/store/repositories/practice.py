"""The one practice of the store."""

from __future__ import annotations

from sqlalchemy.orm import Session

from medcoder_desktop.domain.practice import Practice
from medcoder_desktop.store.tables.base import address_values
from medcoder_desktop.store.tables.office import PracticeRow

_THE_ONE = 1


class PracticeRepository:
    """Keeps the billing provider."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self) -> Practice | None:
        """The practice; None until it is set up."""
        row = self._session.get(PracticeRow, _THE_ONE)
        if row is None:
            return None
        return Practice(
            name=row.name,
            address=row.address,
            phone=row.phone,
            npi=row.npi,
            taxonomy=row.taxonomy,
            tax_id=row.tax_id,
            tax_id_kind=row.tax_id_kind,
        )

    def save(self, practice: Practice) -> None:
        """Put ``practice`` in the place of what was there."""
        self._session.merge(
            PracticeRow(
                number=_THE_ONE,
                name=practice.name,
                phone=practice.phone,
                npi=practice.npi,
                taxonomy=practice.taxonomy,
                tax_id=practice.tax_id,
                tax_id_kind=practice.tax_id_kind,
                **address_values(practice.address),
            )
        )
        self._session.flush()

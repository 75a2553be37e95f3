"""Who pays claims."""

from __future__ import annotations

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from medcoder_desktop.domain.practice import Payer
from medcoder_desktop.store.folding import folded
from medcoder_desktop.store.tables.base import address_values
from medcoder_desktop.store.tables.office import PayerRow
from medcoder_desktop.store.tables.patients import CoverageRow


class PayerRepository:
    """Keeps the payers."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> tuple[Payer, ...]:
        """The payers by name."""
        query = select(PayerRow).order_by(PayerRow.folded_name, PayerRow.id)
        return tuple(_payer(row) for row in self._session.scalars(query))

    def get(self, payer_id: str) -> Payer:
        """The payer with this id (ours, not the identifier on claims).

        Raises:
            KeyError: There is none.
        """
        row = self._session.get(PayerRow, payer_id)
        if row is None:
            raise KeyError(payer_id)
        return _payer(row)

    def named(self, name: str) -> tuple[Payer, ...]:
        """The payers of this name, accents, case and spacing apart, by id."""
        query = select(PayerRow).where(PayerRow.folded_name == folded(name)).order_by(PayerRow.id)
        return tuple(_payer(row) for row in self._session.scalars(query))

    def save(self, payer: Payer) -> None:
        """Add the payer, or put it in the place of the one with the same id."""
        self._session.merge(
            PayerRow(
                id=payer.id,
                name=payer.name,
                folded_name=folded(payer.name),
                payer_id=payer.payer_id,
                kind=payer.kind,
                phone=payer.phone,
                **address_values(payer.address),
            )
        )
        self._session.flush()

    def remove(self, payer_id: str) -> None:
        """Remove the payer, which must not be in use."""
        self._session.execute(delete(PayerRow).where(PayerRow.id == payer_id))

    def in_use(self, payer_id: str) -> bool:
        """Whether a patient's coverage names this payer."""
        return self._session.execute(
            select(exists().where(CoverageRow.payer_id == payer_id))
        ).scalar_one()


def _payer(row: PayerRow) -> Payer:
    return Payer(
        id=row.id,
        name=row.name,
        payer_id=row.payer_id,
        kind=row.kind,
        address=row.address,
        phone=row.phone,
    )

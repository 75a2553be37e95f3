"""The people who render services."""

from __future__ import annotations

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from medcoder_desktop.domain.practice import Provider
from medcoder_desktop.store.tables.coding import EncounterRow
from medcoder_desktop.store.tables.office import ProviderRow


class ProviderRepository:
    """Keeps the providers."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self, active_only: bool = False) -> tuple[Provider, ...]:
        """The providers by name.

        Args:
            active_only: Leave out those whom new visits do not offer.
        """
        query = select(ProviderRow).order_by(ProviderRow.family, ProviderRow.given, ProviderRow.id)
        if active_only:
            query = query.where(ProviderRow.active)
        return tuple(_provider(row) for row in self._session.scalars(query))

    def get(self, provider_id: str) -> Provider:
        """The provider with this id.

        Raises:
            KeyError: There is none.
        """
        row = self._session.get(ProviderRow, provider_id)
        if row is None:
            raise KeyError(provider_id)
        return _provider(row)

    def with_npi(self, npi: str) -> tuple[Provider, ...]:
        """The providers who carry this NPI, by id."""
        query = select(ProviderRow).where(ProviderRow.npi == npi).order_by(ProviderRow.id)
        return tuple(_provider(row) for row in self._session.scalars(query))

    def save(self, provider: Provider) -> None:
        """Add the provider, or put it in the place of the one with the same id."""
        name = provider.name
        self._session.merge(
            ProviderRow(
                id=provider.id,
                family=name.family,
                given=name.given,
                middle=name.middle,
                suffix=name.suffix,
                credentials=provider.credentials,
                npi=provider.npi,
                taxonomy=provider.taxonomy,
                active=provider.active,
            )
        )
        self._session.flush()

    def remove(self, provider_id: str) -> None:
        """Remove the provider, which must not be in use."""
        self._session.execute(delete(ProviderRow).where(ProviderRow.id == provider_id))

    def in_use(self, provider_id: str) -> bool:
        """Whether a visit names this provider."""
        return self._session.execute(
            select(exists().where(EncounterRow.provider_id == provider_id))
        ).scalar_one()


def _provider(row: ProviderRow) -> Provider:
    return Provider(
        id=row.id,
        name=row.name,
        credentials=row.credentials,
        npi=row.npi,
        taxonomy=row.taxonomy,
        active=row.active,
    )

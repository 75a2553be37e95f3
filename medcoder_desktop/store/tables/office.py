"""The office: its one practice, its providers, payers, facilities and fee schedule."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from medcoder_desktop.domain.people import PersonName
from medcoder_desktop.domain.practice import PayerKind, TaxIdKind
from medcoder_desktop.store.tables.base import ID, SORTED_TEXT, AddressColumns, Base, ByValue


class PracticeRow(AddressColumns, Base):
    """The practice. There is one for each store, under the number 1."""

    __tablename__ = "practice"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    phone: Mapped[str]
    npi: Mapped[str]
    taxonomy: Mapped[str]
    tax_id: Mapped[str]
    tax_id_kind: Mapped[TaxIdKind] = mapped_column(ByValue(TaxIdKind))


class ProviderRow(Base):
    """A rendering provider."""

    __tablename__ = "providers"
    __table_args__ = (Index(None, "npi"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    family: Mapped[str]
    given: Mapped[str]
    middle: Mapped[str]
    suffix: Mapped[str]
    credentials: Mapped[str]
    npi: Mapped[str]
    taxonomy: Mapped[str]
    active: Mapped[bool]

    @property
    def name(self) -> PersonName:
        """The name these columns hold."""
        return PersonName(self.family, self.given, self.middle, self.suffix)


class PayerRow(AddressColumns, Base):
    """A payer.

    Attributes:
        folded_name: The name without accents and case, by which it is found again.
    """

    __tablename__ = "payers"
    __table_args__ = (Index(None, "folded_name"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str]
    folded_name: Mapped[str] = mapped_column(SORTED_TEXT)
    payer_id: Mapped[str]
    kind: Mapped[PayerKind] = mapped_column(ByValue(PayerKind))
    phone: Mapped[str]


class FacilityRow(AddressColumns, Base):
    """A place outside the practice where patients are seen.

    Attributes:
        folded_name: The name without accents and case, by which it is found again.
    """

    __tablename__ = "facilities"
    __table_args__ = (Index(None, "folded_name"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str]
    folded_name: Mapped[str] = mapped_column(SORTED_TEXT)
    npi: Mapped[str]
    place_of_service: Mapped[str]


class FeeLineRow(Base):
    """A line of the fee schedule.

    Attributes:
        folded_description: The office's wording without accents and case, to be searched.
        charge: Cents for one unit.
    """

    __tablename__ = "fee_lines"
    __table_args__ = (Index(None, "procedure", "modifier"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    procedure: Mapped[str] = mapped_column(SORTED_TEXT)
    modifier: Mapped[str]
    description: Mapped[str]
    folded_description: Mapped[str]
    charge: Mapped[int]
    effective_from: Mapped[date | None]
    effective_to: Mapped[date | None]

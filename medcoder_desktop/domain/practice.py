"""The office itself: practice, providers, payers and what it charges."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from medcoder_desktop.domain.people import Address, PersonName


class TaxIdKind(Enum):
    """Which number box 25 holds."""

    EIN = "EIN"
    SSN = "SSN"


@dataclass(frozen=True, slots=True)
class Practice:
    """The billing provider (boxes 25 and 33); one for each store.

    Attributes:
        npi: Group or individual NPI that bills.
        taxonomy: Provider taxonomy code of ten characters.
        tax_id: Nine digits without a dash.
    """

    name: str
    address: Address
    phone: str
    npi: str
    taxonomy: str
    tax_id: str
    tax_id_kind: TaxIdKind = TaxIdKind.EIN


@dataclass(frozen=True, slots=True)
class Provider:
    """A person who renders services (box 24J, 31).

    Attributes:
        credentials: ``MD``, ``NP``, ``PA-C`` …; may be empty.
        npi: Individual NPI; an imported record may carry one that is not valid.
        active: Whether new visits offer this provider.
    """

    id: str
    name: PersonName
    credentials: str
    npi: str
    taxonomy: str = ""
    active: bool = True

    @property
    def signed_name(self) -> str:
        """As on a signature line: ``Hanna Lindqvist, MD``."""
        return ", ".join(part for part in (self.name.spoken, self.credentials) if part)

    @property
    def listed_name(self) -> str:
        """As lists sort it and people look for it: ``Lindqvist, Hanna, MD``."""
        return ", ".join(part for part in (self.name.listed, self.credentials) if part)


class PayerKind(Enum):
    """What kind of payer it is (box 1; SBR09)."""

    COMMERCIAL = "commercial"
    MEDICARE = "medicare"
    MEDICAID = "medicaid"
    TRICARE = "tricare"
    CHAMPVA = "champva"
    FECA = "feca"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays claims.

    Attributes:
        payer_id: The identifier under which files reach the payer (NM109); may be empty.
    """

    id: str
    name: str
    payer_id: str
    kind: PayerKind
    address: Address = Address()
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Facility:
    """Where patients are seen outside the practice's own rooms (box 32; 837P 2310C).

    Attributes:
        npi: Of the organization (box 32a); may be empty.
        place_of_service: What kind of place it is, CMS code of two digits; empty where unknown.
    """

    id: str
    name: str
    npi: str = ""
    address: Address = Address()
    place_of_service: str = ""


@dataclass(frozen=True, slots=True)
class FeeLine:
    """What the office charges for one unit of a procedure, in its own words.

    Attributes:
        procedure: CPT or HCPCS Level II code of five characters.
        modifier: Two characters when the fee differs by modifier, else empty.
        description: The office's own wording.
        charge: Cents for one unit.
        effective_from: First day the fee holds; None for always.
        effective_to: Last day the fee holds; None for open.
    """

    id: str
    procedure: str
    modifier: str
    description: str
    charge: int
    effective_from: date | None = None
    effective_to: date | None = None

    @property
    def named(self) -> str:
        """The code with its modifier: ``99213-25``."""
        return f"{self.procedure}-{self.modifier}" if self.modifier else self.procedure

    def holds_on(self, day: date) -> bool:
        """Whether this fee is in force on ``day``."""
        after_start = self.effective_from is None or self.effective_from <= day
        return after_start and (self.effective_to is None or day <= self.effective_to)

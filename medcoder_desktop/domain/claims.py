"""Claims: what a finished visit says to a payer, frozen with everything it names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from medcoder_desktop.domain.patients import Coverage, Patient
from medcoder_desktop.domain.practice import Facility, Payer, Practice, Provider


class ClaimStatus(Enum):
    """What has become of a claim."""

    FINISHED = "finished"
    EXPORTED = "exported"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ClaimEvidence:
    """A quote as the claim keeps it: readable without the record at hand.

    Attributes:
        written_on: Date of the document quoted; None where the record does not say.
    """

    document_title: str
    written_on: date | None
    quote: str


@dataclass(frozen=True, slots=True)
class ClaimDiagnosis:
    """A diagnosis of a claim (box 21).

    Attributes:
        letter: Pointer letter, ``A`` to ``L``.
    """

    letter: str
    code: str
    title: str
    evidence: tuple[ClaimEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A service line of a claim (box 24).

    Attributes:
        number: From 1.
        pointers: Letters in order, ``AB``.
        charge: Cents for the whole line.
    """

    number: int
    date_of_service: date
    place_of_service: str
    procedure: str
    description: str
    modifiers: tuple[str, ...]
    pointers: str
    units: int
    charge: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A finished claim. Nothing in it changes when the practice or patient does later.

    Attributes:
        number: ``C1001``.
        encounter_number: The visit it came from, ``V1001``.
        coverage: None for a self-paying patient, as is ``payer``.
        facility: Where the patient was seen (box 32); None for the practice's own rooms.
        total: Cents; the sum of the lines.
        code_release: Release the diagnoses were checked against, ``ICD-10-CM FY2026``.
        in_force: False when the date of service lay outside that release.
    """

    id: str
    number: str
    encounter_id: str
    encounter_number: str
    finished_at: datetime
    finished_by: str
    practice: Practice
    patient: Patient
    coverage: Coverage | None
    payer: Payer | None
    provider: Provider
    date_of_service: date
    place_of_service: str
    diagnoses: tuple[ClaimDiagnosis, ...]
    lines: tuple[ClaimLine, ...]
    total: int
    code_release: str
    in_force: bool
    status: ClaimStatus = ClaimStatus.FINISHED
    facility: Facility | None = None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One line of the list of claims.

    Attributes:
        has_visit: Whether the visit it came from is here; one read from a file may have none.
    """

    id: str
    number: str
    encounter_id: str
    encounter_number: str
    patient_name: str
    payer_name: str
    date_of_service: date
    total: int
    status: ClaimStatus
    finished_at: datetime
    has_visit: bool = True


class ExportKind(Enum):
    """The forms in which a claim leaves the program."""

    SUMMARY = "summary"
    JSON = "json"

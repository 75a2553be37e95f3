"""Visits: what is coded and claimed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class EncounterStatus(Enum):
    """How far a visit has come."""

    NEW = "new"
    IN_PROGRESS = "in progress"
    FINISHED = "finished"
    EXPORTED = "exported"

    @property
    def can_be_coded(self) -> bool:
        """Whether the coding sheet may still change."""
        return self in (EncounterStatus.NEW, EncounterStatus.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Encounter:
    """One visit of one patient on one date of service.

    Attributes:
        number: What people call it: ``V1001``. Empty until it is stored.
        place_of_service: CMS code of two digits, ``11`` for the office.
        provider_id: Rendering provider; None where the record does not say.
        coverage_id: The policy billed first; None for a self-paying patient.
        reason: Why the patient came, as the record says it.
        source_key: What an imported record calls it, so that it is not added twice.
    """

    id: str
    number: str
    patient_id: str
    date_of_service: date
    place_of_service: str = "11"
    provider_id: str | None = None
    coverage_id: str | None = None
    status: EncounterStatus = EncounterStatus.NEW
    reason: str = ""
    source_key: str = ""


@dataclass(frozen=True, slots=True)
class EncounterRow:
    """One line of the list of visits: enough to choose by, without opening the visit.

    Attributes:
        charge_total: Cents on the coding sheet.
        diagnosis_codes: Codes on the sheet in order.
        document_count: Documents filed with the visit.
    """

    encounter: Encounter
    patient_name: str
    payer_name: str
    provider_name: str
    charge_total: int
    diagnosis_codes: tuple[str, ...]
    document_count: int

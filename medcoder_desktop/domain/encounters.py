"""Visits: what is coded and claimed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from medcoder_desktop.domain.visit_states import EncounterStatus

FROM_TABLE = "table/"
"""How the ``source_key`` of a visit begins that came with a table of visits."""
BY_DAY = "day/"
"""How the ``source_key`` of a visit begins that its source knows by its day alone."""


@dataclass(frozen=True, slots=True)
class Encounter:
    """One visit of one patient on one date of service.

    Attributes:
        number: What people call it: ``V1001``. Empty until it is stored.
        place_of_service: CMS code of two digits, ``11`` for the office.
        provider_id: Rendering provider; None where the record does not say.
        coverage_id: The policy billed first; None for a self-paying patient.
        facility_id: Where the patient was seen; None for the practice's own rooms.
        reason: Why the patient came, as the record says it.
        source_key: What an imported record calls it, so that it is not added twice.
        assigned_to: Name of the coder whose work it is; empty for nobody's.
        waiting_for: What a visit on hold waits for, in the office's words; may be empty.
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
    assigned_to: str = ""
    waiting_for: str = ""
    facility_id: str | None = None

    @property
    def standing(self) -> str:
        """How far it is, with what it waits for."""
        return self.status.said(self.waiting_for)


@dataclass(frozen=True, slots=True)
class EncounterRow:
    """One line of the list of visits: enough to choose by, without opening the visit.

    Attributes:
        charge_total: Cents on the coding sheet.
        diagnosis_codes: Codes on the sheet in order.
        document_count: Documents filed with the visit.
        unsigned_count: Those of them that the record calls unsigned.
    """

    encounter: Encounter
    patient_name: str
    payer_name: str
    provider_name: str
    charge_total: int
    diagnosis_codes: tuple[str, ...]
    document_count: int
    unsigned_count: int = 0

"""What the record says was done, taken, given or not tolerated: history beside the conditions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class HistoryKind(Enum):
    """The shelves on which a coder looks for history."""

    PROCEDURE = "procedure"
    MEDICATION = "medication"
    ALLERGY = "allergy"
    IMMUNIZATION = "immunization"

    @property
    def plural(self) -> str:
        """Several of it: ``allergies``."""
        return "allergies" if self is HistoryKind.ALLERGY else f"{self.value}s"


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of the patient's history. It is never a code for today's claim.

    Attributes:
        text: As the record words it.
        code: In the record's own system (RxNorm, CVX, SNOMED CT, CPT); may be empty.
        code_system: URI or name of that system; may be empty.
        on: Day it was done, begun or noted; None where the record does not say.
        status: ``active``, ``completed`` … as the record says it; may be empty.
        detail: Dose, reaction, site: what the record adds; may be empty.
        source_key: What the source calls it, so that it is not added twice.
    """

    id: str
    patient_id: str
    encounter_id: str | None
    kind: HistoryKind
    text: str
    code: str = ""
    code_system: str = ""
    on: date | None = None
    status: str = ""
    detail: str = ""
    source_key: str = ""

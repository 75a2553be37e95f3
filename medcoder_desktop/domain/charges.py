"""Charges that came with the record: what somebody else put on a bill, for the coder to check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RecordedCharge:
    """One charge as the record states it (an FT1 segment, a line of a claim).

    It is shown beside the coding sheet and goes onto it only when the coder takes it over.

    Attributes:
        procedure: CPT or HCPCS code, or the sender's own number; empty where words alone name it.
        modifiers: As stated, in order.
        units: At least 1.
        charge: Cents of the whole line; None where no amount is stated.
        diagnoses: Codes the line points to, with their dots, in order; may be empty.
        on: Day of service; None where the record does not say.
        description: The sender's words; may be empty.
        source_key: What the source calls it, so that it is not added twice.
    """

    id: str
    patient_id: str
    encounter_id: str | None
    procedure: str
    modifiers: tuple[str, ...] = ()
    units: int = 1
    charge: int | None = None
    diagnoses: tuple[str, ...] = ()
    on: date | None = None
    description: str = ""
    source_key: str = ""

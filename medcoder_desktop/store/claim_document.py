"""A frozen claim as stored text, and back. Explicit, with a schema number.

This is the store's own form. The claim files that leave the program are written by ``exports``.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from medcoder_desktop.domain.claims import (
    Claim,
    ClaimDiagnosis,
    ClaimEvidence,
    ClaimLine,
    ClaimStatus,
)
from medcoder_desktop.store.claim_parties import (
    coverage_json,
    coverage_of,
    facility_json,
    facility_of,
    patient_json,
    patient_of,
    payer_json,
    payer_of,
    practice_json,
    practice_of,
    provider_json,
    provider_of,
)
from medcoder_desktop.store.json_reading import Json, day_of, day_text, parsed, readable, written

SCHEMA = 1
"""Raise it when an older program would misread what a newer one wrote."""


def claim_text(claim: Claim) -> str:
    """The claim as JSON text, without its status, the one part of it that changes."""
    return written(
        {
            "schema": SCHEMA,
            "id": claim.id,
            "number": claim.number,
            "encounter_id": claim.encounter_id,
            "encounter_number": claim.encounter_number,
            "finished_at": claim.finished_at.isoformat(),
            "finished_by": claim.finished_by,
            "practice": practice_json(claim.practice),
            "patient": patient_json(claim.patient),
            "coverage": None if claim.coverage is None else coverage_json(claim.coverage),
            "payer": None if claim.payer is None else payer_json(claim.payer),
            "provider": provider_json(claim.provider),
            "facility": None if claim.facility is None else facility_json(claim.facility),
            "date_of_service": claim.date_of_service.isoformat(),
            "place_of_service": claim.place_of_service,
            "diagnoses": [_diagnosis_json(diagnosis) for diagnosis in claim.diagnoses],
            "lines": [_line_json(line) for line in claim.lines],
            "total": claim.total,
            "code_release": claim.code_release,
            "in_force": claim.in_force,
        }
    )


def claim_of(text: str, status: ClaimStatus) -> Claim:
    """The claim that :func:`claim_text` wrote.

    Args:
        text: The stored text.
        status: What has become of the claim, which is kept beside its text.

    Raises:
        InputError: A newer version of the program wrote it.
        Defect: It cannot be read.
    """
    with readable("claim"):
        content = parsed(text, SCHEMA)
        coverage, payer = content["coverage"], content["payer"]
        facility = content.get("facility")  # claims finished before there were any have none
        return Claim(
            id=content["id"],
            number=content["number"],
            encounter_id=content["encounter_id"],
            encounter_number=content["encounter_number"],
            finished_at=datetime.fromisoformat(content["finished_at"]),
            finished_by=content["finished_by"],
            practice=practice_of(content["practice"]),
            patient=patient_of(content["patient"]),
            coverage=None if coverage is None else coverage_of(coverage),
            payer=None if payer is None else payer_of(payer),
            provider=provider_of(content["provider"]),
            date_of_service=date.fromisoformat(content["date_of_service"]),
            place_of_service=content["place_of_service"],
            diagnoses=tuple(_diagnosis(entry) for entry in content["diagnoses"]),
            lines=tuple(_line(entry) for entry in content["lines"]),
            total=content["total"],
            code_release=content["code_release"],
            in_force=content["in_force"],
            status=status,
            facility=None if facility is None else facility_of(facility),
        )


def codes_of_claim(text: str) -> tuple[str, ...]:
    """Diagnoses and procedures of the claim that :func:`claim_text` wrote, in its order.

    Raises:
        InputError: A newer version of the program wrote it.
        Defect: It cannot be read.
    """
    with readable("claim"):
        content = parsed(text, SCHEMA)
        diagnoses = (entry["code"] for entry in content["diagnoses"])
        return (*diagnoses, *(entry["procedure"] for entry in content["lines"]))


def _diagnosis_json(diagnosis: ClaimDiagnosis) -> dict[str, Any]:
    return {
        "letter": diagnosis.letter,
        "code": diagnosis.code,
        "title": diagnosis.title,
        "evidence": [
            {
                "document_title": piece.document_title,
                "written_on": day_text(piece.written_on),
                "quote": piece.quote,
            }
            for piece in diagnosis.evidence
        ],
    }


def _diagnosis(entry: Json) -> ClaimDiagnosis:
    return ClaimDiagnosis(
        letter=entry["letter"],
        code=entry["code"],
        title=entry["title"],
        evidence=tuple(
            ClaimEvidence(piece["document_title"], day_of(piece["written_on"]), piece["quote"])
            for piece in entry["evidence"]
        ),
    )


def _line_json(line: ClaimLine) -> dict[str, Any]:
    return {
        "number": line.number,
        "date_of_service": line.date_of_service.isoformat(),
        "place_of_service": line.place_of_service,
        "procedure": line.procedure,
        "description": line.description,
        "modifiers": list(line.modifiers),
        "pointers": line.pointers,
        "units": line.units,
        "charge": line.charge,
    }


def _line(entry: Json) -> ClaimLine:
    return ClaimLine(
        number=entry["number"],
        date_of_service=date.fromisoformat(entry["date_of_service"]),
        place_of_service=entry["place_of_service"],
        procedure=entry["procedure"],
        description=entry["description"],
        modifiers=tuple(entry["modifiers"]),
        pointers=entry["pointers"],
        units=entry["units"],
        charge=entry["charge"],
    )

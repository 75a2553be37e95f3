"""Conditions a FHIR import lists: history in the record's own words, never codes for a claim."""

from __future__ import annotations

from medcoder_desktop.domain.documents import PriorCondition
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.records.concepts import ICD10CM, SNOMED, code_in, codes, codings, words
from medcoder_desktop.records.fhir.nodes import Node, at, first_day, partial_day, text
from medcoder_desktop.records.fhir.reading import Reading

_NOT_A_CONDITION = frozenset(["entered-in-error", "refuted"])


def read_conditions(reading: Reading) -> tuple[PriorCondition, ...]:
    """All conditions that the record stands by."""
    found: list[PriorCondition] = []
    for resource in reading.pool.of_kind("Condition"):
        body = resource.body
        if set(codes(body, "verificationStatus")) & _NOT_A_CONDITION:
            reading.left_out.count("left_out.condition_status")
            continue
        patient = reading.patient_of(resource)
        if patient is None:
            continue
        concept = at(body, "code")
        described = words(concept)
        if not described:
            reading.left_out.count("left_out.condition_unnamed")
            continue
        listed = codings(concept)
        coding = code_in(concept, ICD10CM, SNOMED) or (listed[0] if listed else None)
        encounter = reading.encounter_of(resource, patient)
        found.append(
            PriorCondition(
                id=new_id(),
                patient_id=patient.id,
                encounter_id=encounter.id if encounter else None,
                text=described,
                code=coding.code if coding else "",
                code_system=coding.system if coding else "",
                onset=first_day(body, ("onsetDateTime",), ("onsetPeriod", "start")),
                status=_status(body),
                source_key=resource.name,
            )
        )
    return tuple(found)


def _status(body: Node) -> str:
    """``active`` or ``resolved`` as the record says it, with doubt and a vague onset beside.

    An onset known only to the year (``since 2015``) stands here, because a date would claim
    more than the record says.
    """
    parts = [next(codes(body, "clinicalStatus"), "")]
    verification = next(codes(body, "verificationStatus"), "")
    if verification != "confirmed":
        parts.append(verification)
    since = partial_day(body, "onsetDateTime")
    if since:
        parts.append(f"since {since}")
    elif said := text(body, "onsetString"):
        parts.append(f"onset {said}")
    return ", ".join(part for part in parts if part)

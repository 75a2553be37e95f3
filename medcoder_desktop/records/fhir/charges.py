"""Lines of claims and payers' answers in a FHIR import, as charges the record states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from medcoder_desktop.domain.charges import RecordedCharge
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.patients import Patient
from medcoder_desktop.records.concepts import ICD10CM, code_in, codings, words
from medcoder_desktop.records.fhir.nodes import Node, at, first_day, nodes, text
from medcoder_desktop.records.fhir.pool import Resource
from medcoder_desktop.records.fhir.reading import Reading

READ_AS_CHARGES = frozenset(["Claim", "ExplanationOfBenefit"])
"""Kinds of resources that are read here."""
_WITHDRAWN = frozenset(["cancelled", "entered-in-error", "draft"])
_PROCEDURE = re.compile(r"[0-9A-Z]\d{3}[0-9A-Z]", re.IGNORECASE)
_AMA = ("http://www.ama-assn.org/go/cpt", "urn:oid:2.16.840.1.113883.6.12")
_HCPCS = (
    "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
    "http://terminology.hl7.org/CodeSystem/HCPCS-all-codes",
    "urn:oid:2.16.840.1.113883.6.285",
)
_MOST_UNITS = 9_999


def read_charges(reading: Reading) -> tuple[RecordedCharge, ...]:
    """Every coded line, once: a claim and the answer to it state the same charges.

    A line without a code of CPT or HCPCS is kept for its words and amount; one without an amount
    only repeats a condition of the visit.
    """
    found: dict[tuple[object, ...], RecordedCharge] = {}
    for kind in ("Claim", "ExplanationOfBenefit"):
        for resource in reading.pool.of_kind(kind):
            if text(resource.body, "status") in _WITHDRAWN:
                reading.left_out.count("left_out.claim_status")
                continue
            patient = reading.patient_of(resource, "patient")
            if patient is None:
                continue
            for charge in _lines(reading, resource, patient):
                alike = replace(charge, id="", source_key="", diagnoses=())
                key = (alike.encounter_id or resource.name, alike.procedure, alike)
                found.setdefault(key, charge)
    return tuple(found.values())


def _lines(reading: Reading, resource: Resource, patient: Patient) -> Iterator[RecordedCharge]:
    body = resource.body
    diagnoses = {
        text(each, "sequence"): coding.code
        for each in nodes(body, "diagnosis")
        if (coding := code_in(at(each, "diagnosisCodeableConcept"), ICD10CM))
    }
    for number, item in enumerate(nodes(body, "item"), start=1):
        concept = at(item, "productOrService") or at(item, "service")  # the latter in STU3
        coding = code_in(concept, *_AMA, *_HCPCS)
        code = coding.code if coding else _bare_code(concept)
        amount = _cents(item, "net", "value") or _cents(item, "unitPrice", "value")
        described = "" if coding and coding.system in _AMA else words(concept)
        if not code and not (amount and described):
            if at(item, "diagnosisSequence") is None and at(item, "procedureSequence") is None:
                reading.left_out.count("left_out.charge_uncoded")
            continue  # otherwise the line only repeats what the visit was for
        place = resource if at(item, "encounter") is not None else None
        encounter = reading.encounter_of(
            Resource(resource.kind, resource.name, item) if place else resource, patient
        )
        pointed = at(item, "diagnosisSequence")
        sequences = pointed if isinstance(pointed, list) else [pointed]
        yield RecordedCharge(
            id=new_id(),
            patient_id=patient.id,
            encounter_id=encounter.id if encounter else None,
            procedure=code.upper(),
            modifiers=_modifiers(item),
            units=_units(item),
            charge=amount,
            diagnoses=tuple(filter(None, (diagnoses.get(str(each)) for each in sequences))),
            on=first_day(item, ("servicedDate",), ("servicedPeriod", "start"))
            or first_day(body, ("billablePeriod", "start"), ("created",)),
            description=described,
            source_key=f"{resource.name}/{text(item, 'sequence') or number}",
        )


def _bare_code(concept: object) -> str:
    """A code without a system, where it looks like one of CPT or HCPCS."""
    return next(
        (
            coding.code
            for coding in codings(concept)
            if not coding.system and _PROCEDURE.fullmatch(coding.code)
        ),
        "",
    )


def _modifiers(item: Node) -> tuple[str, ...]:
    found = (codings(each) for each in nodes(item, "modifier"))
    return tuple(listed[0].code.upper() for listed in found if listed and listed[0].code)


def _units(item: Node) -> int:
    try:
        units = int(Decimal(text(item, "quantity", "value") or "1"))
    except (InvalidOperation, OverflowError, ValueError):
        return 1
    return min(max(units, 1), _MOST_UNITS)


def _cents(item: Node, *path: str) -> int | None:
    try:
        amount = Decimal(text(item, *path))
    except InvalidOperation:
        return None
    if not amount.is_finite() or not 0 < amount < 10_000_000:
        return None
    return int((amount * 100).to_integral_value())

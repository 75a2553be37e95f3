"""What a FHIR import says was done, taken, given or not tolerated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from medcoder_desktop.domain.history import HistoryEntry, HistoryKind
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.patients import Patient
from medcoder_desktop.records.concepts import Coding, codes, codings, words
from medcoder_desktop.records.fhir.comments import comments
from medcoder_desktop.records.fhir.nodes import Node, at, first_day, nodes, text
from medcoder_desktop.records.fhir.pool import Resource
from medcoder_desktop.records.fhir.reading import Reading
from medcoder_desktop.records.limits import LONGEST_VALUE

_NEVER_HAPPENED = frozenset(["entered-in-error", "not-done", "cancelled", "draft", "unknown"])
_MEDICATIONS = (
    "MedicationRequest", "MedicationOrder", "MedicationStatement", "MedicationAdministration",
)  # fmt: skip


def read_history(reading: Reading) -> tuple[HistoryEntry, ...]:
    """Procedures, medications, allergies and immunizations the record stands by.

    A medication is listed once for each day and wording, however often it was dispensed.
    """
    found: dict[tuple[object, ...], HistoryEntry] = {}
    for kind, read in _READERS:
        for resource in reading.pool.of_kind(kind):
            if set(_states(resource.body)) & _NEVER_HAPPENED:
                reading.left_out.count("left_out.history_status", kind=kind)
                continue
            patient = reading.patient_of(resource, _OWNER.get(kind, "subject"))
            entry = read(reading, resource, patient) if patient else None
            if entry is not None:
                said = " ".join(comments(resource.body).split())
                detail = "; ".join(filter(None, (entry.detail, said)))
                entry = replace(entry, detail=detail[:LONGEST_VALUE])
                alike = (entry.patient_id, entry.kind, entry.text, entry.on, entry.status)
                found.setdefault(alike, entry)
            elif patient:
                reading.left_out.count("left_out.history_unnamed", kind=kind)
    return tuple(found.values())


def _states(body: Node) -> Iterator[str]:
    yield text(body, "status")
    yield from codes(body, "verificationStatus")


def _procedure(reading: Reading, resource: Resource, patient: Patient) -> HistoryEntry | None:
    body = resource.body
    day = first_day(
        body,
        ("performedDateTime",),
        ("performedPeriod", "start"),
        ("occurrenceDateTime",),
        ("occurrencePeriod", "start"),
    )
    detail = ", ".join(filter(None, (words(site) for site in nodes(body, "bodySite"))))
    entry = _entry(reading, resource, patient, HistoryKind.PROCEDURE, at(body, "code"))
    return entry and replace(entry, on=day, detail=detail[:LONGEST_VALUE])


def _medication(reading: Reading, resource: Resource, patient: Patient) -> HistoryEntry | None:
    body = resource.body
    concept = at(body, "medicationCodeableConcept") or at(body, "medication", "concept")
    reference = at(body, "medicationReference") or at(body, "medication", "reference")
    if concept is None and reference is not None:
        named = reading.pool.resolve(reference, resource)
        concept = at(named.body, "code") if named else {"text": text(reference, "display")}
    day = first_day(
        body,
        ("authoredOn",),
        ("effectiveDateTime",),
        ("effectivePeriod", "start"),
        ("dateAsserted",),
        ("dateWritten",),
    )
    dosages = nodes(body, "dosageInstruction") or nodes(body, "dosage")
    detail = "; ".join(filter(None, map(_dose, dosages)))
    entry = _entry(reading, resource, patient, HistoryKind.MEDICATION, concept)
    return entry and replace(entry, on=day, detail=detail[:LONGEST_VALUE])


def _allergy(reading: Reading, resource: Resource, patient: Patient) -> HistoryEntry | None:
    body = resource.body
    shown = [
        words(at(sign, "concept") or sign)
        for reaction in nodes(body, "reaction")
        for sign in nodes(reaction, "manifestation")
    ]
    if text(body, "criticality") == "high":
        shown.append("high risk")
    entry = _entry(reading, resource, patient, HistoryKind.ALLERGY, _allergen(body))
    return entry and replace(
        entry,
        on=first_day(body, ("onsetDateTime",), ("recordedDate",)),
        status=next(codes(body, "clinicalStatus"), ""),
        detail=", ".join(filter(None, shown))[:LONGEST_VALUE],
    )


def _allergen(body: Node) -> object:
    return at(body, "code") or at(body, "substance")  # the latter in FHIR DSTU2


def _immunization(reading: Reading, resource: Resource, patient: Patient) -> HistoryEntry | None:
    body = resource.body
    lot = text(body, "lotNumber")
    entry = _entry(reading, resource, patient, HistoryKind.IMMUNIZATION, at(body, "vaccineCode"))
    return entry and replace(
        entry,
        on=first_day(body, ("occurrenceDateTime",), ("date",)),
        detail=f"lot {lot}" if lot else "",
    )


_READERS = (
    ("Procedure", _procedure),
    *((kind, _medication) for kind in _MEDICATIONS),
    ("AllergyIntolerance", _allergy),
    ("Immunization", _immunization),
)
_OWNER = {"AllergyIntolerance": "patient", "Immunization": "patient"}
READ_AS_HISTORY = frozenset([*(kind for kind, _ in _READERS), "Medication"])
"""Kinds of resources that are read here."""


def _entry(
    reading: Reading, resource: Resource, patient: Patient, kind: HistoryKind, concept: object
) -> HistoryEntry | None:
    """What is common to all kinds; None where the record has no name for it."""
    described = words(concept)
    if not described:
        return None
    listed = codings(concept)
    coding = listed[0] if listed else Coding("", "", "")
    encounter = reading.encounter_of(resource, patient)
    return HistoryEntry(
        id=new_id(),
        patient_id=patient.id,
        encounter_id=encounter.id if encounter else None,
        kind=kind,
        text=described,
        code=coding.code,
        code_system=coding.system,
        status=text(resource.body, "status"),
        source_key=resource.name,
    )


def _dose(dosage: Node) -> str:
    """How it is taken: the record's own words, else amount and rhythm."""
    said = text(dosage, "text") or text(dosage, "patientInstruction")
    if said:
        return said
    amount = text(dosage, "doseAndRate", "doseQuantity", "value")
    unit = text(dosage, "doseAndRate", "doseQuantity", "unit")
    often = text(dosage, "timing", "code", "text")
    need = "as needed" if at(dosage, "asNeededBoolean") is True else ""
    return " ".join(filter(None, (amount, unit, often, need)))

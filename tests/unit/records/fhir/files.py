"""Small FHIR resources and files for the tests of the readers."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.records.recognise import read_record

Body = dict[str, Any]

PATIENT: Body = {
    "resourceType": "Patient",
    "id": "p1",
    "identifier": [
        {
            "type": {"coding": [{"system": "http://terminology.hl7.org/v2-0203", "code": "MR"}]},
            "system": "urn:office",
            "value": "A-1",
        }
    ],
    "name": [{"use": "official", "family": "Marsh", "given": ["Ida", "June"]}],
    "gender": "female",
    "birthDate": "1970-05-06",
}
DOCTOR: Body = {
    "resourceType": "Practitioner",
    "id": "d1",
    "identifier": [{"system": "http://hl7.org/fhir/sid/us-npi", "value": "1999999026"}],
    "name": [{"family": "Lindqvist", "given": ["Hanna"], "suffix": ["MD"]}],
}
VISIT: Body = {
    "resourceType": "Encounter",
    "id": "e1",
    "status": "finished",
    "class": {"code": "AMB"},
    "subject": {"reference": "Patient/p1"},
    "period": {"start": "2026-03-14T09:00:00-05:00"},
}


def coded(code: str, system: str = "", display: str = "") -> Body:
    """A CodeableConcept with one coding."""
    coding = {"system": system, "code": code, "display": display}
    return {"coding": [{key: value for key, value in coding.items() if value}]}


def of_patient(kind: str, identity: str, **fields: Any) -> Body:
    """A resource about the patient, in her visit."""
    return {
        "resourceType": kind,
        "id": identity,
        "subject": {"reference": "Patient/p1"},
        "encounter": {"reference": "Encounter/e1"},
        **fields,
    }


def note(identity: str = "n1", *attachments: Body, **fields: Any) -> Body:
    """A DocumentReference with its attachments."""
    return {
        "resourceType": "DocumentReference",
        "id": identity,
        "status": "current",
        "subject": {"reference": "Patient/p1"},
        "content": [{"attachment": attachment} for attachment in attachments],
        "context": {"encounter": [{"reference": "Encounter/e1"}]},
        **fields,
    }


def packed(text: str, kind: str = "text/plain", encoding: str = "utf-8") -> Body:
    """An attachment that carries its text."""
    data = base64.b64encode(text.encode(encoding)).decode()
    return {"contentType": kind, "data": data}


def bundle(*resources: Body, kind: str = "collection") -> Body:
    """A bundle of resources without addresses of their own."""
    return {
        "resourceType": "Bundle",
        "type": kind,
        "entry": [{"resource": resource} for resource in resources],
    }


def read(folder: Path, *resources: Body) -> ImportedRecord:
    """What an import of these resources holds."""
    return read_tree(folder, bundle(*resources))


def read_tree(folder: Path, tree: object, name: str = "record.json") -> ImportedRecord:
    """What an import of this JSON holds."""
    path = folder / name
    path.write_text(json.dumps(tree), encoding="utf-8")
    return read_record(path)


def everything() -> Body:
    """A bundle with something of each kind that is read, for damaging."""
    loinc = "http://loinc.org"
    father = {
        "resourceType": "RelatedPerson",
        "id": "f",
        "name": [{"family": "Marsh", "given": ["Owen"]}],
        "relationship": [coded("FTH")],
    }
    coverage = {
        "resourceType": "Coverage",
        "id": "c1",
        "status": "active",
        "subscriberId": "X1",
        "beneficiary": {"reference": "Patient/p1"},
        "relationship": coded("child"),
        "payor": [{"reference": "Organization/o1"}],
        "subscriber": {"reference": "#f"},
        "contained": [father],
        "class": [{"type": coded("group"), "value": "G"}],
        "period": {"start": "2020-01-01"},
        "order": 1,
    }
    benefit = {
        "resourceType": "ExplanationOfBenefit",
        "id": "b1",
        "contained": [{**coverage, "id": "coverage", "payor": [{"display": "medicare"}]}],
        "created": "2026-01-01",
        "insurance": [{"focal": True, "coverage": {"reference": "#coverage"}}],
        "item": [{"encounter": [{"reference": "Encounter/e1"}]}],
    }
    section = {"title": "A", "text": {"div": "<div><p>x</p></div>"}, "section": []}
    inside = {"resourceType": "Observation", "id": "k", "code": {"text": "K"}, "valueInteger": 4}
    return bundle(
        PATIENT,
        DOCTOR,
        {**VISIT, "participant": [{"individual": {"reference": "PractitionerRole/r1"}}]},
        {"resourceType": "Organization", "id": "o1", "name": "Blue Plan"},
        {
            "resourceType": "PractitionerRole",
            "id": "r1",
            "practitioner": {"reference": "Practitioner/d1"},
        },
        coverage,
        benefit,
        of_patient("Composition", "k1", title="D", section=[{**section, "section": [section]}]),
        note("n1", packed("one"), packed("<p>two</p>", "text/html"), docStatus="final"),
        note("n2", {"contentType": "text/plain", "url": "Binary/b"}),
        {"resourceType": "Binary", "id": "b", **packed("three")},
        of_patient(
            "DiagnosticReport",
            "dr",
            code={"text": "P"},
            presentedForm=[packed("form")],
            result=[{"reference": "Observation/o1"}, {"reference": "#k"}],
            contained=[inside],
            conclusion="c",
        ),
        of_patient(
            "Observation",
            "o1",
            code=coded("1", loinc, "A"),
            valueQuantity={"value": 9.1, "unit": "%"},
            referenceRange=[{"low": {"value": 4}, "high": {"value": 6}, "text": "4-6"}],
            interpretation=[coded("H")],
            component=[{"code": coded("8480-6"), "valueQuantity": {"value": 120}}],
        ),
        of_patient("Observation", "o2", valueString="long " * 100, hasMember=[{}]),
        of_patient(
            "Condition",
            "cd",
            code=coded("1", "http://snomed.info/sct", "Sepsis (disorder)"),
            clinicalStatus=coded("active"),
            onsetDateTime="2015",
        ),
    )

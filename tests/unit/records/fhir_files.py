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

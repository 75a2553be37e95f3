"""Other releases of FHIR are read as far as they are like R4, and that is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from medcoder_desktop.domain.imports import ImportedRecord
from tests.unit.records.fhir.files import DOCTOR, PATIENT, VISIT, coded, of_patient, packed, read

PLAIN = {**PATIENT, "identifier": []}
"""A patient who shows no release."""
STU3_RESULT = {"resourceType": "Observation", "context": {"reference": "Encounter/e1"}}
BARE_CONDITION = {"resourceType": "Condition", "clinicalStatus": "active"}


def told(record: ImportedRecord) -> str:
    """The release the person is told of; empty where it is R4."""
    said = [line for line in record.skipped if line.startswith("This follows FHIR ")]
    return said[0].split()[3] if said else ""


@pytest.mark.parametrize(
    ("resources", "release"),
    [
        ([{**VISIT, "class": "outpatient"}], "DSTU2"),
        ([{"resourceType": "MedicationOrder"}], "DSTU2"),
        ([STU3_RESULT, BARE_CONDITION], "STU3"),
        ([{"resourceType": "Condition", "patient": {}, "clinicalStatus": "active"}], "DSTU2"),
        ([{**VISIT, "class": [{"coding": [{"code": "AMB"}]}]}], "R5"),
        ([{**VISIT, "actualPeriod": {"start": "2026-03-14"}}], "R5"),
        ([{**VISIT, "participant": [{"actor": {"display": "Dr. A Reed"}}]}], "R5"),
        ([VISIT], ""),
    ],
)
def test_another_release_is_named(
    tmp_path: Path, resources: list[dict[str, Any]], release: str
) -> None:
    assert told(read(tmp_path, PLAIN, *resources)) == release


def test_one_visit_with_a_described_class_is_no_other_release(tmp_path: Path) -> None:
    described = {**coded("13", "urn:vendor", "Emergency encounter"), "text": "ED"}
    record = read(tmp_path, PATIENT, {**VISIT, "class": described})
    assert [visit.place_of_service for visit in record.encounters] == ["23"]
    assert record.skipped == ()


def test_a_record_of_r5_is_read(tmp_path: Path) -> None:
    visit = {
        "resourceType": "Encounter",
        "id": "e1",
        "status": "completed",
        "class": [coded("EMER")],
        "subject": {"reference": "Patient/p1"},
        "actualPeriod": {"start": "2026-03-14T09:00:00-05:00"},
        "participant": [{"actor": {"reference": "Practitioner/d1"}}],
        "reason": [
            {"value": [{"concept": {"text": "Cough"}}]},
            {"value": [{"reference": {"reference": "Condition/c1"}}]},
        ],
    }
    condition = of_patient("Condition", "c1", code={"text": "Asthma"})
    note = {
        "resourceType": "DocumentReference",
        "id": "n1",
        "status": "current",
        "subject": {"reference": "Patient/p1"},
        "context": [{"reference": "EpisodeOfCare/x"}, {"reference": "Encounter/e1"}],
        "content": [{"attachment": packed("Seen.")}],
    }
    plan = {
        "resourceType": "Coverage",
        "id": "c1",
        "status": "active",
        "beneficiary": {"reference": "Patient/p1"},
        "insurer": {"display": "Blue Plan"},
        "class": [{"type": coded("group"), "value": {"value": "G-7"}}],
    }
    surgery = of_patient(
        "Procedure", "s1", status="completed", code={"text": "Biopsy"},
        occurrencePeriod={"start": "2026-03-14"},
    )  # fmt: skip
    allergy = {
        "resourceType": "AllergyIntolerance",
        "id": "a1",
        "patient": {"reference": "Patient/p1"},
        "code": {"text": "Penicillin"},
        "reaction": [{"manifestation": [{"concept": {"text": "Hives"}}]}],
    }
    record = read(tmp_path, PATIENT, DOCTOR, visit, condition, note, plan, surgery, allergy)
    (seen,) = record.encounters
    assert (seen.date_of_service, seen.place_of_service) == (date(2026, 3, 14), "23")
    assert (seen.reason, seen.provider_id) == ("Cough; Asthma", record.providers[0].id)
    assert (seen.coverage_id, record.coverages[0].group_number) == (record.coverages[0].id, "G-7")
    assert record.documents[0][0].encounter_id == seen.id
    assert [(entry.text, entry.on, entry.detail) for entry in record.history] == [
        ("Biopsy", date(2026, 3, 14), ""),
        ("Penicillin", None, "Hives"),
    ]
    assert told(record) == "R5"


def test_a_record_of_stu3_is_read(tmp_path: Path) -> None:
    visit = {**VISIT, "reason": [{"text": "Cough"}, coded("1", "urn:x", "Fever")]}
    result = {
        "resourceType": "Observation",
        "id": "o1",
        "subject": {"reference": "Patient/p1"},
        "context": {"reference": "Encounter/e1"},
        "code": {"text": "Strep A"},
        "valueString": "Positive",
        "comment": "Repeat.",
    }
    shot = {
        "resourceType": "Immunization",
        "id": "i1",
        "status": "completed",
        "patient": {"reference": "Patient/p1"},
        "vaccineCode": {"text": "Influenza"},
        "date": "2026-03-14",
    }
    plan = {
        "resourceType": "Coverage",
        "id": "c1",
        "status": "active",
        "beneficiary": {"reference": "Patient/p1"},
        "payor": [{"display": "Blue Plan"}],
        "grouping": {"group": "G-7", "plan": "P", "planDisplay": "Silver"},
    }
    record = read(tmp_path, PLAIN, visit, result, shot, plan)
    (seen,) = record.encounters
    assert seen.reason == "Cough; Fever"
    assert [value.encounter_id for value in record.results] == [seen.id]
    assert [text for _, text in record.documents] == ["Strep A: Repeat."]
    assert [entry.on for entry in record.history] == [date(2026, 3, 14)]
    assert [(c.group_number, c.plan_name) for c in record.coverages] == [("G-7", "Silver")]
    assert told(record) == "STU3"


def test_a_record_of_dstu2_is_read(tmp_path: Path) -> None:
    visit = {**VISIT, "class": "emergency", "patient": VISIT["subject"]}
    del visit["subject"]
    drug = {
        "resourceType": "MedicationOrder",
        "id": "m1",
        "status": "active",
        "patient": {"reference": "Patient/p1"},
        "medicationCodeableConcept": {"text": "Albuterol"},
        "dateWritten": "2026-03-14",
    }
    allergy = {
        "resourceType": "AllergyIntolerance",
        "id": "a1",
        "patient": {"reference": "Patient/p1"},
        "substance": {"text": "Latex"},
    }
    condition = {
        "resourceType": "Condition",
        "id": "c1",
        "patient": {"reference": "Patient/p1"},
        "code": {"text": "Asthma"},
        "clinicalStatus": "active",
    }
    record = read(tmp_path, PLAIN, visit, drug, allergy, condition)
    assert [visit.place_of_service for visit in record.encounters] == ["23"]
    assert [entry.text for entry in record.history] == ["Albuterol", "Latex"]
    assert [condition.status for condition in record.conditions] == ["active"]
    assert told(record) == "DSTU2"


def test_one_slip_does_not_make_r4_an_older_release(tmp_path: Path) -> None:
    described = {**BARE_CONDITION, "id": "c1", "subject": {"reference": "Patient/p1"}}
    described["code"] = {"text": "Asthma"}
    record = read(tmp_path, PATIENT, VISIT, described)
    assert [condition.status for condition in record.conditions] == ["active"]
    assert record.skipped == ()

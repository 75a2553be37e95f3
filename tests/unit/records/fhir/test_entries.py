"""Resources are found however a program packed them, and so are the patients inside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.records.recognise import read_record
from tests.unit.records.fhir.files import (
    PATIENT,
    VISIT,
    bundle,
    note,
    of_patient,
    packed,
    read,
    read_tree,
)

WHOLE = bundle(PATIENT, VISIT)


def read_text(folder: Path, text: str, name: str = "record.json") -> ImportedRecord:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_record(path)


def inside(resource: dict[str, Any], **patient: Any) -> dict[str, Any]:
    """A resource that carries its patient."""
    return {
        **resource,
        "subject": {"reference": "#pt"},
        "contained": [{**PATIENT, "id": "pt", **patient}],
    }


@pytest.mark.parametrize(
    "tree",
    [
        {"data": WHOLE, "status": 200},
        {"bundle": WHOLE},
        {"response": {"body": [WHOLE]}},
        {"resourceType": "Parameters", "parameter": [{"name": "return", "resource": WHOLE}]},
        {
            "resourceType": "Parameters",
            "parameter": [{"name": "a", "part": [{"name": "b", "resource": WHOLE}]}],
        },
        [WHOLE],
        {"resources": [PATIENT, VISIT]},
        {"resourceType": "Bundle", "entry": [PATIENT, VISIT]},
    ],
)
def test_a_record_is_read_whatever_is_around_it(tmp_path: Path, tree: object) -> None:
    record = read_tree(tmp_path, tree)
    assert (len(record.patients), len(record.encounters)) == (1, 1)
    assert record.skipped == ()


@pytest.mark.parametrize("between", ["\n", "", ",\n", "\x1e", "\r\n\r\n"])
def test_bundles_one_behind_another_are_one_record(tmp_path: Path, between: str) -> None:
    parts = [json.dumps(bundle(resource), indent=1) for resource in (PATIENT, VISIT)]
    record = read_text(tmp_path, between.join(parts))
    assert (len(record.patients), len(record.encounters)) == (1, 1)


def test_a_second_bundle_that_breaks_off_is_told_with_its_place(tmp_path: Path) -> None:
    parts = [json.dumps(bundle(resource), indent=1) for resource in (PATIENT, VISIT)]
    with pytest.raises(InputError) as caught:
        read_text(tmp_path, "\n".join(parts)[:-30])
    assert caught.value.message_id in ("record.cut_off", "record.not_json")


def test_a_patient_alone_comes_in_without_a_visit(tmp_path: Path) -> None:
    record = read_tree(tmp_path, PATIENT)
    assert [patient.name.family for patient in record.patients] == ["Marsh"]
    assert record.encounters == ()


def test_an_export_of_one_line_is_one(tmp_path: Path) -> None:
    record = read_text(tmp_path, json.dumps(PATIENT) + "\n", "Patient.ndjson")
    assert record.kind == "FHIR R4 bulk export"
    with pytest.raises(InputError) as caught:
        read_text(tmp_path, json.dumps(VISIT), "Encounter.ndjson")
    assert caught.value.message_id == "record.bulk_without_patient"


def test_a_single_resource_that_carries_its_patient_is_read(tmp_path: Path) -> None:
    record = read_tree(tmp_path, inside(note("n1", packed("Seen."))))
    ((document, text),) = record.documents
    assert (text, document.patient_id) == ("Seen.", record.patients[0].id)


def test_a_patient_inside_many_resources_is_one(tmp_path: Path) -> None:
    several = [inside({**VISIT, "id": f"e{number}"}) for number in range(3)]
    record = read(tmp_path, *several)
    assert len(record.patients) == 1
    assert {visit.patient_id for visit in record.encounters} == {record.patients[0].id}


def test_a_patient_inside_a_resource_and_beside_it_is_one(tmp_path: Path) -> None:
    record = read(tmp_path, PATIENT, inside(VISIT, name=[{"text": "Ida Marsh"}]))
    assert [visit.patient_id for visit in record.encounters] == [record.patients[0].id]
    assert [patient.name.middle for patient in record.patients] == ["June"]


def test_patients_inside_resources_with_other_numbers_are_others(tmp_path: Path) -> None:
    number = {"system": "urn:office", "value": "B-2"}
    record = read(tmp_path, inside(VISIT), inside({**VISIT, "id": "e2"}, identifier=[number]))
    assert len(record.patients) == 2


def test_a_patient_inside_a_plan_is_its_holder(tmp_path: Path) -> None:
    plan = {
        **inside({"resourceType": "Coverage", "id": "c1", "payor": [{"display": "Blue Plan"}]}),
        "beneficiary": {"reference": "#pt"},
    }
    record = read(tmp_path, plan)
    assert [coverage.patient_id for coverage in record.coverages] == [record.patients[0].id]


def test_what_is_wrapped_deeper_than_any_answer_is_not_fhir(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_tree(tmp_path, {"a": {"b": {"c": {"d": {"e": {"f": PATIENT}}}}}})
    assert caught.value.message_id == "record.not_fhir"


def test_a_single_resource_without_its_patient_says_what_to_do(tmp_path: Path) -> None:
    alone = of_patient("Observation", "o1", code={"text": "Sodium"}, valueInteger=140)
    with pytest.raises(InputError) as caught:
        read_tree(tmp_path, alone)
    assert "a single FHIR Observation without its patient" in caught.value.sentence

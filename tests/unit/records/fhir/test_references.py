"""Resources find one another however a record refers to them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.unit.records.fhir.files import DOCTOR, PATIENT, VISIT, bundle, coded, of_patient, read
from tests.unit.records.fhir.files import read_tree as read_tree_


def addressed(url: str, resource: dict[str, Any]) -> dict[str, Any]:
    return {"fullUrl": url, "resource": resource}


@pytest.mark.parametrize(
    ("patient_url", "reference"),
    [
        ("urn:uuid:6f1a2c3d-0000-4000-8000-000000000001", None),
        ("https://ehr.example/fhir/Patient/p1", None),
        ("https://ehr.example/fhir/Patient/p1", "Patient/p1"),
        ("https://ehr.example/fhir/Patient/p1", "https://other.example/r4/Patient/p1"),
        ("https://ehr.example/fhir/Patient/p1", "Patient/p1/_history/3"),
        ("https://ehr.example/fhir/Patient/p1", "https://ehr.example/fhir/Patient/p1/_history/3"),
        ("", "urn:uuid:p1"),
        ("", "Patient?identifier=urn:office|A-1"),
        ("", "https://ehr.example/fhir/Patient?identifier=urn%3Aoffice%7CA-1"),
        ("", "Patient?identifier=A-1"),
    ],
)
def test_a_visit_finds_its_patient(tmp_path: Path, patient_url: str, reference: str | None) -> None:
    other = {**PATIENT, "id": "p2", "identifier": [{"system": "urn:office", "value": "A-2"}]}
    visit = {**VISIT, "subject": {"reference": reference or patient_url}}
    tree = {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [addressed(patient_url, PATIENT), {"resource": other}, {"resource": visit}],
    }
    record = read_tree_(tmp_path, tree)
    assert [v.patient_id for v in record.encounters] == [record.patients[0].id]


def test_a_visit_finds_its_patient_by_identifier_alone(tmp_path: Path) -> None:
    other = {**PATIENT, "id": "p2", "identifier": [{"system": "urn:office", "value": "A-2"}]}
    logical = {"type": "Patient", "identifier": {"system": "urn:office", "value": "A-2"}}
    record = read(tmp_path, PATIENT, other, {**VISIT, "subject": logical})
    assert record.encounters[0].patient_id == record.patients[1].id


def test_an_identifier_two_patients_share_names_neither(tmp_path: Path) -> None:
    twin = {**PATIENT, "id": "p2"}
    shared = {"reference": "Patient?identifier=urn:office|A-1"}
    record = read(tmp_path, PATIENT, twin, {**VISIT, "subject": shared})
    assert record.encounters == ()
    assert record.skipped == ("Encounter of someone who is not in the file, left out: 1.",)


def test_what_names_nobody_belongs_to_the_only_patient(tmp_path: Path) -> None:
    alone = {key: value for key, value in VISIT.items() if key != "subject"}
    assert len(read(tmp_path, PATIENT, alone).encounters) == 1
    assert read(tmp_path, PATIENT, {**PATIENT, "id": "p2"}, alone).encounters == ()


def test_a_visit_of_somebody_else_is_left_out_and_told(tmp_path: Path) -> None:
    record = read(tmp_path, PATIENT, {**VISIT, "subject": {"reference": "Patient/p9"}})
    assert record.encounters == ()
    assert "Encounter of someone who is not in the file" in record.skipped[0]


def test_a_contained_clinician_is_found(tmp_path: Path) -> None:
    visit = {
        **VISIT,
        "contained": [{**DOCTOR, "id": "doc"}],
        "participant": [{"individual": {"reference": "#doc"}}],
    }
    record = read(tmp_path, PATIENT, visit)
    assert record.providers[0].signed_name == "Hanna Lindqvist, MD"
    assert record.encounters[0].provider_id == record.providers[0].id


def test_several_patients_keep_their_own_visits(tmp_path: Path) -> None:
    second = {**PATIENT, "id": "p2", "identifier": []}
    visits = [VISIT, {**VISIT, "id": "e2", "subject": {"reference": "Patient/p2"}}]
    record = read(tmp_path, PATIENT, second, *visits)
    assert [v.patient_id for v in record.encounters] == [p.id for p in record.patients]


def test_a_result_never_joins_the_visit_of_another_patient(tmp_path: Path) -> None:
    second = {**PATIENT, "id": "p2", "identifier": []}
    result = of_patient("Observation", "o1", code=coded("x"), valueString="y")
    result["subject"] = {"reference": "Patient/p2"}
    record = read(tmp_path, PATIENT, second, VISIT, result)
    assert record.results[0].patient_id == record.patients[1].id
    assert record.results[0].encounter_id is None


def test_a_resource_repeated_word_for_word_counts_once(tmp_path: Path) -> None:
    assert len(read(tmp_path, PATIENT, VISIT, VISIT, PATIENT).encounters) == 1


def test_two_resources_under_one_id_are_both_kept_apart(tmp_path: Path) -> None:
    again = {**VISIT, "period": {"start": "2026-04-01"}}
    first = read(tmp_path, PATIENT, VISIT, again, again)
    keys = [visit.source_key for visit in first.encounters]
    assert keys[0] == "Encounter/e1"
    assert len(set(keys)) == 2
    assert [v.source_key for v in read(tmp_path, PATIENT, VISIT, again).encounters] == keys


def test_keys_are_the_same_at_every_import_even_without_ids(tmp_path: Path) -> None:
    nameless = {key: value for key, value in VISIT.items() if key != "id"}
    keys = [read(tmp_path, PATIENT, nameless).encounters[0].source_key for _ in range(2)]
    assert keys[0] == keys[1]
    assert keys[0].startswith("Encounter/")


def test_ids_are_fresh_at_every_import(tmp_path: Path) -> None:
    first, second = (read(tmp_path, PATIENT) for _ in range(2))
    assert first.patients[0].id != second.patients[0].id
    assert first.sha256 == second.sha256


def test_bundles_inside_a_bundle_are_opened(tmp_path: Path) -> None:
    answers = bundle(bundle(PATIENT, kind="searchset"), bundle(VISIT, kind="searchset"))
    assert len(read_tree_(tmp_path, answers).encounters) == 1


def test_a_plain_list_of_resources_is_read(tmp_path: Path) -> None:
    assert len(read_tree_(tmp_path, [PATIENT, VISIT]).encounters) == 1


@pytest.mark.parametrize("kind", ["transaction", "collection", "searchset", "document", "batch"])
def test_every_type_of_bundle_is_read(tmp_path: Path, kind: str) -> None:
    assert len(read_tree_(tmp_path, bundle(PATIENT, VISIT, kind=kind)).encounters) == 1


def test_one_page_of_several_is_said_to_be_one(tmp_path: Path) -> None:
    page = {**bundle(PATIENT), "link": [{"relation": "next", "url": "https://ehr.example/2"}]}
    assert "one page" in read_tree_(tmp_path, page).skipped[0]


def test_kinds_that_are_not_read_are_told_in_one_sentence(tmp_path: Path) -> None:
    unread = [{"resourceType": "ImagingStudy", "id": str(n)} for n in range(3)]
    record = read(tmp_path, PATIENT, *unread, {"resourceType": "CarePlan", "id": "c"})
    assert record.skipped == ("Not read by this version: 3 ImagingStudy, 1 CarePlan.",)

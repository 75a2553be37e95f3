"""FHIR files of one import that belong together are read together, and no others."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from medcoder_desktop.domain.errors import MedCoderError
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.progress import no_progress
from medcoder_desktop.domain.reading_limits import ReadingLimits
from medcoder_desktop.services.reading import ReadFile, ReadingWays, read_files
from tests.unit.records.fhir.files import DOCTOR, PATIENT, VISIT, bundle, note, of_patient, packed

SEEN = {**VISIT, "participant": [{"individual": {"reference": "Practitioner/d1"}}]}
OTHER = {**PATIENT, "id": "p2", "identifier": [], "name": [{"family": "Reed", "given": ["Al"]}]}


def lines(*resources: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(resource)}\n" for resource in resources)


def imported(
    folder: Path, files: dict[str, str], ways: ReadingWays | None = None
) -> list[ReadFile]:
    paths = []
    for name, content in files.items():
        paths.append(folder / name)
        paths[-1].write_text(content, encoding="utf-8")
    return list(read_files(paths, no_progress, ways or ReadingWays()))


def records(read: list[ReadFile]) -> dict[str, ImportedRecord]:
    """The files that could be read, by name."""
    return {path.name: each for path, each in read if isinstance(each, ImportedRecord)}


def refused(read: list[ReadFile]) -> dict[str, str]:
    """Why the others could not."""
    return {path.name: each.message_id for path, each in read if isinstance(each, MedCoderError)}


def test_answers_of_a_server_by_type_are_read_together(tmp_path: Path) -> None:
    read = imported(
        tmp_path,
        {
            "docs.json": json.dumps(bundle(note("n1", packed("Seen."), type={"text": "Note"}))),
            "visits.json": json.dumps(bundle(SEEN)),
            "patient.json": json.dumps(bundle(PATIENT)),
            "doctors.json": json.dumps(bundle(DOCTOR)),
        },
    )
    assert [path.name for path, _ in read] == [
        "patient.json",
        "visits.json",
        "docs.json",
        "doctors.json",
    ]
    found = records(read)
    ((document, text),) = found["docs.json"].documents
    (visit,) = found["visits.json"].encounters
    (patient,) = found["patient.json"].patients
    assert (text, document.source) == ("Seen.", "docs.json")
    assert (document.patient_id, document.encounter_id) == (patient.id, visit.id)
    assert [each.name.family for each in found["visits.json"].providers] == ["Lindqvist"]
    assert found["patient.json"].encounters == ()
    assert found["docs.json"].skipped == (
        "Read together with patient.json and visits.json for its patients or visits.",
    )
    assert found["patient.json"].skipped == ()
    assert "refer to it" in found["doctors.json"].skipped[0]


def test_the_unzipped_files_of_a_bulk_export_are_read_together(tmp_path: Path) -> None:
    drug = {"resourceType": "Medication", "id": "m", "code": {"text": "Albuterol"}}
    order = of_patient(
        "MedicationRequest", "r", status="active", medicationReference={"reference": "Medication/m"}
    )
    read = imported(
        tmp_path,
        {
            "Encounter.ndjson": lines(VISIT),
            "Medication.ndjson": lines(drug),
            "MedicationRequest.ndjson": lines(order),
            "Patient.ndjson": lines(PATIENT, OTHER),
        },
    )
    found = records(read)
    assert len(found) == 4
    assert [entry.text for entry in found["MedicationRequest.ndjson"].history] == ["Albuterol"]
    assert {each.kind for each in found.values()} == {"FHIR R4 bulk export"}
    assert [each.name.family for each in found["Encounter.ndjson"].patients] == ["Marsh"]


def test_the_name_of_a_panel_is_found_in_another_file(tmp_path: Path) -> None:
    value = of_patient("Observation", "o1", code={"text": "Sodium"}, valueInteger=140)
    panel = of_patient(
        "DiagnosticReport", "r1", code={"text": "CMP"}, result=[{"reference": "Observation/o1"}]
    )
    read = imported(
        tmp_path,
        {
            "all.json": json.dumps(bundle(PATIENT, VISIT, panel)),
            "values.json": json.dumps(bundle(value)),
        },
    )
    assert [result.panel for result in records(read)["values.json"].results] == ["CMP"]


def test_a_note_finds_its_visit_though_it_has_the_patient_beside_it(tmp_path: Path) -> None:
    read = imported(
        tmp_path,
        {
            "notes.json": json.dumps(bundle(PATIENT, note("n1", packed("Seen.")))),
            "visits.json": json.dumps(bundle(PATIENT, VISIT)),
        },
    )
    found = records(read)
    (visit,) = found["visits.json"].encounters
    assert [document.encounter_id for document, _ in found["notes.json"].documents] == [visit.id]


def test_files_inside_a_zip_archive_are_read_together(tmp_path: Path) -> None:
    path = tmp_path / "answers.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("visits.json", json.dumps(bundle(VISIT)))
        archive.writestr("patient.json", json.dumps(bundle(PATIENT)))
    read = list(read_files((path,), no_progress))
    assert set(records(read)) == {"visits.json", "patient.json"}


@pytest.mark.parametrize(
    "subject",
    [
        {"identifier": {"system": "urn:office", "value": "A-1"}, "type": "Patient"},
        {"reference": "Patient?identifier=urn:office|A-1"},
    ],
)
def test_a_patient_in_another_file_is_found_by_number(
    tmp_path: Path, subject: dict[str, Any]
) -> None:
    visit = json.dumps(bundle({**VISIT, "subject": subject}))
    read = imported(tmp_path, {"visit.json": visit, "patient.json": json.dumps(PATIENT)})
    assert set(records(read)) == {"patient.json", "visit.json"}
    namesake = json.dumps({**OTHER, "identifier": PATIENT["identifier"]})
    read = imported(tmp_path, {"visit.json": visit, "1": json.dumps(PATIENT), "2": namesake})
    assert "visit.json" not in records(read)


def test_packed_files_of_a_bulk_export_are_read_together(tmp_path: Path) -> None:
    for name, resource in (("Encounter", VISIT), ("Patient", PATIENT)):
        packed_lines = gzip.compress(lines(resource).encode())
        (tmp_path / f"{name}.ndjson.gz").write_bytes(packed_lines)
    read = read_files(sorted(tmp_path.iterdir()), no_progress)
    assert all(isinstance(content, ImportedRecord) for _, content in read)
    assert len(read) == 2


def test_files_in_xml_and_in_json_are_read_together(tmp_path: Path) -> None:
    patient = '<id value="p1"/><name><family value="Marsh"/></name>'
    read = imported(
        tmp_path,
        {
            "visit.json": json.dumps(VISIT),
            "patient.xml": f'<Patient xmlns="http://hl7.org/fhir">{patient}</Patient>',
        },
    )
    assert set(records(read)) == {"patient.xml", "visit.json"}


def test_a_file_whose_patient_is_in_no_other_is_refused(tmp_path: Path) -> None:
    visits = bundle(VISIT, {**VISIT, "id": "e2"})
    files = {"visits.json": json.dumps(visits), "other.json": json.dumps(bundle(OTHER))}
    read = imported(tmp_path, files)
    assert set(records(read)) == {"other.json"}
    assert refused(read) == {"visits.json": "record.patients_elsewhere"}


def test_nobody_gets_a_visit_that_may_be_another_s(tmp_path: Path) -> None:
    read = imported(
        tmp_path,
        {
            "visits.json": json.dumps(bundle(VISIT)),
            "one.json": json.dumps(bundle(PATIENT)),
            "two.json": json.dumps(bundle({**OTHER, "id": "p1"})),
        },
    )
    assert set(records(read)) == {"one.json", "two.json"}


def test_patients_of_two_servers_are_two(tmp_path: Path) -> None:
    def from_server(server: str, resource: dict[str, Any]) -> str:
        url = f"https://{server}.example/fhir/{resource['resourceType']}/{resource['id']}"
        tree = {"resourceType": "Bundle", "entry": [{"fullUrl": url, "resource": resource}]}
        return json.dumps(tree)

    files = {"visits.json": from_server("a", VISIT), "patient.json": from_server("b", PATIENT)}
    assert set(records(imported(tmp_path, files))) == {"patient.json"}
    files["patient.json"] = from_server("a", PATIENT)
    assert len(records(imported(tmp_path, files))) == 2


def test_files_that_want_nothing_stay_alone(tmp_path: Path) -> None:
    read = imported(
        tmp_path,
        {
            "one.json": json.dumps(bundle(PATIENT, VISIT)),
            "two.json": json.dumps(bundle(OTHER)),
            "doctors.json": json.dumps(bundle(DOCTOR, {**DOCTOR, "id": "d2"})),
        },
    )
    assert refused(read) == {"doctors.json": "record.no_patient"}
    assert [each.skipped for each in records(read).values()] == [(), ()]


def test_a_plan_in_a_file_of_its_own_reaches_the_visit(tmp_path: Path) -> None:
    plan = {
        "resourceType": "Coverage",
        "id": "c1",
        "status": "active",
        "beneficiary": {"reference": "Patient/p1"},
        "payor": [{"display": "Blue Plan"}],
    }
    read = imported(
        tmp_path,
        {
            "plans.json": json.dumps(bundle(plan)),
            "visits.json": json.dumps(bundle(VISIT)),
            "patient.json": json.dumps(bundle(PATIENT)),
        },
    )
    found = records(read)
    assert found["visits.json"].encounters[0].coverage_id == found["plans.json"].coverages[0].id
    assert [payer.name for payer in found["visits.json"].payers] == ["Blue Plan"]
    assert found["patient.json"].coverages == ()


def test_more_than_may_be_unpacked_is_not_read_together(tmp_path: Path) -> None:
    visits = {**VISIT, "text": {"div": "x" * 1_100_000}}
    files = {"visits.json": json.dumps(bundle(visits)), "patient.json": json.dumps(bundle(PATIENT))}
    ways = ReadingWays(ReadingLimits(most_unpacked=1))
    assert set(records(imported(tmp_path, files, ways))) == {"patient.json"}


def test_a_damaged_file_does_not_stop_the_others(tmp_path: Path) -> None:
    read = imported(
        tmp_path,
        {
            "visits.json": json.dumps(bundle(VISIT)),
            "patient.json": json.dumps(bundle(PATIENT)),
            "broken.json": json.dumps(bundle(PATIENT))[:-9],
            "note.txt": "Seen today for a cough, better since the last visit.",
        },
    )
    assert set(records(read)) == {"visits.json", "patient.json", "note.txt"}

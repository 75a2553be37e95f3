"""Real public records import, every one of them, with what is in them."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from medcoder_desktop.domain.documents import DocumentKind
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.imports import FilingHints, ImportedRecord
from medcoder_desktop.domain.places import PLACES_OF_SERVICE
from medcoder_desktop.paths import resources
from medcoder_desktop.records.recognise import read_record
from tests.shared_data import shared

SAMPLES = sorted((resources() / "samples").glob("*/*.fhir.json"))
FHIR = "data/records/fhir"

COUNTS = {
    "Buster_Hoeger": (1, 1, 6, 36, 3),
    "Clarence_Mills": (1, 2, 7, 63, 3),
    "Elisha_Schroeder": (1, 1, 11, 86, 5),
    "Frank_McDermott": (1, 2, 18, 108, 6),
    "Hershel_Marvin": (1, 2, 10, 52, 4),
    "Kendall_Keeling": (2, 2, 73, 176, 13),
    "Rufus_Kihn": (1, 2, 12, 54, 5),
    "Shavonne_Schaefer": (1, 1, 9, 65, 0),
    "Trenton_Turner": (1, 4, 33, 55, 2),
}
"""Payers, clinicians, visits, results and conditions of each bundle."""


@pytest.mark.parametrize("name", COUNTS)
def test_every_public_bundle_imports_whole(name: str) -> None:
    record = read_record(shared(f"{FHIR}/{name}.json"))
    assert record.kind == "FHIR R4 bundle"
    assert record.patients[0].name.spoken == name.replace("_", " ")
    counted = (record.payers, record.providers, record.encounters, record.results)
    assert (*map(len, counted), len(record.conditions)) == COUNTS[name]
    assert len(record.coverages) == len(record.payers)
    # The kinds of resources not read, and lines of claims that state no more than the visit.
    assert len(record.skipped) <= 2
    assert record.history
    assert record.charges


@pytest.mark.parametrize("name", COUNTS)
def test_every_visit_of_a_public_bundle_can_be_coded(name: str) -> None:
    record = read_record(shared(f"{FHIR}/{name}.json"))
    clinicians = {provider.id for provider in record.providers}
    died = [visit for visit in record.encounters if visit.provider_id is None]
    assert {visit.reason for visit in died} <= {"Death Certification"}
    for visit in record.encounters:
        assert visit.place_of_service in PLACES_OF_SERVICE
        assert visit.reason
        assert visit.provider_id is None or visit.provider_id in clinicians


def test_counts_agree_with_the_bundle_itself() -> None:
    path = shared(f"{FHIR}/Kendall_Keeling.json")
    kinds = Counter(e["resource"]["resourceType"] for e in json.loads(path.read_text())["entry"])
    record = read_record(path)
    assert len(record.encounters) == kinds["Encounter"]
    assert len(record.conditions) == kinds["Condition"]
    assert len({r.source_key.partition("#")[0] for r in record.results}) == kinds["Observation"]


def test_a_bundle_s_values_read_as_a_laboratory_prints_them() -> None:
    record = read_record(shared(f"{FHIR}/Kendall_Keeling.json"))
    day = date(2019, 11, 2)
    values = {r.name: f"{r.value} {r.unit}".strip() for r in record.results if r.taken_on == day}
    assert values["Systolic Blood Pressure"] == "126.58 mmHg"
    assert values["Body Weight"] == "87.24 kg"
    assert values["Tobacco smoking status NHIS"] == "Never smoker"


def test_no_private_number_of_a_public_bundle_is_kept() -> None:
    for name in COUNTS:
        path = shared(f"{FHIR}/{name}.json")
        kept = repr(read_record(path))
        for identifier in json.loads(path.read_text())["entry"][0]["resource"]["identifier"]:
            kind = identifier.get("type", {}).get("coding", [{}])[0].get("code")
            if kind in ("SS", "DL", "PPN"):
                assert identifier["value"] not in kept


def test_the_bulk_export_imports_with_its_notes() -> None:
    record = read_record(shared(f"{FHIR}/synthea-bulk-10-patients.zip"))
    assert record.kind == "FHIR R4 bulk export"
    assert (len(record.patients), len(record.providers)) == (13, 43)
    assert (len(record.encounters), len(record.documents)) == (1215, 1215)
    assert len(record.conditions) == 555
    visits = {visit.id: visit for visit in record.encounters}
    for document, text in record.documents:
        assert document.encounter_id is not None
        assert document.written_on == visits[document.encounter_id].date_of_service
        assert "# History of Present Illness" in text
        assert document.author.startswith("Dr. ")
    superseded = [d for d, _ in record.documents if d.title.endswith("(superseded)")]
    assert len(superseded) == 1202


def test_all_public_notes_import_as_progress_notes_of_nobody() -> None:
    paths = sorted(shared("data/records/notes").glob("*.txt"))
    assert len(paths) == 67
    keys = set()
    for path in paths:
        record = read_record(path)
        document, text = record.documents[0]
        assert (document.kind, document.title) == (DocumentKind.PROGRESS_NOTE, path.stem)
        assert " ".join(text.split()) == " ".join(path.read_text("utf-8").split())
        assert record.hints == FilingHints()
        keys.add(document.source_key)
    assert len(keys) == 67


def test_all_public_messages_import_or_say_what_they_ask() -> None:
    counts: Counter[str] = Counter()
    asks: list[str] = []
    for path in sorted(shared("data/records/hl7v2").iterdir()):
        try:
            record = read_record(path)
        except InputError as refused:
            asks.append(refused.sentence)
            continue
        counts["files"] += 1
        counts["visits"] += len(record.encounters)
        counts["documents"] += len(record.documents)
        counts["results"] += len(record.results)
        counts["conditions"] += len(record.conditions)
        counts["history"] += len(record.history)
        counts["charges"] += len(record.charges)
    assert (counts["files"], len(asks)) == (72, 2)
    assert all("ask to delete something" in sentence for sentence in asks)
    del counts["files"]
    assert counts == {
        "visits": 33, "documents": 32, "results": 93, "conditions": 24, "history": 35,
        "charges": 11,
    }  # fmt: skip


def test_all_public_clinical_documents_import_with_their_text() -> None:
    records = [read_record(path) for path in sorted(shared("data/records/ccda").glob("*.xml"))]
    assert len(records) == 15
    assert all(len(record.patients) == 1 for record in records)
    # One names a PDF that is not there.
    assert sum(bool(record.documents) for record in records) == 14
    assert sum(len(record.encounters) for record in records) == 7
    assert sum(len(record.results) for record in records) == 74
    assert sum(len(record.conditions) for record in records) == 26
    kinds = Counter(entry.kind.value for record in records for entry in record.history)
    assert kinds == {"procedure": 10, "allergy": 18, "medication": 9, "immunization": 7}
    progress = next(r for r in records if r.source.startswith("Progress_Note"))
    ((document, text),) = progress.documents
    assert document.kind is DocumentKind.PROGRESS_NOTE
    assert "CHIEF COMPLAINT\nDark stools." in text
    assert "Hemoglobin | 13.2 g/dL" in text


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_a_sample_imports_without_anything_left_out(path: Path) -> None:
    record = read_record(path)
    assert record.skipped == ()
    assert len(record.patients) == 1
    assert len(record.documents) == len(list(path.parent.glob("*.txt")))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_the_quotes_of_an_answer_key_stand_in_the_imported_notes(path: Path) -> None:
    record = read_record(path)
    key = tomllib.loads((path.parent / "answer-key.toml").read_text(encoding="utf-8"))
    visit = coded_visit(record, key["encounter"])
    assert visit.date_of_service == key["date_of_service"]
    assert visit.place_of_service == key["place_of_service"]
    texts = {document.source: text for document, text in record.documents}
    for diagnosis in key["diagnoses"]:
        for quote in diagnosis["quotes"]:
            assert texts[diagnosis["document"]].count(quote) == 1


def coded_visit(record: ImportedRecord, identity: str) -> Encounter:
    return next(v for v in record.encounters if v.source_key == f"Encounter/{identity}")

"""C-CDA documents: who, when, what stands in them as written, and what is coded."""

from __future__ import annotations

import base64
from datetime import date
from pathlib import Path

import pytest

from medcoder_desktop.domain.documents import AbnormalFlag, DocumentKind
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.patients import RecordNumber, Relationship, Sex
from medcoder_desktop.domain.people import Address
from medcoder_desktop.records.recognise import read_record
from tests.unit.records.ccda.files import HEADER, PROGRESS_NOTE, wrapped

TEXT = """Office visit

CHIEF COMPLAINT
Burning feet.

HISTORY OF PRESENT ILLNESS
Six months of numbness.

• worse at night
• no ulcer

TIMING
Nightly.

PROBLEMS
Problem | Since
Type 2 diabetes | 2015

RESULTS
HbA1c 8.1 %

PAYERS
Blue Plan"""


def read(folder: Path, content: str | bytes) -> ImportedRecord:
    path = folder / "note.xml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_record(path)


@pytest.fixture
def record(tmp_path: Path) -> ImportedRecord:
    return read(tmp_path, PROGRESS_NOTE)


def test_the_patient_is_read_without_the_social_security_number(record: ImportedRecord) -> None:
    (patient,) = record.patients
    assert patient.name.listed == "Beispiel, Testa Q"
    assert (patient.birth_date, patient.sex) == (date(1968, 2, 11), Sex.FEMALE)
    assert patient.address == Address("12 Sample Street", "", "Exampleton", "IL", "62701")
    assert patient.phone == "217-555-0142"
    assert patient.record_numbers == (RecordNumber("Cedar Hollow", "CH-20001"),)
    assert "900-55-0000" not in repr(record)


def test_the_visit_has_its_day_its_clinician_and_the_reason_of_its_section(
    record: ImportedRecord,
) -> None:
    (visit,), (provider,) = record.encounters, record.providers
    assert (visit.date_of_service, visit.place_of_service) == (date(2026, 3, 14), "11")
    assert visit.reason == "Burning feet."
    assert visit.provider_id == provider.id
    assert (provider.signed_name, provider.npi) == ("Hanna Musterfrau, MD", "1999999984")


def test_the_narrative_stands_as_it_was_written(record: ImportedRecord) -> None:
    ((document, text),) = record.documents
    assert text == TEXT
    assert (document.kind, document.title) == (DocumentKind.PROGRESS_NOTE, "Office visit")
    assert (document.author, document.signed) == ("Hanna Musterfrau, MD", True)
    assert document.encounter_id == record.encounters[0].id
    assert document.length == len(text)


def test_conditions_have_the_code_of_icd_where_it_is_given(record: ImportedRecord) -> None:
    diabetes, pneumonia = record.conditions
    assert (diabetes.text, diabetes.code) == ("Type 2 diabetes", "E11.9")
    assert diabetes.code_system.endswith("icd-10-cm")
    assert (diabetes.onset, diabetes.status) == (date(2015, 3, 1), "active")
    assert (pneumonia.text, pneumonia.status) == ("Pneumonia", "resolved")


def test_results_have_their_range_their_flag_and_their_day(record: ImportedRecord) -> None:
    (result,) = record.results
    assert (result.name, result.value, result.unit) == ("Hemoglobin A1c", "8.1", "%")
    assert (result.reference_range, result.flag) == ("4.0–5.6", AbnormalFlag.HIGH)
    assert (result.taken_on, result.panel) == (date(2026, 3, 12), "Diabetes panel")
    assert record.skipped == ("Observations without a value, left out: 1.",)


def test_the_policy_names_its_holder(record: ImportedRecord) -> None:
    (payer,), (policy,) = record.payers, record.coverages
    assert payer.name == "Blue Plan PPO"
    assert (policy.member_id, policy.group_number) == ("XQA555000001", "G-77")
    assert policy.relationship is Relationship.SPOUSE
    assert policy.subscriber is not None
    assert policy.subscriber.name.spoken == "Otto Beispiel"


def test_the_same_document_has_the_same_keys_and_an_amended_one_another(tmp_path: Path) -> None:
    first, again = read(tmp_path, PROGRESS_NOTE), read(tmp_path, PROGRESS_NOTE)
    newer = PROGRESS_NOTE.replace('versionNumber value="1"', 'versionNumber value="2"')
    amended = read(tmp_path, newer)
    assert first.documents[0][0].source_key == again.documents[0][0].source_key
    assert first.documents[0][0].source_key == amended.documents[0][0].source_key
    assert first.documents[0][0].version_key == again.documents[0][0].version_key
    assert first.documents[0][0].version_key != amended.documents[0][0].version_key
    assert first.results[0].source_key == amended.results[0].source_key


def test_a_wrapped_text_is_the_document(tmp_path: Path) -> None:
    packed = base64.b64encode(b"ASSESSMENT\nStable.").decode()
    body = f'<text mediaType="text/plain" representation="B64">{packed}</text>'
    ((_, text),) = read(tmp_path, wrapped(body)).documents
    assert text == "ASSESSMENT\nStable."


def test_a_wrapped_file_lies_beside_and_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "scan.txt").write_text("Read me.", "utf-8")
    beside = '<text mediaType="text/plain"><reference value="scan.txt"/></text>'
    assert read(tmp_path, wrapped(beside)).documents[0][1] == "Read me."
    above = '<text mediaType="text/plain"><reference value="../../etc/hosts"/></text>'
    record = read(tmp_path, wrapped(above))
    assert record.documents == ()
    assert "lies elsewhere" in record.skipped[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (PROGRESS_NOTE[:3000], "is damaged at line"),
        (PROGRESS_NOTE.replace("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>', 1), "document type"),
        (PROGRESS_NOTE.replace("?>", '?><!DOCTYPE x SYSTEM "http://x/y">', 1), "document type"),
        (HEADER.replace("patientRole", "nobody") + "</ClinicalDocument>", "names no patient"),
        (wrapped("<text>" + "<x>" * 400 + "</x>" * 400 + "</text>"), "is damaged"),
    ],
    ids=["cut", "entity", "external", "nobody", "deep"],
)
def test_what_is_no_sound_document_is_refused_in_a_sentence(
    tmp_path: Path, content: str, words: str
) -> None:
    with pytest.raises(InputError) as refused:
        read(tmp_path, content)
    assert words in refused.value.sentence
    assert "note.xml" in refused.value.sentence

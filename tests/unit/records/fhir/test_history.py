"""History and charges of a FHIR import."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from medcoder_desktop.domain.history import HistoryKind
from tests.unit.records.fhir.files import PATIENT, VISIT, read

SUBJECT = {"subject": {"reference": "Patient/p1"}}
OWNER = {"patient": {"reference": "Patient/p1"}}
ICD = "http://hl7.org/fhir/sid/icd-10-cm"
CPT = "http://www.ama-assn.org/go/cpt"


def coded(system: str, code: str, text: str = "") -> dict[str, object]:
    return {"coding": [{"system": system, "code": code}], "text": text}


def test_each_kind_of_history_has_its_words_its_day_and_its_detail(tmp_path: Path) -> None:
    record = read(
        tmp_path,
        PATIENT,
        VISIT,
        {
            "resourceType": "Procedure", "id": "1", "status": "completed", **SUBJECT,
            "code": {"text": "Splinter removed"}, "performedDateTime": "2025-11-02",
            "bodySite": [{"text": "left thumb"}], "encounter": {"reference": "Encounter/e1"},
        },
        {"resourceType": "Medication", "id": "m", "code": {"text": "Metformin 500 mg"}},
        {
            "resourceType": "MedicationRequest", "id": "2", "status": "active", **SUBJECT,
            "medicationReference": {"reference": "Medication/m"}, "authoredOn": "2026-01-05",
            "dosageInstruction": [{"text": "twice a day"}],
        },
        {
            "resourceType": "AllergyIntolerance", "id": "3", **OWNER, "criticality": "high",
            "code": {"text": "Penicillin"}, "clinicalStatus": {"coding": [{"code": "active"}]},
            "reaction": [{"manifestation": [{"text": "hives"}]}],
        },
        {
            "resourceType": "Immunization", "id": "4", "status": "completed", **OWNER,
            "vaccineCode": {"text": "Influenza"}, "occurrenceDateTime": "2025-10-01",
            "lotNumber": "L7",
        },
    )  # fmt: skip
    found = {entry.kind: entry for entry in record.history}
    assert [found[kind].text for kind in HistoryKind] == [
        "Splinter removed", "Metformin 500 mg", "Penicillin", "Influenza",
    ]  # fmt: skip
    assert found[HistoryKind.PROCEDURE].detail == "left thumb"
    assert found[HistoryKind.PROCEDURE].encounter_id == record.encounters[0].id
    assert found[HistoryKind.MEDICATION].detail == "twice a day"
    assert found[HistoryKind.ALLERGY].detail == "hives, high risk"
    assert found[HistoryKind.IMMUNIZATION].on == date(2025, 10, 1)
    assert record.skipped == ()


@pytest.mark.parametrize("status", ["entered-in-error", "not-done"])
def test_what_never_happened_is_no_history(tmp_path: Path, status: str) -> None:
    record = read(
        tmp_path,
        PATIENT,
        {"resourceType": "Procedure", "status": status, **SUBJECT, "code": {"text": "X"}},
    )
    assert record.history == ()
    assert "not done, cancelled or entered in error" in record.skipped[0]


def test_a_medication_ordered_often_is_listed_once_a_day(tmp_path: Path) -> None:
    orders = [
        {
            "resourceType": "MedicationRequest", "id": f"m{n}", "status": "active", **SUBJECT,
            "medicationCodeableConcept": {"text": "Insulin"}, "authoredOn": "2026-01-05",
        }
        for n in range(3)
    ]  # fmt: skip
    assert len(read(tmp_path, PATIENT, *orders).history) == 1


def claim(kind: str, **more: object) -> dict[str, object]:
    return {
        "resourceType": kind, "id": "c1", "status": "active", **OWNER,
        "created": "2026-03-15",
        "diagnosis": [
            {"sequence": 1, "diagnosisCodeableConcept": coded(ICD, "E11.9")},
            {"sequence": 2, "diagnosisCodeableConcept": coded("urn:other", "44054006")},
        ],
        "item": [
            {
                "sequence": 1, "productOrService": coded(CPT, "99213", "Words of another owner"),
                "modifier": [coded("", "25")], "quantity": {"value": 2},
                "net": {"value": 80.5}, "diagnosisSequence": [1, 2],
                "servicedDate": "2026-03-14", "encounter": [{"reference": "Encounter/e1"}],
            },
            {"sequence": 2, "productOrService": {"text": "Dressing"}, "net": {"value": 7}},
            {"sequence": 3, "productOrService": {"text": "a condition again"}},
        ],
        **more,
    }  # fmt: skip


def test_the_lines_of_a_claim_are_charges_once(tmp_path: Path) -> None:
    record = read(tmp_path, PATIENT, VISIT, claim("Claim"), claim("ExplanationOfBenefit"))
    first, second = record.charges[:2]
    assert (first.procedure, first.modifiers, first.units, first.charge) == (
        "99213", ("25",), 2, 8050,
    )  # fmt: skip
    assert first.diagnoses == ("E11.9",)
    assert first.encounter_id == record.encounters[0].id
    assert first.description == ""
    assert (second.procedure, second.description, second.charge) == ("", "Dressing", 700)
    assert [charge.procedure for charge in record.charges].count("99213") == 1
    assert any("neither code nor amount" in sentence for sentence in record.skipped)


def test_a_cancelled_claim_charges_nothing(tmp_path: Path) -> None:
    record = read(tmp_path, PATIENT, claim("Claim", status="cancelled"))
    assert record.charges == ()
    assert any("cancelled, drafted" in sentence for sentence in record.skipped)

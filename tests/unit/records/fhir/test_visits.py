"""Visits and prior conditions come in as the record states them, nothing guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.unit.records.fhir.files import DOCTOR, PATIENT, VISIT, coded, of_patient, read


def test_the_day_of_a_visit_is_the_day_where_it_took_place(tmp_path: Path) -> None:
    late = {**VISIT, "period": {"start": "2026-03-14T23:30:00-05:00", "end": "2026-03-15"}}
    assert read(tmp_path, PATIENT, late).encounters[0].date_of_service == date(2026, 3, 14)


@pytest.mark.parametrize("period", [{}, {"start": "2026-03"}, {"start": "soon"}, None, "2026"])
def test_a_visit_without_a_full_date_is_left_out_and_told(tmp_path: Path, period: object) -> None:
    record = read(tmp_path, PATIENT, {**VISIT, "period": period})
    assert record.encounters == ()
    assert record.skipped == ("Visits without a full date, left out: 1.",)


@pytest.mark.parametrize("status", ["planned", "cancelled", "noshow", "entered-in-error"])
def test_a_visit_that_did_not_happen_is_left_out_and_counted(tmp_path: Path, status: str) -> None:
    visits = [{**VISIT, "id": str(n), "status": status} for n in range(3)]
    record = read(tmp_path, PATIENT, VISIT, *visits)
    assert len(record.encounters) == 1
    assert record.skipped == (
        "Visits planned, cancelled, missed or entered in error, left out: 3.",
    )


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"class": {"code": "AMB"}}, "11"),
        ({"class": {"code": "EMER"}}, "23"),
        ({"class": {"code": "IMP"}}, "21"),
        ({"class": {"code": "ACUTE"}}, "21"),
        ({"class": {"code": "HH"}}, "12"),
        ({"class": {"code": "VR"}}, "10"),
        ({"class": {}}, "11"),
        ({"class": {"system": "urn:oid:1.2", "code": "13", "display": "Support OP"}}, "11"),
        ({"class": {"system": "urn:oid:1.2", "code": "5", "display": "Inpatient"}}, "21"),
        ({"class": {"code": "emergency"}}, "23"),
        ({"class": {"code": "AMB"}, "type": [{"text": "Urgent care clinic"}]}, "20"),
        ({"class": {"code": "IMP"}, "type": [{"text": "Skilled nursing facility"}]}, "31"),
        ({"class": {"code": "AMB"}, "type": [{"text": "Telemedicine visit"}]}, "10"),
    ],
)
def test_the_place_of_service_follows_class_and_type(
    tmp_path: Path, fields: dict[str, Any], place: str
) -> None:
    record = read(tmp_path, PATIENT, {**VISIT, **fields})
    assert record.encounters[0].place_of_service == place


def test_a_place_of_service_the_location_states_wins(tmp_path: Path) -> None:
    system = "https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set"
    location = {"resourceType": "Location", "id": "l1", "type": [coded("02", system)]}
    visit = {
        **VISIT,
        "class": {"code": "VR"},
        "location": [{"location": {"reference": "Location/l1"}}],
    }
    assert read(tmp_path, PATIENT, location, visit).encounters[0].place_of_service == "02"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"reasonCode": [{"text": "Cough"}, {"text": "Fever"}, {"text": "Cough"}]}, "Cough; Fever"),
        ({"reasonReference": [{"reference": "Condition/c1"}]}, "Sepsis"),
        ({"type": [{"text": "Office visit"}]}, "Office visit"),
        ({}, ""),
    ],
)
def test_the_reason_is_what_the_record_says(
    tmp_path: Path, fields: dict[str, Any], reason: str
) -> None:
    condition = of_patient(
        "Condition", "c1", code=coded("91302008", "http://snomed.info/sct", "Sepsis (disorder)")
    )
    record = read(tmp_path, PATIENT, condition, {**VISIT, **fields})
    assert record.encounters[0].reason == reason


def test_the_primary_performer_renders_the_visit(tmp_path: Path) -> None:
    def taking_part(kind: str, identity: str) -> dict[str, Any]:
        individual = {"reference": f"Practitioner/{identity}"}
        return {"type": [coded(kind)], "individual": individual}

    others = [
        {**DOCTOR, "id": i, "identifier": [], "name": [{"text": f"{i} Reed"}]}
        for i in ("Referrer", "Second")
    ]
    people = [
        taking_part("REF", "Referrer"),
        taking_part("SPRF", "Second"),
        taking_part("PPRF", "d1"),
        {"individual": {"reference": "RelatedPerson/x", "display": "Her Daughter"}},
    ]
    record = read(tmp_path, PATIENT, *others, DOCTOR, {**VISIT, "participant": people})
    names = {p.id: p.name.family for p in record.providers}
    assert names[record.encounters[0].provider_id or ""] == "Lindqvist"
    only_referrer = {**VISIT, "participant": people[:1]}
    assert read(tmp_path, PATIENT, *others, only_referrer).encounters[0].provider_id is None


def condition(**fields: Any) -> dict[str, Any]:
    return of_patient("Condition", "c1", clinicalStatus=coded("active"), **fields)


def test_a_condition_is_history_in_the_record_s_own_words(tmp_path: Path) -> None:
    told = condition(
        code=coded("44054006", "http://snomed.info/sct", "Type 2 diabetes mellitus (disorder)"),
        onsetDateTime="2015-03-04T00:00:00Z",
        verificationStatus=coded("confirmed"),
    )
    record = read(tmp_path, PATIENT, VISIT, told)
    found = record.conditions[0]
    assert (found.text, found.code) == ("Type 2 diabetes mellitus", "44054006")
    assert found.code_system == "http://snomed.info/sct"
    assert (found.onset, found.status) == (date(2015, 3, 4), "active")
    assert found.encounter_id == record.encounters[0].id
    assert found.source_key == "Condition/c1"


def test_an_onset_known_to_the_year_is_not_made_a_date(tmp_path: Path) -> None:
    found = read(tmp_path, PATIENT, condition(code={"text": "Asthma"}, onsetDateTime="2015"))
    assert found.conditions[0].onset is None
    assert found.conditions[0].status == "active, since 2015"


def test_doubt_about_a_condition_stays_visible(tmp_path: Path) -> None:
    doubtful = condition(code={"text": "Stroke"}, verificationStatus=coded("provisional"))
    assert read(tmp_path, PATIENT, doubtful).conditions[0].status == "active, provisional"


def test_an_icd_code_beside_a_snomed_code_is_the_one_kept(tmp_path: Path) -> None:
    both = {
        "text": "Asthma",
        "coding": [
            {"system": "http://snomed.info/sct", "code": "195967001"},
            {"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "J45.909"},
        ],
    }
    assert read(tmp_path, PATIENT, condition(code=both)).conditions[0].code == "J45.909"


@pytest.mark.parametrize("verification", ["refuted", "entered-in-error"])
def test_a_condition_the_record_takes_back_is_left_out(tmp_path: Path, verification: str) -> None:
    wrong = condition(code={"text": "Asthma"}, verificationStatus=coded(verification))
    record = read(tmp_path, PATIENT, wrong, condition(id="c2"))
    assert record.conditions == ()
    assert len(record.skipped) == 2


def test_a_visit_outside_the_office_was_at_its_facility(tmp_path: Path) -> None:
    hospital = {
        "resourceType": "Location", "id": "l1", "name": "Cedar General, Emergency",
        "managingOrganization": {"reference": "Organization/o1"},
    }  # fmt: skip
    runs_it = {
        "resourceType": "Organization", "id": "o1", "name": "Cedar General",
        "identifier": [{"system": "http://hl7.org/fhir/sid/us-npi", "value": "1999999034"}],
        "address": [{"line": ["1 Hospital Way"], "city": "Exampleton", "state": "IL",
                     "postalCode": "62701"}],
    }  # fmt: skip
    there = [{"location": {"reference": "Location/l1"}}]
    emergency = {**VISIT, "class": {"code": "EMER"}, "location": there}
    ward = {
        **VISIT, "id": "e2", "class": {"code": "IMP"},
        "serviceProvider": {"reference": "Organization/o1"},
    }  # fmt: skip
    office = {**VISIT, "id": "e3", "class": {"code": "AMB"}, "location": there}
    record = read(tmp_path, PATIENT, emergency, ward, office, hospital, runs_it)
    names = {facility.id: facility.name for facility in record.facilities}
    assert [names.get(visit.facility_id or "") for visit in record.encounters] == [
        "Cedar General, Emergency", "Cedar General", None,
    ]  # fmt: skip
    first = record.facilities[0]
    assert (first.npi, first.address.city) == ("1999999034", "Exampleton")

"""Patients, clinicians, payers and coverages come in as a claim needs them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from medcoder_desktop.domain.patients import RecordNumber, Relationship, Sex
from medcoder_desktop.domain.people import Address, PersonName
from medcoder_desktop.domain.practice import PayerKind
from medcoder_desktop.records.payers import payer_kind
from tests.unit.records.fhir.files import DOCTOR, PATIENT, VISIT, coded, of_patient, read


def test_a_patient_arrives_with_what_the_banner_shows(tmp_path: Path) -> None:
    patient = {
        **PATIENT,
        "address": [
            {"use": "old", "line": ["1 Past St"]},
            {
                "use": "home",
                "line": ["88 Quillfeather Lane", "Apt 2"],
                "city": "Springfield",
                "state": "Illinois",
                "postalCode": "627040118",
            },
        ],
        "telecom": [
            {"system": "email", "value": "x@example.com"},
            {"system": "phone", "use": "mobile", "value": "tel:+1 (217) 555-0119"},
            {"system": "phone", "use": "home", "value": "2175550118"},
        ],
    }
    found = read(tmp_path, patient).patients[0]
    assert found.name == PersonName("Marsh", "Ida", "June")
    assert found.birth_date == date(1970, 5, 6)
    assert found.sex is Sex.FEMALE
    assert found.address == Address(
        "88 Quillfeather Lane", "Apt 2", "Springfield", "IL", "62704-0118"
    )
    assert found.phone == "217-555-0118"


def test_the_legal_name_wins_over_maiden_and_nick_names(tmp_path: Path) -> None:
    names = [
        {"use": "maiden", "family": "Ash", "given": ["Ida"]},
        {"use": "nickname", "given": ["Idy"]},
        {"family": "Marsh", "given": ["Ida"], "suffix": ["Jr."]},
        {"use": "official", "family": "Marsh-Hall", "given": ["Ida"], "period": {"end": "2020"}},
    ]
    found = read(tmp_path, {**PATIENT, "name": names}).patients[0]
    assert found.name == PersonName("Marsh", "Ida", suffix="Jr")


def test_a_name_written_as_text_alone_is_taken_apart(tmp_path: Path) -> None:
    found = read(tmp_path, {**PATIENT, "name": [{"text": "Ms. Ida J. Marsh"}]}).patients[0]
    assert found.name == PersonName("Marsh", "Ida", "J")


def test_a_patient_without_a_name_is_kept_and_told(tmp_path: Path) -> None:
    record = read(tmp_path, {**PATIENT, "name": []})
    assert record.patients[0].name.listed == ""
    assert record.skipped == ("Patients without a name in the file: 1.",)


@pytest.mark.parametrize(
    ("fields", "sex"),
    [
        ({"gender": "male"}, Sex.MALE),
        ({"gender": "other"}, Sex.UNKNOWN),
        ({"gender": None}, Sex.FEMALE),
    ],
)
def test_sex_is_administrative_and_at_birth_only_where_that_is_missing(
    tmp_path: Path, fields: dict[str, Any], sex: Sex
) -> None:
    url = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex"
    patient = {**PATIENT, "extension": [{"url": url, "valueCode": "F"}], **fields}
    assert read(tmp_path, patient).patients[0].sex is sex


@pytest.mark.parametrize("written", ["1970", "1970-05", "", "0000-01-01", "1970-02-30", 7, None])
def test_a_birth_date_that_is_not_whole_is_none(tmp_path: Path, written: object) -> None:
    assert read(tmp_path, {**PATIENT, "birthDate": written}).patients[0].birth_date is None


def test_chart_numbers_come_first_and_private_numbers_never(tmp_path: Path) -> None:
    table = "http://terminology.hl7.org/CodeSystem/v2-0203"
    identifiers = [
        {"system": "urn:export", "value": "x-77"},
        {"type": coded("SS", table), "system": "http://hl7.org/fhir/sid/us-ssn", "value": "1"},
        {"system": "http://hl7.org/fhir/sid/us-ssn", "value": "2"},
        {"system": "urn:oid:2.16.840.1.113883.4.1", "value": "3"},
        {"type": coded("DL", table), "system": "urn:oid:2.16.840.1.113883.4.3.17", "value": "4"},
        {"type": {"text": "Driver's License"}, "system": "urn:il", "value": "5"},
        {"type": coded("PPN", table), "system": "urn:x", "value": "6"},
        {"type": {"text": "Passport Number"}, "system": "urn:x", "value": "7"},
        {"type": coded("MB", table), "system": "urn:plan", "value": "8"},
        {"value": "unlabelled"},
        {"type": coded("MR", table), "system": "urn:office", "value": "A-1"},
        {"type": coded("MR", table), "value": "B-2"},
    ]
    found = read(tmp_path, {**PATIENT, "identifier": identifiers}).patients[0]
    assert found.record_numbers == (
        RecordNumber("urn:office", "A-1"),
        RecordNumber("MRN", "B-2"),
        RecordNumber("urn:export", "x-77"),
    )


def test_a_clinician_arrives_with_npi_credentials_and_taxonomy(tmp_path: Path) -> None:
    nucc = "http://nucc.org/provider-taxonomy"
    doctor = {**DOCTOR, "qualification": [{"code": coded("207Q00000X", nucc)}]}
    found = read(tmp_path, PATIENT, doctor).providers[0]
    assert (found.signed_name, found.npi) == ("Hanna Lindqvist, MD", "1999999026")
    assert found.taxonomy == "207Q00000X"


def test_an_npi_that_cannot_be_right_is_kept_as_it_is(tmp_path: Path) -> None:
    doctor = {
        **DOCTOR,
        "identifier": [{"system": "http://hl7.org/fhir/sid/us-npi", "value": "110"}],
    }
    assert read(tmp_path, PATIENT, doctor).providers[0].npi == "110"


def test_one_npi_is_one_clinician(tmp_path: Path) -> None:
    again = {**DOCTOR, "id": "d2", "name": [{"text": "H. Lindqvist"}]}
    assert len(read(tmp_path, PATIENT, DOCTOR, again).providers) == 1


def test_a_clinician_named_only_in_a_reference_is_known_by_npi_and_name(tmp_path: Path) -> None:
    reference = {
        "reference": "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|1999999067",
        "display": "Dr. Nadia Petrova, FNP-C",
    }
    record = read(tmp_path, PATIENT, {**VISIT, "participant": [{"individual": reference}]})
    assert record.providers[0].npi == "1999999067"
    assert record.providers[0].signed_name == "Nadia Petrova, FNP-C"
    assert record.encounters[0].provider_id == record.providers[0].id


def test_a_role_stands_for_its_clinician(tmp_path: Path) -> None:
    role = {
        "resourceType": "PractitionerRole",
        "id": "r1",
        "practitioner": {"reference": "Practitioner/d1"},
        "specialty": [coded("207Q00000X", "http://nucc.org/provider-taxonomy")],
    }
    visit = {**VISIT, "participant": [{"individual": {"reference": "PractitionerRole/r1"}}]}
    record = read(tmp_path, PATIENT, DOCTOR, role, visit)
    assert record.encounters[0].provider_id == record.providers[0].id
    assert record.providers[0].taxonomy == "207Q00000X"


def test_a_role_that_stands_for_itself_stands_for_nobody(tmp_path: Path) -> None:
    itself = {"reference": "PractitionerRole/r1"}
    role = {"resourceType": "PractitionerRole", "id": "r1", "practitioner": itself}
    visit = {**VISIT, "participant": [{"individual": itself}]}
    assert read(tmp_path, PATIENT, role, visit).encounters[0].provider_id is None


PAYER = {
    "resourceType": "Organization",
    "id": "o1",
    "name": "Blue Plan PPO",
    "identifier": [{"type": coded("payerid"), "value": "99001"}],
}
COVERAGE: dict[str, Any] = {
    "resourceType": "Coverage",
    "id": "c1",
    "status": "active",
    "subscriberId": "XQA555",
    "beneficiary": {"reference": "Patient/p1"},
    "relationship": coded("self"),
    "payor": [{"reference": "Organization/o1"}],
    "class": [
        {"type": coded("group"), "value": "GRP-1"},
        {"type": coded("plan"), "value": "P", "name": "Silver"},
    ],
}


def test_a_coverage_arrives_with_its_payer(tmp_path: Path) -> None:
    record = read(tmp_path, PATIENT, PAYER, COVERAGE)
    payer, coverage = record.payers[0], record.coverages[0]
    assert (payer.name, payer.payer_id, payer.kind) == (
        "Blue Plan PPO",
        "99001",
        PayerKind.COMMERCIAL,
    )
    assert coverage.patient_id == record.patients[0].id
    assert coverage.payer_id == payer.id
    assert (coverage.member_id, coverage.group_number, coverage.plan_name) == (
        "XQA555",
        "GRP-1",
        "Silver",
    )
    assert coverage.relationship is Relationship.SELF
    assert coverage.subscriber is None


def test_the_second_coverage_in_order_is_secondary(tmp_path: Path) -> None:
    second = {**COVERAGE, "id": "c2", "subscriberId": "S2", "order": 2}
    assert [c.rank for c in read(tmp_path, PATIENT, PAYER, COVERAGE, second).coverages] == [1, 2]


def test_the_same_policy_twice_is_one_coverage(tmp_path: Path) -> None:
    bare = {**COVERAGE, "id": "c2", "class": []}
    record = read(tmp_path, PATIENT, PAYER, bare, COVERAGE)
    assert [c.group_number for c in record.coverages] == ["GRP-1"]


def test_a_child_is_covered_by_a_parent_s_policy(tmp_path: Path) -> None:
    father = {
        "resourceType": "RelatedPerson",
        "id": "f1",
        "relationship": [coded("FTH")],
        "name": [{"family": "Marsh", "given": ["Owen"]}],
        "birthDate": "1945-01-02",
        "gender": "male",
    }
    plain = {key: value for key, value in COVERAGE.items() if key != "relationship"}
    covered = {**plain, "subscriber": {"reference": "RelatedPerson/f1"}}
    coverage = read(tmp_path, PATIENT, PAYER, father, covered).coverages[0]
    assert coverage.relationship is Relationship.CHILD
    assert coverage.subscriber is not None
    assert coverage.subscriber.name.spoken == "Owen Marsh"
    assert coverage.subscriber.birth_date == date(1945, 1, 2)


def test_a_holder_the_record_does_not_describe_is_left_for_the_coder(tmp_path: Path) -> None:
    covered = {**COVERAGE, "relationship": coded("spouse")}
    coverage = read(tmp_path, PATIENT, PAYER, covered).coverages[0]
    assert coverage.relationship is Relationship.SPOUSE
    assert coverage.subscriber is not None
    assert coverage.subscriber.name.listed == ""


def test_a_patient_who_pays_has_no_coverage(tmp_path: Path) -> None:
    unpaid = [
        {**COVERAGE, "id": "a", "payor": [{"display": "NO_INSURANCE"}]},
        {**COVERAGE, "id": "b", "payor": [{"reference": "Patient/p1"}]},
        {**COVERAGE, "id": "c", "payor": [{"display": "Self-pay"}]},
    ]
    record = read(tmp_path, PATIENT, *unpaid)
    assert (record.coverages, record.payers, record.skipped) == ((), (), ())


def test_cancelled_and_nameless_coverages_are_told(tmp_path: Path) -> None:
    odd = [{**COVERAGE, "status": "cancelled"}, {**COVERAGE, "id": "c2", "payor": []}]
    assert len(read(tmp_path, PATIENT, *odd).skipped) == 2


def test_an_explanation_of_benefits_brings_the_coverage_of_its_visit(tmp_path: Path) -> None:
    def benefit(number: int, payer: str) -> dict[str, Any]:
        inside = {
            "resourceType": "Coverage",
            "id": "coverage",
            "beneficiary": {"reference": "Patient/p1"},
            "payor": [{"display": payer}],
        }
        return {
            "resourceType": "ExplanationOfBenefit",
            "id": f"b{number}",
            "contained": [inside],
            "created": f"2026-0{number}-01",
            "insurance": [{"coverage": {"reference": "#coverage"}}],
            "item": [{"encounter": [{"reference": f"Encounter/e{number}"}]}],
        }

    visits = [{**VISIT, "id": f"e{n}"} for n in (1, 2, 3)]
    benefits = [benefit(1, "private"), benefit(2, "medicare"), benefit(3, "medicare")]
    record = read(tmp_path, PATIENT, *visits, *benefits)
    assert [p.name for p in record.payers] == ["Medicare", "Private"]
    assert len(record.coverages) == 2
    payer_of = {c.id: c.payer_id for c in record.coverages}
    names = {p.id: p.name for p in record.payers}
    assert [names[payer_of[v.coverage_id or ""]] for v in record.encounters] == [
        "Private",
        "Medicare",
        "Medicare",
    ]


def test_a_visit_takes_the_coverage_in_force_on_its_day(tmp_path: Path) -> None:
    past = {**COVERAGE, "id": "c1", "subscriberId": "OLD", "period": {"end": "2025-12-31"}}
    now = {**COVERAGE, "id": "c2", "subscriberId": "NEW", "period": {"start": "2026-01-01"}}
    record = read(tmp_path, PATIENT, PAYER, past, now, VISIT)
    chosen = {c.id: c.member_id for c in record.coverages}
    assert chosen[record.encounters[0].coverage_id or ""] == "NEW"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Medicare Part B", PayerKind.MEDICARE),
        ("dual_eligible", PayerKind.MEDICARE),
        ("Heartland Medicare Supplement", PayerKind.COMMERCIAL),
        ("Illinois Medicaid", PayerKind.MEDICAID),
        ("MassHealth", PayerKind.MEDICAID),
        ("TRICARE East", PayerKind.TRICARE),
        ("CHAMPVA", PayerKind.CHAMPVA),
        ("OWCP Black Lung", PayerKind.FECA),
        ("State Workers' Compensation", PayerKind.OTHER),
        ("Aetna", PayerKind.COMMERCIAL),
        ("Chipper Health", PayerKind.COMMERCIAL),
    ],
)
def test_the_kind_of_payer_is_guessed_from_its_name(name: str, kind: PayerKind) -> None:
    assert payer_kind(name) is kind


def test_a_diagnosis_list_of_another_kind_does_not_disturb(tmp_path: Path) -> None:
    assert read(tmp_path, PATIENT, of_patient("Flag", "f1")).patients

"""Fictitious claims that the tests of the exports share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from medcoder_desktop.domain.claims import (
    Claim,
    ClaimDiagnosis,
    ClaimEvidence,
    ClaimLine,
    ClaimStatus,
)
from medcoder_desktop.domain.patients import (
    Coverage,
    Patient,
    RecordNumber,
    Relationship,
    Sex,
    Subscriber,
)
from medcoder_desktop.domain.people import Address, PersonName
from medcoder_desktop.domain.practice import Facility, Payer, PayerKind, Practice, Provider

CENTRAL = timezone(timedelta(hours=-5))
DAY = date(2026, 3, 14)

PRACTICE = Practice(
    name="Cedar Hollow Family Medicine",
    address=Address("410 Larkspur Mill Road", "Suite 2", "Springfield", "IL", "62701-0142"),
    phone="217-555-0142",
    npi="1999999018",
    taxonomy="207Q00000X",
    tax_id="001234567",
)
PROVIDER = Provider(
    id="provider1",
    name=PersonName("Lindqvist", "Hanna"),
    credentials="MD",
    npi="1999999026",
    taxonomy="207Q00000X",
)
PATIENT = Patient(
    id="patient1",
    name=PersonName("Okafor", "Adaeze", "N"),
    birth_date=date(1968, 2, 11),
    sex=Sex.FEMALE,
    address=Address("88 Quarry Bend", "Apt 4", "Springfield", "IL", "62702"),
    phone="217-555-0118",
    record_numbers=(RecordNumber("MRN", "CH-20418"),),
)
HOSPITAL = Facility(
    "facility1",
    "Cedar General Hospital",
    "1999999034",
    Address("1 Hospital Way", "", "Exampleton", "IL", "62701-0001"),
    "22",
)
PAYER = Payer(
    id="payer1",
    name="Blue Plan PPO",
    payer_id="99001",
    kind=PayerKind.COMMERCIAL,
    address=Address("PO Box 10001", "", "Peoria", "IL", "61699-0001"),
    phone="800-555-0101",
)
COVERAGE = Coverage(
    id="coverage1",
    patient_id="patient1",
    payer_id="payer1",
    member_id="XBP 904 771 203",
    group_number="G-5520",
    plan_name="Blue Choice 2500",
)
SPOUSE = replace(
    COVERAGE,
    relationship=Relationship.SPOUSE,
    subscriber=Subscriber(
        name=PersonName("Okafor", "Chidi", suffix="Jr"),
        birth_date=date(1965, 9, 30),
        sex=Sex.MALE,
        address=PATIENT.address,
    ),
)


def typical() -> Claim:
    """A diabetes follow-up with evidence, as offices see it every day."""
    note = "Progress note"
    return Claim(
        id="claim1",
        number="C1001",
        encounter_id="encounter1",
        encounter_number="V1001",
        finished_at=datetime(2026, 3, 14, 16, 5, tzinfo=CENTRAL),
        finished_by="mrivera",
        practice=PRACTICE,
        patient=PATIENT,
        coverage=SPOUSE,
        payer=PAYER,
        provider=PROVIDER,
        date_of_service=DAY,
        place_of_service="11",
        diagnoses=(
            ClaimDiagnosis(
                "A",
                "E11.42",
                "Type 2 diabetes mellitus with diabetic polyneuropathy",
                (
                    ClaimEvidence(note, DAY, "now with diabetic polyneuropathy"),
                    ClaimEvidence(
                        note,
                        DAY,
                        "Reports numbness and burning in both feet for about four months, "
                        "worse at\nnight. Monofilament absent at 6/10 sites; vibration ≤ 5 s "
                        "at both halluces.",
                    ),
                ),
            ),
            ClaimDiagnosis(
                "B",
                "E11.65",
                "Type 2 diabetes mellitus with hyperglycemia",
                (
                    ClaimEvidence(note, DAY, "Type 2 diabetes, uncontrolled with hyperglycemia"),
                    ClaimEvidence(
                        "Laboratory report: HbA1c, BMP", date(2026, 3, 12), "HbA1c 9.2 %"
                    ),
                ),
            ),
            ClaimDiagnosis(
                "C",
                "I10",
                "Essential (primary) hypertension",
                (ClaimEvidence(note, DAY, "Hypertension, still above goal after three months"),),
            ),
            ClaimDiagnosis(
                "D",
                "B35.1",
                "Tinea unguium",
                (ClaimEvidence("Letter of referral", None, "Onychomycosis of six toenails"),),
            ),
            ClaimDiagnosis("E", "Z79.4", "Long term (current) use of insulin"),
        ),
        lines=(
            line(1, "99214", "Office visit, established patient, moderate", ("25",), "ABCE", 18500),
            line(2, "11721", "Trimming of six or more diseased nails", ("Q8", "59"), "DA", 6000),
            line(3, "83036", "Hemoglobin A1c, done in the office", ("QW",), "AB", 3100),
            line(4, "J3420", "Vitamin B12 injection, up to 1,000 mcg", (), "A", 2400, units=2),
        ),
        total=30000,
        code_release="ICD-10-CM FY2026",
        in_force=True,
    )


def line(  # noqa: PLR0917 - in the order of the form's columns
    number: int,
    procedure: str,
    description: str,
    modifiers: tuple[str, ...],
    pointers: str,
    charge: int,
    units: int = 1,
) -> ClaimLine:
    """A service line of the day."""
    return ClaimLine(number, DAY, "11", procedure, description, modifiers, pointers, units, charge)


def small() -> Claim:
    """One diagnosis, one line, nothing that could be left out."""
    claim = typical()
    return replace(
        claim,
        number="C1002",
        encounter_number="V1002",
        patient=Patient("patient2", PersonName("Brennan", "Tom"), None, Sex.UNKNOWN),
        coverage=Coverage("coverage2", "patient2", "payer2", "W1234567"),
        payer=Payer("payer2", "Prairie State Medicaid", "", PayerKind.MEDICAID),
        provider=replace(PROVIDER, credentials="", taxonomy=""),
        diagnoses=(ClaimDiagnosis("A", "J06.9", "Acute upper respiratory infection, unspecified"),),
        lines=(line(1, "99213", "", (), "A", 12500),),
        total=12500,
    )


def self_pay() -> Claim:
    """Nobody to bill but the patient, whose name asks much of a font."""
    claim = typical()
    return replace(
        claim,
        number="C1003",
        encounter_number="V1003",
        patient=replace(PATIENT, name=PersonName("Nuñez-Đặng", "Łukasz", "Ø", "III")),
        coverage=None,
        payer=None,
        date_of_service=date(2026, 10, 5),
        in_force=False,
    )


def at_hospital() -> Claim:
    """Seen outside the practice."""
    return replace(small(), number="C1005", place_of_service="22", facility=HOSPITAL)


def withdrawn() -> Claim:
    """A claim whose visit was reopened."""
    return replace(typical(), number="C1004", status=ClaimStatus.WITHDRAWN)


def huge() -> Claim:
    """All a claim can hold: twelve diagnoses with quotes of 2,000 characters, fifty lines."""
    words = (
        "Patient seen in follow-up for multiple chronic conditions; glucose log reviewed with "
        "readings 140–265 mg/dL (goal < 130), feet examined, dorsalis pedis 1+ bilaterally. "
    )
    quote = (words * 20)[:2000].strip()
    long_title = (
        "Unspecified fracture of the lower end of right radius, subsequent encounter for open "
        "fracture type IIIA, IIIB, or IIIC with delayed healing"
    )
    base = typical()
    diagnoses = tuple(
        ClaimDiagnosis(
            letter,
            code,
            long_title if position % 3 == 0 else "Essential (primary) hypertension",
            tuple(
                ClaimEvidence(f"Progress note, part {part}", DAY, quote)
                for part in range(1, 2 + position % 3)
            ),
        )
        for position, (letter, code) in enumerate(
            zip(
                "ABCDEFGHIJKL",
                [
                    "S52.501F",
                    "I10",
                    "E11.42",
                    "E11.65",
                    "N18.31",
                    "J44.1",
                    "Z79.4",
                    "Z79.84",
                    "B35.1",
                    "M54.50",
                    "F32.A",
                    "Z00.00",
                ],
                strict=True,
            )
        )
    )
    lines = tuple(
        line(
            number,
            "99214" if number % 2 else "J3420",
            "Office visit, established patient, moderate medical decision making, with much to say "
            "about it in the fee schedule"
            if number % 5 == 0
            else "Office visit",
            ("25", "59", "XU", "GT")[: number % 5],
            "ABCDEFGHIJKL"[number % 9 : number % 9 + 1 + number % 4],
            999_999_999 if number == 7 else 1000 + number,
            units=9999 if number == 7 else 1,
        )
        for number in range(1, 51)
    )
    return replace(
        base,
        number="C1005",
        diagnoses=diagnoses,
        lines=lines,
        total=sum(each.charge for each in lines),
    )

"""Fictitious people, visits and papers for the tests of the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.charges import RecordedCharge
from medcoder_desktop.domain.claims import Claim, ClaimDiagnosis, ClaimEvidence, ClaimLine
from medcoder_desktop.domain.clock import FixedClock
from medcoder_desktop.domain.documents import (
    AbnormalFlag,
    ClinicalDocument,
    DocumentKind,
    LabResult,
    PriorCondition,
)
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.evidence import Evidence
from medcoder_desktop.domain.history import HistoryEntry, HistoryKind
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.patients import (
    Coverage,
    Patient,
    RecordNumber,
    Relationship,
    Sex,
    Subscriber,
)
from medcoder_desktop.domain.people import Address, PersonName
from medcoder_desktop.domain.practice import FeeLine, Payer, PayerKind, Practice, Provider
from medcoder_desktop.domain.sheet import CodingSheet, Diagnosis, ServiceLine
from medcoder_desktop.store.store import Store
from medcoder_desktop.store.unit_of_work import UnitOfWork

MOMENT = datetime(2026, 3, 14, 9, 30, 15, 250000, tzinfo=UTC)
CLOCK = FixedClock(MOMENT)
CODER = Actor("marisol")
DAY = date(2026, 3, 14)
HOME = Address("12 Alder Way", "Apt 3", "Springfield", "IL", "62701-1234")

PRACTICE = Practice(
    name="Alder Family Medicine",
    address=Address("400 Alder Way", "", "Springfield", "IL", "62701"),
    phone="217-555-0100",
    npi="1234567893",
    taxonomy="207Q00000X",
    tax_id="121234567",
)


def patient(family: str = "Okafor", given: str = "Adaeze", *numbers: str) -> Patient:
    """A patient with a chart number of the office for each of ``numbers``."""
    return Patient(
        id=new_id(),
        name=PersonName(family, given, "N"),
        birth_date=date(1968, 2, 11),
        sex=Sex.FEMALE,
        address=HOME,
        phone="217-555-0142",
        record_numbers=tuple(RecordNumber("MRN", number) for number in numbers),
    )


def provider(family: str = "Lindqvist", given: str = "Hanna") -> Provider:
    """A physician."""
    return Provider(new_id(), PersonName(family, given), "MD", "1245319599", "207Q00000X")


def payer(name: str = "Blue Plan PPO") -> Payer:
    """An insurer."""
    return Payer(new_id(), name, "BP001", PayerKind.COMMERCIAL, HOME, "800-555-0111")


def coverage(of: Patient, by: Payer, rank: int = 1) -> Coverage:
    """A policy that the patient's husband holds."""
    return Coverage(
        id=new_id(),
        patient_id=of.id,
        payer_id=by.id,
        member_id="XQP123456",
        group_number="77-A",
        plan_name="PPO Gold",
        relationship=Relationship.SPOUSE,
        subscriber=Subscriber(PersonName("Okafor", "Emeka"), date(1966, 7, 1), Sex.MALE, HOME),
        rank=rank,
    )


def encounter(of: Patient, day: date = DAY, **more: Any) -> Encounter:
    """A visit to the office that is not stored yet."""
    return replace(Encounter(new_id(), "", of.id, day), **more)


def fee(procedure: str, charge: int, description: str = "", modifier: str = "") -> FeeLine:
    """A line of the fee schedule that holds always."""
    return FeeLine(new_id(), procedure, modifier, description, charge)


def document(of: Patient | None, title: str = "Progress note", **more: Any) -> ClinicalDocument:
    """A document of a patient's chart, or of the inbox."""
    plain = ClinicalDocument(
        id=new_id(),
        patient_id=of.id if of else None,
        encounter_id=None,
        kind=DocumentKind.PROGRESS_NOTE,
        title=title,
        written_on=DAY,
        author="Hanna Lindqvist, MD",
        signed=True,
        source="note.txt",
        added_at=MOMENT,
    )
    return replace(plain, **more)


def lab_result(of: Patient, name: str, value: str, **more: Any) -> LabResult:
    """A laboratory value."""
    plain = LabResult(
        new_id(), of.id, None, "4548-4", name, value, "%", "4.0-5.6", AbnormalFlag.HIGH, DAY
    )
    return replace(plain, **more)


def condition(of: Patient, text: str, **more: Any) -> PriorCondition:
    """A condition the record lists."""
    plain = PriorCondition(
        new_id(), of.id, None, text, "44054006", "SNOMED CT", date(2019, 5, 1), "active"
    )
    return replace(plain, **more)


def history(of: Patient, text: str, **more: Any) -> HistoryEntry:
    """A medication the record lists."""
    plain = HistoryEntry(
        new_id(), of.id, None, HistoryKind.MEDICATION, text, "6809", "RxNorm", DAY, "active"
    )
    return replace(plain, **more)


def recorded_charge(of: Patient, procedure: str, **more: Any) -> RecordedCharge:
    """A charge the record states."""
    plain = RecordedCharge(
        new_id(), of.id, None, procedure, ("25",), 1, 12500, ("E11.9", "I10"), DAY, "Visit"
    )
    return replace(plain, **more)


def sheet(encounter_id: str, *codes: str, charge: int = 18500) -> CodingSheet:
    """A sheet with these diagnoses, each with evidence, and one service line."""
    diagnoses = tuple(
        Diagnosis(new_id(), code, f"Title of {code}", (Evidence("d" * 32, 4, 9, "“ñ”\n é"),))
        for code in codes
    )
    line = ServiceLine(
        id=new_id(),
        procedure="99214",
        description="Office visit, moderate",
        modifiers=("25",),
        pointers=tuple(diagnosis.id for diagnosis in diagnoses[:4]),
        units=1,
        charge=charge,
        date_of_service=DAY,
        place_of_service="11",
    )
    return CodingSheet(encounter_id, diagnoses, (line,))


def claim(visit: Encounter, of: Patient, number: str = "") -> Claim:
    """A finished claim of a visit."""
    insurer = payer()
    return Claim(
        id=new_id(),
        number=number,
        encounter_id=visit.id,
        encounter_number=visit.number,
        finished_at=MOMENT,
        finished_by=CODER.name,
        practice=PRACTICE,
        patient=of,
        coverage=coverage(of, insurer),
        payer=insurer,
        provider=provider(),
        date_of_service=DAY,
        place_of_service="11",
        diagnoses=(
            ClaimDiagnosis("A", "E11.42", "Type 2 diabetes …", (ClaimEvidence("Note", DAY, "q"),)),
            ClaimDiagnosis("B", "I10", "Essential hypertension", (ClaimEvidence("N", None, "q"),)),
        ),
        lines=(
            ClaimLine(1, DAY, "11", "99214", "Office visit", ("25",), "AB", 1, 18500),
            ClaimLine(2, DAY, "11", "11721", "", (), "A", 1, 6000),
        ),
        total=24500,
        code_release="ICD-10-CM FY2026",
        in_force=True,
    )


def commit(work: UnitOfWork, action: str = "test.save", subject: str = "subject") -> None:
    """Record and commit, where a test is about something else."""
    work.record(action, subject)
    work.commit()


def attempt(store: Store, *acts: Callable[[UnitOfWork], object]) -> None:
    """Do something within one transaction and commit it, where it is expected to fail."""
    with store.writing(CODER) as work:
        for act in acts:
            act(work)
        commit(work)


def stored_patient(store: Store, *names: str) -> Patient:
    """A patient who is in the store."""
    somebody = patient(*names)
    with store.writing(CODER) as work:
        work.patients.save(somebody)
        commit(work)
    return somebody


def stored_visit(store: Store, of: Patient | None = None, day: date = DAY) -> Encounter:
    """A visit that is in the store, with its patient."""
    somebody = of or stored_patient(store)
    with store.writing(CODER) as work:
        visit = work.encounters.add(encounter(somebody, day))
        commit(work)
    return visit

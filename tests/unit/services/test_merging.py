"""Who is the same when a record comes in, and what is a repeat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.clock import FixedClock
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.patients import Coverage, Patient, RecordNumber, Sex
from medcoder_desktop.domain.people import PersonName
from medcoder_desktop.domain.practice import Payer, PayerKind, Provider
from medcoder_desktop.services.merging import Merged, merge_record
from medcoder_desktop.store.store import Store

CLOCK = FixedClock(datetime(2026, 9, 15, 9, 30, tzinfo=UTC))
BORN = date(1970, 1, 1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "records.db", CLOCK)
    yield opened
    opened.close()


def maria(number: str = "", sex: Sex = Sex.FEMALE) -> Patient:
    numbers = (RecordNumber("urn:test", number),) if number else ()
    return Patient(new_id(), PersonName("Garcia", "Maria"), BORN, sex, record_numbers=numbers)


def record(patient: Patient, *, npi: str = "60", provider: str = "Stark") -> ImportedRecord:
    payer = Payer(new_id(), "Blue Plan PPO", "", PayerKind.COMMERCIAL)
    doctor = Provider(new_id(), PersonName(provider, "Antonia"), "", npi)
    return ImportedRecord(
        kind="test",
        source="test.json",
        sha256=new_id() * 2,
        patients=(patient,),
        payers=(payer,),
        coverages=(Coverage(new_id(), patient.id, payer.id, "TEST55501"),),
        providers=(doctor,),
        encounters=(
            Encounter(
                new_id(), "", patient.id, date(2026, 3, 14), provider_id=doctor.id,
                source_key="Encounter/1",
            ),
        ),
    )  # fmt: skip


def merge(store: Store, incoming: ImportedRecord) -> Merged:
    with store.writing(Actor("test")) as work:
        merged = merge_record(work, incoming)
        work.record("record.import", "test")
        work.commit()
    return merged


def count(store: Store) -> int:
    with store.reading() as records:
        return len(records.patients.search("", 100))


def test_the_same_record_twice_adds_nothing(store: Store) -> None:
    incoming = record(maria("A1"))
    first = merge(store, incoming)
    assert first.counts == {
        "patients": 1, "payers": 1, "providers": 1, "coverages": 1, "visits": 1,
    }  # fmt: skip
    assert not +merge(store, record(maria("A1"))).counts


def test_two_maria_garcias_with_different_numbers_stay_two(store: Store) -> None:
    merge(store, record(maria("A1")))
    merge(store, record(maria("B2")))
    assert count(store) == 2


def test_a_patient_typed_by_hand_is_found_again_by_name_and_birth_date(store: Store) -> None:
    merge(store, record(maria()))
    merge(store, record(maria("A1")))
    assert count(store) == 1
    merge(store, record(maria("B2")))
    assert count(store) == 2


def test_another_sex_is_another_person(store: Store) -> None:
    merge(store, record(maria()))
    merge(store, record(maria(sex=Sex.MALE)))
    assert count(store) == 2


def test_an_impossible_npi_names_nobody(store: Store) -> None:
    merge(store, record(maria("A1"), npi="60", provider="Stark"))
    merge(store, record(maria("B2"), npi="60", provider="Quill"))
    merge(store, record(maria("C3"), npi="1999999026", provider="Fern"))
    merge(store, record(maria("D4"), npi="1999999026", provider="Fern-Married"))
    with store.reading() as records:
        assert [p.name.family for p in records.providers.all()] == ["Fern", "Quill", "Stark"]


def test_a_visit_is_billed_to_the_patients_policy_when_the_record_does_not_say(
    store: Store,
) -> None:
    whole = record(maria("A1"))
    merge(store, replace(whole, encounters=()))
    merged = merge(store, replace(record(maria("A1")), coverages=(), payers=()))
    assert merged.encounters[0].number == "V1001"
    with store.reading() as records:
        encounter = records.encounters.by_number("V1001")
        assert encounter.coverage_id is not None
        assert records.coverages.get(encounter.coverage_id).member_id == "TEST55501"

"""A later record corrects, completes or contradicts what an earlier one said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.documents import AbnormalFlag, LabResult, PriorCondition
from medcoder_desktop.domain.encounters import BY_DAY, Encounter
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.import_batches import ImportReport
from medcoder_desktop.domain.imports import FileReport, ImportedRecord, ImportOutcome
from medcoder_desktop.domain.patients import Coverage, Patient, RecordNumber, Sex
from medcoder_desktop.domain.people import Address, PersonName
from medcoder_desktop.domain.practice import Facility, Payer, PayerKind, Provider
from medcoder_desktop.services.suite import Services

CODER = Actor("marisol")
DAY = date(2026, 3, 12)
TESTA = Patient(
    new_id(), PersonName("Beispiel", "Testa"), date(1970, 2, 5), Sex.FEMALE,
    record_numbers=(RecordNumber("urn:test", "T-1"),),
)  # fmt: skip


def chart(
    patient: Patient = TESTA,
    *,
    potassium: str = "6.8",
    asthma: str = "active",
    visit: Encounter | None = None,
    name: str = "chart.json",
) -> ImportedRecord:
    """A record with ids of its own, as each reading gives them."""
    read = replace(patient, id=new_id())
    seen = visit or Encounter(new_id(), "", "", DAY, source_key="Encounter/1")
    return ImportedRecord(
        kind="test",
        source=name,
        sha256=new_id() * 2,
        patients=(read,),
        encounters=(replace(seen, id=new_id(), patient_id=read.id),),
        results=(
            LabResult(
                new_id(), read.id, None, "2823-3", "Potassium", potassium, "mmol/L", "3.5-5.3",
                AbnormalFlag.NORMAL, DAY, source_key="Observation/1",
            ),
        ),
        conditions=(
            PriorCondition(
                new_id(), read.id, None, "Asthma", "J45.909", "icd", None, asthma, "Condition/1"
            ),
        ),
    )  # fmt: skip


def bring(services: Services, *records: ImportedRecord) -> ImportReport:
    return services.records.store(CODER, [(Path(each.source), each) for each in records])


def only(report: ImportReport) -> FileReport:
    (file,) = report.files
    return file


def seen(services: Services) -> tuple[list[tuple[str, str]], list[str]]:
    """The values with what they were before, and the states of conditions."""
    visit = services.patients.encounter_rows()[0].encounter
    found = services.records.chart(visit.id)
    values = [(result.value, result.was) for result in found.results]
    return values, [condition.status for condition in found.conditions]


def test_a_corrected_value_takes_the_place_of_the_wrong_one(services: Services) -> None:
    bring(services, chart())
    report = bring(services, chart(potassium="4.1", asthma="resolved"))
    assert only(report).counted == "1 corrected condition, 1 corrected result"
    assert seen(services) == ([("4.1", "6.8")], ["resolved"])
    assert only(bring(services, chart())).outcome is ImportOutcome.ALREADY_THERE
    services.records.undo_import(CODER, report.import_id)
    assert seen(services) == ([("6.8", "")], ["active"])


def test_an_import_whose_value_was_corrected_since_stays(services: Services) -> None:
    bring(services, chart())
    second = bring(services, chart(potassium="4.1"))
    third = bring(services, chart(potassium="4.2"))
    with pytest.raises(InputError, match="undo_amended") as refused:
        services.records.undo_import(CODER, second.import_id)
    assert "Potassium" in refused.value.sentence
    services.records.undo_import(CODER, third.import_id)
    services.records.undo_import(CODER, second.import_id)
    assert seen(services)[0] == [("6.8", "")]


def test_another_value_under_the_same_name_stands_beside_it(services: Services) -> None:
    first = chart()
    other = chart()
    sodium = replace(other.results[0], name="Sodium", code="2951-2", value="139")
    bring(services, first)
    bring(services, replace(other, results=(sodium,)))
    assert sorted(seen(services)[0]) == [("139", ""), ("6.8", "")]


def test_what_a_patient_lacks_is_filled_in_and_what_differs_is_told(services: Services) -> None:
    bring(services, chart())
    moved = replace(
        TESTA,
        sex=Sex.MALE,
        phone="217-555-0142",
        address=Address("5 Sample Way", "", "Exampleton", "IL", "62701"),
    )
    report = bring(services, chart(moved))
    assert only(report).skipped == (
        "Beispiel, Testa: the file says sex male; here it is female, which was left.",
    )

    def now() -> Patient:
        row = services.patients.encounter_rows()[0]
        return services.patients.visit(row.encounter.id).patient

    assert (now().sex, now().phone, now().address.line1) == (
        Sex.FEMALE, "217-555-0142", "5 Sample Way",
    )  # fmt: skip
    again = only(bring(services, chart(moved)))
    assert again.outcome is ImportOutcome.ALREADY_THERE
    assert "says something otherwise" in again.sentence
    services.patients.save_patient(CODER, replace(now(), phone="217-555-0143"))
    services.records.undo_import(CODER, report.import_id)
    assert (now().phone, now().address) == ("217-555-0143", Address())


def test_a_visit_learns_who_saw_the_patient_and_who_pays(services: Services) -> None:
    bring(services, chart())
    doctor = Provider(new_id(), PersonName("Musterfrau", "Hanna"), "MD", "")
    payer = Payer(new_id(), "Blue Plan PPO", "", PayerKind.COMMERCIAL)
    whole = chart()
    policy = Coverage(new_id(), whole.patients[0].id, payer.id, "X1")
    (visit,) = whole.encounters
    report = bring(
        services,
        replace(
            whole,
            providers=(doctor,),
            payers=(payer,),
            coverages=(policy,),
            encounters=(replace(visit, provider_id=doctor.id, coverage_id=policy.id),),
        ),
    )
    row = services.patients.encounter_rows()[0]
    assert (row.provider_name, row.payer_name) == ("Hanna Musterfrau, MD", "Blue Plan PPO")
    services.records.undo_import(CODER, report.import_id)
    row = services.patients.encounter_rows()[0]
    assert (row.provider_name, row.payer_name) == ("", "")


def test_a_visit_of_another_day_is_told_and_left(services: Services) -> None:
    bring(services, chart())
    other = Encounter("", "", "", date(2026, 3, 13), source_key="Encounter/1")
    told = only(bring(services, chart(visit=other))).skipped
    assert told == ("Visit V1001 is of 2026-03-12 here; the file says 2026-03-13.",)


def test_a_message_without_a_visit_number_means_the_visit_of_that_day(services: Services) -> None:
    bring(services, chart())
    by_day = Encounter("", "", "", DAY, source_key=f"{BY_DAY}{DAY}")
    bring(services, chart(visit=by_day))
    assert len(services.patients.encounter_rows()) == 1


def test_the_same_file_twice_adds_nobody_though_it_says_hardly_anything(
    services: Services,
) -> None:
    nameless = replace(TESTA, birth_date=None, record_numbers=())
    record = chart(nameless)
    bring(services, record)
    again = replace(chart(nameless), sha256=record.sha256)
    assert only(bring(services, again)).outcome is ImportOutcome.ALREADY_THERE
    assert len(services.patients.encounter_rows()) == 1
    bring(services, chart(nameless, name="other.json"))
    assert len(services.patients.encounter_rows()) == 2


def test_an_ended_policy_of_the_record_is_not_billed(services: Services) -> None:
    whole = chart()
    payer = Payer(new_id(), "Old Plan", "", PayerKind.COMMERCIAL)
    policy = Coverage(new_id(), whole.patients[0].id, payer.id, "X1")
    bring(services, replace(whole, payers=(payer,), coverages=(policy,)))
    assert services.patients.encounter_rows()[0].payer_name == ""


def test_a_facility_comes_with_its_visits_unless_it_is_the_practice(services: Services) -> None:
    hospital = Facility(new_id(), "Cedar General", "1999999034", Address(), "22")
    own = Facility(new_id(), "CEDAR HOLLOW FAMILY MEDICINE")
    services.records.import_office_of_samples(CODER)
    there = Encounter("", "", "", DAY, source_key="Encounter/1", facility_id=hospital.id)
    here = Encounter("", "", "", DAY, source_key="Encounter/2", facility_id=own.id)
    report = bring(
        services,
        replace(chart(visit=there), facilities=(hospital,)),
        replace(chart(visit=here), facilities=(own,)),
    )

    def where() -> list[str]:
        visits = [row.encounter.id for row in services.patients.encounter_rows()]
        found = [services.patients.visit(visit).facility for visit in visits]
        return sorted(facility.name if facility else "" for facility in found)

    assert where() == ["", "Cedar General"]
    again = replace(hospital, id=new_id(), name="Cedar General Hospital")
    later = Encounter("", "", "", date(2026, 3, 19), source_key="Encounter/3", facility_id=again.id)
    second = bring(services, replace(chart(visit=later), facilities=(again,)))
    assert where() == ["", "Cedar General", "Cedar General"]
    services.records.undo_import(CODER, second.import_id)
    services.records.undo_import(CODER, report.import_id)
    assert services.office.facilities() == ()

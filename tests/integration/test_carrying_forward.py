"""Codes of the past come onto today's sheet marked, and stay so until they are verified."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.charges import RecordedCharge
from medcoder_desktop.domain.documents import ClinicalDocument, DocumentKind
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.evidence import evidence_from
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.patients import Patient, Sex
from medcoder_desktop.domain.people import PersonName
from medcoder_desktop.domain.practice import FeeLine
from medcoder_desktop.services.suite import Services

CODER = Actor("marisol")
TODAY = date(2026, 3, 14)
NOTE = "Assessment: hypertension, well controlled."


@pytest.fixture
def visits(services: Services) -> tuple[str, str]:
    """Ids of a coded visit in January and of today's, each with its note."""
    patient = Patient(new_id(), PersonName("Pike", "Ann"), date(1980, 1, 2), Sex.FEMALE)
    services.patients.save_patient(CODER, patient)
    ids = []
    for day in (date(2026, 1, 2), TODAY):
        visit = Encounter(new_id(), "", patient.id, day)
        services.patients.save_encounter(CODER, visit)
        note = ClinicalDocument(
            f"note-{day}", patient.id, visit.id, DocumentKind.PROGRESS_NOTE, "Note", day
        )
        services.records.add_document(CODER, note, NOTE)
        ids.append(visit.id)
    services.coding.assign(CODER, ids[0], "I10")
    services.coding.assign(CODER, ids[0], "E11.42")
    return ids[0], ids[1]


def marks(services: Services, visit: str) -> list[tuple[str, str]]:
    sheet = services.coding.sheet(visit).sheet
    return [(diagnosis.code, diagnosis.carried_from) for diagnosis in sheet.diagnoses]


def rules(services: Services, visit: str) -> set[str]:
    return {finding.rule for finding in services.coding.findings(visit)}


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(InputError) as refused:
        act()
    return refused.value.sentence


def test_what_was_coded_before_is_offered_with_its_title(
    services: Services, visits: tuple[str, str]
) -> None:
    found = services.coding.earlier_codes(visits[1])
    assert [(each.code, each.billable) for each in found] == [("I10", True), ("E11.42", True)]
    assert found[0].text == "Essential (primary) hypertension"
    assert services.coding.earlier_codes(visits[0]) == ()


def test_a_code_carried_forward_is_an_error_until_it_is_verified(
    services: Services, visits: tuple[str, str]
) -> None:
    _, today = visits
    services.coding.carry_forward(CODER, today, "I10", "V1001 of 2026-01-02")
    assert marks(services, today) == [("I10", "V1001 of 2026-01-02")]
    assert "not_verified" in rules(services, today)
    assert "no_evidence" not in rules(services, today)
    (diagnosis,) = services.coding.sheet(today).sheet.diagnoses
    services.coding.verify_diagnosis(CODER, today, diagnosis.id)
    assert marks(services, today) == [("I10", "")]
    assert "not_verified" not in rules(services, today)
    assert "nothing to verify" in refusal(
        lambda: services.coding.verify_diagnosis(CODER, today, diagnosis.id)
    )
    services.coding.undo(CODER, today)
    assert marks(services, today) == [("I10", "V1001 of 2026-01-02")]


def test_words_of_todays_note_verify_and_words_of_another_day_do_not(
    services: Services, visits: tuple[str, str]
) -> None:
    _, today = visits
    services.coding.carry_forward(CODER, today, "I10", "V1001")
    at = NOTE.index("hypertension")
    old = evidence_from("note-2026-01-02", NOTE, at, at + 12)
    services.coding.assign(CODER, today, "I10", (old,))
    assert marks(services, today) == [("I10", "V1001")]
    new = replace(old, document_id=f"note-{TODAY}")
    services.coding.assign(CODER, today, "I10", (new,))
    assert marks(services, today) == [("I10", "")]


def test_assigning_a_carried_code_by_hand_verifies_it(
    services: Services, visits: tuple[str, str]
) -> None:
    _, today = visits
    services.coding.carry_forward(CODER, today, "I10", "V1001")
    services.coding.assign(CODER, today, "I10")
    assert marks(services, today) == [("I10", "")]
    assert "on the sheet already" in refusal(
        lambda: services.coding.carry_forward(CODER, today, "I10", "V1001")
    )


def test_codes_are_carried_and_verified_by_their_names(
    services: Services, visits: tuple[str, str]
) -> None:
    _, today = visits
    services.coding.carry_earlier(CODER, today, "e1142")
    assert marks(services, today) == [("E11.42", "V1001 of 2026-01-02")]
    services.coding.verify_code(CODER, today, "E11.42")
    assert marks(services, today) == [("E11.42", "")]
    assert "was not coded before" in refusal(
        lambda: services.coding.carry_earlier(CODER, today, "J06.9")
    )
    assert "nothing to verify" in refusal(
        lambda: services.coding.verify_code(CODER, today, "J06.9")
    )


def test_a_code_that_ended_is_not_carried_forward(
    services: Services, visits: tuple[str, str]
) -> None:
    assert "E11" in refusal(lambda: services.coding.carry_forward(CODER, visits[1], "E11", "x"))


def test_a_charge_of_the_record_comes_over_with_its_diagnoses(
    services: Services, visits: tuple[str, str]
) -> None:
    _, today = visits
    services.coding.assign(CODER, today, "J06.9")
    charge = RecordedCharge(
        new_id(), "p", today, "99213", ("25",), 1, 12_500, diagnoses=("I10", "J06.9", "E11")
    )
    services.coding.take_charge(CODER, today, charge)
    sheet = services.coding.sheet(today).sheet
    assert marks(services, today) == [("J06.9", ""), ("I10", "a charge in the record")]
    (line,) = sheet.lines
    assert (line.procedure, line.modifiers, line.charge) == ("99213", ("25",), 12_500)
    assert sheet.letters_of(line) == "BA"
    services.coding.undo(CODER, today)
    assert services.coding.sheet(today).sheet.lines == ()


def test_a_charge_without_an_amount_takes_the_offices_fee(
    services: Services, visits: tuple[str, str]
) -> None:
    _, today = visits
    charge = RecordedCharge(new_id(), "p", today, "11721", units=2)
    assert "fee schedule" in refusal(lambda: services.coding.take_charge(CODER, today, charge))
    services.office.save_fee_line(CODER, FeeLine(new_id(), "11721", "", "Nails", 6_000))
    services.coding.take_charge(CODER, today, charge)
    (line,) = services.coding.sheet(today).sheet.lines
    assert (line.charge, line.units, line.description) == (12_000, 2, "Nails")
    nameless = replace(charge, procedure="")
    assert "no CPT or HCPCS code" in refusal(
        lambda: services.coding.take_charge(CODER, today, nameless)
    )

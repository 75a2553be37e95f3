"""What people type is checked field by field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.patients import Coverage, Patient, Relationship, Sex, Subscriber
from medcoder_desktop.domain.people import Address, PersonName
from medcoder_desktop.domain.practice import FeeLine, Payer, PayerKind, Practice, Provider
from medcoder_desktop.domain.validation import (
    coverage_problems,
    encounter_problems,
    fee_line_problems,
    patient_problems,
    payer_problems,
    practice_problems,
    provider_problems,
    refuse,
)

TODAY = date(2026, 3, 20)
ADDRESS = Address("410 Larkspur Mill Road", "", "Springfield", "IL", "62701-0142")
PRACTICE = Practice(
    "Cedar Hollow", ADDRESS, "217-555-0142", "1999999018", "207Q00000X", "001234567"
)
PATIENT = Patient("p", PersonName("Test", "Tess"), date(1968, 2, 11), Sex.FEMALE)
COVERAGE = Coverage("c", "p", "payer", "XQA555010234")


def fields(problems: tuple[object, ...]) -> list[str]:
    return [getattr(problem, "field") for problem in problems]  # noqa: B009 - any problem


def test_what_is_right_has_no_problems() -> None:
    assert practice_problems(PRACTICE) == ()
    assert patient_problems(PATIENT, TODAY) == ()
    assert coverage_problems(COVERAGE, TODAY) == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"npi": "1999999019"}, "npi"),
        ({"npi": "60"}, "npi"),
        ({"taxonomy": "Family"}, "taxonomy"),
        ({"tax_id": "12"}, "tax_id"),
        ({"phone": ""}, "phone"),
        ({"address": replace(ADDRESS, line1="P.O. Box 9")}, "address.line1"),
        ({"address": replace(ADDRESS, state="Illinois")}, "address.state"),
        ({"address": replace(ADDRESS, postal_code="627")}, "address.postal_code"),
    ],
)
def test_a_practice_that_cannot_bill_says_which_field(
    change: dict[str, object], field: str
) -> None:
    assert fields(practice_problems(replace(PRACTICE, **change))) == [field]  # type: ignore[arg-type]  # any field of the class


def test_a_mistyped_npi_is_told_from_a_short_one() -> None:
    provider = Provider("x", PersonName("Lindqvist", "Hanna"), "MD", "1999999027")
    (problem,) = provider_problems(provider)
    assert "check digit" in problem.sentence
    with pytest.raises(InputError):
        refuse(provider_problems(provider))


def test_payers_and_fees_are_checked() -> None:
    assert fields(payer_problems(Payer("x", "", "?", PayerKind.OTHER))) == ["name", "payer_id"]
    fee = FeeLine("x", "visit", "2", " ", 1, date(2026, 2, 1), date(2026, 1, 1))
    assert fields(fee_line_problems(fee)) == [
        "procedure",
        "modifier",
        "description",
        "effective_to",
    ]


@pytest.mark.parametrize("born", [None, date(2026, 3, 21), date(1880, 1, 1)])
def test_a_birth_date_must_be_possible(born: date | None) -> None:
    assert fields(patient_problems(replace(PATIENT, birth_date=born), TODAY)) == ["birth_date"]


def test_a_policy_held_by_another_names_that_person() -> None:
    child = replace(COVERAGE, relationship=Relationship.CHILD)
    assert fields(coverage_problems(child, TODAY)) == ["subscriber"]
    held = replace(child, subscriber=Subscriber(PersonName("Test", "")))
    assert fields(coverage_problems(held, TODAY)) == ["subscriber.name.given"]
    assert fields(coverage_problems(replace(COVERAGE, member_id="?"), TODAY)) == ["member_id"]


def test_a_visit_lies_between_birth_and_today_at_a_known_place() -> None:
    visit = Encounter("e", "", "p", date(2026, 3, 14))
    assert encounter_problems(visit, PATIENT, TODAY) == ()
    future = replace(visit, date_of_service=date(2026, 3, 21), place_of_service="7")
    assert fields(encounter_problems(future, PATIENT, TODAY)) == [
        "date_of_service",
        "place_of_service",
    ]
    before = replace(visit, date_of_service=date(1960, 1, 1))
    assert fields(encounter_problems(before, PATIENT, TODAY)) == ["date_of_service"]

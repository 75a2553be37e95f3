"""Who may be the patient of a file, when nothing says so for certain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.patients import Patient, RecordNumber, Sex
from medcoder_desktop.domain.people import PersonName
from medcoder_desktop.services.matching import lookalikes


def person(
    family: str = "Garcia",
    given: str = "Maria",
    born: date | None = date(1970, 3, 12),
    number: str = "",
) -> Patient:
    numbers = (RecordNumber("MRN", number),) if number else ()
    return Patient(new_id(), PersonName(family, given), born, Sex.FEMALE, record_numbers=numbers)


def test_two_maria_garcias_born_the_same_day_are_shown_side_by_side() -> None:
    known = person(number="7")
    (found,) = lookalikes(person(number="8"), [known])
    assert found.patient is known
    assert found.reason == "same name, same birth date, other record number"


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (person("Lindqvist", "Katherine"), person("Lindqvist", "Catherine"), "similar name"),
        (person("Nguyen", "Thi"), person("Thi", "Nguyen"), "same name"),
        (person(born=date(1970, 3, 12)), person(born=date(1970, 12, 3)), "exchanged"),
        (person(born=date(1970, 3, 12)), person(born=date(1979, 3, 12)), "one figure"),
        (person(born=None), person(), "not stated"),
    ],
)
def test_slips_of_the_pen_are_near(one: Patient, other: Patient, reason: str) -> None:
    (found,) = lookalikes(one, [other])
    assert reason in found.reason


@pytest.mark.parametrize(
    "other",
    [
        person("Garcia", "Marisol"),
        person("Okafor", "Maria"),
        person(born=date(1981, 7, 30)),
        person("Garcias", "Maria", date(1970, 12, 3)),
    ],
)
def test_another_name_or_another_birthday_is_somebody_else(other: Patient) -> None:
    assert lookalikes(person(), [other]) == ()


def test_the_nearest_comes_first_and_another_sex_is_said() -> None:
    same, similar = replace(person(), sex=Sex.MALE), person("Garcya", "Maria")
    found = lookalikes(person(), [similar, same])
    assert [each.patient for each in found] == [same, similar]
    assert "other sex" in found[0].reason

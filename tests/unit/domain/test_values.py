"""Money, identifiers, names, ages and codes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medcoder_desktop.domain.codes import (
    compact,
    dotted,
    looks_like_diagnosis,
    looks_like_procedure,
)
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.identifiers import (
    member_id_is_plausible,
    npi_is_valid,
    phone_is_valid,
    postal_code_is_valid,
    state_abbreviation,
    tax_id_is_valid,
    taxonomy_is_valid,
)
from medcoder_desktop.domain.money import MOST_CENTS, format_cents, parse_cents
from medcoder_desktop.domain.patients import Patient, Sex
from medcoder_desktop.domain.people import Address, PersonName


@given(st.integers(0, MOST_CENTS))
def test_every_amount_reads_back_as_it_is_shown(cents: int) -> None:
    assert parse_cents(format_cents(cents)) == cents


@pytest.mark.parametrize("text", ["", "abc", "-5", "1.234", "1,23", "١٢", "10000000"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_cents(text)


@pytest.mark.parametrize("npi", ["1234567893", "1999999018", "1993999998"])
def test_npis_with_the_right_check_digit_are_valid(npi: str) -> None:
    assert npi_is_valid(npi)


@given(st.integers(100_000_000, 299_999_999), st.integers(1, 9))
def test_one_wrong_last_digit_makes_an_npi_invalid(stem: int, slip: int) -> None:
    right = next(n for n in (f"{stem}{d}" for d in range(10)) if npi_is_valid(n))
    wrong = right[:9] + str((int(right[9]) + slip) % 10)
    assert not npi_is_valid(wrong)


@pytest.mark.parametrize("npi", ["", "60", "3234567893", "12345678931", "１２３４５６７８９３"])
def test_what_has_not_the_shape_of_an_npi_is_invalid(npi: str) -> None:
    assert not npi_is_valid(npi)


def test_the_office_numbers_are_checked_by_shape() -> None:
    assert tax_id_is_valid("12-3456789")
    assert not tax_id_is_valid("12-345678")
    assert taxonomy_is_valid("207Q00000X")
    assert not taxonomy_is_valid("207Q00000")
    assert postal_code_is_valid("62701-1234")
    assert not postal_code_is_valid("6270")
    assert phone_is_valid("(217) 555-0142")
    assert phone_is_valid("1-217-555-0142")
    assert not phone_is_valid("555-0142")
    assert member_id_is_plausible("XQA555010234")
    assert not member_id_is_plausible("-")
    assert state_abbreviation("massachusetts") == "MA"
    assert state_abbreviation("il") == "IL"


def test_a_name_is_listed_and_spoken() -> None:
    name = PersonName("Okafor", "Adaeze", "N", "Jr")
    assert name.listed == "Okafor Jr, Adaeze N"
    assert name.spoken == "Adaeze N Okafor Jr"


def test_an_address_stands_as_on_an_envelope() -> None:
    address = Address("410 Larkspur Mill Road", "", "Springfield", "IL", "62701")
    assert address.lines == ("410 Larkspur Mill Road", "Springfield, IL 62701")
    assert Address().is_empty


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1968, 2, 11), date(2026, 2, 10), "57 y"),
        (date(1968, 2, 11), date(2026, 2, 11), "58 y"),
        (date(2025, 3, 1), date(2026, 3, 14), "12 mo"),
        (date(2026, 3, 1), date(2026, 3, 14), "13 d"),
        (date(2027, 1, 1), date(2026, 3, 14), "age unknown"),
    ],
)
def test_age_is_said_as_coders_say_it(born: date, day: date, age: str) -> None:
    patient = Patient("p", PersonName("Test", "Tess"), born, Sex.FEMALE)
    assert patient.age_text_on(day) == age


def test_codes_are_shown_with_their_dot_and_compared_without() -> None:
    assert dotted("e1142") == "E11.42"
    assert dotted("I10") == "I10"
    assert compact(" e11.42 ") == "E1142"
    assert looks_like_diagnosis("c4a.0")
    assert looks_like_diagnosis("QA0.0101")
    assert not looks_like_diagnosis("CA125")
    assert not looks_like_diagnosis("99213")
    assert looks_like_procedure("g0439")
    assert looks_like_procedure("0502F")
    assert not looks_like_procedure("E11.42")

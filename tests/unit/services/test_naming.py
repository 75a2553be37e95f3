"""Whom and which day a loose document names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.patients import Patient, RecordNumber, Sex
from medcoder_desktop.domain.people import PersonName
from medcoder_desktop.services.naming import days_in, is_named_in, words_that_may_name

MARIA = Patient(
    new_id(), PersonName("Garcia", "Maria"), None, Sex.FEMALE,
    record_numbers=(RecordNumber("MRN", "CH-77"),),
)  # fmt: skip


def test_a_patient_is_named_by_number_or_by_both_names() -> None:
    assert is_named_in(MARIA, "Re: chart ch-77")
    assert is_named_in(MARIA, "GARCIA, MARIA was seen")
    assert not is_named_in(MARIA, "Maria was seen by Dr. Garza")
    assert not is_named_in(replace(MARIA, record_numbers=()), "chart CH-77")


def test_words_that_may_name_somebody_have_a_capital_or_a_figure() -> None:
    assert words_that_may_name("the Garcia chart, number CH-77, Garcia") == ("Garcia", "CH-77")


def test_days_are_read_in_both_usual_ways() -> None:
    assert days_in("on 2026-03-14, again 4/1/2026, not 13/45/2026") == {
        date(2026, 3, 14), date(2026, 4, 1),
    }  # fmt: skip

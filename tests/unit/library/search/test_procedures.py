"""Procedures and fees are found through the same box as diagnoses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from medcoder_desktop.domain.codes import CodeSystem
from medcoder_desktop.domain.practice import FeeLine
from medcoder_desktop.domain.procedures import ProcedureEntry
from medcoder_desktop.domain.search import (
    DIAGNOSES_ONLY,
    EVERY_SET,
    PROCEDURES_ONLY,
    MatchField,
    SearchContext,
)
from medcoder_desktop.library.library import Library
from medcoder_desktop.library.search import Searcher
from medcoder_desktop.library.search.procedures import ProcedureBook
from medcoder_desktop.library.search.tables import load_wordings

DAY = date(2026, 3, 14)
FEES = tuple(
    FeeLine(f"{number:032}", code, "", words, 10_000)
    for number, (code, words) in enumerate(
        (
            ("99213", "Office visit, established patient, low"),
            ("99214", "Office visit, established patient, moderate"),
            ("93000", "Electrocardiogram with interpretation"),
            ("36415", "Blood draw from a vein"),
            ("G0439", "Yearly wellness visit, again"),
        )
    )
)
EVERYTHING = SearchContext(on=DAY, sets=EVERY_SET, fees=FEES)


def codes(searcher: Searcher, text: str, about: SearchContext = EVERYTHING) -> list[str]:
    return [result.code.code for result in searcher.search(text, about, 20).results]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("99213", "99213"),
        ("g0439", "G0439"),
        ("J1885", "J1885"),
        ("j18.9", "J18.9"),
        ("ketorolac injection", "J1885"),
        ("ketorolack injection", "J1885"),
        ("blood draw", "36415"),
        ("forearm crutches", "E0110"),
        ("yearly wellness visit again", "G0439"),
        ("hypertension", "I10"),
        ("diabetes", "E11.9"),
        ("low back pain", "M54.50"),
        ("knee pain right", "M25.561"),
        ("asthma", "J45.909"),
    ],
)
def test_each_query_leads_to_its_set(searcher: Searcher, query: str, expected: str) -> None:
    assert codes(searcher, query)[0] == expected


def test_the_beginning_of_a_code_finds_both_sets(searcher: Searcher) -> None:
    assert codes(searcher, "992") == ["99213", "99214"]
    found = codes(searcher, "J18")
    assert found[0] == "J18"
    assert "J1885" in found
    assert found.index("J18.9") < found.index("J1885")


def test_fees_are_found_by_the_office_s_own_words_and_say_so(searcher: Searcher) -> None:
    result = searcher.search("established patient visit", EVERYTHING, 5).results[0]
    assert result.code.code in ("99213", "99214")
    assert result.code.system is CodeSystem.CPT
    assert result.reasons[0].field is MatchField.FEE_SCHEDULE
    assert result.highlights
    assert not result.caution


def test_only_the_sets_asked_for_answer(searcher: Searcher) -> None:
    only_diagnoses = replace(EVERYTHING, sets=DIAGNOSES_ONLY)
    only_procedures = replace(EVERYTHING, sets=PROCEDURES_ONLY)
    assert "J1885" not in codes(searcher, "ketorolac injection", only_diagnoses)
    found = searcher.search("electrocardiogram", only_procedures, 20).results
    assert found
    assert all(result.code.system is not CodeSystem.ICD10CM for result in found)
    assert "93000" not in codes(searcher, "electrocardiogram", replace(only_procedures, fees=()))


def test_a_procedure_that_ended_comes_last_and_says_since_when(library: Library) -> None:
    ended = ProcedureEntry(
        "G9999",
        is_modifier=False,
        short="",
        long="Counting freckles",
        terminated=date(2025, 12, 31),
        cross_references=("G9998",),
    )
    book = ProcedureBook((ended,), (), load_wordings(library.connection()))
    (procedure,) = book.beginning("G9")
    assert procedure.caution(DAY) == "Not valid since 2025-12-31. See G9998."
    assert not procedure.as_code(DAY).billable
    assert procedure.caution(date(2025, 1, 1)) == ""


def test_fees_that_changed_are_searched_as_they_are_now(searcher: Searcher) -> None:
    more = (*FEES, FeeLine("9" * 32, "99999", "", "Unicorn grooming", 1))
    assert codes(searcher, "unicorn grooming", replace(EVERYTHING, fees=more))[0] == "99999"
    assert "99999" not in codes(searcher, "unicorn grooming")

"""Search finds what a coder means in the real book, and never fails."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import medcoder_desktop
from medcoder_desktop.domain.search import MatchField, SearchAnswer, SearchContext
from medcoder_desktop.library.search import Searcher

CONTEXT = SearchContext(on=date(2026, 3, 14))


def codes(answer: SearchAnswer) -> list[str]:
    return [result.code.code for result in answer.results]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("diabetes", "E11.9"),
        ("asthma", "J45.909"),
        ("migraine", "G43.909"),
        ("urinary tract infection", "N39.0"),
        ("uti", "N39.0"),
        ("gastroesophageal reflux disease", "K21.9"),
        ("depression", "F32.A"),
        ("anemia", "D64.9"),
        ("chest pain", "R07.9"),
        ("low back pain", "M54.50"),
        ("well child", "Z00.129"),
        ("high blood pressure", "I10"),
        ("very bad hypertension today", "I10"),
        ("gout attack", "M10.9"),
        ("right wrist pain", "M25.531"),
        ("fx distal radius rt closed initial", "S52.501A"),
    ],
)
def test_a_bare_condition_goes_to_its_default_code(
    searcher: Searcher, query: str, first: str
) -> None:
    assert codes(searcher.search(query, CONTEXT, 10))[0] == first


def test_a_heading_s_term_leads_to_the_billable_code_that_says_no_more(searcher: Searcher) -> None:
    result = searcher.search("diabetes", CONTEXT, 1).results[0]
    assert result.reasons[0].field is MatchField.INCLUSION_TERM
    assert result.reasons[0].matched == "diabetes NOS"


def test_what_the_query_says_of_the_side_counts(searcher: Searcher) -> None:
    for side, other in (("left", "right"), ("right", "left")):
        titles = [
            result.code.title for result in searcher.search(f"knee pain {side}", CONTEXT, 1).results
        ]
        assert side in titles[0]
        assert other not in titles[0]


def test_a_short_form_is_spelled_out_in_the_reason(searcher: Searcher) -> None:
    reason = searcher.search("copd exacerbation", CONTEXT, 1).results[0].reasons[0]
    assert reason.corrected == (("copd", "chronic obstructive pulmonary disease"),)


def test_words_found_beside_the_title_are_shown_as_a_second_reason(searcher: Searcher) -> None:
    result = next(
        result
        for result in searcher.search("colles distal right initial closed", CONTEXT, 10).results
        if result.code.code == "S52.531A"
    )
    assert [reason.field for reason in result.reasons] == [
        MatchField.TITLE,
        MatchField.INCLUSION_TERM,
    ]


@pytest.mark.parametrize("written", ["E11.4-", "e11.4", "E11 4"])
def test_the_book_s_own_dash_asks_for_what_stands_below(searcher: Searcher, written: str) -> None:
    assert codes(searcher.search(written, CONTEXT, 10))[:2] == ["E11.4", "E11.40"]


@pytest.mark.parametrize("code", ["QA0.8", "C7A.00", "T36.0X1A", "E08-E13"])
def test_codes_of_every_shape_are_found_exactly(searcher: Searcher, code: str) -> None:
    assert codes(searcher.search(code, CONTEXT, 5))[0] == code


def test_while_a_word_is_typed_the_right_code_stays_in_sight(searcher: Searcher) -> None:
    for end in range(6, len("hypertension") + 1):
        assert "I10" in codes(searcher.search("hypertension"[:end], CONTEXT, 10))


@pytest.mark.parametrize("written", ["E11.4-E11.6", "e114 to e116"])
def test_a_range_finds_what_stands_between(searcher: Searcher, written: str) -> None:
    found = codes(searcher.search(written, CONTEXT, 200))
    assert found[0] == "E11.4"
    assert {"E11.42", "E11.52", "E11.65"} <= set(found)
    assert all("E11.4" <= code < "E11.7" for code in found)


def test_nothing_wanted_nothing_answered(searcher: Searcher) -> None:
    assert searcher.search("asthma", CONTEXT, 0).results == ()


def test_known_words_need_neither_the_vocabulary_nor_rapidfuzz() -> None:
    # A fresh process that searches once pays only for what it needs.
    check = "import sys, medcoder_desktop.library.search; assert 'rapidfuzz' not in sys.modules"
    folder = Path(medcoder_desktop.__file__).parents[1]
    subprocess.run([sys.executable, "-c", check], check=True, cwd=folder)


def test_a_thousand_random_strings_are_answered(searcher: Searcher) -> None:
    chance = random.Random(20260314)
    signs = "abcdefghij 0123456789 .,-()[]'\"*:^{}+/\\\0é\u2019\ud800\U0001f600ABCNOTNEAR"
    for _ in range(1000):
        text = "".join(chance.choice(signs) for _ in range(chance.randrange(60)))
        assert len(searcher.search(text, CONTEXT, 10).results) <= 10


WORDS = st.sampled_from(
    ["fracture", "radius", "left", "w/o", "pneumonia", "pnuemonia", "2", "type", "the", "AND",
     "NEAR", "unspecified", "x", "dm2", "sequela", "initial", "s/p", "zzzz"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=14))
def test_any_words_together_are_answered_with_reasons(searcher: Searcher, words: list[str]) -> None:
    for result in searcher.search(" ".join(words), CONTEXT, 20).results:
        assert result.reasons
        ends = [0, *(offset for span in result.highlights for offset in span)]
        assert ends == sorted(ends)

"""Search finds codes by their beginning and by words, and says why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medcoder_desktop import paths
from medcoder_desktop.domain.search import MatchField, SearchAnswer, SearchContext
from medcoder_desktop.library.library import Library
from medcoder_desktop.library.search import Searcher
from medcoder_desktop.services.packaged_sources import packaged_fingerprint

CONTEXT = SearchContext(on=date(2026, 3, 14))


@pytest.fixture(scope="module")
def library(library_path: Path) -> Iterator[Library]:
    opened = Library.open(library_path, packaged_fingerprint(paths.codesets()))
    assert opened is not None
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def searcher(library: Library) -> Searcher:
    return Searcher(library)


def codes(answer: SearchAnswer) -> list[str]:
    return [result.code.code for result in answer.results]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("hypertension", "I10"),
        ("hypertenson", "I10"),
        ("pnuemonia", "J18.9"),
        ("type 2 diabetes neuropathy", "E11.40"),
        ("neuropathy diabetes type 2", "E11.40"),
        ("distal radius fracture right initial closed", "S52.501A"),
        ("copd exacerbation", "J44.1"),
        ("onychomycosis", "B35.1"),
        ("sjogren", "M35.00"),
        ("E11.42", "E11.42"),
        ("e1142", "E11.42"),
        ("e114", "E11.4"),
    ],
)
def test_the_code_a_coder_means_is_first(searcher: Searcher, query: str, first: str) -> None:
    assert codes(searcher.search(query, CONTEXT, 10))[0] == first


def test_the_beginning_of_a_code_finds_all_that_begin_so(searcher: Searcher) -> None:
    found = codes(searcher.search("s52.50", CONTEXT, 200))
    assert found[0] == "S52.50"
    assert all(code.startswith("S52.50") for code in found)
    assert "S52.501A" in found


def test_a_half_typed_word_finds_already(searcher: Searcher) -> None:
    assert "E11.42" in codes(searcher.search("type 2 diab polyneu", CONTEXT, 10))


def test_a_mended_spelling_is_said(searcher: Searcher) -> None:
    answer = searcher.search("hypertenson", CONTEXT, 1)
    assert answer.results[0].reasons[0].corrected == (("hypertenson", "hypertension"),)


def test_a_correct_word_is_never_mended(searcher: Searcher) -> None:
    for result in searcher.search("hypotension", CONTEXT, 50).results:
        assert all(reason.corrected == () for reason in result.reasons)
        assert "hypertension" not in result.code.title.lower()


def test_a_match_by_inclusion_term_names_the_term(searcher: Searcher) -> None:
    reason = searcher.search("onychomycosis", CONTEXT, 1).results[0].reasons[0]
    assert reason.field is MatchField.INCLUSION_TERM
    assert "nychomycosis" in reason.matched


def test_matched_words_are_marked_in_the_title(searcher: Searcher) -> None:
    result = searcher.search("essential hypertens", CONTEXT, 1).results[0]
    marked = [result.code.title[start:end] for start, end in result.highlights]
    assert marked == ["Essential", "hypertension"]


def test_a_heading_tells_how_many_billable_codes_stand_below_it(searcher: Searcher) -> None:
    result = searcher.search("E11.4", CONTEXT, 1).results[0]
    assert not result.code.billable
    assert result.more_specific == 6


def test_a_later_encounter_comes_first_only_when_asked_for(searcher: Searcher) -> None:
    query = "colles fracture right"
    assert codes(searcher.search(query, CONTEXT, 1))[0].endswith("A")
    assert codes(searcher.search(query + " sequela", CONTEXT, 1))[0].endswith("S")


def test_a_word_too_many_still_finds(searcher: Searcher) -> None:
    assert "J44.1" in codes(searcher.search("copd exacerbation zzzqqq", CONTEXT, 10))
    assert codes(searcher.search("very bad hypertension today", CONTEXT, 10))


def test_nothing_asked_nothing_found(searcher: Searcher) -> None:
    for query in ("", "   ", "?!", "…"):
        assert searcher.search(query, CONTEXT, 10).results == ()


def test_the_release_that_answered_is_told(searcher: Searcher) -> None:
    answer = searcher.search("hypertension", SearchContext(on=date(2024, 1, 1)), 5)
    assert answer.results
    assert not answer.in_force.exact


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_text_at_all_is_answered(searcher: Searcher, text: str) -> None:
    answer = searcher.search(text, CONTEXT, 20)
    assert len(answer.results) <= 20
    for result in answer.results:
        assert result.reasons
        ends = [0, *(offset for span in result.highlights for offset in span)]
        assert ends == sorted(ends)
        assert ends[-1] <= len(result.code.title)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_code_typed_exactly_is_always_first(
    searcher: Searcher, library: Library, data: st.DataObject
) -> None:
    count = library.count_billable(CONTEXT.on)
    mask = library.answering(CONTEXT.on).installed.mask
    row = data.draw(st.integers(0, count - 1))
    (code,) = (
        library.connection()
        .execute(
            "SELECT code FROM code WHERE billable AND releases & ? LIMIT 1 OFFSET ?", (mask, row)
        )
        .fetchone()
    )
    for writing in (code, code.replace(".", "").lower()):
        assert codes(searcher.search(writing, CONTEXT, 5))[0] == code

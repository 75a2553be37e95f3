"""Finding words in notes."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from medcoder_desktop.domain.documents import ClinicalDocument, DocumentKind
from medcoder_desktop.domain.finding_words import MOST_HITS, hits_in, places_of


def found(text: str, wanted: str) -> list[str]:
    return [text[start:end] for start, end in places_of(text, wanted)]


def test_case_does_not_count_and_a_blank_is_any_white_space() -> None:
    text = "Type 2\nDiabetes; type 2\tdiabetes; TYPE 2 DIABETES"
    assert found(text, " type 2  diabetes ") == [
        "Type 2\nDiabetes", "type 2\tdiabetes", "TYPE 2 DIABETES",
    ]  # fmt: skip
    assert found(text, "") == found(text, "  ") == []


def test_a_letter_that_grows_when_it_is_small_moves_no_place() -> None:
    text = "İİİ numb feet"
    assert found(text, "NUMB feet") == ["numb feet"]


@given(st.text(max_size=80), st.text(min_size=1, max_size=4))
def test_every_place_lies_in_the_text(text: str, wanted: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in places_of(text, wanted))


def test_places_in_a_chart_come_with_the_words_around_them() -> None:
    note = ClinicalDocument("d1", "p1", None, DocumentKind.PROGRESS_NOTE, "Note", date(2026, 3, 1))
    (hit,) = hits_in([(note, "Feet: numb\nsince May."), (note, "")], "NUMB")
    assert (hit.before, hit.found, hit.after) == ("Feet:", "numb", "since May.")
    assert len(hits_in([(note, "a " * 2000)], "a")) == MOST_HITS

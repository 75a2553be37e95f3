"""Words are found alike in queries, titles and terms, whatever their spelling signs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medcoder_desktop.library.search.words import indexed_words, singular, words_in, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sjögren's disease", ["sjogrens", "disease"]),
        ("Ménière’s disease", ["menieres", "disease"]),
        ("Pain in right finger(s)", ["pain", "in", "right", "finger"]),
        ("'quoted' words", ["quoted", "words"]),
        ("X-ray, 2 views", ["x", "ray", "2", "views"]),
        ("?! …", []),
    ],
)
def test_accents_apostrophes_and_signs_make_no_difference(text: str, words: list[str]) -> None:
    assert words_of(text) == words
    assert [word.text for word in words_in(text)] == words


def test_a_hyphenated_word_is_found_in_one_piece_too() -> None:
    assert indexed_words("Gastro-esophageal reflux") == {
        "gastro",
        "esophageal",
        "gastroesophageal",
        "reflux",
    }


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("fractures", "fracture"),
        ("injuries", "injury"),
        ("abscess", "abscess"),
        ("diabetes", "diabete"),
        ("pelvis", "pelvis"),
        ("uterus", "uterus"),
        ("gas", "gas"),
    ],
)
def test_plural_endings_are_taken_off_for_comparing(word: str, one: str) -> None:
    assert singular(word) == one


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_the_places_of_words_lie_in_the_text_in_order(text: str) -> None:
    ends = [0]
    for word in words_in(text):
        assert ends[-1] <= word.start < word.end <= len(text)
        ends.append(word.end)

"""The table of short forms says what coders mean in words that the book has."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date

import numpy as np
import pytest

from medcoder_desktop import paths
from medcoder_desktop.library.library import Library
from medcoder_desktop.library.search.arrays import ABSENT, read_arrays
from medcoder_desktop.library.search.phrases import LITTLE_WORDS
from medcoder_desktop.library.search.words import number_forms, words_of

_COLUMNS = ["short", "meaning", "context", "note"]


def _lines() -> list[str]:
    text = (paths.codesets() / "search_short_forms.tsv").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def _rows() -> list[list[str]]:
    return [line.split("\t") for line in _lines()[1:]]


def _meanings() -> dict[str, list[tuple[str, list[str]]]]:
    found: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    for short, meaning, context, _ in _rows():
        found[short].append((meaning, context.split(" ") if context else []))
    return found


def test_every_row_has_the_four_columns_and_no_stray_blanks() -> None:
    assert _lines()[0].split("\t") == _COLUMNS
    assert 600 <= len(_rows()) <= 900
    for row in _rows():
        assert len(row) == len(_COLUMNS), row
        assert row[0], row
        assert all(cell == " ".join(cell.split()) for cell in row), row
        assert row[:3] == [cell.lower() for cell in row[:3]], row


def test_no_meaning_is_given_twice_for_a_short_form() -> None:
    given = [(short, meaning) for short, meaning, _, _ in _rows()]
    assert len(set(given)) == len(given)


def test_the_rows_of_a_short_form_stand_together_and_the_usual_meaning_first() -> None:
    order = [row[0] for row in _rows()]
    assert order == sorted(order)
    for short, meanings in _meanings().items():
        assert sum(not context for _, context in meanings) <= 1, short
        assert all(context for _, context in meanings[1:]), short


def test_no_context_word_calls_for_two_meanings_of_a_short_form() -> None:
    for short, meanings in _meanings().items():
        words = [word for _, context in meanings for word in context]
        assert len(set(words)) == len(words), short


def test_a_context_is_made_of_words_a_query_can_have() -> None:
    for short, meanings in _meanings().items():
        for _, context in meanings:
            assert all(re.fullmatch(r"[a-z0-9]+", word) for word in context), short


@pytest.mark.parametrize("on", [date(2026, 3, 14), date(2026, 11, 2)])
def test_the_book_of_either_year_has_a_title_or_term_with_all_words_of_each_meaning(
    library: Library, on: date
) -> None:
    release = library.answering(on).installed
    arrays = read_arrays(library.connection(), release.id)
    of_the_book = set(np.flatnonzero(~arrays.default).tolist())
    for short, meaning, _, _ in _rows():
        if not meaning:
            continue
        words = [word for word in words_of(meaning) if word not in LITTLE_WORDS]
        assert words, short
        found = of_the_book
        for word in words:
            signed = [f"{sign}{form}" for form in number_forms(word) for sign in ("", ABSENT)]
            forms = [arrays.place[form] for form in signed if form in arrays.place]
            found = found & {place for form in forms for place in arrays.own(form).tolist()}
        assert found, (short, meaning)


@pytest.mark.parametrize(
    ("short", "usual"),
    [
        ("htn", "hypertension"),
        ("dm2", "type 2 diabetes mellitus"),
        ("ckd3a", "chronic kidney disease stage 3a"),
        ("ms", "multiple sclerosis"),
        ("pe", "pulmonary embolism"),
        ("pt", ""),
        ("cp", "chest pain"),
        ("ca", "malignant neoplasm"),
        ("ra", "rheumatoid arthritis"),
        ("ed", "erectile dysfunction"),
        ("ha", "headache"),
        ("od", "right eye"),
        ("rt", "right"),
        ("lt", "left"),
        ("w/o", "without"),
        ("seq", "sequela"),
        ("1st tri", "first trimester"),
    ],
)
def test_the_usual_meaning_is_the_outpatient_one(short: str, usual: str) -> None:
    assert _meanings()[short][0][0] == usual


@pytest.mark.parametrize(
    ("short", "beside", "meaning"),
    [
        ("ms", "valve", "mitral stenosis"),
        ("ra", "echo", "atrium"),
        ("pe", "effusion", "pleural effusion"),
        ("pt", "inr", "prothrombin time"),
        ("ca", "serum", "calcium"),
        ("htn", "ckd", "hypertensive"),
        ("prox", "humerus", "upper end"),
        ("lt", "use", "long term"),
        ("iiia", "ckd", "3a"),
        ("si", "joint", "sacroiliac"),
    ],
)
def test_a_word_beside_it_calls_for_another_meaning(short: str, beside: str, meaning: str) -> None:
    called = [each for each, context in _meanings()[short] if beside in context]
    assert called == [meaning]

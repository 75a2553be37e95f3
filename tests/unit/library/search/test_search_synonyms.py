"""The table of other wordings can be read, says nothing twice, and leads into the book."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import pytest

from medcoder_desktop import paths
from medcoder_desktop.domain.codes import looks_like_diagnosis, looks_like_procedure
from medcoder_desktop.library.library import Library
from medcoder_desktop.library.search.arrays import read_arrays
from medcoder_desktop.library.search.phrases import LITTLE_WORDS
from medcoder_desktop.library.search.words import (
    indexed_words,
    number_forms,
    singular,
    words_of,
)

TABLE = "search_synonyms.tsv"
COLUMNS = ["said", "book", "kind"]
KINDS = {"lay", "clinical", "eponym", "spelling", "adjective", "word"}


@dataclass(frozen=True, slots=True)
class Row:
    said: str
    book: str
    kind: str


@cache
def rows() -> tuple[Row, ...]:
    lines = (paths.codesets() / TABLE).read_text(encoding="utf-8").splitlines()
    head, *body = csv.reader(
        (line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    assert head == COLUMNS
    return tuple(Row(*fields) for fields in body)


def told(text: str) -> tuple[str, ...]:
    """The words that count, in one number."""
    return tuple(singular(word) for word in words_of(text) if word not in LITTLE_WORDS)


def test_there_are_hundreds_of_wordings_of_every_kind() -> None:
    assert 900 <= len(rows()) <= 1500
    counts: defaultdict[str, int] = defaultdict(int)
    for row in rows():
        counts[row.kind] += 1
    assert min(counts.values()) >= 40


def test_every_field_is_plain_lower_case_text() -> None:
    for row in rows():
        assert row.kind in KINDS, row
        for text in (row.said, row.book):
            assert told(text), row
            assert text == " ".join(text.split()).lower(), row


def test_nothing_is_said_twice_or_stands_for_itself() -> None:
    seen: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for row in rows():
        pair = told(row.said), told(row.book)
        assert pair not in seen, row
        assert set(pair[0]) != set(pair[1]), row
        seen.add(pair)


def test_all_wordings_for_the_same_words_stand_together_likeliest_first() -> None:
    ended: set[tuple[str, ...]] = set()
    before: tuple[str, ...] = ()
    for row in rows():
        said = told(row.said)
        if said != before:
            assert said not in ended, row
            ended.add(before)
            before = said


@pytest.mark.parametrize(
    ("said", "book"),
    [
        ("heart attack", "acute myocardial infarction"),
        ("heart attack", "myocardial infarction"),
        ("kidney stones", "calculus of kidney"),
        ("charley horse", "cramp and spasm"),
        ("water on knee", "effusion knee"),
        ("Bells palsy", "facial palsy"),
        ("colles fracture", "fracture of lower end of radius"),
        ("haematuria", "hematuria"),
        ("kneecap", "patella"),
        ("chronic renal failure", "chronic kidney disease"),
        ("ex smoker", "personal history of nicotine dependence"),
        ("stitches out", "encounter for removal of sutures"),
    ],
)
def test_what_people_say_leads_to_what_the_book_says(said: str, book: str) -> None:
    assert (told(said), told(book)) in {(told(row.said), told(row.book)) for row in rows()}


def test_every_word_is_a_word_of_the_book(library: Library) -> None:
    vocabulary = {
        word
        for release in library.shelf().installed
        for word in read_arrays(library.connection(), release.id).words
    }
    unknown = {
        (row.said, word)
        for row in rows()
        for word in words_of(row.book)
        if word not in LITTLE_WORDS and vocabulary.isdisjoint(number_forms(word))
    }
    assert not unknown


def test_the_words_stand_together_in_a_title_or_term_of_the_book(library: Library) -> None:
    places: defaultdict[str, set[int]] = defaultdict(set)
    written = library.connection().execute(
        "SELECT p.id, c.code, p.term FROM phrase p JOIN code c ON c.id = p.code_id"
        " WHERE NOT p.is_default UNION ALL SELECT -id, code, title FROM code"
    )
    for number, code, text in written:
        if looks_like_diagnosis(code) and not looks_like_procedure(code):
            for word in indexed_words(text):
                places[singular(word)].add(number)
    lost = [row for row in rows() if not set.intersection(*(places[w] for w in told(row.book)))]
    assert not lost

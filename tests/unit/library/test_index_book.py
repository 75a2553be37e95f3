"""The index is walked term by term, searched by words, and its references are followed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from medcoder_desktop.domain.alphabetic_index import IndexEntry, IndexTerm
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.releases import CodeSet, Release
from medcoder_desktop.library.build import remove_release
from medcoder_desktop.library.index_rows import IndexBook
from medcoder_desktop.library.library import Library
from medcoder_desktop.library.parts import Part
from tests.unit.library.invented_lists import add, built, everything_in, part

INDEX = Release(CodeSet.ICD_INDEX, "FY2026", date(2025, 10, 1), date(2026, 9, 30))
TERMS = (
    IndexTerm(0, "Accident", see_also=("Injury, by site",)),
    IndexTerm(1, "transport", code="V99"),
    IndexTerm(2, "car occupant", ("driver", "passenger"), code="V49.9-"),
    IndexTerm(0, "Complication(s)"),
    IndexTerm(1, "with"),
    IndexTerm(2, "surgery", code="T81.9-"),
    IndexTerm(1, "due to"),
    IndexTerm(2, "device, implant or graft", code="T85.9-"),
    IndexTerm(0, "Diabetes, diabetic", ("mellitus", "sugar"), code="E11.9"),
    IndexTerm(1, "with"),
    IndexTerm(2, "neuropathy", code="E11.40"),
    IndexTerm(2, "retinopathy", ("background",), code="E11.319"),
    IndexTerm(1, "type 2", code="E11.9", see=("Diabetes",)),
    IndexTerm(0, "Forces of nature", code="X39.8"),
    IndexTerm(1, "flood", code="X38"),
    IndexTerm(0, "Injury", code="T14.90-", see_also=("specified injury type",)),
    IndexTerm(0, "Ménière's disease, syndrome or vertigo", code="H81.0-"),
    IndexTerm(0, "Neuropathy, neuropathic", code="G62.9"),
    IndexTerm(1, "diabetic", see=("Diabetes, with, neuropathy",)),
    IndexTerm(0, "Retinopathy", ("background",), code="H35.00"),
)


def book_part(release: Release = INDEX, *terms: IndexTerm) -> Part:
    return part(release, terms or TERMS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    opened = built(path, book_part())
    yield opened
    opened.close()


@pytest.fixture
def book(library: Library) -> IndexBook:
    return book_of(library)


def book_of(library: Library, release_id: str = INDEX.id) -> IndexBook:
    return IndexBook(library.connection(), library.shelf().named(release_id).id)


def written(entry: IndexEntry | None) -> str:
    return "" if entry is None else " › ".join((*entry.path, entry.term.title))


def titles(entries: tuple[IndexEntry, ...]) -> list[str]:
    return [entry.term.title for entry in entries]


def test_the_book_is_read_back_as_it_was_written(book: IndexBook) -> None:
    assert tuple(book.everything()) == TERMS
    assert book.columns() == ()


def test_main_terms_stand_in_the_order_of_the_book(book: IndexBook) -> None:
    mains = [term.title for term in TERMS if term.depth == 0]
    assert titles(book.main_terms("", 500)) == mains
    assert titles(book.main_terms("", 3)) == mains[:3]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("dia", ["Diabetes, diabetic"]),
        ("DIABETES", ["Diabetes, diabetic"]),
        ("diabetes diabetic", ["Diabetes, diabetic"]),
        ("meniere", ["Ménière's disease, syndrome or vertigo"]),
        ("n", ["Neuropathy, neuropathic"]),
        ("forces of", ["Forces of nature"]),
        ("flood", []),
        ("zzz", []),
    ],
)
def test_main_terms_are_found_by_their_beginning(
    book: IndexBook, typed: str, found: list[str]
) -> None:
    assert titles(book.main_terms(typed, 500)) == found


def test_walking_down_from_the_main_terms_reaches_every_term(book: IndexBook) -> None:
    reached: list[IndexTerm] = []
    waiting = list(book.main_terms("", 500))[::-1]
    while waiting:
        entry = waiting.pop()
        reached.append(entry.term)
        below = book.below(entry.id)
        assert len(below) == entry.below
        assert all(each.path == (*entry.path, entry.term.title) for each in below)
        assert all(book.entry(each.id) == each for each in below)
        waiting += below[::-1]
    assert tuple(reached) == TERMS


def test_search_wants_every_word_in_the_term_or_its_path_and_main_terms_first(
    book: IndexBook,
) -> None:
    def found(text: str) -> list[str]:
        return [written(entry) for entry in book.search(text, 20)]

    assert found("neuropathy") == [
        "Neuropathy, neuropathic",
        "Diabetes, diabetic › with › neuropathy",
    ]
    assert found("diabetic neurop")[:1] == ["Neuropathy, neuropathic › diabetic"]
    assert found("neuropathy diabetes") == ["Diabetes, diabetic › with › neuropathy"]
    assert found("driver transport") == ["Accident › transport › car occupant"]
    assert found("MENIERE") == ["Ménière's disease, syndrome or vertigo"]
    assert found("retin back") == ["Retinopathy", "Diabetes, diabetic › with › retinopathy"]
    assert found("background") == ["Retinopathy", "Diabetes, diabetic › with › retinopathy"]
    assert found("neuropathy flood") == []
    for nothing in ("", "   ", "!?", '"', "()*"):
        assert found(nothing) == []


@pytest.mark.parametrize(
    ("reference", "target"),
    [
        ("Diabetes", "Diabetes, diabetic"),
        ("diabetes, diabetic", "Diabetes, diabetic"),
        ("Accident, transport", "Accident › transport"),
        ("Accident, transport, car occupant", "Accident › transport › car occupant"),
        ("Accident, transport, bus occupant", "Accident › transport"),
        ("Diabetes, with, neuropathy", "Diabetes, diabetic › with › neuropathy"),
        ("Diabetes, neuropathy", "Diabetes, diabetic › with › neuropathy"),
        ("Diabetes, with retinopathy", "Diabetes, diabetic › with › retinopathy"),
        ("Complication(s), due to, device, implant or graft",
         "Complication(s) › due to › device, implant or graft"),
        ("Complication(s), device, implant or graft",
         "Complication(s) › due to › device, implant or graft"),
        ("Complication(s), surgery", "Complication(s) › with › surgery"),
        ("Forces of nature, by type", "Forces of nature"),
        ("Injury, by site", "Injury"),
        ("Ménière's disease, syndrome or vertigo", "Ménière's disease, syndrome or vertigo"),
        ("Meniere's disease", "Ménière's disease, syndrome or vertigo"),
        ("specified injury type", ""),
        ("Table of Drugs and Chemicals", ""),
        ("by site", ""),
        (",", ""),
    ],
)  # fmt: skip
def test_a_reference_leads_to_the_deepest_term_it_names(
    book: IndexBook, reference: str, target: str
) -> None:
    assert written(book.follow(reference)) == target


def test_each_release_of_a_book_is_walked_on_its_own(library: Library, path: Path) -> None:
    later = Release(CodeSet.ICD_INDEX, "FY2027", date(2026, 10, 1), date(2027, 9, 30))
    add(path, book_part(later, IndexTerm(0, "Diabetes", code="E11.9"), IndexTerm(0, "Zoster")))
    old, new = book_of(library), book_of(library, later.id)
    assert titles(new.main_terms("", 9)) == ["Diabetes", "Zoster"]
    assert [entry.term.title for entry in new.search("diabetes", 9)] == ["Diabetes"]
    assert new.follow("Diabetes, with, neuropathy") == new.main_terms("diab", 1)[0]
    assert old.search("zoster", 9) == ()
    assert tuple(old.everything()) == TERMS
    with pytest.raises(InputError):
        old.entry(new.main_terms("zoster", 1)[0].id)


def test_a_term_of_a_removed_book_is_gone_and_its_number_never_given_again(
    library: Library, path: Path
) -> None:
    entry = book_of(library).main_terms("diab", 1)[0]
    book = book_of(library)
    remove_release(path, INDEX.id)
    assert everything_in(path)["index_term"] == []
    assert book.search("diabetes", 9) == ()
    with pytest.raises(InputError) as refusal:
        book.entry(entry.id)
    assert "no longer in the index" in refusal.value.sentence
    add(path, book_part(INDEX, IndexTerm(0, "Zoster")))
    fresh = book_of(library)
    assert fresh.main_terms("", 1)[0].id > entry.id
    assert fresh.search("diabetes", 9) == ()
    assert titles(fresh.search("zoster", 9)) == ["Zoster"]


def test_a_term_deeper_than_the_one_above_allows_is_refused(path: Path) -> None:
    built(path, book_part()).close()
    before = everything_in(path)
    later = Release(CodeSet.ICD_INDEX, "FY2027", date(2026, 10, 1), date(2027, 9, 30))
    with pytest.raises(InputError) as refusal:
        add(path, book_part(later, IndexTerm(0, "Diabetes"), IndexTerm(2, "neuropathy")))
    assert "neuropathy" in refusal.value.sentence
    assert everything_in(path) == before


def test_a_table_keeps_its_columns_and_cells(path: Path) -> None:
    release = Release(CodeSet.ICD_DRUGS, "FY2026", date(2025, 10, 1), date(2026, 9, 30))
    columns = ("Substance", "Accidental", "Adverse effect")
    aspirin = IndexTerm(0, "Aspirin", ("soluble",), cells=("T39.011", "T39.015"))
    table = Part(release, lambda _: [aspirin], columns)
    opened = book_of(built(path, table), release.id)
    assert opened.columns() == columns
    assert opened.main_terms("asp", 1)[0].term == aspirin

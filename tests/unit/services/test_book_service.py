"""Favourites in folders, the office's notes on codes, and codes lately looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from medcoder_desktop.domain.audit import Actor, AuditEntry
from medcoder_desktop.domain.changes import Changed
from medcoder_desktop.domain.clock import FixedClock
from medcoder_desktop.domain.codes import CodeSystem
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.services.book_service import LONGEST_FOLDER, LONGEST_NOTE, BookService
from medcoder_desktop.store.store import Store

MOMENT = datetime(2026, 9, 15, 9, 30, tzinfo=UTC)
CODER = Actor("marisol")
ICD, CPT, HCPCS = CodeSystem.ICD10CM, CodeSystem.CPT, CodeSystem.HCPCS


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "records.db", FixedClock(MOMENT))
    yield opened
    opened.close()


@pytest.fixture
def book(store: Store) -> BookService:
    return BookService(store)


def listed(book: BookService) -> list[str]:
    """Favourites as ``folder/code`` in their order; places must count from 0 in each folder."""
    favourites = book.favourites()
    for folder in {each.folder for each in favourites}:
        places = [each.place for each in favourites if each.folder == folder]
        assert places == list(range(len(places)))
    return [f"{each.folder}/{each.code}" for each in favourites]


def trail(store: Store) -> list[AuditEntry]:
    with store.reading() as records:
        return list(reversed(records.audit.entries()))


def test_a_favourite_stands_at_the_end_of_its_folder_as_its_set_shows_it(
    book: BookService,
) -> None:
    assert book.add_favourite(CODER, ICD, "e1142", " Diabetes ").what == Changed.BOOK
    book.add_favourite(CODER, ICD, "E11.9", "Diabetes")
    book.add_favourite(CODER, CPT, "99214")
    book.add_favourite(CODER, HCPCS, "g0439")
    assert listed(book) == ["/99214", "/G0439", "Diabetes/E11.42", "Diabetes/E11.9"]


def test_a_favourite_is_not_added_twice(book: BookService) -> None:
    book.add_favourite(CODER, ICD, "I10", "Heart")
    with pytest.raises(InputError, match=r"book\.favourite_there"):
        book.add_favourite(CODER, ICD, "i10")
    assert listed(book) == ["Heart/I10"]


def test_favourites_move_within_a_folder_and_between_folders(book: BookService) -> None:
    for code in ("I10", "I11.9", "I48.91"):
        book.add_favourite(CODER, ICD, code, "Heart")
    book.add_favourite(CODER, ICD, "J45.909", "Lungs")
    book.move_favourite(CODER, ICD, "I48.91", "Heart", 0)
    assert listed(book)[:3] == ["Heart/I48.91", "Heart/I10", "Heart/I11.9"]
    book.move_favourite(CODER, ICD, "I10", "Lungs", 0)
    assert listed(book) == ["Heart/I48.91", "Heart/I11.9", "Lungs/I10", "Lungs/J45.909"]
    book.move_favourite(CODER, ICD, "I10", "Lungs", 99)
    assert listed(book)[2:] == ["Lungs/J45.909", "Lungs/I10"]
    book.move_favourite(CODER, ICD, "I10", "Lungs", -3)
    assert listed(book)[2:] == ["Lungs/I10", "Lungs/J45.909"]


def test_a_move_that_changes_nothing_leaves_no_trace(book: BookService, store: Store) -> None:
    book.add_favourite(CODER, ICD, "I10", "Heart")
    assert book.move_favourite(CODER, ICD, "I10", "Heart", 0).what == Changed.NOTHING
    assert book.rename_folder(CODER, "Heart", " Heart").what == Changed.NOTHING
    assert [entry.action for entry in trail(store)] == ["book.favourite"]


def test_a_removed_favourite_closes_the_gap(book: BookService) -> None:
    for code in ("I10", "I11.9", "I48.91"):
        book.add_favourite(CODER, ICD, code)
    book.remove_favourite(CODER, ICD, "I11.9")
    assert listed(book) == ["/I10", "/I48.91"]


def test_a_folder_gets_another_name_and_joins_one_that_has_it(book: BookService) -> None:
    book.add_favourite(CODER, ICD, "I10", "Hart")
    book.add_favourite(CODER, ICD, "I48.91", "Heart")
    book.rename_folder(CODER, "Hart", "Heart")
    assert listed(book) == ["Heart/I48.91", "Heart/I10"]
    book.rename_folder(CODER, "Heart", "")
    assert listed(book) == ["/I48.91", "/I10"]


@pytest.mark.parametrize(
    ("message", "act"),
    [
        ("book.no_favourite", lambda book: book.remove_favourite(CODER, ICD, "I10")),
        ("book.no_favourite", lambda book: book.move_favourite(CODER, ICD, "I10", "", 0)),
        ("book.no_folder", lambda book: book.rename_folder(CODER, "Heart", "Lungs")),
        ("book.not_a_code", lambda book: book.add_favourite(CODER, ICD, "99214")),
        ("book.not_a_code", lambda book: book.add_favourite(CODER, CPT, "G0439")),
        ("book.not_a_code", lambda book: book.add_favourite(CODER, HCPCS, "99214")),
        ("book.not_a_code", lambda book: book.add_favourite(CODER, ICD, "")),
        ("book.not_a_code", lambda book: book.save_note(CODER, ICD, "A00-B99", "text")),
        ("book.not_a_code", lambda book: book.remember(CPT, "9921")),
        ("book.not_a_code", lambda book: book.note(CPT, "cough")),
        (
            "book.folder_too_long",
            lambda book: book.add_favourite(CODER, ICD, "I10", "x" * (LONGEST_FOLDER + 1)),
        ),
        (
            "book.note_too_long",
            lambda book: book.save_note(CODER, ICD, "I10", "x" * (LONGEST_NOTE + 1)),
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_changes_nothing(
    book: BookService, store: Store, message: str, act: Callable[[BookService], object]
) -> None:
    with pytest.raises(InputError) as caught:
        act(book)
    assert caught.value.message_id == message
    assert caught.value.sentence.endswith((".", "it."))
    assert (book.favourites(), book.notes(), book.recent()) == ((), (), ())
    assert trail(store) == []


def test_names_and_notes_may_be_as_long_as_allowed(book: BookService) -> None:
    book.add_favourite(CODER, ICD, "I10", f"  {'x' * LONGEST_FOLDER}  ")
    book.save_note(CODER, ICD, "I10", f"\n{'y' * LONGEST_NOTE}\n")
    assert book.favourites()[0].folder == "x" * LONGEST_FOLDER
    assert book.notes()[0].text == "y" * LONGEST_NOTE


def test_a_note_says_who_wrote_it_and_when_and_goes_when_it_is_emptied(book: BookService) -> None:
    book.save_note(CODER, CPT, "99214", "Ask for the time.")
    assert book.save_note(CODER, CPT, "99214", "Ask for the time. ").what == Changed.NOTHING
    note = book.note(CPT, "99214")
    assert note is not None
    assert (note.text, note.changed_at, note.changed_by) == ("Ask for the time.", MOMENT, "marisol")
    book.save_note(Actor("ruth"), CPT, "99214", "Ask for the total time.")
    assert book.notes()[0].changed_by == "ruth"
    assert book.save_note(CODER, CPT, "99214", "  \n").what == Changed.BOOK
    assert book.note(CPT, "99214") is None
    assert book.save_note(CODER, CPT, "99214", "").what == Changed.NOTHING


def test_the_trail_names_the_code_and_never_the_words(book: BookService, store: Store) -> None:
    book.add_favourite(CODER, ICD, "I10", "Secret folder")
    book.save_note(CODER, ICD, "I10", "secret words")
    book.rename_folder(CODER, "Secret folder", "Another secret")
    book.save_note(CODER, ICD, "I10", "")
    entries = trail(store)
    assert [(entry.action, entry.subject) for entry in entries] == [
        ("book.favourite", "I10"),
        ("book.note", "I10"),
        ("book.rename_folder", "favourites"),
        ("book.remove_note", "I10"),
    ]
    assert {entry.actor for entry in entries} == {CODER}
    assert "secret" not in " ".join(f"{e.subject} {e.detail}" for e in entries).lower()


def test_recent_codes_come_newest_first_each_once_and_leave_no_trace(
    book: BookService, store: Store
) -> None:
    for system, code in ((ICD, "I10"), (CPT, "99214"), (ICD, "e11.42"), (ICD, "I10")):
        book.remember(system, code)
    assert [each.code for each in book.recent()] == ["I10", "E11.42", "99214"]
    assert [each.code for each in book.recent(2)] == ["I10", "E11.42"]
    assert trail(store) == []
    assert store.data_version() == 0

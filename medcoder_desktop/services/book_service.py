"""The office's own pages of the book: favourites, notes on codes, codes lately looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.codes import (
    CodeSystem,
    dotted,
    looks_like_diagnosis,
    looks_like_procedure,
    procedure_system,
)
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.favourites import (
    Favourites,
    with_favourite,
    with_favourite_moved,
    with_folder_renamed,
    without_favourite,
)
from medcoder_desktop.domain.own_book import Favourite, OfficeNote, RecentCode

if TYPE_CHECKING:
    from medcoder_desktop.store.store import Store

LONGEST_FOLDER = 60
"""Characters of a folder's name."""
LONGEST_NOTE = 4_000
"""Characters of a note on a code."""
_DESK = Actor("desk")


class BookService:
    """What the office writes into its book; every change is one committed transaction.

    Codes are taken with or without dot and in any case, and kept as their set shows them. They
    need not be in an installed release: what the office wrote outlives the releases.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def favourites(self) -> tuple[Favourite, ...]:
        """The favourites by folder, those in none first, and by place."""
        with self._store.reading() as records:
            return records.book.favourites()

    def add_favourite(
        self, actor: Actor, system: CodeSystem, code: str, folder: str = ""
    ) -> Changes:
        """Keep a code at hand, at the end of a folder.

        Args:
            actor: On whose behalf.
            system: The set the code belongs to.
            code: The code.
            folder: A folder that is there, or a new one; empty for none.

        Raises:
            InputError: It is no code of that set, it is a favourite already, or the folder's
                name is too long.
        """
        shown, name = _shown(system, code), _folder(folder)
        return self._rearrange(
            actor, "book.favourite", shown, lambda all_: with_favourite(all_, system, shown, name)
        )

    def move_favourite(
        self, actor: Actor, system: CodeSystem, code: str, folder: str, place: int
    ) -> Changes:
        """Move a favourite within its folder or to another; place 0 is first.

        Raises:
            InputError: The code is no favourite, or the folder's name is too long.
        """
        shown, name = _shown(system, code), _folder(folder)
        return self._rearrange(
            actor,
            "book.move_favourite",
            shown,
            lambda all_: with_favourite_moved(all_, system, shown, name, place),
        )

    def remove_favourite(self, actor: Actor, system: CodeSystem, code: str) -> Changes:
        """Take a code out of the favourites.

        Raises:
            InputError: The code is no favourite.
        """
        shown = _shown(system, code)
        return self._rearrange(
            actor,
            "book.remove_favourite",
            shown,
            lambda all_: without_favourite(all_, system, shown),
        )

    def rename_folder(self, actor: Actor, old: str, new: str) -> Changes:
        """Give a folder another name; a folder of that name gains what was in it.

        Args:
            actor: On whose behalf.
            old: Its name now.
            new: Its new name; empty dissolves the folder and keeps its codes.

        Raises:
            InputError: There is no such folder, or the new name is too long.
        """
        name = _folder(new)
        return self._rearrange(
            actor,
            "book.rename_folder",
            "favourites",
            lambda all_: with_folder_renamed(all_, _trimmed(old), name),
        )

    def note(self, system: CodeSystem, code: str) -> OfficeNote | None:
        """The office's note on a code; None when there is none."""
        shown = _shown(system, code)
        with self._store.reading() as records:
            return records.book.note(system, shown)

    def notes(self) -> tuple[OfficeNote, ...]:
        """All notes by code."""
        with self._store.reading() as records:
            return records.book.notes()

    def save_note(self, actor: Actor, system: CodeSystem, code: str, text: str) -> Changes:
        """Write the office's note on a code; an empty text removes it.

        Raises:
            InputError: It is no code of that set, or the note is too long.
        """
        shown, words = _shown(system, code), text.strip()
        if len(words) > LONGEST_NOTE:
            raise InputError("book.note_too_long", code=shown, most=LONGEST_NOTE)
        with self._store.writing(actor) as work:
            before = work.book.note(system, shown)
            if words == (before.text if before else ""):
                return Changes(Changed.NOTHING)
            if words:
                work.book.save_note(system, shown, words, actor.name)
            else:
                work.book.remove_note(system, shown)
            work.record("book.note" if words else "book.remove_note", shown, shown)
            work.commit()
        return Changes(Changed.BOOK)

    def recent(self, limit: int = 30) -> tuple[RecentCode, ...]:
        """The codes looked at or assigned last, the latest first, each once."""
        with self._store.reading() as records:
            return records.book.recent(limit)

    def remember(self, system: CodeSystem, code: str) -> None:
        """Put a code in front of the recent ones. Nothing of a record changes: no audit row.

        Raises:
            InputError: It is no code of that set.
        """
        shown = _shown(system, code)
        with self._store.writing(_DESK) as work:
            work.book.remember(system, shown)
            work.commit()

    def _rearrange(
        self,
        actor: Actor,
        action: str,
        subject: str,
        change: Callable[[Favourites], Favourites],
    ) -> Changes:
        """One change of the favourites: read, change, audit and commit in one transaction."""
        with self._store.writing(actor) as work:
            before = work.book.favourites()
            after = change(before)
            if after == before:
                return Changes(Changed.NOTHING)
            work.book.save_favourites(after)
            work.record(action, subject, subject)
            work.commit()
        return Changes(Changed.BOOK)


def _shown(system: CodeSystem, code: str) -> str:
    """The code as its set shows it."""
    if system is CodeSystem.ICD10CM:
        shown = dotted(code)
        if looks_like_diagnosis(code):
            return shown
    else:
        shown = code.strip().upper()
        if looks_like_procedure(shown) and procedure_system(shown) is system:
            return shown
    raise InputError("book.not_a_code", text=code.strip(), system=system.value)


def _trimmed(folder: str) -> str:
    return " ".join(folder.split())


def _folder(folder: str) -> str:
    name = _trimmed(folder)
    if len(name) > LONGEST_FOLDER:
        raise InputError("book.folder_too_long", most=LONGEST_FOLDER)
    return name

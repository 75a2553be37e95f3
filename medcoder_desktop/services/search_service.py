"""Search as an office uses it: what a visit and its office tell, and the office's own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.codes import dotted, looks_like_diagnosis, looks_like_procedure
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.office_habits import OfficeHabits, OfficeSynonym
from medcoder_desktop.domain.search import EVERY_SET, SearchContext
from medcoder_desktop.domain.visits import Visit

if TYPE_CHECKING:
    from datetime import date

    from medcoder_desktop.domain.encounters import Encounter
    from medcoder_desktop.services.library_service import LibraryService
    from medcoder_desktop.store.repositories import Repositories
    from medcoder_desktop.store.store import Store

LONGEST_SYNONYM = 120
"""Characters of the office's words, and of what they mean."""
_MOST_CODES_COUNTED = 400
"""Codes whose uses are told to a search; rarer ones are no habit."""


class SearchService:
    """Tells a search what it may know, and keeps the office's words."""

    def __init__(self, store: Store, library: LibraryService) -> None:
        self._store = store
        self._library = library

    def context(self, visit: Visit) -> SearchContext:
        """All that a search may know of a visit and its office, as values."""
        with self._store.reading() as records:
            about = self._with_office(records, visit.search_context, visit.encounter)
            conditions = records.chart.conditions_of(visit.patient.id)
            problems = frozenset(each.icd10cm for each in conditions if each.icd10cm)
        return replace(about, office=replace(about.office, problems=problems))

    def office_context(self, on: date) -> SearchContext:
        """All that a search outside any visit may know of the office."""
        with self._store.reading() as records:
            return self._with_office(records, SearchContext(on), None)

    def _with_office(
        self, records: Repositories, about: SearchContext, encounter: Encounter | None
    ) -> SearchContext:
        uses = records.habits.code_uses(
            encounter.provider_id if encounter else None, encounter.id if encounter else ""
        )
        habits = OfficeHabits(
            favourites=frozenset(each.code for each in records.book.favourites()),
            used=uses.here[:_MOST_CODES_COUNTED],
            used_by_provider=uses.by_provider[:_MOST_CODES_COUNTED],
            synonyms=records.habits.synonyms(),
        )
        fees = tuple(line for line in records.fees.all() if line.holds_on(about.on))
        return replace(about, sets=EVERY_SET, fees=fees, office=habits)

    def synonyms(self) -> tuple[OfficeSynonym, ...]:
        """The office's words in alphabetical order."""
        with self._store.reading() as records:
            return records.habits.synonyms()

    def save_synonym(self, actor: Actor, said: str, meant: str, on: date) -> Changes:
        """Let words mean a code, or words of the book, from the next search on.

        Args:
            said: As people here write it.
            meant: A code in any writing, or words that search finds something for.
            on: The day whose code sets must know what is meant.

        Raises:
            InputError: Either is empty or too long, they are the same, or nothing is known by
                what is meant.
        """
        return self.save_synonyms(actor, [(said, meant)], on)

    def save_synonyms(self, actor: Actor, pairs: Iterable[tuple[str, str]], on: date) -> Changes:
        """Let many words mean something: all of them, or none when one cannot be taken.

        Raises:
            InputError: As :meth:`save_synonym`.
        """
        checked = [self._checked(said, meant, on) for said, meant in pairs]
        with self._store.writing(actor) as work:
            for said, meant in checked:
                work.habits.save_synonym(said, meant, actor.name)
                work.record("search.synonym", "synonyms", f"{said} → {meant}")
            if not checked:
                return Changes(Changed.NOTHING)
            work.commit()
        return Changes(Changed.BOOK)

    def remove_synonym(self, actor: Actor, said: str) -> Changes:
        """Forget what words mean here.

        Raises:
            InputError: They mean nothing of the office's own.
        """
        with self._store.writing(actor) as work:
            if not work.habits.remove_synonym(said):
                raise InputError("synonym.not_there", said=said.strip())
            work.record("search.forget_synonym", "synonyms", said.strip())
            work.commit()
        return Changes(Changed.BOOK)

    def _checked(self, said: str, meant: str, on: date) -> tuple[str, str]:
        words, target = " ".join(said.split()), " ".join(meant.split())
        if not any(letter.isalnum() for letter in words):
            raise InputError("synonym.no_words")
        if not any(letter.isalnum() for letter in target):
            raise InputError("synonym.no_meaning", said=words)
        if max(len(words), len(target)) > LONGEST_SYNONYM:
            raise InputError("synonym.too_long", most=LONGEST_SYNONYM)
        if words.casefold() == target.casefold():
            raise InputError("synonym.same", said=words)
        if looks_like_diagnosis(target) or looks_like_procedure(target):
            return words, self._code_meant(target, on)
        if not self._library.search(target, SearchContext(on, sets=EVERY_SET), 1).results:
            raise InputError("synonym.unknown", meant=target)
        return words, target

    def _code_meant(self, target: str, on: date) -> str:
        """The code as its set shows it; a procedure is taken as written, CPT lists are rare."""
        if looks_like_diagnosis(target):
            shown = dotted(target)
            found = self._library.search(shown, SearchContext(on), 1).results
            if found and found[0].code.code == shown:
                return shown
            if not looks_like_procedure(target):
                raise InputError("synonym.unknown_code", code=shown)
        return target.upper()

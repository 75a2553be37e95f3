"""The narrow door of search: text and context in, an answer out."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice

from medcoder_desktop.domain.code_standing import CodeStanding, Standing
from medcoder_desktop.domain.codes import Code, compact, looks_like_diagnosis
from medcoder_desktop.domain.search import (
    PROCEDURES_ONLY,
    MatchField,
    MatchReason,
    SearchAnswer,
    SearchContext,
    SearchedSet,
    SearchResult,
)
from medcoder_desktop.library.library import Library, code_from_row
from medcoder_desktop.library.release_rows import Answering, Installed
from medcoder_desktop.library.search.by_code import (
    codes_beside_words,
    diagnoses_by_code,
    procedure_beginning,
)
from medcoder_desktop.library.search.by_index import index_candidates
from medcoder_desktop.library.search.candidates import Candidate, best_first
from medcoder_desktop.library.search.found import Found, found_phrases
from medcoder_desktop.library.search.index_phrases import IndexShelf
from medcoder_desktop.library.search.lifting import lift_of, lifted
from medcoder_desktop.library.search.office_words import code_meant, with_office_words
from medcoder_desktop.library.search.procedures import (
    Procedure,
    ProcedureBook,
    Sources,
    read_procedures,
    sources_of,
)
from medcoder_desktop.library.search.query import read_query
from medcoder_desktop.library.search.ranking import Explaining
from medcoder_desktop.library.search.ready import Ready
from medcoder_desktop.library.search.scoring import FOR_BILLABLE, score
from medcoder_desktop.library.search.tables import Wordings, load_wordings
from medcoder_desktop.library.search.words import words_of
from medcoder_desktop.library.standing import standing_of

_LOOKED_AT = 30
"""So many of the best are looked at for a billable one that says word for word what was typed."""
_LEADING = 10
"""So many of the best codes of the tabular list tell which index is worth asking."""
_AGAINST_PROCEDURES = 15.0
"""A procedure stands before diagnoses only when it matches clearly better."""


class Searcher:
    """Search in one library; may be asked from several threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._loading = threading.Lock()
        self._by_release: dict[int, Ready] = {}
        self._indexes = IndexShelf()
        self._procedures: tuple[Sources, ProcedureBook] | None = None

    def search(self, text: str, context: SearchContext, limit: int) -> SearchAnswer:
        """Codes that answer ``text``, best first.

        The beginning of a code finds the codes that begin so, the code itself first; anything
        else is taken as words in any order, the last of which may be half typed.

        Args:
            text: Any text at all; an empty one has no results.
            limit: At most so many results.
        """
        started = time.perf_counter()
        asked = self._library.answering(context.on)
        results: tuple[SearchResult, ...] = ()
        reminder = ""
        if limit > 0 and text.strip():
            results = self._by_code(text, context, asked, limit)
            if not results:
                results, reminder = self._by_words(text, context, asked, limit)
                results = self._named(text, context, asked, results)[:limit]
        standing = None
        if SearchedSet.DIAGNOSES in context.sets:
            standing = self._standing(text, context.on)
        if standing is not None and not results:
            results = tuple(_instead(code) for code in standing.instead[:limit])
        remarks = context.office.remarks()
        if remarks:
            results = tuple(_with_remark(result, remarks) for result in results)
        elapsed = (time.perf_counter() - started) * 1000
        return SearchAnswer(text, results, asked.in_force, elapsed, standing, reminder)

    def _by_code(
        self, text: str, context: SearchContext, asked: Answering, limit: int
    ) -> tuple[SearchResult, ...]:
        diagnoses: tuple[SearchResult, ...] = ()
        if SearchedSet.DIAGNOSES in context.sets:
            diagnoses = diagnoses_by_code(self._library, text, asked, limit)
        begun = procedure_beginning(text)
        procedures: tuple[SearchResult, ...] = ()
        if begun and context.sets & PROCEDURES_ONLY:
            reasons = (MatchReason(MatchField.CODE, begun),)
            procedures = tuple(
                _procedure_result(each, context.on, reasons)
                for each in self._procedure_book(context).beginning(begun)
            )
        # As it is written: G0439 is a visit, and G04.39 a diagnosis that has its dot.
        exact = tuple(each for each in procedures if each.code.code == begun)
        others = tuple(each for each in procedures if each.code.code != begun)
        return (*exact, *diagnoses, *others)[:limit]

    def _named(
        self,
        text: str,
        context: SearchContext,
        asked: Answering,
        results: tuple[SearchResult, ...],
    ) -> tuple[SearchResult, ...]:
        """What these words mean in this office comes first, then a code typed among them."""
        if SearchedSet.DIAGNOSES in context.sets:
            beside = codes_beside_words(self._library, text, asked, _LOOKED_AT)
            if beside:
                listed = {each.code.code for each in beside}
                results = (*beside, *(r for r in results if r.code.code not in listed))
        meant = code_meant(text, context.office.synonyms)
        if not meant:
            return results
        # A code of five characters such as J1885 may be of either set; the exact one is meant.
        by_code = self._by_code(meant, context, asked, _LOOKED_AT)
        own = [each for each in by_code if compact(each.code.code) == compact(meant)]
        reason = (MatchReason(MatchField.SYNONYM, text.strip()),)
        first = tuple(replace(each, reasons=reason) for each in own[:1])
        named = {each.code.code for each in first}
        return (*first, *(each for each in results if each.code.code not in named))

    def _standing(self, text: str, on: date) -> CodeStanding | None:
        """Why a code typed in full cannot be billed, unless it simply needs more characters."""
        if not looks_like_diagnosis(text):
            return None
        standing = standing_of(self._library, text, on)
        usual = (Standing.BILLABLE, Standing.HEADING)
        return None if standing.standing in usual else standing

    def _by_words(
        self, text: str, context: SearchContext, asked: Answering, limit: int
    ) -> tuple[tuple[SearchResult, ...], str]:
        """What answers the words, and a reminder."""
        candidates: list[Candidate] = []
        reminder = ""
        if SearchedSet.DIAGNOSES in context.sets:
            found, reminder = self._diagnoses(text, context, asked.installed, limit)
            wordings = self._wordings(self._ready(asked.installed).wordings, context)
            candidates += index_candidates(
                self._library,
                self._indexes,
                text,
                context,
                wordings=wordings,
                asked=asked,
                leading=[each.code for each in found[:_LEADING]],
                limit=limit,
            )
            candidates += found
        if context.sets & PROCEDURES_ONLY:
            candidates += self._procedures_by_words(text, context, limit)
        best = islice(best_first(candidates), limit)
        return tuple(each.make() for each in best), reminder

    def _diagnoses(
        self, text: str, context: SearchContext, release: Installed, limit: int
    ) -> tuple[list[Candidate], str]:
        connection = self._library.connection()
        ready = self._ready(release)
        wordings = self._wordings(ready.wordings, context)
        query = read_query(text, wordings, ready.forms, ready.spelling)
        if not query.asked:
            return [], query.reminder
        impossible = ready.impossible(context.age, context.sex)
        lifts = ready.lifts(connection, context.office)
        most = max(limit, _LOOKED_AT)
        scored = score(ready.arrays, query, most, impossible.together, lifts)
        phrases = found_phrases(
            connection, release, [int(ready.arrays.phrase[place]) for place, _ in scored]
        )
        explaining = Explaining(query.asked, ready.arrays.words)
        typed = words_of(text)
        candidates = [
            Candidate(
                found.code.code,
                points,
                found.code.billable and found.says(typed),
                partial(_result, found, explaining, impossible.caution(place)),
            )
            for (place, points), found in zip(scored, phrases, strict=True)
        ]
        return candidates, query.reminder

    def _procedures_by_words(
        self, text: str, context: SearchContext, limit: int
    ) -> Iterator[Candidate]:
        book = self._procedure_book(context)
        wordings = self._wordings(book.wordings, context)
        query = read_query(text, wordings, book.forms, book.spelling)
        if not query.asked or not book.procedures:
            return
        lifts = lifted(
            book.arrays,
            {
                book.place_of[code]: points
                for code, points in lift_of(context.office).items()
                if code in book.place_of
            },
        )
        explaining = Explaining(query.asked, book.arrays.words)
        typed = words_of(text)
        for place, points in score(book.arrays, query, max(limit, _LOOKED_AT), None, lifts):
            procedure, field, wording = book.found(place)
            says_typed = words_of(wording) == typed
            beside = SearchedSet.DIAGNOSES in context.sets and not says_typed
            against = _AGAINST_PROCEDURES * beside + FOR_BILLABLE * bool(
                procedure.caution(context.on)
            )
            yield Candidate(
                procedure.code,
                points - against,
                says_typed,
                partial(_explained, procedure, context.on, explaining, field, wording),
            )

    def _wordings(self, wordings: Wordings, context: SearchContext) -> Wordings:
        synonyms = context.office.synonyms
        if not synonyms:
            return wordings
        return with_office_words(wordings, synonyms, partial(self._title_of, context))

    def _title_of(self, context: SearchContext, code: str) -> str:
        row = self._library.row_of(code, self._library.answering(context.on))
        if row is not None:
            return code_from_row(row).title
        begun = self._procedure_book(context).beginning(code.upper())
        return next((each.title for each in begun), "")

    def _ready(self, release: Installed) -> Ready:
        """What searching in a release needs; read at the first search in it."""
        present = self._by_release.get(release.id)
        if present is None or present.release != release:
            with self._loading:
                present = self._by_release.get(release.id)
                if present is None or present.release != release:
                    connection = self._library.connection()
                    present = Ready(connection, release)
                    self._by_release[release.id] = present
        return present

    def _procedure_book(self, context: SearchContext) -> ProcedureBook:
        """The procedures of the day's lists; read anew when a list or the fees changed."""
        sources = sources_of(self._library, context)
        with self._loading:
            present = self._procedures
            if present is None or present[0] != sources:
                wordings = load_wordings(self._library.connection())
                present = sources, read_procedures(self._library, sources, wordings)
                self._procedures = present
            return present[1]


def _instead(code: Code) -> SearchResult:
    """A code that took the place of the one asked for."""
    return SearchResult(code, 0, (MatchReason(MatchField.CODE, code.code),))


def _result(found: Found, explaining: Explaining, caution: str) -> SearchResult:
    return SearchResult(
        found.code,
        found.more_specific,
        tuple(explaining.reasons(found.field, found.text, found.around())),
        explaining.highlights(found.code.title),
        caution,
    )


def _explained(
    procedure: Procedure, on: date, explaining: Explaining, field: MatchField, wording: str
) -> SearchResult:
    reasons = tuple(explaining.reasons(field, wording, ()))
    result = _procedure_result(procedure, on, reasons)
    return replace(result, highlights=explaining.highlights(procedure.title))


def _procedure_result(
    procedure: Procedure, on: date, reasons: tuple[MatchReason, ...]
) -> SearchResult:
    caution = procedure.caution(on)
    return SearchResult(procedure.as_code(on), 0, reasons, (), caution, mark=procedure.mark)


def _with_remark(result: SearchResult, remarks: dict[str, str]) -> SearchResult:
    remark = remarks.get(compact(result.code.code), "")
    return replace(result, office=remark) if remark else result

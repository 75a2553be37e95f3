"""The narrow door of search: text and context in, an answer out."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.code_standing import CodeStanding, Standing
from medcoder_desktop.domain.codes import Code, compact, looks_like_diagnosis
from medcoder_desktop.domain.search import (
    MatchField,
    MatchReason,
    SearchAnswer,
    SearchContext,
    SearchResult,
)
from medcoder_desktop.library.library import CODE_COLUMNS, Library, code_from_row
from medcoder_desktop.library.release_rows import Installed
from medcoder_desktop.library.search.candidates import Gathering, terms_around
from medcoder_desktop.library.search.query import Asked, read_query
from medcoder_desktop.library.search.ranking import Ranked, highlights, rank, reason
from medcoder_desktop.library.search.spelling import Vocabulary
from medcoder_desktop.library.standing import standing_of

_CODE_BEGINNING = re.compile(r"(?:[A-Z]\d|QA)[0-9A-Z]{0,5}", re.ASCII)
_SECTION = re.compile(r"[A-Z]\w{2}-[A-Z]\w{2}", re.ASCII)
_LEAST_DEPTH = 80
"""Phrases looked at for each question to the index, at least; more when more are wanted."""


class Searcher:
    """Search in one library; may be asked from several threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._vocabulary = Vocabulary()

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
        release = asked.installed
        results: tuple[SearchResult, ...] = ()
        if limit > 0:
            results = self._by_code(text, release, limit) or self._by_words(text, release, limit)
        standing = self._standing(text, context.on)
        if standing is not None and not results:
            results = tuple(_instead(code) for code in standing.instead[:limit])
        elapsed = (time.perf_counter() - started) * 1000
        return SearchAnswer(text, results, asked.in_force, elapsed, standing)

    def _by_code(self, text: str, release: Installed, limit: int) -> tuple[SearchResult, ...]:
        # The book writes E11.4- for all codes below E11.4.
        beginning = compact(text).rstrip("-")
        if _SECTION.fullmatch(beginning):
            which = "c.compact = :first"
        elif _CODE_BEGINNING.fullmatch(beginning):
            which = "c.compact >= :first AND c.compact < :last"
            which += " AND c.level NOT IN ('chapter', 'section')"
        else:
            return ()
        rows = self._library.connection().execute(
            "SELECT " + CODE_COLUMNS + " FROM code c"
            f" WHERE c.releases & :mask AND {which} ORDER BY c.compact LIMIT :most",
            {
                "release": release.id,
                "mask": release.mask,
                "first": beginning,
                "last": beginning + "~",
                "most": limit,
            },
        )
        return tuple(
            SearchResult(code_from_row(row), row[5], (MatchReason(MatchField.CODE, row[1]),))
            for row in rows
        )

    def _standing(self, text: str, on: date) -> CodeStanding | None:
        """Why a code typed in full cannot be billed, unless it simply needs more characters."""
        if not looks_like_diagnosis(text):
            return None
        standing = standing_of(self._library, text, on)
        usual = (Standing.BILLABLE, Standing.HEADING)
        return None if standing.standing in usual else standing

    def _by_words(self, text: str, release: Installed, limit: int) -> tuple[SearchResult, ...]:
        connection = self._library.connection()
        query = read_query(text, self._vocabulary, connection)
        if not query:
            return ()
        gathering = Gathering(connection, query, release, max(_LEAST_DEPTH, 2 * limit))
        ranked = sorted(
            (rank(candidate, query) for candidate in gathering.candidates()),
            key=lambda each: (each.points, each.candidate.code_id),
        )
        best: dict[int, Ranked] = {}
        for each in ranked:
            best.setdefault(each.candidate.code_id, each)
            if len(best) == limit:
                break
        return tuple(_result(each, query, connection, release) for each in best.values())


def _instead(code: Code) -> SearchResult:
    """A code that took the place of the one asked for."""
    return SearchResult(code, 0, (MatchReason(MatchField.CODE, code.code),))


def _result(
    ranked: Ranked,
    query: tuple[Asked, ...],
    connection: dbapi2.Connection,
    release: Installed,
) -> SearchResult:
    candidate = ranked.candidate
    reasons = [reason(ranked, query)]
    if candidate.term is None and ranked.needs_context:
        reasons += _beside_the_title(
            ranked, query, terms_around(connection, release, candidate.code_id)
        )
    return SearchResult(
        candidate.code, candidate.more_specific, tuple(reasons),
        highlights(candidate.code.title, query),
    )  # fmt: skip


def _beside_the_title(
    ranked: Ranked, query: tuple[Asked, ...], terms: Iterable[str]
) -> Iterator[MatchReason]:
    """The inclusion terms that have the words the title lacks, until all are found."""
    lacking = {place for place in ranked.candidate.asked_for if ranked.used[place] is None}
    for term in terms:
        beside = rank(replace(ranked.candidate, term=term), query)
        found = {place for place in lacking if beside.used[place] is not None}
        if found:
            yield reason(beside, query)
            lacking -= found
        if not lacking:
            return

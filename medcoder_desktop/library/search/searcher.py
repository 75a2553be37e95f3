"""The narrow door of search: text and context in, an answer out."""

from __future__ import annotations

import re
import threading
import time
from datetime import date

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
from medcoder_desktop.library.release_rows import Answering, Installed
from medcoder_desktop.library.search.found import Found, found_phrases
from medcoder_desktop.library.search.query import read_query
from medcoder_desktop.library.search.ranking import Explaining
from medcoder_desktop.library.search.ready import Ready
from medcoder_desktop.library.search.scoring import score
from medcoder_desktop.library.search.words import words_of
from medcoder_desktop.library.standing import standing_of

_CODE_BEGINNING = re.compile(r"(?:[A-Z]\d|QA)[0-9A-Z]{0,5}", re.ASCII)
_RANGE = re.compile(
    r"\s*([A-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{1,4})?)\s*(?:-|–|to|thru|through)\s*"
    r"([A-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{1,4})?)\s*",
    re.ASCII | re.IGNORECASE,
)
_LOOKED_AT = 30
"""So many of the best are looked at for a billable one that says word for word what was typed."""
_SECTION = re.compile(r"[A-Z]\w{2}-[A-Z]\w{2}", re.ASCII)


class Searcher:
    """Search in one library; may be asked from several threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._loading = threading.Lock()
        self._by_release: dict[int, Ready] = {}

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
        reminder = ""
        if limit > 0:
            results = self._by_code(text, asked, limit)
            if not results:
                results, reminder = self._by_words(text, context, release, limit)
        standing = self._standing(text, context.on)
        if standing is not None and not results:
            results = tuple(_instead(code) for code in standing.instead[:limit])
        elapsed = (time.perf_counter() - started) * 1000
        return SearchAnswer(text, results, asked.in_force, elapsed, standing, reminder)

    def _by_code(self, text: str, asked: Answering, limit: int) -> tuple[SearchResult, ...]:
        release = asked.installed
        # The book writes E11.4- for all codes below E11.4.
        beginning = compact(text).rstrip("-")
        last = beginning + "~"
        span = _RANGE.fullmatch(text)
        if span and self._library.row_of(beginning, asked) is None:
            beginning, last = compact(span[1]), compact(span[2]) + "~"
            which = "c.compact >= :first AND c.compact < :last"
            which += " AND c.level NOT IN ('chapter', 'section')"
        elif _SECTION.fullmatch(beginning):
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
                "last": last,
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

    def _by_words(
        self, text: str, context: SearchContext, release: Installed, limit: int
    ) -> tuple[tuple[SearchResult, ...], str]:
        """What answers the words, and a reminder."""
        connection = self._library.connection()
        ready = self._ready(release)
        query = read_query(text, ready.wordings, ready.forms, ready.spelling)
        if not query.asked:
            return (), query.reminder
        impossible = ready.impossible(context.age, context.sex)
        places = score(ready.arrays, query, max(limit, _LOOKED_AT), impossible.together)
        phrases = [int(ready.arrays.phrase[at]) for at in places]
        weighed = list(zip(places, found_phrases(connection, release, phrases), strict=True))
        typed = words_of(text)
        weighed.sort(key=lambda each: not (each[1].code.billable and each[1].says(typed)))
        explaining = Explaining(query.asked, ready.arrays.words)
        results = tuple(
            _result(each, explaining, impossible.caution(at)) for at, each in weighed[:limit]
        )
        return results, query.reminder

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

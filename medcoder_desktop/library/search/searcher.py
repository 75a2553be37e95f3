"""The narrow door of search: text and context in, an answer out."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from medcoder_desktop.domain.codes import NoteKind, compact
from medcoder_desktop.domain.search import (
    MatchField,
    MatchReason,
    SearchAnswer,
    SearchContext,
    SearchResult,
)
from medcoder_desktop.library.library import CODE_COLUMNS, Library, code_from_row
from medcoder_desktop.library.search.ranking import Candidate, highlights, rank
from medcoder_desktop.library.search.spelling import QueryWord, Spelling
from medcoder_desktop.library.search.words import query_words

_CODE_BEGINNING = re.compile(r"[A-Z]\d[0-9A-Z]{0,5}", re.ASCII)
_CANDIDATES = 400
_TERM_KINDS = (NoteKind.INCLUSION_TERM.name, NoteKind.INCLUDES.name)


class Searcher:
    """Search in one library; may be asked from several threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._spelling = Spelling()

    def search(self, text: str, context: SearchContext, limit: int) -> SearchAnswer:
        """Codes that answer ``text``, best first.

        The beginning of a code finds the codes that begin so, the code itself first; anything
        else is taken as words in any order, the last of which may be half typed.

        Args:
            text: Any text at all; an empty one has no results.
            limit: At most so many results.
        """
        started = time.perf_counter()
        release, in_force = self._library.answering(context.on)
        results = self._by_code(text, release, limit) or self._by_words(text, release, limit)
        elapsed = (time.perf_counter() - started) * 1000
        return SearchAnswer(text, results, in_force, elapsed)

    def _by_code(self, text: str, release: int, limit: int) -> tuple[SearchResult, ...]:
        beginning = compact(text)
        if not _CODE_BEGINNING.fullmatch(beginning):
            return ()
        rows = self._library.connection().execute(
            "SELECT " + CODE_COLUMNS + " FROM code c LEFT JOIN code p ON p.id = c.parent_id"
            " WHERE c.release_id = ? AND c.compact >= ? AND c.compact < ?"
            " AND c.level NOT IN ('chapter', 'section') ORDER BY c.compact LIMIT ?",
            (release, beginning, beginning + "~", limit),
        )
        return tuple(
            SearchResult(code_from_row(row), row[5], (MatchReason(MatchField.CODE, row[1]),))
            for row in rows
        )

    def _by_words(self, text: str, release: int, limit: int) -> tuple[SearchResult, ...]:
        connection = self._library.connection()
        read = [self._spelling.read(connection, word) for word in query_words(text)]
        query = [word for word in read if word.readings]
        if not query:
            return ()
        ranked = sorted(
            (rank(candidate, query) for candidate in self._candidates(query, release)),
            key=lambda each: (
                -each.score,
                len(each.candidate.code.title),
                each.candidate.code.code,
            ),
        )
        return tuple(
            SearchResult(
                each.candidate.code,
                each.candidate.more_specific,
                each.reasons,
                highlights(each.candidate.code.title, query),
            )
            for each in ranked[:limit]
        )

    def _candidates(self, query: Sequence[QueryWord], release: int) -> list[Candidate]:
        """Entries that have all words; without any, those that lack one; then any of them."""
        groups = [_group(word) for word in query]
        rows = self._matching(" AND ".join(groups), release)
        if not rows and len(groups) > 2:
            fewer = [" AND ".join(groups[:n] + groups[n + 1 :]) for n in range(len(groups))]
            rows = self._matching(" OR ".join(f"({each})" for each in fewer), release)
        if not rows and len(groups) > 3:
            pairs = [f"({one} AND {other})" for one, other in pairwise(groups)]
            rows = self._matching(" OR ".join(pairs), release)
        if not rows and len(groups) > 1:
            rows = self._matching(" OR ".join(groups), release)
        terms = self._terms([row[0] for row in rows])
        return [
            Candidate(
                code_from_row(row), terms.get(row[0], ()), self._terms_above(row, terms), row[5]
            )
            for row in rows
        ]

    def _matching(self, expression: str, release: int) -> list[tuple[Any, ...]]:
        return list(
            self._library.connection().execute(
                "SELECT " + CODE_COLUMNS + ", c.parent_id FROM"
                " (SELECT rowid AS id, bm25(words, 4.0, 3.0, 1.0) AS badness FROM words"
                "  WHERE words MATCH ? ORDER BY badness LIMIT ?) hit"
                " JOIN code c ON c.id = hit.id LEFT JOIN code p ON p.id = c.parent_id"
                " WHERE c.release_id = ? ORDER BY hit.badness",
                (expression, _CANDIDATES, release),
            )
        )

    def _terms(self, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """The inclusion terms of entries and of everything above them, by id."""
        if not ids:
            return {}
        rows = self._library.connection().execute(
            "WITH RECURSIVE up(id) AS ("
            " SELECT value FROM json_each(?)"
            " UNION SELECT code.parent_id FROM code JOIN up ON code.id = up.id"
            " WHERE code.level NOT IN ('category', 'section', 'chapter'))"
            " SELECT note.code_id, note.text FROM up CROSS JOIN note ON note.code_id = up.id"
            " WHERE note.kind IN (?, ?) ORDER BY note.code_id, note.position",
            (json.dumps(list(ids)), *_TERM_KINDS),
        )
        terms: dict[int, tuple[str, ...]] = {}
        for code_id, text in rows:
            terms[code_id] = (*terms.get(code_id, ()), text)
        return terms

    def _terms_above(
        self, row: tuple[Any, ...], terms: dict[int, tuple[str, ...]]
    ) -> tuple[str, ...]:
        parents = self._parents
        above: tuple[str, ...] = ()
        parent = row[7]
        while parent is not None:
            above += terms.get(parent, ())
            parent = parents.get(parent)
        return above

    @property
    def _parents(self) -> dict[int, int]:
        """Parent of every heading, small enough to keep: read when first needed."""
        if self._parents_read is None:
            self._parents_read = dict(
                self._library.connection().execute(
                    "SELECT id, parent_id FROM code WHERE billable_below > 0"
                    " AND level = 'subcategory'"
                )
            )
        return self._parents_read

    _parents_read: dict[int, int] | None = None


def _group(word: QueryWord) -> str:
    """One word of the query as the index is asked for it."""
    asked = []
    for reading in word.readings:
        exact = reading.isdigit() or len(reading) == 1
        asked.append(f'"{reading}"' if exact else f'"{reading}"*')
        if reading.endswith("s") and len(reading) > 4:
            asked.append(f'"{reading[:-1]}"*')
    return f"({' OR '.join(asked)})"

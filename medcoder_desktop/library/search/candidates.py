"""Fetches from the index the phrases that may answer a query, the likely ones first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.codes import Code
from medcoder_desktop.library.library import CODE_COLUMNS, code_from_row
from medcoder_desktop.library.release_rows import Installed
from medcoder_desktop.library.search.query import Asked, signatures

_PHRASES = (
    "SELECT " + CODE_COLUMNS + ", f.term, f.cost, f.id FROM {source}"
    " CROSS JOIN code c ON c.id = f.code_id"
    " WHERE {which} AND f.releases & :mask ORDER BY {order} LIMIT :most"
)
_BY_WORDS = _PHRASES.format(
    source="phrase_words w CROSS JOIN phrase f ON f.id = w.rowid",
    which="phrase_words MATCH :sought",
    order="w.rowid",
)
"""CROSS JOIN and the order of row ids let SQLite stop after the first, likeliest phrases."""
_BY_SIGNATURE = _PHRASES.format(source="phrase f", which="f.signature = :sought", order="f.id")

_ENOUGH = 5
"""Codes that answer the whole query; with fewer, what answers most of it is shown below them."""


_MOST_LEFT_OUT_IN_TURN = 5
"""Words of a query up to which each is left out in turn."""
_STARTS = 3
_ALONE = 6
_DEPTH_ALONE = 40
"""How many of the rarest words are starts or stand alone, and the phrases looked at for each."""


class Exactness(Enum):
    """Whether a phrase says what the query says and nothing else."""

    NONE = "more or other words"
    PART = "a part of the query"
    WHOLE = "the whole query"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that may answer.

    Attributes:
        term: The inclusion term that matched; None when it is the title.
        cost: How unlikely the phrase is meant, as the index has it.
        more_specific: Billable codes below its code.
        exactness: Whether it says just what the query, or a part of it, says.
        asked_for: Places of the words of the query the index was asked for.
    """

    code: Code
    code_id: int
    term: str | None
    cost: int
    more_specific: int
    exactness: Exactness
    asked_for: frozenset[int]


class Gathering:
    """The candidates of one query, asked for from the strictest question to the loosest."""

    def __init__(
        self,
        connection: dbapi2.Connection,
        query: tuple[Asked, ...],
        asked_of: Installed,
        depth: int,
    ) -> None:
        self._connection = connection
        self._query = query
        self._asked_of = asked_of
        self._depth = depth
        self._found: dict[int, Candidate] = {}

    def candidates(self) -> list[Candidate]:
        """Phrases that say exactly this, have all the words, or most of them."""
        every = range(len(self._query))
        for mark in dict.fromkeys(signatures(self._query)):
            self._take(_BY_SIGNATURE, mark, every, Exactness.WHOLE)
        for whole, column in ((True, "phrase : "), (False, "phrase : "), (False, "")):
            if len(self._found) < self._depth:
                self._take(_BY_WORDS, self._expression(column, whole=whole), every)
        if len(every) > 1 and len(self._codes()) < _ENOUGH:
            self._loosen()
        return list(self._found.values())

    def _codes(self) -> set[int]:
        return {candidate.code_id for candidate in self._found.values()}

    def _loosen(self) -> None:
        """Ask for most of the words, when all of them find too little.

        Leave out one word in turn. When that finds nothing, keep as many as go together, starting
        with each of the rarest; and last take the rarest alone.
        """
        before = len(self._found)
        places = range(len(self._query))
        if len(places) <= _MOST_LEFT_OUT_IN_TURN:
            for left_out in places:
                self._take_part([place for place in places if place != left_out])
            if len(self._found) > before or len(places) == 2:
                return
        rarest_first = sorted(places, key=lambda each: -self._query[each].rarity)
        for first in rarest_first[:_STARTS]:
            kept = [first]
            for place in rarest_first:
                if place != first and self._finds_any([*kept, place]):
                    kept.append(place)
            self._take_part(kept)
        for place in rarest_first[:_ALONE]:
            self._take_part([place], _DEPTH_ALONE)

    def _finds_any(self, places: Sequence[int]) -> bool:
        return bool(self._rows(_BY_WORDS, self._loose_expression(places), 1))

    def _take_part(self, places: Sequence[int], depth: int | None = None) -> None:
        """Phrases that answer some words of the query."""
        for mark in signatures([self._query[place] for place in places]):
            self._take(_BY_SIGNATURE, mark, places, Exactness.PART, depth)
        self._take(_BY_WORDS, self._loose_expression(places), places, Exactness.NONE, depth)

    def _loose_expression(self, places: Sequence[int]) -> str:
        """Words the book has are taken whole: their beginnings would cost much and add little."""
        words = (self._query[place] for place in places)
        return " AND ".join(word.expression(whole=word.is_whole) for word in words)

    def _expression(self, column: str, *, whole: bool) -> str:
        return f"{column}({' AND '.join(word.expression(whole=whole) for word in self._query)})"

    def _take(
        self,
        statement: str,
        sought: object,
        places: Sequence[int],
        exactness: Exactness = Exactness.NONE,
        depth: int | None = None,
    ) -> None:
        asked_for = frozenset(places)
        for row in self._rows(statement, sought, depth or self._depth):
            term, cost, phrase = row[7:]
            if phrase not in self._found:
                self._found[phrase] = Candidate(
                    code_from_row(row), row[0], term, cost, row[5], exactness, asked_for
                )

    def _rows(self, statement: str, sought: object, most: int) -> list[tuple[Any, ...]]:
        of = self._asked_of
        values = {"sought": sought, "release": of.id, "mask": of.mask, "most": most}
        return list(self._connection.execute(statement, values))


def terms_around(connection: dbapi2.Connection, asked_of: Installed, code_id: int) -> Iterator[str]:
    """The inclusion terms of a code and of the entries above it up to its category."""
    rows = connection.execute(
        "WITH RECURSIVE up(id, parent, level, depth) AS ("
        " SELECT id, parent, level, 0 FROM code WHERE id = :code UNION ALL"
        " SELECT c.id, c.parent, c.level, depth + 1 FROM up CROSS JOIN code c"
        " ON c.compact = replace(up.parent, '.', '') AND c.releases & :mask"
        " WHERE up.level NOT IN ('category', 'section', 'chapter'))"
        " SELECT f.term FROM up CROSS JOIN phrase f ON f.code_id = up.id"
        " WHERE f.term IS NOT NULL AND f.releases & :mask ORDER BY depth",
        {"code": code_id, "mask": asked_of.mask},
    )
    return (row[0] for row in rows)

"""Words the book does not have, read as words it has."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlcipher3 import dbapi2

_SHORTEST = 4
"""Shorter words are not corrected: too many others are one letter away."""
_MOST_READINGS = 3
_ONE_SLIP_IN = 4
"""One wrong letter is forgiven for every so many letters, at most three in all."""


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of the query with the words of the book it may stand for.

    Attributes:
        typed: As in the query.
        readings: The word itself when the book knows it, else the nearest words; empty when
            nothing is near.
    """

    typed: str
    readings: tuple[str, ...]

    @property
    def is_corrected(self) -> bool:
        """Whether it is read as something else than typed."""
        return bool(self.readings) and self.readings[0] != self.typed


class Spelling:
    """The vocabulary of the library; loaded when the first unknown word comes."""

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._by_length: dict[int, list[str]] | None = None
        self._commonness: dict[str, int] = {}

    def read(self, connection: dbapi2.Connection, word: str) -> QueryWord:
        """What a word of a query stands for. A word the book has is never read otherwise."""
        if self._is_known(connection, word):
            return QueryWord(word, (word,))
        if len(word) < _SHORTEST or not word.isalpha():
            return QueryWord(word, ())
        return QueryWord(word, self._nearest(connection, word))

    def _is_known(self, connection: dbapi2.Connection, word: str) -> bool:
        stems = [word, word[:-1]] if word.endswith("s") and len(word) > _SHORTEST else [word]
        return any(
            connection.execute(
                "SELECT 1 FROM vocabulary WHERE term >= ? AND term < ? LIMIT 1",
                (stem, stem + "\U0010ffff"),
            ).fetchone()
            for stem in stems
        )

    def _nearest(self, connection: dbapi2.Connection, word: str) -> tuple[str, ...]:
        by_length = self._vocabulary(connection)
        slips = min(3, max(1, len(word) // _ONE_SLIP_IN))
        near = [
            term
            for length in range(len(word) - slips, len(word) + slips + 1)
            for term in by_length.get(length, ())
        ]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=slips, limit=24)
        ranked = sorted(
            found,
            key=lambda hit: (
                hit[1] + (hit[0][0] != word[0]),
                -self._commonness[hit[0]],
            ),
        )
        return tuple(term for term, _, _ in ranked[:_MOST_READINGS])

    def _vocabulary(self, connection: dbapi2.Connection) -> dict[int, list[str]]:
        with self._loading:
            if self._by_length is None:
                by_length: dict[int, list[str]] = {}
                for term, count in connection.execute("SELECT term, doc FROM vocabulary"):
                    if term.isalpha() and len(term) >= 3:
                        by_length.setdefault(len(term), []).append(term)
                        self._commonness[term] = count
                self._by_length = by_length
            return self._by_length

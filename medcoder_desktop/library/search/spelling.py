"""The words the book has, and for a word it does not have the nearest ones."""

from __future__ import annotations

import threading

from sqlcipher3 import dbapi2

_SHORTEST = 4
"""Shorter words are not corrected: too many others are one letter away."""
_MOST_READINGS = 3
_ONE_SLIP_IN = 4
"""One wrong letter is forgiven for every so many letters, at most three in all."""


class Vocabulary:
    """The words of the library; read into memory when the first unknown word comes."""

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._by_length: dict[int, list[str]] | None = None
        self._commonness: dict[str, int] = {}

    def frequency(self, connection: dbapi2.Connection, word: str, *, beginning: bool) -> int:
        """In how many phrases a word stands, or the words that begin so; 0 for unknown words."""
        if beginning:
            (count,) = connection.execute(
                "SELECT total(phrases) FROM word WHERE word >= ? AND word < ?", (word, word + "~")
            ).fetchone()
            return int(count)
        row = connection.execute("SELECT phrases FROM word WHERE word = ?", (word,)).fetchone()
        return int(row[0]) if row else 0

    def nearest(self, connection: dbapi2.Connection, word: str) -> tuple[str, ...]:
        """The words a misspelled one may stand for, likeliest first.

        Whoever calls has made sure that the book does not have the word itself: a correct word
        is never read as another.
        """
        if len(word) < _SHORTEST or not word.isalpha():
            return ()
        # Only a misspelled word pays for loading RapidFuzz and the vocabulary.
        from rapidfuzz import process  # noqa: PLC0415 - loaded late
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - loaded late

        by_length = self._loaded(connection)
        slips = min(3, max(1, len(word) // _ONE_SLIP_IN))
        near = [
            term
            for length in range(len(word) - slips, len(word) + slips + 1)
            for term in by_length.get(length, ())
        ]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=slips, limit=24)
        ranked = sorted(
            (distance + (term[0] != word[0]), -self._commonness[term], term)
            for term, distance, _ in found
        )
        return tuple(term for _, _, term in ranked[:_MOST_READINGS])

    def _loaded(self, connection: dbapi2.Connection) -> dict[int, list[str]]:
        with self._loading:
            if self._by_length is None:
                by_length: dict[int, list[str]] = {}
                for term, count in connection.execute("SELECT word, phrases FROM word"):
                    if term.isalpha() and len(term) >= _SHORTEST:
                        by_length.setdefault(len(term), []).append(term)
                        self._commonness[term] = count
                self._by_length = by_length
            return self._by_length

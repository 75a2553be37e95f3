"""For a word that the book does not have, the nearest ones, weighed by how people misspell."""

from __future__ import annotations

import threading
from collections.abc import Sequence

_SHORTEST = 4
"""Shorter words are not mended: too many others are one letter away."""
_MOST_READINGS = 4
_ONE_SLIP_IN = 4
"""One wrong letter is forgiven for every so many letters, at most three in all."""
_MOST_SLIPS = 3
_LOOKED_AT = 40

_SLIP = 1.0
_OTHER_FIRST_LETTER = 0.7
_CHANGED_OVER = 0.6
_DOUBLED = 0.4
_VOWEL = 0.6
_NEXT_KEY = 0.75
_LIKENESS_LOST_PER_SLIP = 0.12
_LEAST_LIKENESS = 0.4
_MUCH_WORSE = 0.75
"""A word that takes so much more mending than the nearest one is not meant."""

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_PLACES = {
    letter: (row, column + row * 0.5)
    for row, letters in enumerate(_KEYS)
    for column, letter in enumerate(letters)
}
_VOWELS = frozenset("aeiouy")
_SOUND_ALIKE = frozenset(
    frozenset(pair) for pair in ("ck", "cs", "sz", "fp", "gj", "kq", "iy", "xs", "mn", "td")
)


class Spelling:
    """Mends spelling with one vocabulary.

    Args:
        words: The vocabulary.
        counts: In how many phrases each stands.
    """

    def __init__(self, words: Sequence[str], counts: Sequence[int]) -> None:
        self._loading = threading.Lock()
        self._words = words
        self._counts = counts
        self._by_length: dict[int, tuple[list[str], list[int]]] | None = None

    def nearest(self, word: str) -> dict[int, float]:
        """The words a misspelled one may stand for, as places in the vocabulary.

        Whoever calls has made sure that the book does not have the word itself: a correct word
        is never read as another.

        Returns:
            How surely each is meant, between 0 and 1.
        """
        if len(word) < _SHORTEST or not word.isalpha():
            return {}
        # Only a misspelled word pays for loading RapidFuzz.
        from rapidfuzz import process  # noqa: PLC0415 - loaded late
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - loaded late

        by_length = self._loaded()
        slips = min(_MOST_SLIPS, max(1, len(word) // _ONE_SLIP_IN))
        weighed: list[tuple[float, int, int]] = []
        for length in range(len(word) - slips, len(word) + slips + 1):
            near, places = by_length.get(length, ([], []))
            found = process.extract(
                word, near, scorer=OSA.distance, score_cutoff=slips, limit=_LOOKED_AT
            )
            weighed += (
                (slip_cost(word, term), -self._counts[places[index]], places[index])
                for term, _, index in found
            )
        weighed.sort()
        if not weighed:
            return {}
        most = weighed[0][0] + _MUCH_WORSE
        return {
            place: max(_LEAST_LIKENESS, 1 - _LIKENESS_LOST_PER_SLIP * price)
            for price, _, place in weighed[:_MOST_READINGS]
            if price <= most
        }

    def _loaded(self) -> dict[int, tuple[list[str], list[int]]]:
        with self._loading:
            if self._by_length is None:
                by_length: dict[int, tuple[list[str], list[int]]] = {}
                for place, term in enumerate(self._words):
                    if self._counts[place] and len(term) >= _SHORTEST and term.isalpha():
                        terms, places = by_length.setdefault(len(term), ([], []))
                        terms.append(term)
                        places.append(place)
                self._by_length = by_length
            return self._by_length


def slip_cost(typed: str, meant: str) -> float:
    """How unlikely it is that somebody typed one word and meant the other; 0 for the same.

    Letters changed over, doubled ones, vowels, and letters that sound alike or lie side by side
    are confused more often than others; the first letter is seldom wrong.
    """
    rows = [[float(column) for column in range(len(meant) + 1)]]
    for i, got in enumerate(typed, 1):
        row = [rows[i - 1][0] + _SLIP]
        for j, want in enumerate(meant, 1):
            price = rows[i - 1][j - 1] + _change(got, want)
            price = min(price, rows[i - 1][j] + _extra(typed, i - 1))
            price = min(price, row[j - 1] + _extra(meant, j - 1))
            if i > 1 and j > 1 and got == meant[j - 2] and typed[i - 2] == want and got != want:
                price = min(price, rows[i - 2][j - 2] + _CHANGED_OVER)
            row.append(price)
        rows.append(row)
    return rows[-1][-1] + (_OTHER_FIRST_LETTER if typed[:1] != meant[:1] else 0)


def _change(got: str, want: str) -> float:
    if got == want:
        return 0.0
    if frozenset((got, want)) in _SOUND_ALIKE or {got, want} <= _VOWELS:
        return _VOWEL
    here, there = _PLACES.get(got), _PLACES.get(want)
    if here and there and here[0] == there[0] and abs(here[1] - there[1]) <= 1:
        return _NEXT_KEY
    return _SLIP


def _extra(word: str, place: int) -> float:
    """A letter too many: cheap when it doubles the one before."""
    letter = word[place]
    if place and word[place - 1] == letter:
        return _DOUBLED
    return _NEXT_KEY if letter in "h" + "aeiouy" else _SLIP

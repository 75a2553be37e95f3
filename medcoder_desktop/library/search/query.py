"""Reads the words of a query: each with the words of the book it may stand for."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from sqlcipher3 import dbapi2

from medcoder_desktop.library.search.phrases import LITTLE_WORDS, signature, telling
from medcoder_desktop.library.search.shorthand import MEANINGS, short_form_at, spelled_out
from medcoder_desktop.library.search.spelling import Vocabulary
from medcoder_desktop.library.search.words import number_forms, singular, words_of

_MOST_LETTERS = 400
_MOST_WORDS = 12
"""Letters and words of a query that are looked at; nobody types more."""
_MOST_SIGNATURES = 8
_ABOUT_ALL_PHRASES = 110_000
_SHORTEST_BEGINNING = 3
"""Shorter words stand for themselves, except the last one, which may still be half typed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One word of a query, or one short form of several.

    Attributes:
        typed: As written, folded.
        readings: What it may stand for, likeliest first; every word of a reading is needed.
        as_typed: Whether the first reading is what was typed.
        is_last: Whether it may still be half typed.
        is_whole: Whether the book has the words of the first reading as they stand.
        rarity: Between 0 and 1: how much it says.
    """

    typed: str
    readings: tuple[tuple[str, ...], ...]
    as_typed: bool
    is_last: bool
    is_whole: bool
    rarity: float

    def matches_beginnings(self, word: str) -> bool:
        """Whether a word of a reading also stands for words that begin so."""
        return not word.isdigit() and (len(word) >= _SHORTEST_BEGINNING or self.is_last)

    def expression(self, *, whole: bool) -> str:
        """As the full-text index is asked for it.

        Args:
            whole: Only whole words, in either number.
        """
        return "(" + " OR ".join(self._reading(reading, whole) for reading in self.readings) + ")"

    def _reading(self, reading: tuple[str, ...], whole: bool) -> str:
        return "(" + " AND ".join(self._word(word, whole) for word in reading) + ")"

    def _word(self, word: str, whole: bool) -> str:
        if not whole and self.matches_beginnings(word):
            one = singular(word)
            return f'("{word}"* OR "{one}")' if one != word else f'"{word}"*'
        return "(" + " OR ".join(f'"{form}"' for form in number_forms(word)) + ")"


def read_query(
    text: str, vocabulary: Vocabulary, connection: dbapi2.Connection
) -> tuple[Asked, ...]:
    """The words of a query in order, without those that say nothing or are nothing like a word."""
    words = words_of(spelled_out(text[:_MOST_LETTERS]))
    words = [word for word in dict.fromkeys(words) if word not in LITTLE_WORDS][:_MOST_WORDS]
    return tuple(asked for asked in _read(words, vocabulary, connection) if asked.readings)


def signatures(query: Sequence[Asked]) -> list[int]:
    """The signatures a phrase has that says exactly what the query says."""
    choices = islice(product(*(asked.readings for asked in query)), _MOST_SIGNATURES)
    found = []
    for choice in choices:
        words = [word for reading in choice for word in reading]
        found.append(signature(telling(words) or words))
    return found


def _read(
    words: list[str], vocabulary: Vocabulary, connection: dbapi2.Connection
) -> Iterator[Asked]:
    place = 0
    while place < len(words):
        short = short_form_at(words, place)
        taken = short or (words[place],)
        place += len(taken)
        is_last = place >= len(words)
        readings = list(_known(taken, vocabulary, connection, is_last=is_last))
        as_typed = bool(readings)
        if short:
            readings.append(MEANINGS[short])
        elif not readings:
            readings = [(near,) for near in vocabulary.nearest(connection, taken[0])]
        commonness = [_commonness(reading, vocabulary, connection) for reading in readings]
        yield Asked(
            " ".join(taken),
            tuple(readings),
            as_typed,
            is_last,
            bool(commonness and commonness[0]),
            1 - math.log(min(commonness, default=0) + 1) / math.log(_ABOUT_ALL_PHRASES),
        )


def _known(
    words: tuple[str, ...], vocabulary: Vocabulary, connection: dbapi2.Connection, *, is_last: bool
) -> Iterator[tuple[str, ...]]:
    """The words as they stand, if the book has them all; a short form must stand there whole."""
    short = words in MEANINGS
    for word in words:
        beginning = (
            not short and not word.isdigit() and (is_last or len(word) >= _SHORTEST_BEGINNING)
        )
        if not vocabulary.frequency(connection, word, beginning=beginning) and not (
            vocabulary.frequency(connection, singular(word), beginning=False)
        ):
            return
    yield words


def _commonness(
    reading: tuple[str, ...], vocabulary: Vocabulary, connection: dbapi2.Connection
) -> int:
    """In how many phrases the rarest word of a reading stands as a whole word."""
    return min(vocabulary.frequency(connection, word, beginning=False) for word in reading)

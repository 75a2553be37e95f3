"""How well a candidate answers the words of a query, and why; smaller points stand further up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from medcoder_desktop.domain.search import MatchField, MatchReason
from medcoder_desktop.library.search.candidates import Candidate, Exactness
from medcoder_desktop.library.search.query import Asked
from medcoder_desktop.library.search.words import indexed_words, number_forms, words_in

_FOR_EXACTNESS = {Exactness.NONE: 0, Exactness.PART: -60, Exactness.WHOLE: -300}
_FOR_EXACTNESS_OF_A_HEADING = -30
_A_BEGINNING = 6
_A_BEGINNING_AT_THE_END = 3
"""The last word may be half typed: then its beginning is nearly as good as the whole."""
_ANOTHER_READING = 4
_BESIDE_THE_PHRASE = 25
"""A word of the query that stands in the title beside a term, or in a term beside the title."""
_LEFT_OUT = 80
_LEFT_OUT_RARE = 120


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its points.

    Attributes:
        points: Less is better.
        used: For each word of the query the reading found in the phrase, or None.
    """

    candidate: Candidate
    points: float
    used: tuple[tuple[str, ...] | None, ...]

    @property
    def needs_context(self) -> bool:
        """Whether words asked for stand beside the phrase."""
        return any(self.used[place] is None for place in self.candidate.asked_for)


def rank(candidate: Candidate, query: tuple[Asked, ...]) -> Ranked:
    """Give a candidate its points."""
    words = f" {' '.join(indexed_words(candidate.term or candidate.code.title))} "
    points: float = candidate.cost
    for_exactness = _FOR_EXACTNESS[candidate.exactness]
    if not candidate.code.billable:
        for_exactness = max(for_exactness, _FOR_EXACTNESS_OF_A_HEADING)
    points += for_exactness
    used: list[tuple[str, ...] | None] = []
    for place, asked in enumerate(query):
        best, reading = _fit(words, asked)
        if reading is None:
            best = (
                _BESIDE_THE_PHRASE
                if place in candidate.asked_for
                else _LEFT_OUT + _LEFT_OUT_RARE * asked.rarity
            )
        used.append(reading)
        points += best
    return Ranked(candidate, points, tuple(used))


def reason(ranked: Ranked, query: tuple[Asked, ...]) -> MatchReason:
    """Why a candidate is among the results."""
    corrected = tuple(
        (asked.typed, " ".join(reading))
        for asked, reading in zip(query, ranked.used, strict=True)
        if reading is not None and not (asked.as_typed and reading == asked.readings[0])
    )
    candidate = ranked.candidate
    if candidate.term is not None:
        return MatchReason(MatchField.INCLUSION_TERM, candidate.term, corrected)
    return MatchReason(MatchField.TITLE, candidate.code.title, corrected)


def highlights(title: str, query: tuple[Asked, ...]) -> tuple[tuple[int, int], ...]:
    """The words of a title that answer the query, as ranges of characters."""
    return tuple(
        (word.start, word.end)
        for word in words_in(title)
        if any(
            _answers(f" {word.text} ", wanted, asked) is not None
            for asked in query
            for reading in asked.readings
            for wanted in reading
        )
    )


def _fit(words: str, asked: Asked) -> tuple[float, tuple[str, ...] | None]:
    """The points of the reading that fits best, and that reading."""
    best: float = 0
    found: tuple[str, ...] | None = None
    for place, reading in enumerate(asked.readings):
        points: float = _ANOTHER_READING * place
        for wanted in reading:
            fit = _answers(words, wanted, asked)
            if fit is None:
                break
            points += fit
        else:
            if found is None or points < best:
                best, found = points, reading
    return best, found


def _answers(words: str, wanted: str, asked: Asked) -> float | None:
    """The points for one word of a reading; None when no word of the phrase answers it.

    Args:
        words: The words of the phrase with a blank around each; looking for " frac" in one
            string is many times faster than asking word by word.
    """
    if any(form in words for form in _whole_forms(wanted)):
        return 0
    if asked.matches_beginnings(wanted) and f" {wanted}" in words:
        return _A_BEGINNING_AT_THE_END if asked.is_last else _A_BEGINNING
    return None


@lru_cache(maxsize=1_000)
def _whole_forms(word: str) -> tuple[str, ...]:
    return tuple(f" {form} " for form in number_forms(word))

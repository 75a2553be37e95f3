"""How well an entry answers the words of a query, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from medcoder_desktop.domain.codes import Code
from medcoder_desktop.domain.search import MatchField, MatchReason
from medcoder_desktop.library.search.spelling import QueryWord
from medcoder_desktop.library.search.words import (
    UNCOUNTED,
    begins,
    without_brackets,
    words_of,
)

_TERM_WEIGHT = 0.97
_ABOVE_WEIGHT = 0.85
_USUAL_END = re.compile(
    r",? unspecified(?: \w+)?(?=,|$)|, (?:initial|subsequent) encounter.*$|, sequela$",
    re.IGNORECASE,
)
"""Ends of a title that a coder leaves out: they do not count against it."""
_SEVENTH_WORDS = {"D": "subsequent", "S": "sequela"}
_LATER_ENCOUNTERS = frozenset("DEFGHJKMNPQRS")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may answer, with the terms that stand for it.

    Attributes:
        terms: Its own inclusion terms.
        above: Inclusion terms of the headings above it.
        more_specific: Billable codes below it.
    """

    code: Code
    terms: tuple[str, ...]
    above: tuple[str, ...]
    more_specific: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score and the reasons to show."""

    candidate: Candidate
    score: float
    reasons: tuple[MatchReason, ...]


def rank(candidate: Candidate, query: Sequence[QueryWord]) -> Ranked:
    """Score one candidate; a higher score stands further up."""
    title_words = words_of(candidate.code.title)
    said = words_of(_USUAL_END.sub("", candidate.code.title))
    best = _quality(title_words, query, said)
    field, matched = MatchField.TITLE, candidate.code.title
    for term in candidate.terms:
        quality = _TERM_WEIGHT * max(
            _quality([*title_words, *words_of(term)], query, [*said, *words_of(term)]),
            _quality(words_of(without_brackets(term)), query),
        )
        if quality > best:
            best, field, matched = quality, MatchField.INCLUSION_TERM, term
    for term in candidate.above:
        both = [*title_words, *words_of(term)]
        quality = _ABOVE_WEIGHT * _quality(both, query, [*said, *words_of(term)])
        if quality > best:
            best, field, matched = quality, MatchField.INCLUSION_TERM, term
    corrected = tuple(
        (word.typed, reading)
        for word in query
        if word.is_corrected
        for reading in word.readings
        if reading in words_of(matched) or reading in title_words
    )
    corrected = tuple({typed: (typed, meant) for typed, meant in reversed(corrected)}.values())
    score = best + _preference(candidate, query)
    return Ranked(candidate, score, (MatchReason(field, matched, corrected),))


def highlights(title: str, query: Sequence[QueryWord]) -> tuple[tuple[int, int], ...]:
    """The ranges of a title that answer the query."""
    ranges = []
    position = 0
    for word in title.split():
        start = title.index(word, position)
        position = start + len(word)
        bare = words_of(word)
        if bare and any(begins(part, reading) for part in bare for reading in _readings(query)):
            core = word.strip("()[],.;:")
            offset = word.find(core)
            ranges.append((start + offset, start + offset + len(core)))
    return tuple(ranges)


def _quality(
    words: Sequence[str], query: Sequence[QueryWord], counted: Sequence[str] | None = None
) -> float:
    """Between 0 and 1: how much of the query is answered, and how much else is said.

    Args:
        counted: The words that count as said; all of them when None.
    """
    if not query:
        return 0.0
    telling = [word for word in (words if counted is None else counted) if word not in UNCOUNTED]
    answered = 0.0
    used = set[str]()
    for asked in query:
        share = 0.0
        for place, reading in enumerate(asked.readings):
            for word in words:
                if begins(word, reading):
                    whole = 1.0 if word == reading else 0.93
                    share = max(share, whole - 0.08 * place)
                    used.add(word)
        answered += share
    said = sum(1 for word in telling if word in used) / len(telling) if telling else 1.0
    return 0.72 * answered / len(query) + 0.28 * said


def _preference(candidate: Candidate, query: Sequence[QueryWord]) -> float:
    """What the book's own order prefers among equals."""
    code, asked = candidate.code, set(_readings(query))
    title = code.title.lower()
    preference = 0.03 if code.billable else 0.0
    if "unspecified" in title or title.endswith("nos"):
        preference += 0.06
    if title.startswith("other ") or " other " in title:
        preference -= 0.02
    if len(code.code) == 8 and code.code[-1] in _LATER_ENCOUNTERS and code.code[0] in "STVWXYM":
        wanted = _SEVENTH_WORDS.get(code.code[-1], "subsequent")
        if not any(wanted.startswith(word) for word in asked if len(word) >= 3):
            preference -= 0.05
    return preference


def _readings(query: Sequence[QueryWord]) -> list[str]:
    return [reading for word in query for reading in word.readings]

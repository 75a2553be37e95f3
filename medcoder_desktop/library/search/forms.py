"""The words of the book that a word of a query stands for, and how surely each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from medcoder_desktop.library.search.arrays import ABSENT
from medcoder_desktop.library.search.words import number_forms, singular

Forms = dict[int, float]
"""Places in the vocabulary, each with how surely it is meant, between 0 and 1."""

_WHOLE = 1.0
_SPELLED_OTHERWISE = 0.98
_NUMERAL = 0.95
_SAME_STEM = 0.85
_SAME_FAMILY = 0.85
_HALF_TYPED = 0.8
_BEGINNING = 0.6
_ABSENT_INSTEAD = 0.3
"""What is absent for what is present, and the other way round."""
_NEAR_ITS_END = 3
"""Letters that may be missing for a beginning to be nearly the word."""
_SHORTEST_BEGINNING = 3
_MOST_BEGINNINGS = 300
_SHORTEST_STEM = 4

_ENDINGS = tuple(
    sorted(
        ("ically", "ical", "ic", "al", "ar", "ary", "ous", "ive", "ion", "ation", "ations", "ed",
         "ing", "ated", "ating", "ate", "ity", "y", "es", "e", "ia", "is", "um", "us", "a", "ae",
         "ment", "ian", "an", "ant", "ent", "ance", "ence", "osis", "otic", "oses", "asis",
         "atic", "esis", "etic", "ysis", "ytic", "ally", "or", "er", "able"),
        key=len, reverse=True,
    )
)  # fmt: skip
"""Endings that change a word's part of speech, not what it is about."""

_BRITISH = (
    (re.compile("ae|oe"), "e"),
    (re.compile("our$"), "or"),
    (re.compile("our(?=s|ed|ing)"), "or"),
    (re.compile("is(?=e|ation|ing)"), "iz"),
    (re.compile("tre$"), "ter"),
    (re.compile("ph(?=ur)"), "f"),
)
_NUMERALS = {"1": "i", "2": "ii", "3": "iii", "4": "iv", "5": "v", "6": "vi"}
_FROM_ROMAN = {roman: digit for digit, roman in _NUMERALS.items()}
_GRADE = re.compile(r"(\d|iv|vi?|i{1,3})([a-e]?)")


class WordForms:
    """Finds the forms of words in one vocabulary.

    Args:
        words: The vocabulary in order.
        families: Words of the same origin, by each in singular.
    """

    def __init__(self, words: Sequence[str], families: Mapping[str, tuple[str, ...]]) -> None:
        self._words = words
        self._place = {word: place for place, word in enumerate(words)}
        self._families = families
        stems: defaultdict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(words):
            if len(word) > _SHORTEST_STEM and word.isalpha():
                stems[stem(word)].append(place)
        self._stems = dict(stems)

    def has(self, word: str) -> bool:
        """Whether the book has the word in either number."""
        forms = number_forms(word)
        return any(form in self._place or ABSENT + form in self._place for form in forms)

    def is_told_absent(self, word: str) -> bool:
        """Whether some title of the book says that it is absent."""
        return any(ABSENT + form in self._place for form in number_forms(word))

    def word_at(self, place: int) -> str:
        """The word at a place of the vocabulary."""
        return self._words[place]

    def forms(self, word: str, *, is_last: bool, absent: bool = False) -> Forms:
        """What a word stands for, without mending its spelling.

        Args:
            is_last: Whether it may still be half typed.
            absent: Whether the query says that it is absent.
        """
        found = self._present(word, is_last=is_last)
        for place, fit in list(found.items()):
            other = self._place.get(ABSENT + self._words[place])
            if other is not None and fit >= _SAME_STEM:
                found[other] = fit if absent else fit * _ABSENT_INSTEAD
                found[place] = fit * _ABSENT_INSTEAD if absent else fit
        for form in number_forms(word):
            if ABSENT + form in self._place:
                found.setdefault(self._place[ABSENT + form], _WHOLE)
        return found

    def _present(self, word: str, *, is_last: bool) -> Forms:
        found: Forms = {}
        for form in number_forms(word):
            if form in self._place:
                found[self._place[form]] = _WHOLE
        for other, fit in self._others(word):
            for form in number_forms(other):
                if form in self._place:
                    found.setdefault(self._place[form], fit)
        if word.isdigit():
            return found
        if len(word) > _SHORTEST_STEM and word.isalpha():
            for place in self._stems.get(stem(word), ()):
                found.setdefault(place, _SAME_STEM)
        if len(word) > _SHORTEST_BEGINNING or (is_last and not found):
            for place in self._beginning(word):
                missing = len(self._words[place]) - len(word)
                fit = _HALF_TYPED if missing <= _NEAR_ITS_END or is_last else _BEGINNING
                found.setdefault(place, fit)
        return found

    def _others(self, word: str) -> Iterator[tuple[str, float]]:
        american = _american(word)
        if american != word:
            yield american, _SPELLED_OTHERWISE
        if grade := _GRADE.fullmatch(word):
            number, letter = grade.groups()
            other = _NUMERALS.get(number) or _FROM_ROMAN.get(number)
            if other:
                yield other + letter, _NUMERAL
        for other in self._families.get(singular(word), ()):
            yield other, _SAME_FAMILY

    def _beginning(self, word: str) -> range:
        start = bisect_left(self._words, word)
        end = bisect_left(self._words, word + "~")
        return range(start, min(end, start + _MOST_BEGINNINGS))


@lru_cache(maxsize=40_000)
def stem(word: str) -> str:
    """A word without its ending, for comparing."""
    one = singular(word)
    for ending in _ENDINGS:
        if one.endswith(ending) and len(one) - len(ending) >= _SHORTEST_STEM:
            return one[: -len(ending)].rstrip("i")
    return one


def _american(word: str) -> str:
    if len(word) > _SHORTEST_STEM:
        for british, american in _BRITISH:
            word = british.sub(american, word)
    return word

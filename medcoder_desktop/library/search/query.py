"""Reads a query: its words, each with what it may stand for in words of the book."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medcoder_desktop.library.search.forms import Forms, WordForms
from medcoder_desktop.library.search.phrases import LITTLE_WORDS
from medcoder_desktop.library.search.spelling import Spelling
from medcoder_desktop.library.search.tables import Meaning, Wordings, folded
from medcoder_desktop.library.search.words import words_of

_MOST_LETTERS = 400
_MOST_WORDS = 40
"""Letters and words of a query that are looked at; nobody types more."""

_ANOTHER_WORDING = 0.97
"""What the book calls it, for words that the book does not have."""
_BESIDE_THE_BOOKS_OWN = 0.9
"""What the book calls it, beside what was typed and the book has too."""
_NEXT_MEANING = 0.03
"""Each meaning after the likeliest is meant so much less surely."""

_BOTH_SIDES = ("bilateral",)
_ONE_OF_BOTH = 0.9
"""What one side counts where both are asked for."""
_TOLD_TO_BE_ABSENT = 0.6
"""What a word counts that is said to be absent, where the book says so of some code."""
_SAID_TO_BE_ABSENT = 0.3
"""What it counts otherwise: most codes do not name what they lack."""

_IDLE_WORDS = frozenset(
    ["am", "are", "bad", "been", "code", "codes", "complaining", "complains", "dx", "got", "had",
     "has", "have", "having", "her", "his", "icd", "icd10", "just", "mention",
     "my", "now", "patient",
     "patients", "please", "really", "she", "he", "some", "that", "this", "today", "very", "was",
     "what", "which", "who", "will", "yesterday", "their", "them", "diagnosis", "diagnosed"]
)  # fmt: skip
"""Words that people type beside what they look for; as part of another wording they count."""

_UNCERTAIN = re.compile(
    r"\br\s*/\s*o\b|\brule(?:d|s)?[ -]+out\b|\b(?:probabl[ey]|suspected|suspect|possibl[ey]|"
    r"questionable|likely|presumed|working diagnosis(?: of)?)\b(?!\s*(?:exposure|abuse|neglect))",
    re.IGNORECASE,
)
UNCERTAIN_REMINDER = (
    "Guideline IV.H: an outpatient visit is not coded for a diagnosis that is only probable, "
    "suspected, possible or to be ruled out. Code the signs, symptoms or other reason instead."
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a word or short form may stand for.

    Attributes:
        words: In words of the book; all of them are meant.
        forms: For each of those words, what it stands for in the vocabulary.
        fit: How surely it is meant, between 0 and 1.
        as_typed: Whether it is what was typed, spelled right.
    """

    words: tuple[str, ...]
    forms: tuple[Forms, ...]
    fit: float
    as_typed: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One word of a query, or several that stand for one thing.

    Attributes:
        typed: As written, folded.
        readings: None when neither the book nor the tables have anything like it.
        share: What it counts beside other words, between 0 and 1.
    """

    typed: str
    readings: tuple[Reading, ...]
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Query:
    """A query as understood.

    Attributes:
        said: Words that are certainly said, for noticing what contradicts them.
        reminder: A sentence for the coder; mostly empty.
    """

    asked: tuple[Asked, ...]
    said: frozenset[str]
    reminder: str


def read_query(text: str, wordings: Wordings, forms: WordForms, spelling: Spelling) -> Query:
    """The words of a query in order, without those that say nothing."""
    text = text[:_MOST_LETTERS]
    certain = _UNCERTAIN.sub(" ", text)
    words = words_of(certain)[:_MOST_WORDS]
    reader = _Reader(words, wordings, forms, spelling)
    asked = tuple({each.typed: each for each in reader.read()}.values())
    return Query(asked, frozenset(reader.said), UNCERTAIN_REMINDER if certain != text else "")


class _Reader:
    """Takes the words from left to right, the longest wording first."""

    def __init__(
        self, words: Sequence[str], wordings: Wordings, forms: WordForms, spelling: Spelling
    ) -> None:
        self._words = words
        self._wordings = wordings
        self._forms = forms
        self._spelling = spelling
        self._absent = False
        self.said: set[str] = {"with"} & set(words)

    def read(self) -> Iterator[Asked]:
        place = 0
        while place < len(self._words):
            length, meanings = self._wording_at(place)
            typed = self._words[place : place + length]
            place += length
            if typed[0] in ("with", "w"):
                self._absent = False
            if not meanings and (typed[0] in LITTLE_WORDS or typed[0] in _IDLE_WORDS):
                continue
            meanings = tuple(sorted(meanings, key=lambda each: each.unlikeliness(self._words)))
            if meanings and not meanings[0].words:
                if "w" in typed:
                    self.said.add("with")
                continue
            is_last = place >= len(self._words)
            was_absent = self._absent
            readings = tuple(self._readings(typed, meanings, is_last=is_last))
            if any(reading.words == _BOTH_SIDES for reading in readings):
                readings += tuple(self._each_side())
            if self._words[max(place - length - 1, 0) : place - length] == ["or"]:
                # "With or without foreign body" says of nothing that it is absent.
                self._absent = False
            share = self._share_of_absent(readings) if was_absent else 1.0
            yield Asked(" ".join(typed), readings, share)

    def _wording_at(self, place: int) -> tuple[int, tuple[Meaning, ...]]:
        """How many words the longest wording takes, and what it may mean."""
        longest = min(self._wordings.longest + 2, len(self._words) - place)
        for length in range(longest, 0, -1):
            window = self._words[place : place + length]
            if length > 1 and (window[0] in LITTLE_WORDS or window[-1] in LITTLE_WORDS):
                continue
            meanings = self._wordings.meanings.get(folded(window))
            if meanings is None:
                continue
            if window[0] in LITTLE_WORDS and len(self._words) > 1:
                meanings = tuple(each for each in meanings if each.speaks_for(self._words))
                if not meanings:
                    continue
            return length, meanings
        return 1, ()

    def _readings(
        self, typed: Sequence[str], meanings: Sequence[Meaning], *, is_last: bool
    ) -> Iterator[Reading]:
        words = tuple(word for word in typed if word not in LITTLE_WORDS) or tuple(typed)
        is_short = any(meaning.is_short for meaning in meanings)
        as_typed = self._known(words, must_have=bool(meanings), whole=is_short, is_last=is_last)
        if as_typed:
            yield Reading(words, as_typed, 1.0, as_typed=True)
        elif not meanings:
            yield from self._mended(words[0])
        if as_typed or len(meanings) == 0:
            self.said.update(words)
        if self._is_sure(meanings):
            self.said.update(meanings[0].words)
        beside = _BESIDE_THE_BOOKS_OWN if as_typed else _ANOTHER_WORDING
        for place, meaning in enumerate(meanings):
            if not meaning.words:
                continue
            found = self._known(meaning.words, must_have=False, whole=False, is_last=False)
            if found:
                first = 1.0 if meaning.is_short else beside
                yield Reading(meaning.words, found, first - _NEXT_MEANING * place, as_typed=False)

    def _each_side(self) -> Iterator[Reading]:
        """Where the book has no code for both sides, a code for each answers."""
        for side in ("right", "left"):
            forms = self._forms.forms(side, is_last=False)
            if forms:
                yield Reading((side,), (forms,), _ONE_OF_BOTH, as_typed=False)

    def _share_of_absent(self, readings: Sequence[Reading]) -> float:
        """What counts a word that is said to be absent: more where the book says so of a code."""
        words = {word for reading in readings for word in reading.words}
        told = any(map(self._forms.is_told_absent, words))
        return _TOLD_TO_BE_ABSENT if told else _SAID_TO_BE_ABSENT

    def _is_sure(self, meanings: Sequence[Meaning]) -> bool:
        """Whether the first meaning is likelier than any other: "rt" alone is a side."""
        likeliest = [each.unlikeliness(self._words) for each in meanings[:2]]
        return len(likeliest) == 1 or (len(likeliest) == 2 and likeliest[0] < likeliest[1])

    def _known(
        self, words: tuple[str, ...], *, must_have: bool, whole: bool, is_last: bool
    ) -> tuple[Forms, ...]:
        """The forms of all words; none when the book lacks one.

        Args:
            must_have: The book must have the words themselves.
            whole: They stand for nothing but themselves.
        """
        if must_have and not all(map(self._forms.has, words)):
            return ()
        found = []
        absent = self._absent
        for word in words:
            forms = self._forms.forms(word, is_last=is_last and not whole, absent=absent)
            absent = absent or word == "without"
            if not forms and must_have is False and len(words) > 1:
                forms = self._spelling.nearest(word)
            if not forms:
                return ()
            found.append(forms)
        self._absent = self._absent or words[-1:] == ("without",)
        return tuple(found)

    def _mended(self, word: str) -> Iterator[Reading]:
        nearest = self._spelling.nearest(word)
        best = max(nearest.values(), default=1.0)
        for place, likeness in nearest.items():
            right = self._forms.word_at(place)
            forms = self._forms.forms(right, is_last=False)
            yield Reading((right,), (forms,), likeness / best * min(1, best + 0.1), as_typed=False)

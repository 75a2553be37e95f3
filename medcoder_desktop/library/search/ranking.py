"""Says why a phrase answers a query: which words it has, and what each was taken for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from medcoder_desktop.domain.search import MatchField, MatchReason
from medcoder_desktop.library.search.query import Asked, Reading
from medcoder_desktop.library.search.words import indexed_words, words_in


class Explaining:
    """Explains the results of one query.

    Args:
        asked: The query.
        vocabulary: The words that the forms of its readings stand for.
    """

    def __init__(self, asked: Sequence[Asked], vocabulary: Sequence[str]) -> None:
        self._asked = asked
        self._forms: list[list[tuple[Reading, list[dict[str, float]]]]] = [
            [
                (reading, [{vocabulary[at]: fit for at, fit in f.items()} for f in reading.forms])
                for reading in each.readings
            ]
            for each in asked
        ]
        self._answering = {
            word
            for readings in self._forms
            for _, forms in readings
            for accepted in forms
            for word in accepted
        }

    def reasons(
        self, field: MatchField, text: str, around: Iterable[tuple[MatchField, str]]
    ) -> Iterator[MatchReason]:
        """The phrase itself, then what stands around it and has words that the phrase lacks.

        Args:
            around: Other phrases of the code and of those above it, the nearest first.
        """
        used = self._used(text)
        yield MatchReason(field, text, self._corrected(used))
        lacking = {place for place, reading in enumerate(used) if reading is None}
        if not lacking:
            return
        for beside, term in around:
            also = self._used(term)
            found = {place for place in lacking if also[place] is not None}
            if found:
                yield MatchReason(beside, term, self._corrected(also))
                lacking -= found
            if not lacking:
                return

    def highlights(self, title: str) -> tuple[tuple[int, int], ...]:
        """The words of a title that answer the query, as ranges of characters."""
        return tuple(
            (word.start, word.end) for word in words_in(title) if word.text in self._answering
        )

    def _used(self, text: str) -> list[Reading | None]:
        """For each part of the query the reading that a text answers."""
        words = indexed_words(text)
        return [_reading_in(words, readings) for readings in self._forms]

    def _corrected(self, used: Sequence[Reading | None]) -> tuple[tuple[str, str], ...]:
        return tuple(
            (asked.typed, " ".join(reading.words))
            for asked, reading in zip(self._asked, used, strict=True)
            if reading is not None and not reading.as_typed
        )


def _reading_in(
    words: Collection[str], readings: Iterable[tuple[Reading, list[dict[str, float]]]]
) -> Reading | None:
    """The reading that words answer best; None when they have less than half of each."""
    found: Reading | None = None
    most = 0.5
    for reading, forms in readings:
        fits = (max((accepted.get(word, 0.0) for word in words), default=0.0) for accepted in forms)
        share = reading.fit * sum(fits) / len(forms)
        if share >= most and (found is None or share > most):
            found, most = reading, share
    return found

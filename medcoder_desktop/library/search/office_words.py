"""The office's own words, read beside the tables that come with the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from medcoder_desktop.domain.codes import looks_like_diagnosis, looks_like_procedure
from medcoder_desktop.domain.office_habits import OfficeSynonym
from medcoder_desktop.library.search.phrases import LITTLE_WORDS
from medcoder_desktop.library.search.tables import Meaning, Wordings, folded
from medcoder_desktop.library.search.words import words_of


def with_office_words(
    wordings: Wordings, synonyms: Sequence[OfficeSynonym], title_of: Callable[[str], str]
) -> Wordings:
    """The tables with what the office wrote in front: here its meaning is the likeliest.

    Args:
        title_of: The title of a code; empty when there is none that day.
    """
    meanings = dict(wordings.meanings)
    longest = wordings.longest
    for synonym in synonyms:
        key = folded(words_of(synonym.said))
        book = title_of(synonym.meant) if names_code(synonym.meant) else synonym.meant
        words = tuple(word for word in words_of(book) if word not in LITTLE_WORDS)
        if key and words:
            meanings[key] = (Meaning(words, (), is_short=True), *meanings.get(key, ()))
            longest = max(longest, len(key))
    return Wordings(meanings, longest, wordings.families)


def code_meant(text: str, synonyms: Sequence[OfficeSynonym]) -> str:
    """The code that the office means by a whole query; empty when it means none."""
    asked = folded(words_of(text))
    for synonym in synonyms:
        if names_code(synonym.meant) and asked and folded(words_of(synonym.said)) == asked:
            return synonym.meant
    return ""


def names_code(meant: str) -> bool:
    """Whether a synonym leads to a code rather than to words."""
    return looks_like_diagnosis(meant) or looks_like_procedure(meant)

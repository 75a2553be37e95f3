"""How names and words are stored beside themselves so that an index finds them as typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_BETWEEN = re.compile(r"[\s,;]+")
_INSIDE = re.compile(r"[^\w]+")
LAST_CHARACTER = "\U0010ffff"
"""Sorts behind every other character, in SQLite as under PostgreSQL's ``C`` collation."""


def folded(text: str) -> str:
    """The text without accents and case, white space folded: ``Müller  JR`` → ``muller jr``."""
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(character for character in apart if not unicodedata.combining(character))
    return " ".join(plain.casefold().split())


def query_parts(text: str) -> tuple[str, ...]:
    """The parts of what a person typed, each the beginning of some word: ``Okaf, ad``."""
    return tuple(part for part in _BETWEEN.split(folded(text).replace("’", "'")) if part)


def search_words(texts: Iterable[str]) -> frozenset[str]:
    """Every word under which texts are found.

    A word with punctuation inside stands as written, joined and in its parts, so that
    ``O'Brien-Smith`` is found by ``o'br``, ``obrien`` and ``smith``.
    """
    words: set[str] = set()
    for text in texts:
        for word in query_parts(text):
            pieces = [piece for piece in _INSIDE.split(word) if piece]
            words.update((word, "".join(pieces), *pieces))
    return frozenset(words - {""})

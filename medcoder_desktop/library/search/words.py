"""What counts as a word in queries, titles and terms."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")

UNCOUNTED = frozenset(
    ("a", "an", "and", "by", "due", "for", "from", "in", "of", "on", "or", "other", "the", "to",
     "unspecified", "with")
)  # fmt: skip
"""Words that say little about whether a title is the right one; a query may leave them out."""

_MOST_WORDS = 24
"""Words of a query that are looked at; nobody types more."""


def fold(text: str) -> str:
    """Lower case without accents, as the index has it."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(fold(text))


def query_words(text: str) -> list[str]:
    """The words of a query, each once; little words only when there is nothing else."""
    words = list(dict.fromkeys(words_of(text[:400])))[:_MOST_WORDS]
    telling = [word for word in words if word not in UNCOUNTED or word == "unspecified"]
    return telling or words


def without_brackets(term: str) -> str:
    """A term without its nonessential modifiers: ``hypertension (arterial) (benign)``."""
    return _IN_BRACKETS.sub("", term)


def begins(word: str, query: str) -> bool:
    """Whether a word of a text answers a word of a query, which may be still half typed."""
    if query.isdigit() or len(query) == 1:
        return word == query
    return word.startswith(query) or (query.endswith("s") and word.startswith(query[:-1]))

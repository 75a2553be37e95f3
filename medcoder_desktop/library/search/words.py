"""What counts as a word in queries, titles and terms, and where it stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"\((?:es|s)\)|([0-9A-Za-z]+(?:['’][0-9A-Za-z]+)*)")
"""Letters and digits; "(s)" behind a word is no word of its own, an apostrophe joins two parts."""

_APOSTROPHE = re.compile(r"['’]")
_APOSTROPHE_INSIDE = re.compile(r"(?<=[0-9a-z])['’](?=[0-9a-z])")
_PLAIN_WORD = re.compile(r"[0-9a-z]+")
_COMPOUND = re.compile(r"[0-9a-z]+(?:-[0-9a-z]+)+")
_LONGEST_COMPOUND = 30

_UNACCENTED = {
    code: plain[0]
    for code in range(0xC0, 0x250)
    for plain in [unicodedata.normalize("NFKD", chr(code))]
    if plain[0].isascii() and plain[0].isalpha()
}
"""Accented Latin letters to plain ones, one for one, so that offsets stay true."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text.

    Attributes:
        text: Lower case, without accents and apostrophes.
        start: Offset of its first character in the text.
        end: Offset behind its last.
    """

    text: str
    start: int
    end: int


def words_in(text: str) -> Iterator[Word]:
    """The words of a text with their places."""
    for match in _WORD.finditer(text.translate(_UNACCENTED)):
        if match[1]:
            yield Word(_APOSTROPHE.sub("", match[1]).lower(), match.start(), match.end())


def words_of(text: str) -> list[str]:
    """The words of a text in order, as :func:`words_in` finds them, but faster."""
    plain = (text if text.isascii() else text.translate(_UNACCENTED)).lower()
    if "(" in plain:
        plain = plain.replace("(s)", " ").replace("(es)", " ")
    if "'" in plain or "’" in plain:
        plain = _APOSTROPHE_INSIDE.sub("", plain)
    return _PLAIN_WORD.findall(plain)


def indexed_words(text: str) -> set[str]:
    """The words a text is found by: its own, and hyphenated ones also in one piece.

    "Gastro-esophageal" answers both "esophageal" and "gastroesophageal".
    """
    words = set(words_of(text))
    if "-" in text:
        compounds = _COMPOUND.findall(text.translate(_UNACCENTED).lower())
        joined = (compound.replace("-", "") for compound in compounds)
        words.update(word for word in joined if len(word) <= _LONGEST_COMPOUND)
    return words


@lru_cache(maxsize=20_000)
def singular(word: str) -> str:
    """The word without the ending of an English plural, for comparing; no word of its own."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def number_forms(word: str) -> tuple[str, ...]:
    """The word, its singular and its plural, for looking up."""
    if word.isdigit():
        return (word,)
    one = singular(word)
    return tuple(dict.fromkeys((word, one, one + "s")))

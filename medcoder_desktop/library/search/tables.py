"""Keeps the tables of search in the library, for releases that come later and for every query."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.search_tables import SearchTables, Wording
from medcoder_desktop.library.search.phrases import LITTLE_WORDS
from medcoder_desktop.library.search.words import singular, words_of

TABLES = """
CREATE TABLE search_wording (
    id INTEGER PRIMARY KEY,
    said TEXT NOT NULL,
    book TEXT NOT NULL,
    context TEXT NOT NULL,
    is_short INTEGER NOT NULL
);
CREATE TABLE search_default (id INTEGER PRIMARY KEY, term TEXT NOT NULL, code TEXT NOT NULL);
CREATE TABLE search_family (id INTEGER PRIMARY KEY, words TEXT NOT NULL);
"""

Meanings = dict[tuple[str, ...], tuple["Meaning", ...]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning of what people write.

    Attributes:
        words: In words of the book; none when it says nothing.
        context: Beginnings of words that speak for it.
    """

    words: tuple[str, ...]
    context: tuple[str, ...]
    is_short: bool


@dataclass(frozen=True, slots=True)
class Wordings:
    """The tables as queries are read with them.

    Attributes:
        meanings: By the words as written, folded, likeliest first.
        longest: Words of the longest key.
        families: Words of the same origin, by each of them.
    """

    meanings: Meanings
    longest: int
    families: dict[str, tuple[str, ...]]


def write_tables(connection: dbapi2.Connection, tables: SearchTables) -> None:
    """Write them into a new library, before any release."""
    connection.executemany(
        "INSERT INTO search_wording (said, book, context, is_short) VALUES (?, ?, ?, ?)",
        ((row.said, row.book, " ".join(row.context), row.is_short) for row in tables.wordings),
    )
    connection.executemany(
        "INSERT INTO search_default (term, code) VALUES (?, ?)", tables.defaults
    )
    connection.executemany(
        "INSERT INTO search_family (words) VALUES (?)",
        ((" ".join(words),) for words in tables.families),
    )


def defaults_by_code(connection: dbapi2.Connection) -> dict[str, list[str]]:
    """The bare conditions that go to each code."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for term, code in connection.execute("SELECT term, code FROM search_default ORDER BY id"):
        found[code].append(term)
    return dict(found)


def load_wordings(connection: dbapi2.Connection) -> Wordings:
    """Read them back; a few milliseconds."""
    meanings: defaultdict[tuple[str, ...], list[Meaning]] = defaultdict(list)
    rows = connection.execute("SELECT said, book, context, is_short FROM search_wording ORDER BY id")
    for said, book, context, is_short in rows:
        row = Wording(said, book, tuple(context.split()), bool(is_short))
        key = folded(words_of(said))
        if key:
            meanings[key].append(_meaning(row))
    families: defaultdict[str, list[str]] = defaultdict(list)
    for (words,) in connection.execute("SELECT words FROM search_family ORDER BY id"):
        members = words.split()
        for word in members:
            families[singular(word)] += [other for other in members if other != word]
    return Wordings(
        {key: tuple(found) for key, found in meanings.items()},
        max(map(len, meanings), default=1),
        {word: tuple(others) for word, others in families.items()},
    )


def folded(words: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Words as the tables are asked for them: in one number; little ones only if all are."""
    telling = [word for word in words if word not in LITTLE_WORDS] or list(words)
    return tuple(singular(word) for word in telling)


def _meaning(row: Wording) -> Meaning:
    words = tuple(word for word in words_of(row.book) if word not in LITTLE_WORDS)
    return Meaning(words, tuple(word.lower() for word in row.context), row.is_short)

"""Keeps the tables of search in the library, for releases that come later and for every query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.search_tables import SearchTables, Wording
from medcoder_desktop.library.search.phrases import LITTLE_WORDS
from medcoder_desktop.library.search.words import number_forms, singular, words_of

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

_SHORTEST_BEGINNING = 3
"""Shorter words that speak for a meaning must stand in the query as they are."""

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

    def speaks_for(self, words: Sequence[str]) -> bool:
        """Whether the words of a query call for this meaning."""
        return any(
            word == sign or (len(sign) >= _SHORTEST_BEGINNING and word.startswith(sign))
            for sign in self.context
            for word in words
        )

    def unlikeliness(self, words: Sequence[str]) -> int:
        """First what the words call for, then what needs no such words, then the rest."""
        if self.speaks_for(words):
            return 0
        return 2 if self.context else 1


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
    connection.executemany("INSERT INTO search_default (term, code) VALUES (?, ?)", tables.defaults)
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
    rows = connection.execute(
        "SELECT said, book, context, is_short FROM search_wording ORDER BY id"
    )
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


def folded(words: Sequence[str]) -> tuple[str, ...]:
    """Words as the tables are asked for them: in one number; little ones only if all are."""
    telling = [word for word in words if word not in LITTLE_WORDS] or list(words)
    return tuple(singular(word) for word in telling)


def spelled_out(text: str, wordings: Wordings, book: Collection[str]) -> str:
    """A text with the usual meaning of each short form that the book does not have."""
    words = words_of(text)
    found: list[str] = []
    place = 0
    while place < len(words):
        for length in range(min(wordings.longest, len(words) - place), 0, -1):
            window = words[place : place + length]
            meanings = wordings.meanings.get(folded(window), ())
            if not meanings or not meanings[0].is_short or book_has(window, book):
                continue
            usual = min(meanings, key=lambda each: each.unlikeliness(words))
            found += usual.words
            place += length
            break
        else:
            found.append(words[place])
            place += 1
    return " ".join(found) or text


def book_has(words: Iterable[str], book: Collection[str]) -> bool:
    """Whether the book has all words in either number."""
    return all(any(form in book for form in number_forms(word)) for word in words)


def _meaning(row: Wording) -> Meaning:
    words = tuple(word for word in words_of(row.book) if word not in LITTLE_WORDS)
    return Meaning(words, tuple(word.lower() for word in row.context), row.is_short)

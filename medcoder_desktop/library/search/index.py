"""Writes the index of search: every phrase under its words, the likely ones first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.codes import Code, CodeLevel, NoteKind
from medcoder_desktop.domain.tabular import TabularEntry
from medcoder_desktop.library.keys import key_inside, key_of
from medcoder_desktop.library.search.phrases import (
    LITTLE_WORDS,
    cost,
    essence,
    is_default,
    signature,
)
from medcoder_desktop.library.search.words import indexed_words

TABLES = """
CREATE TABLE phrase (
    id INTEGER PRIMARY KEY,
    code_id INTEGER NOT NULL REFERENCES code (id),
    term TEXT,
    cost INTEGER NOT NULL,
    signature INTEGER NOT NULL,
    key INTEGER NOT NULL,
    releases INTEGER NOT NULL
);
CREATE TABLE phrases_given (number INTEGER NOT NULL);
INSERT INTO phrases_given VALUES (0);
CREATE TABLE word (
    word TEXT PRIMARY KEY,
    phrases INTEGER NOT NULL
) WITHOUT ROWID;
CREATE VIRTUAL TABLE phrase_words USING fts5(
    phrase, context,
    content='', columnsize=0, detail=column, prefix='1 2 3', tokenize='ascii'
);
"""
"""``phrase`` holds titles (``term`` is null) and inclusion terms, numbered so that those of less
cost come first, whichever release brought them: the cost stands in the upper bits of the number.
``phrase_words`` indexes each under its number: the words of the phrase itself, and as context
the title beside a term, or the terms of the entry and of those above it beside a title."""

INDEXES = """
CREATE INDEX phrase_by_signature ON phrase (signature);
CREATE INDEX term_by_code ON phrase (code_id) WHERE term IS NOT NULL;
"""

TERM_KINDS = (NoteKind.INCLUSION_TERM, NoteKind.INCLUDES)
"""Notes whose lines are other names of what an entry means."""

_ABOVE_CATEGORIES = (CodeLevel.CHAPTER, CodeLevel.SECTION)
_LENGTH_WITH_SEVENTH = 8
"""Seven characters and the dot."""
_HASH_SIZE = 64 * 1024 * 1024
"""Bytes gathered before FTS5 writes a segment; its own choice leaves many to be merged."""
_ENCOUNTERS = ("initial", "subsequent", "sequela")


_COST_BITS = 24
"""The number of a phrase has its cost above so many bits that count the phrases."""

_Row = tuple[int, int, int, "str | None", str, str, int]
"""Cost, code, signature, term, words, context and key of a phrase."""

_NOTHING_AROUND = key_of("")


@dataclass(slots=True)
class _Heading:
    """What the phrases below a heading need to know of it.

    Attributes:
        kernel: What its title says.
        words: What its title is found by.
        terms: Its own inclusion terms.
        terms_around: What those and the terms above it are found by.
        key_around: The key of those terms.
        has_default: Whether a code below was found that says no more than the heading.
    """

    above: _Heading | None
    title: str
    kernel: tuple[str, ...]
    words: str
    terms: tuple[str, ...]
    terms_around: str
    key_around: int
    signature: int
    has_default: bool = False


class PhraseIndex:
    """Gathers the phrases of one release, then writes those that no other release has.

    Args:
        mask: The bit of the release.
    """

    def __init__(self, connection: dbapi2.Connection, mask: int) -> None:
        self._connection = connection
        self._mask = mask
        self._headings: dict[int, _Heading] = {}
        self._rows: list[_Row] = []

    def add(self, number: int, parent: int | None, entry: TabularEntry) -> None:
        """Take in an entry; parents come before children.

        Args:
            number: Row id of the code.
            parent: Row id of the entry above.
        """
        code = entry.code
        above = self._headings.get(parent) if parent is not None else None
        seventh = _seventh_meaning(code, above)
        if above and seventh:
            kernel, words, weighed = _with_seventh(above, seventh)
        else:
            kernel = weighed = tuple(essence(code.title))
            words = _indexed(code.title)
        terms = _terms_of(entry)
        around, key = (above.terms_around, above.key_around) if above else ("", _NOTHING_AROUND)
        if terms:
            around = f"{_indexed(' '.join(terms))} {around}"
            key = key_of(key, *terms)
        says_no_more = above is not None and kernel == above.kernel
        mark = above.signature if above and says_no_more else signature(kernel)
        price = cost(code, weighed, seventh, is_term=False)
        # The words need no part in it: an entry that is the same has the same title.
        own_key = key_inside(key, number, mark, price)
        self._rows.append((price, number, mark, None, words, around, own_key))
        self._add_terms(number, code, terms, words)
        if code.billable:
            self._add_default(number, code, mark, words, above)
        else:
            self._headings[number] = _Heading(
                above, code.title, kernel, words, terms, around, key, mark
            )

    def write(self) -> None:
        """Write everything gathered; once, after the last entry."""
        self._rows.sort(key=lambda row: row[:2])
        connection = self._connection
        known = dict(connection.execute("SELECT key, id FROM phrase"))
        (written,) = connection.execute("SELECT number FROM phrases_given").fetchone()
        shared: list[tuple[int, int]] = []
        fresh: list[tuple[int, _Row]] = []
        for row in self._rows:
            key = row[6]
            number = known.get(key)
            if number is None:
                written += 1
                number = known[key] = (row[0] << _COST_BITS) + written
                fresh.append((number, row))
            else:
                shared.append((self._mask, number))
        connection.executemany("UPDATE phrase SET releases = releases | ? WHERE id = ?", shared)
        # Never given twice: the index keeps the words of phrases that were removed.
        connection.execute("UPDATE phrases_given SET number = ?", (written,))
        self._insert(fresh)

    def _insert(self, fresh: list[tuple[int, _Row]]) -> None:
        connection = self._connection
        counts: Counter[str] = Counter()
        for _, row in fresh:
            counts.update(row[4].split())
        connection.executemany(
            "INSERT INTO word VALUES (?, ?)"
            " ON CONFLICT (word) DO UPDATE SET phrases = phrases + excluded.phrases",
            sorted(counts.items()),
        )
        connection.executemany(
            "INSERT INTO phrase VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (place, number, term, price, mark, key, self._mask)
                for place, (price, number, mark, term, _, _, key) in fresh
            ),
        )
        connection.execute(
            "INSERT INTO phrase_words (phrase_words, rank) VALUES ('hashsize', ?)", (_HASH_SIZE,)
        )
        connection.executemany(
            "INSERT INTO phrase_words (rowid, phrase, context) VALUES (?, ?, ?)",
            ((place, row[4], row[5]) for place, row in fresh),
        )
        connection.execute("INSERT INTO phrase_words (phrase_words) VALUES ('optimize')")

    def _add_terms(self, number: int, code: Code, terms: tuple[str, ...], words: str) -> None:
        for term in terms:
            kernel = essence(term)
            price = cost(code, kernel, "", is_term=True)
            key = key_of(number, term)
            self._rows.append((price, number, signature(kernel), term, _indexed(term), words, key))

    def _add_default(
        self, number: int, code: Code, mark: int, words: str, above: _Heading | None
    ) -> None:
        """Give the terms of headings to the first billable code that says no more than they.

        E11 includes "diabetes NOS"; who says only that means E11.9, whose title adds nothing but
        "without complications".
        """
        while above is not None:
            if above.signature == mark and not above.has_default:
                above.has_default = True
                self._add_terms(number, code, above.terms, words)
            above = above.above


def _terms_of(entry: TabularEntry) -> tuple[str, ...]:
    if not entry.notes or entry.code.level in _ABOVE_CATEGORIES:
        return ()
    return tuple(dict.fromkeys(note.text for note in entry.notes if note.kind in TERM_KINDS))


def _indexed(text: str) -> str:
    """The words in any order: no key may depend on it, for each process has another."""
    return " ".join(indexed_words(text) - LITTLE_WORDS)


@cache
def _seventh_words(meaning: str) -> tuple[tuple[str, ...], str]:
    """What a seventh character adds to what its stem says, and to the words it is found by."""
    added = () if is_default(meaning) else tuple(essence(meaning))
    return added, _indexed(meaning)


def _with_seventh(stem: _Heading, meaning: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """What a code with a seventh character says, is found by, and is weighed by.

    What the encounter says is weighed by its kind, not by the number of its words.
    """
    added, found_by = _seventh_words(meaning)
    kernel = (*stem.kernel, *added)
    weighed = stem.kernel if meaning.startswith(_ENCOUNTERS) else kernel
    return kernel, f"{stem.words} {found_by}", weighed


def _seventh_meaning(code: Code, above: _Heading | None) -> str:
    """What the seventh character adds to the title of its stem."""
    if above is None or len(code.code) != _LENGTH_WITH_SEVENTH:
        return ""
    beginning = above.title + ", "
    return code.title[len(beginning) :] if code.title.startswith(beginning) else ""

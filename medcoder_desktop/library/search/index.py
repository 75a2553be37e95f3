"""Writes what search needs of a release: its phrases, and under which words each is found."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.codes import Code, CodeLevel, NoteKind, compact
from medcoder_desktop.domain.tabular import TabularEntry
from medcoder_desktop.library.keys import key_of
from medcoder_desktop.library.search import tables
from medcoder_desktop.library.search.arrays import (
    ABSENT,
    BILLABLE,
    DEFAULT,
    IS_TITLE,
    TABLE,
    PhraseRow,
    PhraseWords,
    write_arrays,
)
from medcoder_desktop.library.search.phrases import (
    LITTLE_WORDS,
    cost,
    essence,
    is_default,
    signature,
)
from medcoder_desktop.library.search.words import indexed_words

TABLES = (
    """
CREATE TABLE phrase (
    id INTEGER PRIMARY KEY,
    code_id INTEGER NOT NULL REFERENCES code (id),
    term TEXT,
    is_default INTEGER NOT NULL,
    key INTEGER NOT NULL,
    releases INTEGER NOT NULL
);
"""
    + TABLE
    + tables.TABLES
)
"""``phrase`` holds titles (``term`` is null), inclusion terms, and bare conditions that go to a
code (``is_default``). What each is found by stands in the arrays of its release."""

INDEXES = """
CREATE INDEX term_by_code ON phrase (code_id) WHERE term IS NOT NULL;
"""

_NOTHING: tuple[int, ...] = ()

TERM_KINDS = (NoteKind.INCLUSION_TERM, NoteKind.INCLUDES)
"""Notes whose lines are other names of what an entry means."""

_ABOVE_CATEGORIES = (CodeLevel.CHAPTER, CodeLevel.SECTION)
_ABSENT = re.compile(r"(?<!\bor )\bwithout\b([^,;()\[\]]*)", re.IGNORECASE)
"""What a part of a title says is not there."""
_LENGTH_WITH_SEVENTH = 8
"""Seven characters and the dot."""
_FOR_A_DEFAULT = 1
"""Of a term of the book and one of our own that say the same, the book's is shown."""
_IN_THE_BOOK = 3
"""Phrases of the book that must have a short form for it to stand in bare conditions as it is."""
_ENCOUNTERS = ("initial", "subsequent", "sequela")


class _Row(NamedTuple):
    """A phrase on its way; a title has no term."""

    code: int
    term: str | None
    cost: int
    flags: int
    beginning: str

    @property
    def key(self) -> int:
        return key_of(self.code, self.flags & DEFAULT, self.term or "")


_Worded = tuple[_Row, str, tuple[str, ...]]
"""A phrase, what it is found by, and those words of it that a coder says who means it."""


@dataclass(slots=True)
class _Heading:
    """What the phrases below a heading need to know of it.

    Attributes:
        kernel: What its title says.
        words: What its title is found by.
        terms: Its own inclusion terms.
        has_default: Whether a code below was found that says no more than the heading.
    """

    above: _Heading | None
    title: str
    kernel: tuple[str, ...]
    words: str
    terms: tuple[str, ...]
    signature: int
    has_default: bool = False


class _Open(NamedTuple):
    """An entry whose entries below are still coming.

    Attributes:
        start: Where its phrases begin.
        around: Numbers of the words around its own phrases and around those below it.
    """

    number: int
    start: int
    around: tuple[int, ...]


class PhraseIndex:
    """Gathers the phrases of one release, then writes those that no other release has.

    Args:
        release_id: Row id of the release.
        mask: Its bit.
    """

    def __init__(self, connection: dbapi2.Connection, release_id: int, mask: int) -> None:
        self._connection = connection
        self._release_id = release_id
        self._mask = mask
        self._headings: dict[int, _Heading] = {}
        self._rows: list[_Row] = []
        self._words = PhraseWords()
        self._open: list[_Open] = []
        self._around: list[tuple[tuple[int, ...], int, int]] = []
        self._defaults = tables.defaults_by_code(connection)

    def add(self, number: int, parent: int | None, entry: TabularEntry) -> None:
        """Take in an entry, in the order of the book: what stands below one follows it.

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
        says_no_more = above is not None and kernel == above.kernel
        mark = above.signature if above and says_no_more else signature(kernel)
        price = cost(code, weighed, seventh, is_term=False)
        beginning = compact(code.code)[:4]
        usual = BILLABLE if code.billable else 0
        title = _Row(number, None, price, usual | IS_TITLE, beginning)
        rows: list[_Worded] = [(title, words, kernel)]
        rows += self._rows_of_terms(number, code, terms)
        if code.billable:
            rows += self._inherited(number, code, mark, above)
        else:
            self._headings[number] = _Heading(above, code.title, kernel, words, terms, mark)
        around = _NOTHING
        if code.level is not CodeLevel.CHAPTER and (len(rows) > 1 or not code.billable):
            around = self._words.numbered(each[1] for each in rows)
        for term in self._defaults.get(code.code, ()):
            price = cost(code, essence(term), "", is_term=True) + _FOR_A_DEFAULT
            rows.append((_Row(number, term, price, usual | DEFAULT, beginning), "", ()))
        while self._open and self._open[-1].number != parent:
            self._close()
        if around or not code.billable:
            self._open.append(_Open(number, len(self._rows), around))
        for row, found_by, said in rows:
            self._words.add(len(self._rows), found_by, said)
            self._rows.append(row)

    def write(self) -> None:
        """Write everything gathered; once, after the last entry."""
        connection = self._connection
        while self._open:
            self._close()
        self._spell_out_defaults()
        rows = self._rows
        known = dict(connection.execute("SELECT key, id FROM phrase"))
        (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM phrase").fetchone()
        shared: list[tuple[int, int]] = []
        numbers = array("i")

        def fresh() -> Iterator[tuple[int, int, str | None, bool, int, int]]:
            """Those no release has, one by one: a hundred thousand at once would be much."""
            number = last
            for row in rows:
                key = row.key
                present = known.get(key)
                if present is not None:
                    shared.append((self._mask, present))
                    numbers.append(present)
                    continue
                number += 1
                known[key] = number
                numbers.append(number)
                yield number, row.code, row.term, bool(row.flags & DEFAULT), key, self._mask

        connection.executemany("INSERT INTO phrase VALUES (?, ?, ?, ?, ?, ?)", fresh())
        connection.executemany("UPDATE phrase SET releases = releases | ? WHERE id = ?", shared)
        written = (
            PhraseRow(number, row.code, row.cost, row.flags, row.beginning)
            for number, row in zip(numbers, rows, strict=True)
        )
        write_arrays(connection, self._release_id, written, self._words, self._around)

    def _spell_out_defaults(self) -> None:
        """Spell out the short forms among bare conditions that the book does not have."""
        book = self._words.standing_in(_IN_THE_BOOK)
        wordings = tables.load_wordings(self._connection)
        for place, row in enumerate(self._rows):
            if row.flags & DEFAULT and row.term is not None:
                term = tables.spelled_out(row.term, wordings, book)
                self._rows[place] = row._replace(term=term)
                self._words.add(place, _indexed(term), tuple(essence(term)))

    def _close(self) -> None:
        """Nothing more stands below the entry opened last."""
        done = self._open.pop()
        if done.around and len(self._rows) - done.start > 1:
            self._around.append((done.around, done.start, len(self._rows)))

    def _rows_of_terms(self, number: int, code: Code, terms: Iterable[str]) -> Iterator[_Worded]:
        usual = BILLABLE if code.billable else 0
        for term in terms:
            said = tuple(essence(term))
            price = cost(code, said, "", is_term=True)
            words = _indexed(term)
            yield _Row(number, term, price, usual, compact(code.code)[:4]), words, said

    def _inherited(
        self, number: int, code: Code, mark: int, above: _Heading | None
    ) -> Iterator[_Worded]:
        """Give the terms of headings to the first billable code that says no more than they.

        E11 includes "diabetes NOS"; who says only that means E11.9, whose title adds nothing but
        "without complications".
        """
        while above is not None:
            if above.signature == mark and not above.has_default:
                above.has_default = True
                yield from self._rows_of_terms(number, code, above.terms)
            above = above.above


def _terms_of(entry: TabularEntry) -> tuple[str, ...]:
    if not entry.notes or entry.code.level in _ABOVE_CATEGORIES:
        return ()
    return tuple(dict.fromkeys(note.text for note in entry.notes if note.kind in TERM_KINDS))


def _indexed(text: str) -> str:
    """The words in any order: no key may depend on it, for each process has another.

    What a text says is absent ("without esophagitis") stands with a sign before it.
    """
    if "without" not in text:
        return " ".join(indexed_words(text) - LITTLE_WORDS)
    absent = {word for part in _ABSENT.findall(text) for word in indexed_words(part)}
    present = indexed_words(_ABSENT.sub("without", text))
    signed = (ABSENT + word for word in absent - present - LITTLE_WORDS)
    return " ".join([*(present - LITTLE_WORDS), *signed])


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

"""Writes what search needs of a release: its phrases, and under which words each is found."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.codes import Code, CodeLevel, NoteKind
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
    WeighedWords,
    make_blobs,
    write_arrays,
)
from medcoder_desktop.library.search.phrases import (
    LITTLE_WORDS,
    cost,
    cost_of_encounter,
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
    term TEXT NOT NULL,
    is_default INTEGER NOT NULL,
    key INTEGER NOT NULL,
    releases INTEGER NOT NULL
);
"""
    + TABLE
    + tables.TABLES
)
"""``phrase`` holds inclusion terms, and bare conditions that go to a code (``is_default``). Titles
stand with their codes; the arrays name them by the number of the code with a minus before it.
What each is found by stands in the arrays of its release."""

INDEXES = """
CREATE INDEX term_by_code ON phrase (code_id);
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
        """The same in every release that has this term of this code."""
        return key_of(self.code, self.flags & DEFAULT, self.term)


_Worded = tuple[_Row, tuple[WeighedWords, ...]]
"""A phrase and what it is found by."""


@dataclass(slots=True)
class _Heading:
    """What the phrases below a heading need to know of it.

    Attributes:
        kernel: What its title says.
        words: What its title is found by.
        terms: Its own inclusion terms.
        price: What :func:`cost` says of a code below that says nothing more.
        has_default: Whether a code below was found that says no more than the heading.
    """

    above: _Heading | None
    title: str
    kernel: tuple[str, ...]
    words: WeighedWords
    terms: tuple[str, ...]
    signature: int
    price: int | None = None
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
        self._sevenths: dict[str, tuple[tuple[str, ...], WeighedWords]] = {}
        self._defaults = tables.defaults_by_code(connection)

    def add(self, number: int, parent: int | None, entry: TabularEntry, plain: str) -> None:
        """Take in an entry, in the order of the book: what stands below one follows it.

        Args:
            number: Row id of the code.
            parent: Row id of the entry above.
            plain: The code without its dot.
        """
        code, beginning = entry.code, plain[:4]
        above = self._headings.get(parent) if parent is not None else None
        usual = BILLABLE if code.billable else 0
        seventh = _seventh_meaning(code, above)
        terms = _terms_of(entry)
        mark: int | None
        found_by: tuple[WeighedWords, ...]
        if above and seventh and code.billable:
            added, encounter = self._seventh(seventh)
            # No entry above says what an encounter says.
            mark = None if added else above.signature
            price = _price_with_seventh(code, above, seventh, added)
            found_by = (above.words, encounter)
            if mark is None and not terms and code.code not in self._defaults:
                # Every second code: it adds nothing but its encounter to what its stem says.
                self._close_down_to(parent)
                self._put(_Row(number, None, price, usual | IS_TITLE, beginning), found_by)
                return
        else:
            kernel = tuple(essence(code.title))
            words = self._words.weighed(_indexed(code.title), kernel)
            mark = above.signature if above and kernel == above.kernel else signature(kernel)
            price = cost(code, kernel, seventh, is_term=False)
            found_by = (words,)
            if not code.billable:
                self._headings[number] = _Heading(above, code.title, kernel, words, terms, mark)
        rows: list[_Worded] = [(_Row(number, None, price, usual | IS_TITLE, beginning), found_by)]
        rows += self._rows_of_terms(number, code, beginning, terms)
        if code.billable and mark is not None:
            rows += self._inherited(number, code, beginning, mark, above)
        around = _NOTHING
        if code.level is not CodeLevel.CHAPTER and (len(rows) > 1 or not code.billable):
            around = _numbers_of(rows)
        for term in self._defaults.get(code.code, ()):
            price = cost(code, essence(term), "", is_term=True) + _FOR_A_DEFAULT
            rows.append((_Row(number, term, price, usual | DEFAULT, beginning), ()))
        self._close_down_to(parent)
        if around or not code.billable:
            self._open.append(_Open(number, len(self._rows), around))
        for row, weighed in rows:
            self._put(row, weighed)

    def _put(self, row: _Row, found_by: Iterable[WeighedWords]) -> None:
        self._words.add(len(self._rows), found_by)
        self._rows.append(row)

    def _close_down_to(self, parent: int | None) -> None:
        """Nothing more stands below the entries opened since this one."""
        while self._open and self._open[-1].number != parent:
            self._close()

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

        def fresh() -> Iterator[tuple[int, int, str, bool, int, int]]:
            """The terms that no release has, one by one."""
            number = last
            for row in rows:
                if row.term is None:
                    numbers.append(-row.code)
                    continue
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
        blobs = make_blobs(written, self._words, self._around)
        write_arrays(connection, self._release_id, blobs)

    def _spell_out_defaults(self) -> None:
        """Spell out the short forms among bare conditions that the book does not have."""
        book = self._words.standing_in(_IN_THE_BOOK)
        wordings = tables.load_wordings(self._connection)
        for place, row in enumerate(self._rows):
            if row.flags & DEFAULT and row.term is not None:
                term = tables.spelled_out(row.term, wordings, book)
                self._rows[place] = row._replace(term=term)
                self._words.add(place, [self._words.weighed(_indexed(term), essence(term))])

    def _close(self) -> None:
        """Nothing more stands below the entry opened last."""
        done = self._open.pop()
        if done.around and len(self._rows) - done.start > 1:
            self._around.append((done.around, done.start, len(self._rows)))

    def _rows_of_terms(
        self, number: int, code: Code, beginning: str, terms: Iterable[str]
    ) -> Iterator[_Worded]:
        usual = BILLABLE if code.billable else 0
        for term in terms:
            said = essence(term)
            price = cost(code, said, "", is_term=True)
            words = self._words.weighed(_indexed(term), said)
            yield _Row(number, term, price, usual, beginning), (words,)

    def _inherited(
        self, number: int, code: Code, beginning: str, mark: int, above: _Heading | None
    ) -> Iterator[_Worded]:
        """Give the terms of headings to the first billable code that says no more than they.

        E11 includes "diabetes NOS"; who says only that means E11.9, whose title adds nothing but
        "without complications".
        """
        while above is not None:
            if above.signature == mark and not above.has_default:
                above.has_default = True
                yield from self._rows_of_terms(number, code, beginning, above.terms)
            above = above.above

    def _seventh(self, meaning: str) -> tuple[tuple[str, ...], WeighedWords]:
        """What a seventh character adds to what its stem says, and to what it is found by."""
        known = self._sevenths.get(meaning)
        if known is None:
            added = () if is_default(meaning) else tuple(essence(meaning))
            known = added, self._words.weighed(_indexed(meaning), added)
            self._sevenths[meaning] = known
        return known


def _numbers_of(rows: Iterable[_Worded]) -> tuple[int, ...]:
    """The numbers of the words of phrases, each once."""
    numbers = (number for _, found_by in rows for words in found_by for number in words.numbers)
    return tuple(dict.fromkeys(numbers))


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


def _price_with_seventh(code: Code, stem: _Heading, meaning: str, added: tuple[str, ...]) -> int:
    """What a code with a seventh character costs.

    What the encounter says is weighed by its kind, not by the number of its words.
    """
    if added and not meaning.startswith(_ENCOUNTERS):
        return cost(code, (*stem.kernel, *added), meaning, is_term=False)
    if stem.price is None:
        stem.price = cost(code, stem.kernel, "", is_term=False)
    return stem.price + cost_of_encounter(meaning)


def _seventh_meaning(code: Code, above: _Heading | None) -> str:
    """What the seventh character adds to the title of its stem."""
    if above is None or len(code.code) != _LENGTH_WITH_SEVENTH:
        return ""
    beginning = above.title + ", "
    return code.title[len(beginning) :] if code.title.startswith(beginning) else ""

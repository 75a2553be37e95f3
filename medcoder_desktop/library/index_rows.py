"""Writes the indexes and tables of the book, and walks them: term by term, and by reference."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.alphabetic_index import IndexEntry, IndexTerm
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.library.fact_json import from_json, to_json
from medcoder_desktop.library.search.index_phrases import IndexPhrases
from medcoder_desktop.library.search.words import indexed_words, words_of
from medcoder_desktop.library.steps import Step

_STEP = 2_000
_COLUMNS = "t.id, t.parent_id, t.below, t.body"
_BY_KIND = re.compile(r",?\s*\bby\b.*$", re.IGNORECASE)
"""What a reference such as "Forces of nature, by type" says about the choice, not the place."""
_LINKS = ("with", "due to", "in", "following", "associated with")
"""Subterms that stand between a term and what a reference names under it."""


def add_index(
    connection: dbapi2.Connection,
    release_id: int,
    columns: Sequence[str],
    terms: Iterable[IndexTerm],
    step: Step,
    *,
    phrases: IndexPhrases,
) -> int:
    """Write the terms of one release in book order, and what search needs of them.

    Returns:
        How many there are.

    Raises:
        InputError: A term stands deeper than the one above it allows.
        Cancelled: The progress callback stopped the work; the caller rolls back.
    """
    connection.executemany(
        "INSERT INTO index_column VALUES (?, ?, ?)",
        ((release_id, position, heading) for position, heading in enumerate(columns)),
    )
    # Numbers are never given again: the words of removed terms stay in the index of words.
    (last,) = connection.execute(
        "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'index_term'"
    ).fetchone()
    branch: list[tuple[int, str]] = []
    line: list[IndexTerm] = []
    below: dict[int, int] = {}
    rows: list[tuple[object, ...]] = []
    words: list[tuple[int, str, str]] = []
    count = 0
    for term in terms:
        if term.depth > len(branch):
            raise InputError("library.term_too_deep", term=term.title)
        del branch[term.depth :]
        del line[term.depth :]
        last += 1
        parent = branch[-1][0] if branch else None
        if parent is not None:
            below[parent] = below.get(parent, 0) + 1
        rows.append((last, release_id, parent, term.depth, folded(term.title), 0, to_json(term)))
        path = " ".join(found for _, found in branch)
        branch.append((last, " ".join(indexed_words(term.title))))
        phrases.add(last, term, line)
        line.append(term)
        extra = " ".join(indexed_words(" ".join(term.nonessential))) if term.nonessential else ""
        words.append((last, f"{branch[-1][1]} {extra}", path))
        count += 1
        if count % _STEP == 0:
            step(0, 0)
            _insert(connection, rows, words)
    _insert(connection, rows, words)
    phrases.write(connection)
    connection.executemany(
        "UPDATE index_term SET below = ? WHERE id = ?", ((n, each) for each, n in below.items())
    )
    return count


def remove_index(connection: dbapi2.Connection, release_id: int) -> None:
    """Take the terms of a release out."""
    for table in ("index_column", "index_term", "search_array"):
        connection.execute(f"DELETE FROM {table} WHERE release_id = ?", (release_id,))


def release_of_term(connection: dbapi2.Connection, entry_id: int) -> int | None:
    """The row id of the release a term belongs to; None when it is gone."""
    row = connection.execute(
        "SELECT release_id FROM index_term WHERE id = ?", (entry_id,)
    ).fetchone()
    return None if row is None else int(row[0])


def folded(text: str) -> str:
    """A term as it is compared: words without case and accents, single blanks."""
    return " ".join(words_of(text))


class IndexBook:
    """One release of an index or table, to be walked.

    Args:
        release_id: Row id of the release.
    """

    def __init__(self, connection: dbapi2.Connection, release_id: int) -> None:
        self._connection = connection
        self._release = release_id

    def columns(self) -> tuple[str, ...]:
        """The headings of a table; empty for an index."""
        rows = self._connection.execute(
            "SELECT heading FROM index_column WHERE release_id = ? ORDER BY position",
            (self._release,),
        )
        return tuple(heading for (heading,) in rows)

    def main_terms(self, beginning: str, most: int) -> tuple[IndexEntry, ...]:
        """Main terms in book order that begin with a text; from the start for an empty one."""
        start = folded(beginning)
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM index_term t WHERE release_id = ? AND parent_id IS NULL"
            " AND folded >= ? AND folded < ? ORDER BY id LIMIT ?",
            (self._release, start, start + "~", most),
        )
        return tuple(self._entry(row, ()) for row in rows)

    def below(self, entry_id: int) -> tuple[IndexEntry, ...]:
        """The terms right below one, in book order."""
        above = self.entry(entry_id)
        path = (*above.path, above.term.title)
        return tuple(self._entry(row, path) for row in self._rows_below(entry_id))

    def entry(self, entry_id: int) -> IndexEntry:
        """One term.

        Raises:
            InputError: There is none under this number, perhaps because a newer index is in use.
        """
        row = self._row(entry_id)
        return self._entry(row, self._path_below(row[1], {}))

    def everything(self) -> Iterator[IndexTerm]:
        """All terms in book order."""
        rows = self._connection.execute(
            "SELECT body FROM index_term WHERE release_id = ? ORDER BY id", (self._release,)
        )
        return (from_json(IndexTerm, body) for (body,) in rows)

    def search(self, text: str, most: int) -> tuple[IndexEntry, ...]:
        """Terms that have the words themselves or in their path; the closest first.

        A term whose own words answer comes before one whose path does, a main term before its
        subterms.
        """
        words = list(dict.fromkeys(words_of(text)))
        if not words:
            return ()
        wanted = " AND ".join(f'"{word}"*' for word in words)
        own = " OR ".join(f'"{word}"*' for word in words)
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM index_words w CROSS JOIN index_term t ON t.id = w.rowid"
            " WHERE index_words MATCH ? AND t.release_id = ? ORDER BY t.depth, t.id LIMIT ?",
            (f"({wanted}) AND term : ({own})", self._release, most),
        )
        paths: dict[int, tuple[str, ...]] = {}
        return tuple(self._entry(row, self._path_below(row[1], paths)) for row in rows.fetchall())

    def follow(self, reference: str) -> IndexEntry | None:
        """Where a see or see also leads: the deepest term of the reference that there is.

        A reference names main term and subterms with commas between ("Accident, transport, car
        occupant"); a title may itself hold commas.
        """
        parts = [folded(part) for part in _BY_KIND.sub("", reference).split(",")]
        parts = [part for part in parts if part]
        for length in range(len(parts), 0, -1):
            row = self._main_term(" ".join(parts[:length]))
            if row is not None:
                return self.entry(self._deepest(row[0], parts[length:]))
        return None

    def _path_below(
        self, entry_id: int | None, known: dict[int, tuple[str, ...]]
    ) -> tuple[str, ...]:
        """The titles from the main term down to a term; what is found is added to ``known``."""
        if entry_id is None:
            return ()
        if entry_id not in known:
            row = self._row(entry_id)
            title = from_json(IndexTerm, row[3]).title
            known[entry_id] = (*self._path_below(row[1], known), title)
        return known[entry_id]

    def _main_term(self, title: str) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._connection.execute(
            f"SELECT {_COLUMNS} FROM index_term t WHERE release_id = ? AND parent_id IS NULL"
            " AND (folded = ? OR (folded >= ? AND folded < ?)) ORDER BY folded <> ?, id LIMIT 1",
            (self._release, title, title + " ", title + " ~", title),
        ).fetchone()
        return row

    def _deepest(self, entry_id: int, parts: Sequence[str]) -> int:
        """Go down while subterms fit; a link such as "with" may stand between."""
        at = entry_id
        while parts:
            for length in range(len(parts), 0, -1):
                found = self._subterm(at, " ".join(parts[:length]))
                if found is not None:
                    at, parts = found, parts[length:]
                    break
            else:
                return at
        return at

    def _subterm(self, entry_id: int, title: str) -> int | None:
        rows = self._connection.execute(
            "SELECT id, folded FROM index_term WHERE release_id = ? AND parent_id = ?",
            (self._release, entry_id),
        ).fetchall()
        for fits in (title.__eq__, lambda folded_title: folded_title.startswith(title + " ")):
            for number, present in rows:
                if fits(present):
                    return int(number)
        for number, present in rows:
            if present in _LINKS:
                found = self._subterm(number, title.removeprefix(present + " "))
                if found is not None:
                    return found
        return None

    def _rows_below(self, entry_id: int) -> Iterator[tuple[Any, ...]]:
        rows: Iterator[tuple[Any, ...]] = self._connection.execute(
            f"SELECT {_COLUMNS} FROM index_term t WHERE release_id = ? AND parent_id = ?"
            " ORDER BY id",
            (self._release, entry_id),
        )
        return rows

    def _row(self, entry_id: int) -> tuple[Any, ...]:
        row: tuple[Any, ...] | None = self._connection.execute(
            f"SELECT {_COLUMNS} FROM index_term t WHERE id = ? AND release_id = ?",
            (entry_id, self._release),
        ).fetchone()
        if row is None:
            raise InputError("library.term_gone")
        return row

    @staticmethod
    def _entry(row: tuple[Any, ...], path: tuple[str, ...]) -> IndexEntry:
        return IndexEntry(row[0], from_json(IndexTerm, row[3]), path, row[2])


def _insert(
    connection: dbapi2.Connection,
    rows: list[tuple[object, ...]],
    words: list[tuple[int, str, str]],
) -> None:
    connection.executemany("INSERT INTO index_term VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    connection.executemany("INSERT INTO index_words (rowid, term, path) VALUES (?, ?, ?)", words)
    rows.clear()
    words.clear()

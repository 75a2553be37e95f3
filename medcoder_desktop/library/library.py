"""The built library: which release answers for a day, and what it says about a code."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.codes import (
    Code,
    CodeEntry,
    CodeLevel,
    CodeNote,
    CodeSystem,
    NoteKind,
    SeventhCharacter,
    compact,
    dotted,
)
from medcoder_desktop.domain.errors import EnvironmentError_, InputError
from medcoder_desktop.domain.releases import CodeSet, InForce, Release
from medcoder_desktop.library.release_rows import Answering, Shelf, read_shelf
from medcoder_desktop.library.schema import VERSION

CODE_COLUMNS = (
    "c.id, c.code, c.title, c.level, c.billable, CASE WHEN c.billable THEN 0 ELSE coalesce((SELECT"
    " h.below FROM heading h WHERE h.release_id = :release AND h.code_id = c.id), 0) END, c.parent"
)
"""What ``code_from_row`` reads from ``code c``; ``:release`` is the row id of the release, and
``c.releases & :mask`` keeps to its rows."""

_SELECT = "SELECT " + CODE_COLUMNS + " FROM code c WHERE c.releases & :mask"
_IN_BOOK_ORDER = (
    " ORDER BY coalesce((SELECT s.place FROM sibling_place s WHERE s.release_id = :release"
    " AND s.code_id = c.id), 0), c.compact"
)


class Library:
    """Read-only access; a connection for each thread that asks.

    Releases that another connection or another process adds are seen at the next question.
    Use :meth:`open`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._here = threading.local()
        self._all: list[dbapi2.Connection] = []
        self._guard = threading.Lock()

    @classmethod
    def open(cls, path: Path, source_fingerprint: str) -> Library | None:
        """The library at ``path``, or None when it must be built.

        Args:
            source_fingerprint: The sources that come with the program, from which it must have
                been built.
        """
        if not path.is_file():
            return None
        try:
            connection = _connect(path)
            try:
                (version,) = connection.execute("PRAGMA user_version").fetchone()
                if version != VERSION:
                    return None
                (fingerprint,) = connection.execute("SELECT fingerprint FROM source").fetchone()
            finally:
                connection.close()
        except dbapi2.DatabaseError:
            return None
        return cls(path) if fingerprint == source_fingerprint else None

    def connection(self) -> dbapi2.Connection:
        """This thread's connection, for the searcher.

        Raises:
            EnvironmentError_: The file cannot be opened any more.
        """
        present: dbapi2.Connection | None = getattr(self._here, "connection", None)
        if present is None:
            try:
                present = _connect(self._path)
            except dbapi2.DatabaseError as error:
                raise EnvironmentError_("missing.library") from error
            self._here.connection = present
            with self._guard:
                self._all.append(present)
        return present

    def close(self) -> None:
        """Close every thread's connection; nobody may ask any more."""
        with self._guard:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._here = threading.local()

    def shelf(self) -> Shelf:
        """The releases as they lie there now."""
        connection = self.connection()
        (version,) = connection.execute("PRAGMA data_version").fetchone()
        if getattr(self._here, "version", None) != version:
            self._here.shelf = read_shelf(connection)
            self._here.version = version
        shelf: Shelf = self._here.shelf
        return shelf

    def releases(self) -> tuple[Release, ...]:
        """The releases of ICD-10-CM in use, newest first."""
        return self.shelf().line(CodeSet.ICD10CM)

    def in_force(self, on: date) -> InForce:
        """The release of ICD-10-CM in force on a day, or the nearest one marked as not exact."""
        return self.answering(on).in_force

    def answering(self, on: date) -> Answering:
        """The release of ICD-10-CM that answers for a day.

        Raises:
            EnvironmentError_: No release is in use; the library must be built again.
        """
        found = self.shelf().answering(CodeSet.ICD10CM, on)
        if found is None:
            raise EnvironmentError_("missing.library")
        return found

    def count_billable(self, on: date) -> int:
        """How many codes may stand on a claim for a day."""
        return self.answering(on).installed.rows

    def chapters(self, on: date) -> tuple[Code, ...]:
        """The chapters of the tabular list."""
        return tuple(self._children("", self.answering(on)))

    def children(self, code: str, on: date) -> tuple[Code, ...]:
        """The entries right below one, in book order.

        Raises:
            InputError: No such entry in the release that answers for ``on``.
        """
        asked = self.answering(on)
        row = self._find(code, asked)
        return tuple(self._children(row[1], asked))

    def entry(self, code: str, on: date) -> CodeEntry:
        """Everything the book says about an entry.

        Args:
            code: In any writing (``e1142``), or a chapter's number or a section's range.

        Raises:
            InputError: No such entry in the release that answers for ``on``.
        """
        asked = self.answering(on)
        row = self._find(code, asked)
        above = tuple(self.rows_above(row, asked))
        notes: list[CodeNote] = []
        for each in (row, *reversed(above)):
            notes += _unless_replaced(self._notes(each[0], each[1]), notes)
        return CodeEntry(
            code=code_from_row(row),
            path=tuple(code_from_row(ancestor) for ancestor in above),
            notes=tuple(notes),
            children=tuple(self._children(row[1], asked)),
            seventh_characters=self._seventh_characters(row, above, asked),
            in_force=asked.in_force,
        )

    def row_of(self, code: str, asked: Answering) -> tuple[Any, ...] | None:
        """The row of an entry in a release, or None."""
        row: tuple[Any, ...] | None = (
            self.connection()
            .execute(_SELECT + " AND c.compact = :code", _in(asked, code=compact(code)))
            .fetchone()
        )
        return row

    def rows_above(self, row: tuple[Any, ...], asked: Answering) -> list[tuple[Any, ...]]:
        """The rows above one, chapter first."""
        found: list[tuple[Any, ...]] = []
        above: tuple[Any, ...] | None = row
        while above is not None and above[6]:
            above = self.row_of(above[6], asked)
            if above is not None:
                found.append(above)
        return found[::-1]

    def billable_below(self, code: str, asked: Answering, most: int) -> tuple[Code, ...]:
        """Billable codes that begin with a code, in the order of their letters."""
        start = compact(code)
        rows = self.connection().execute(
            _SELECT + " AND c.billable AND c.compact > :start AND c.compact < :end"
            " ORDER BY c.compact LIMIT :most",
            _in(asked, start=start, end=start + "~", most=most),
        )
        return tuple(code_from_row(row) for row in rows)

    def _find(self, code: str, asked: Answering) -> tuple[Any, ...]:
        row = self.row_of(code, asked)
        if row is None:
            shown = dotted(code) if compact(code).isalnum() else code.strip()
            raise InputError("code.unknown", code=shown, release=asked.in_force.release.title)
        return row

    def _children(self, code: str, asked: Answering) -> Iterator[Code]:
        rows = self.connection().execute(
            _SELECT + " AND c.parent = :code" + _IN_BOOK_ORDER, _in(asked, code=code)
        )
        return (code_from_row(row) for row in rows)

    def _notes(self, code_id: int, source: str) -> Iterator[CodeNote]:
        rows = self.connection().execute(
            "SELECT kind, text FROM note WHERE code_id = ? ORDER BY position", (code_id,)
        )
        return (CodeNote(NoteKind[kind], text, source) for kind, text in rows)

    def _seventh_characters(
        self, row: tuple[Any, ...], above: tuple[tuple[Any, ...], ...], asked: Answering
    ) -> tuple[SeventhCharacter, ...]:
        """What the children of a stem, or the siblings of a code that has one, choose between."""
        stem = row[1] if row[5] else above[-1][1] if above else None
        if stem is None:
            return ()
        rows = self.connection().execute(
            "SELECT compact FROM code c WHERE c.releases & :mask AND c.parent = :stem"
            " AND length(compact) = 7",
            {"mask": asked.installed.mask, "stem": stem},
        )
        present = {each[0][-1] for each in rows}
        if not present:
            return ()
        for ancestor in (row, *reversed(above)):
            choices = [
                SeventhCharacter(character, meaning)
                for character, meaning in self.connection().execute(
                    "SELECT character, meaning FROM seventh_character"
                    " WHERE code_id = ? ORDER BY position",
                    (ancestor[0],),
                )
                if character in present
            ]
            if choices:
                return tuple(choices)
        return ()


def _in(asked: Answering, **params: object) -> dict[str, object]:
    return {"mask": asked.installed.mask, "release": asked.installed.id, **params}


def _unless_replaced(notes: Iterator[CodeNote], nearer: list[CodeNote]) -> list[CodeNote]:
    """The notes of an entry that still hold below it.

    What the book says of seventh characters at a subcategory stands in place of what it says at
    the category: a torus fracture (S52.52) takes none of the characters for open fractures.
    """
    seventh = NoteKind.SEVENTH_CHARACTER
    replaced = any(note.kind is seventh for note in nearer)
    return [note for note in notes if not (replaced and note.kind is seventh)]


def code_from_row(row: tuple[Any, ...]) -> Code:
    """A code from the columns of ``CODE_COLUMNS``."""
    _, code, title, level, billable, _, parent = row[:7]
    return Code(CodeSystem.ICD10CM, code, title, CodeLevel(level), bool(billable), parent)


def _connect(path: Path) -> dbapi2.Connection:
    connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False
    )
    connection.execute("PRAGMA query_only=ON")
    return connection

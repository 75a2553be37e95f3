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
from medcoder_desktop.library.schema import VERSION

CODE_COLUMNS = "c.id, c.code, c.title, c.level, c.billable, c.billable_below, p.code"
"""What ``code_from_row`` reads, from ``code c`` left-joined to its parent ``code p``."""

_SELECT = "SELECT " + CODE_COLUMNS + " FROM code c LEFT JOIN code p ON p.id = c.parent_id"


class Library:
    """Read-only access; a connection for each thread that asks.

    Use :meth:`open`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._here = threading.local()
        self._all: list[dbapi2.Connection] = []
        self._guard = threading.Lock()
        self._releases = tuple(self._read_releases())

    @classmethod
    def open(cls, path: Path, source_fingerprint: str) -> Library | None:
        """The library at ``path``, or None when it must be built.

        Args:
            source_fingerprint: The source it must have been built from.
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

    def releases(self) -> tuple[Release, ...]:
        """The releases installed, newest first."""
        return tuple(release for _, release in self._releases)

    def in_force(self, on: date) -> InForce:
        """The release in force on a day, or the nearest one marked as not exact."""
        return self.answering(on)[1]

    def answering(self, on: date) -> tuple[int, InForce]:
        """The row id of the release that answers for a day, and the release."""
        for number, release in self._releases:
            if release.holds_on(on):
                return number, InForce(release, on, exact=True)
        number, release = min(self._releases, key=lambda each: _distance(each[1], on))
        return number, InForce(release, on, exact=False)

    def count_billable(self) -> int:
        """How many codes of all releases may stand on a claim."""
        (count,) = self.connection().execute("SELECT count(*) FROM code WHERE billable").fetchone()
        return int(count)

    def chapters(self, on: date) -> tuple[Code, ...]:
        """The chapters of the tabular list."""
        release, _ = self.answering(on)
        where = " WHERE c.release_id = ? AND c.parent_id IS NULL ORDER BY c.id"
        return tuple(
            code_from_row(row) for row in self.connection().execute(_SELECT + where, (release,))
        )

    def children(self, code: str, on: date) -> tuple[Code, ...]:
        """The entries right below one, in book order.

        Raises:
            InputError: No such entry in the release that answers for ``on``.
        """
        row, _ = self._find(code, on)
        return tuple(self._children(row[0]))

    def entry(self, code: str, on: date) -> CodeEntry:
        """Everything the book says about an entry.

        Args:
            code: In any writing (``e1142``), or a chapter's number or a section's range.

        Raises:
            InputError: No such entry in the release that answers for ``on``.
        """
        row, in_force = self._find(code, on)
        above = tuple(self._above(row[0]))
        notes: list[CodeNote] = []
        for each in (row, *reversed(above)):
            notes += _unless_replaced(self._notes(each[0], each[1]), notes)
        return CodeEntry(
            code=code_from_row(row),
            path=tuple(code_from_row(ancestor) for ancestor in above),
            notes=tuple(notes),
            children=tuple(self._children(row[0])),
            seventh_characters=self._seventh_characters(row, above),
            in_force=in_force,
        )

    def _find(self, code: str, on: date) -> tuple[tuple[Any, ...], InForce]:
        release, in_force = self.answering(on)
        where = " WHERE c.release_id = ? AND c.compact = ?"
        row = self.connection().execute(_SELECT + where, (release, compact(code))).fetchone()
        if row is None:
            shown = dotted(code) if compact(code).isalnum() else code.strip()
            raise InputError("code.unknown", code=shown, release=in_force.release.title)
        return row, in_force

    def _above(self, code_id: int) -> list[tuple[Any, ...]]:
        """The rows above one, chapter first."""
        # CROSS JOIN keeps SQLite from scanning every code to meet the few above.
        query = (
            "WITH RECURSIVE up(id, depth) AS (SELECT parent_id, 1 FROM code WHERE id = ?"
            " UNION ALL SELECT code.parent_id, depth + 1 FROM code JOIN up ON code.id = up.id)"
            " SELECT " + CODE_COLUMNS + " FROM up CROSS JOIN code c ON c.id = up.id"
            " LEFT JOIN code p ON p.id = c.parent_id ORDER BY depth DESC"
        )
        return list(self.connection().execute(query, (code_id,)))

    def _children(self, code_id: int) -> Iterator[Code]:
        rows = self.connection().execute(
            _SELECT + " WHERE c.parent_id = ? ORDER BY c.id", (code_id,)
        )
        return (code_from_row(row) for row in rows)

    def _notes(self, code_id: int, source: str) -> Iterator[CodeNote]:
        rows = self.connection().execute(
            "SELECT kind, text FROM note WHERE code_id = ? ORDER BY position", (code_id,)
        )
        return (CodeNote(NoteKind[kind], text, source) for kind, text in rows)

    def _seventh_characters(
        self, row: tuple[Any, ...], above: tuple[tuple[Any, ...], ...]
    ) -> tuple[SeventhCharacter, ...]:
        """What the children of a stem, or the siblings of a code that has one, choose between."""
        stem_id = row[0] if row[5] else above[-1][0] if above else None
        if stem_id is None:
            return ()
        rows = self.connection().execute(
            "SELECT compact FROM code WHERE parent_id = ? AND length(compact) = 7", (stem_id,)
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

    def _read_releases(self) -> Iterator[tuple[int, Release]]:
        rows = self.connection().execute(
            "SELECT id, system, name, effective_from, effective_to, notes_as_of"
            " FROM release ORDER BY effective_from DESC"
        )
        for number, system, name, start, end, notes_as_of in rows:
            yield (
                number,
                Release(
                    CodeSet(system),
                    name,
                    date.fromisoformat(start),
                    date.fromisoformat(end) if end else None,
                    notes_as_of,
                ),
            )


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
    return Code(CodeSystem.ICD10CM, code, title, CodeLevel(level), bool(billable), parent or "")


def _connect(path: Path) -> dbapi2.Connection:
    connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False
    )
    connection.execute("PRAGMA query_only=ON")
    return connection


def _distance(release: Release, on: date) -> int:
    """Days between a day and the time a release is in force."""
    if on < release.effective_from:
        return (release.effective_from - on).days
    return (on - (release.effective_to or on)).days

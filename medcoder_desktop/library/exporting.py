"""Reads a whole release out of the library again, as its reader would hand it over."""

from __future__ import annotations

from collections.abc import Iterator

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.codes import (
    Code,
    CodeLevel,
    CodeNote,
    CodeSystem,
    NoteKind,
    SeventhCharacter,
)
from medcoder_desktop.domain.tabular import TabularEntry
from medcoder_desktop.library.release_rows import Installed


def entries_of(connection: dbapi2.Connection, installed: Installed) -> Iterator[TabularEntry]:
    """The tabular list of a release in book order, parents before children."""
    notes = _gathered(
        connection.execute(
            "SELECT n.code_id, n.kind, n.text FROM note n JOIN code c ON c.id = n.code_id"
            " WHERE c.releases & ? ORDER BY n.code_id, n.position",
            (installed.mask,),
        )
    )
    sevenths = _gathered(
        connection.execute(
            "SELECT s.code_id, s.character, s.meaning FROM seventh_character s"
            " JOIN code c ON c.id = s.code_id WHERE c.releases & ? ORDER BY s.code_id, s.position",
            (installed.mask,),
        )
    )
    below: dict[str, list[tuple[int, Code]]] = {}
    rows = connection.execute(
        "SELECT id, code, title, level, billable, parent FROM code LEFT JOIN sibling_place s"
        " ON s.release_id = ? AND s.code_id = id WHERE releases & ?"
        " ORDER BY coalesce(s.place, 0), compact",
        (installed.id, installed.mask),
    )
    for number, code, title, level, billable, parent in rows:
        entry = Code(CodeSystem.ICD10CM, code, title, CodeLevel(level), bool(billable), parent)
        below.setdefault(parent, []).append((number, entry))
    waiting = below.get("", [])[::-1]
    while waiting:
        number, entry = waiting.pop()
        yield TabularEntry(
            entry,
            tuple(
                CodeNote(NoteKind[kind], text, entry.code) for kind, text in notes.get(number, ())
            ),
            tuple(SeventhCharacter(*choice) for choice in sevenths.get(number, ())),
        )
        waiting += below.get(entry.code, [])[::-1]


def _gathered(rows: dbapi2.Cursor) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for number, first, second in rows:
        found.setdefault(number, []).append((first, second))
    return found

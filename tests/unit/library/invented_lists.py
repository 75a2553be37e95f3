"""Small invented code lists, releases of them, and libraries that hold these."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.codes import (
    Code,
    CodeLevel,
    CodeNote,
    CodeSystem,
    NoteKind,
    SeventhCharacter,
    compact,
)
from medcoder_desktop.domain.releases import CodeSet, Origin, Release
from medcoder_desktop.domain.tabular import TabularEntry
from medcoder_desktop.library.build import add_releases, build_library
from medcoder_desktop.library.exporting import entries_of
from medcoder_desktop.library.library import Library
from medcoder_desktop.library.parts import Part

SOURCE = "invented lists"


def chapter(number: str, title: str) -> TabularEntry:
    """A chapter."""
    return _entry(number, title, "", CodeLevel.CHAPTER, billable=False)


def section(codes: str, title: str, parent: str) -> TabularEntry:
    """A section such as ``G35-G37``."""
    return _entry(codes, title, parent, CodeLevel.SECTION, billable=False)


def heading(
    code: str,
    title: str,
    parent: str,
    *notes: tuple[NoteKind, str],
    sevenths: Sequence[tuple[str, str]] = (),
) -> TabularEntry:
    """A category or subcategory with codes below it."""
    level = CodeLevel.CATEGORY if len(code) == 3 else CodeLevel.SUBCATEGORY
    return _entry(code, title, parent, level, *notes, billable=False, sevenths=sevenths)


def billable(code: str, title: str, parent: str, *notes: tuple[NoteKind, str]) -> TabularEntry:
    """A code that may stand on a claim."""
    return _entry(code, title, parent, CodeLevel.CODE, *notes, billable=True)


def _entry(
    code: str,
    title: str,
    parent: str,
    level: CodeLevel,
    *notes: tuple[NoteKind, str],
    billable: bool,
    sevenths: Sequence[tuple[str, str]] = (),
) -> TabularEntry:
    return TabularEntry(
        Code(CodeSystem.ICD10CM, code, title, level, billable, parent),
        tuple(CodeNote(kind, text, code) for kind, text in notes),
        tuple(SeventhCharacter(*choice) for choice in sevenths),
    )


def year(
    fiscal: int, *, origin: Origin = Origin.OFFICIAL, in_use: bool = True, name: str = ""
) -> Release:
    """A release of ICD-10-CM for a fiscal year."""
    return Release(
        CodeSet.ICD10CM,
        name or f"FY{fiscal}",
        date(fiscal - 1, 10, 1),
        date(fiscal, 9, 30),
        origin=origin,
        in_use=in_use,
    )


def part(release: Release, rows: Iterable[object]) -> Part:
    """A release with its rows at hand."""
    kept = tuple(rows)
    return Part(release, lambda _: kept)


def entries_in(of: Part) -> list[TabularEntry]:
    """The entries of a release whose rows are at hand."""
    # Rows at hand need no connection to be made from.
    return [row for row in of.rows(None) if isinstance(row, TabularEntry)]


def built(path: Path, *parts: Part) -> Library:
    """A library of these releases, opened."""
    build_library(path, parts, source_fingerprint=SOURCE)
    return opened(path)


def opened(path: Path) -> Library:
    """The library that lies there."""
    library = Library.open(path, SOURCE)
    assert library is not None
    return library


def add(path: Path, *parts: Part) -> None:
    """Add releases as an import does: by a connection of its own."""
    add_releases(path, parts)


def exported(library: Library, release_id: str) -> list[TabularEntry]:
    """A release as it would be handed over to another library."""
    return list(entries_of(library.connection(), library.shelf().named(release_id)))


def everything_in(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, the search index included."""
    connection = dbapi2.connect(str(path))
    try:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
        ).fetchall()
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in tables}
    finally:
        connection.close()


def plain_codes(entries: Iterable[TabularEntry]) -> list[str]:
    """The codes of entries without dots, in their order."""
    return [compact(entry.code.code) for entry in entries]

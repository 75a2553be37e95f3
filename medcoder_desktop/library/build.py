"""Builds ``library.db`` aside and puts it in place in one step."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.codes import compact
from medcoder_desktop.domain.errors import EnvironmentError_
from medcoder_desktop.domain.progress import Progress, no_progress
from medcoder_desktop.domain.releases import Release
from medcoder_desktop.domain.tabular import TabularEntry
from medcoder_desktop.library.schema import INDEXES, TABLES, VERSION
from medcoder_desktop.library.search import index

_USUAL_COUNT = 98_505
"""Entries of FY2026, for telling how far the work is; another list may have more or fewer."""
_ENTRIES_PER_STEP = 2_000
_BUILDING = (".library-", ".building")
_ABANDONED = 24 * 60 * 60
"""Seconds after which an unfinished file is nobody's: its process was ended."""


def build_library(
    target: Path,
    release: Release,
    entries: Iterable[TabularEntry],
    *,
    source_fingerprint: str,
    progress: Progress = no_progress,
) -> None:
    """Write a library of one release.

    Args:
        target: Where it goes; a library already there is replaced only at the very end.
        entries: Parents before children.
        source_fingerprint: Recognises the source the entries were read from.

    Raises:
        Cancelled: The progress callback stopped the work; nothing is left behind.
        EnvironmentError_: The folder cannot be written or the disk is full.
    """
    _clear_away(target.parent)
    try:
        handle, name = tempfile.mkstemp(prefix=_BUILDING[0], suffix=_BUILDING[1], dir=target.parent)
        os.close(handle)
    except OSError as error:
        raise EnvironmentError_("library.not_written", folder=target.parent) from error
    building = Path(name)
    try:
        _write(building, release, entries, source_fingerprint, progress)
        _put_in_place(building, target)
    except (dbapi2.OperationalError, OSError) as error:
        raise EnvironmentError_("library.not_written", folder=target.parent) from error
    finally:
        building.unlink(missing_ok=True)


def _write(
    building: Path,
    release: Release,
    entries: Iterable[TabularEntry],
    fingerprint: str,
    progress: Progress,
) -> None:
    with closing(dbapi2.connect(str(building), isolation_level=None)) as connection:
        # The file is thrown away unless it is complete, so it needs no journal of its own.
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
        connection.executescript(TABLES + index.TABLES)
        connection.execute("BEGIN")
        _insert(connection, release, entries, fingerprint, progress)
        connection.execute("COMMIT")
        progress(_USUAL_COUNT, _USUAL_COUNT, "Putting the code library in place")
        connection.executescript(INDEXES + index.INDEXES)
        connection.execute("ANALYZE")
        connection.execute(f"PRAGMA user_version={VERSION}")


def _insert(
    connection: dbapi2.Connection,
    release: Release,
    entries: Iterable[TabularEntry],
    fingerprint: str,
    progress: Progress,
) -> None:
    connection.execute("INSERT INTO source VALUES (?)", (fingerprint,))
    connection.execute(
        "INSERT INTO release VALUES (1, ?, ?, ?, ?, ?)",
        (
            release.code_set.value,
            release.name,
            release.effective_from.isoformat(),
            release.effective_to.isoformat() if release.effective_to else None,
            release.notes_as_of,
        ),
    )
    family = _Family()
    phrases = index.PhraseIndex()
    for done, step in _steps(entries):
        progress(min(done, _USUAL_COUNT - 1), _USUAL_COUNT, f"Reading {release.name}")
        numbered = [(family.admit(entry), entry) for entry in step]
        connection.executemany(
            "INSERT INTO code VALUES (?, 1, ?, ?, ?, ?, ?, 0, ?)",
            [
                (
                    number,
                    entry.code.code,
                    compact(entry.code.code),
                    entry.code.title,
                    entry.code.level.value,
                    entry.code.billable,
                    family.parent_of(number),
                )
                for number, entry in numbered
            ],
        )
        connection.executemany(
            "INSERT INTO note VALUES (?, ?, ?, ?)",
            [
                (number, position, note.kind.name, note.text)
                for number, entry in numbered
                for position, note in enumerate(entry.notes)
            ],
        )
        connection.executemany(
            "INSERT INTO seventh_character VALUES (?, ?, ?, ?)",
            [
                (number, position, choice.character, choice.meaning)
                for number, entry in numbered
                for position, choice in enumerate(entry.seventh_characters)
            ],
        )
        for number, entry in numbered:
            phrases.add(number, family.parent_of(number), entry)
    connection.executemany(
        "UPDATE code SET billable_below = ? WHERE id = ?", family.billable_below()
    )
    phrases.write(connection)


class _Family:
    """Who stands above whom."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._parents: list[int | None] = [None]
        self._below: list[int] = [0]

    def admit(self, entry: TabularEntry) -> int:
        """Give an entry its number."""
        number = len(self._parents)
        parent = self._numbers.get(entry.code.parent)
        self._numbers[entry.code.code] = number
        self._parents.append(parent)
        self._below.append(0)
        if entry.code.billable:
            above = parent
            while above is not None:
                self._below[above] += 1
                above = self._parents[above]
        return number

    def parent_of(self, number: int) -> int | None:
        """The number of the entry above."""
        return self._parents[number]

    def billable_below(self) -> Iterator[tuple[int, int]]:
        """Pairs of count and number for every heading."""
        return ((count, number) for number, count in enumerate(self._below) if count)


def _steps(entries: Iterable[TabularEntry]) -> Iterator[tuple[int, list[TabularEntry]]]:
    """Entries in portions, each with how many came before it."""
    done, step = 0, list[TabularEntry]()
    for entry in entries:
        step.append(entry)
        if len(step) == _ENTRIES_PER_STEP:
            yield done, step
            done += len(step)
            step = []
    yield done, step


def _clear_away(folder: Path) -> None:
    """Remove what processes left behind that were ended while they built."""
    for leftover in folder.glob(_BUILDING[0] + "*" + _BUILDING[1]):
        with suppress(OSError):
            if time.time() - leftover.stat().st_mtime > _ABANDONED:
                leftover.unlink()


def _put_in_place(building: Path, target: Path) -> None:
    with building.open("rb") as written:
        os.fsync(written.fileno())
    building.replace(target)

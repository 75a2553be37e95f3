"""Builds ``library.db`` aside and puts it in place in one step; adds to it in one transaction."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.errors import EnvironmentError_, InputError
from medcoder_desktop.domain.progress import Progress, no_progress
from medcoder_desktop.domain.releases import Release
from medcoder_desktop.domain.search_tables import SearchTables
from medcoder_desktop.domain.timeline import refuse_overlap
from medcoder_desktop.library.parts import Part, add_part, remove_part
from medcoder_desktop.library.release_rows import read_shelf
from medcoder_desktop.library.schema import INDEXES, TABLES, VERSION
from medcoder_desktop.library.search import index
from medcoder_desktop.library.search.tables import write_tables

_BUILDING = (".library-", ".building")
_BESIDE = ("-wal", "-shm")
"""Ends the names of the files that SQLite keeps beside a library."""
_ABANDONED = 24 * 60 * 60
"""Seconds after which an unfinished file is nobody's: its process was ended."""
_PATIENCE = 30.0
"""Seconds to wait for another process that writes to the library."""


def build_library(
    target: Path,
    parts: Sequence[Part],
    *,
    source_fingerprint: str,
    imported: Sequence[Part] = (),
    wordings: SearchTables = SearchTables(),  # noqa: B008 - frozen and empty
    progress: Progress = no_progress,
) -> None:
    """Write a library of several releases.

    Args:
        target: Where it goes; a library already there is replaced only at the very end.
        parts: Written in this order; the rows of one may be made from those before it.
        source_fingerprint: Recognises the sources that come with the program.
        wordings: How people write, for search.
        imported: Written behind them; one whose file cannot be read any more is left out,
            because the rest is worth more than a program that does not start.

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
        _write(building, parts, source_fingerprint, wordings, progress)
        for part in imported:
            with suppress(InputError):
                add_releases(building, [part], progress)
        _put_in_place(building, target)
    except (dbapi2.OperationalError, OSError) as error:
        raise EnvironmentError_("library.not_written", folder=target.parent) from error
    finally:
        for leftover in ("", *_BESIDE):
            Path(f"{building}{leftover}").unlink(missing_ok=True)


def add_releases(
    library: Path,
    parts: Sequence[Part],
    progress: Progress = no_progress,
    keep: Callable[[dbapi2.Connection], None] | None = None,
) -> tuple[Release, ...]:
    """Add releases to a library in one transaction: all of them, or nothing.

    Whoever reads the library meanwhile sees it as it was.

    Args:
        keep: Called when all is written and nothing final yet, while no other process changes
            the library; if it raises, nothing is added.

    Raises:
        InputError: A release is there already, or a file cannot be read.
        Cancelled: The progress callback stopped the work.
        EnvironmentError_: The library cannot be written.
    """
    with changing(library) as connection:
        added = tuple(add_part(connection, part, progress).release for part in parts)
        if keep is not None:
            keep(connection)
        return added


def put_in_use(library: Path, release_id: str) -> Release:
    """Let a release govern its days from now on.

    Raises:
        InputError: There is no such release, or it overlaps one in use.
    """
    with changing(library) as connection:
        shelf = read_shelf(connection)
        chosen = shelf.named(release_id)
        refuse_overlap((each.release for each in shelf.installed), chosen.release)
        connection.execute("UPDATE release SET in_use = 1 WHERE id = ?", (chosen.id,))
        return replace(chosen.release, in_use=True)


def remove_release(library: Path, release_id: str) -> Release:
    """Delete a release; what other releases share with it stays.

    Raises:
        InputError: There is no such release.
    """
    with changing(library) as connection:
        return remove_part(connection, release_id).release


@contextmanager
def changing(library: Path) -> Iterator[dbapi2.Connection]:
    """One transaction on a library that others may be reading; one process at a time has it.

    Raises:
        EnvironmentError_: The library cannot be written, or the disk is full.
    """
    try:
        connection = dbapi2.connect(str(library), isolation_level=None, timeout=_PATIENCE)
    except dbapi2.OperationalError as error:
        raise EnvironmentError_("library.not_written", folder=library.parent) from error
    with closing(connection):
        try:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                if connection.in_transaction:  # a full disk ends it by itself
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except dbapi2.OperationalError as error:
            raise EnvironmentError_("library.not_written", folder=library.parent) from error


def _write(
    building: Path,
    parts: Sequence[Part],
    fingerprint: str,
    wordings: SearchTables,
    progress: Progress,
) -> None:
    with closing(dbapi2.connect(str(building), isolation_level=None)) as connection:
        # The file is thrown away unless it is complete, so it needs no journal of its own.
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
        connection.executescript(TABLES + index.TABLES)
        connection.execute("BEGIN")
        connection.execute("INSERT INTO source VALUES (?)", (fingerprint,))
        write_tables(connection, wordings)
        for part in parts:
            add_part(connection, part, progress)
        connection.execute("COMMIT")
        progress(1, 1, "Putting the code library in place")
        connection.executescript(INDEXES + index.INDEXES)
        connection.execute("ANALYZE")
        connection.execute(f"PRAGMA user_version={VERSION}")
        # From here on releases are added while others read.
        connection.execute("PRAGMA journal_mode=WAL")


def _clear_away(folder: Path) -> None:
    """Remove what processes left behind that were ended while they built."""
    for leftover in folder.glob(_BUILDING[0] + "*" + _BUILDING[1] + "*"):
        with suppress(OSError):
            if time.time() - leftover.stat().st_mtime > _ABANDONED:
                leftover.unlink()


def _put_in_place(building: Path, target: Path) -> None:
    with building.open("rb") as written:
        os.fsync(written.fileno())
    for leftover in _BESIDE:
        Path(f"{target}{leftover}").unlink(missing_ok=True)
    building.replace(target)

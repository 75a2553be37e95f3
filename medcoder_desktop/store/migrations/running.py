"""Bringing an older file to the newest version, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.store.engine import broken_references, for_writing, make_engine


def migrate(
    path: Path,
    key: bytes | None,
    *,
    patience: float,
    migrations: Path,
    target: str = "head",
    first: Callable[[], None] | None = None,
) -> None:
    """Run every migration the file still lacks, in one transaction.

    The transaction is begun before anything else, so that of several processes that find the
    same old file one migrates it and the others, having waited, find nothing left to do.

    Tables are rebuilt by copying, and with foreign keys on that would quietly delete the rows
    of other tables; so they are off here, and all references are checked before the commit.

    Args:
        path: The database file.
        key: 32 bytes when the file is encrypted.
        patience: Seconds to wait for another process.
        migrations: Where the migrations lie.
        target: Number of the migration to stop at, ``head`` for the newest.
        first: Called when the file is ours alone and there is something to do: the backup.

    Raises:
        InputError: The file refers to rows that are not there; it stays as it was.
    """
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    engine = make_engine(path, key, patience=patience, foreign_keys=False)
    try:
        with for_writing(engine).begin() as connection:
            wanted = ScriptDirectory.from_config(config).as_revision_number(target)
            stored = MigrationContext.configure(connection).get_current_revision()
            if stored == wanted:
                return
            if first is not None:
                first()
            config.attributes["connection"] = connection
            command.upgrade(config, target)
            if broken_references(connection):
                raise InputError("store.damaged", file=str(path))
    finally:
        engine.dispose()

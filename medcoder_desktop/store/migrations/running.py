"""Bringing an older file to the newest version, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.store.engine import broken_references, for_writing, make_engine


def migrate(
    path: Path,
    key: bytes | None,
    *,
    patience: float,
    migrations: Path,
    target: str = "head",
) -> None:
    """Run every migration the file still lacks, in one transaction.

    Tables are rebuilt by copying, and with foreign keys on that would quietly delete the rows
    of other tables; so they are off here, and all references are checked before the commit.

    Args:
        path: The database file, of which the caller has made a backup.
        key: 32 bytes when the file is encrypted.
        patience: Seconds to wait for another process.
        migrations: Where the migrations lie.
        target: Number of the migration to stop at, ``head`` for the newest.

    Raises:
        InputError: The file refers to rows that are not there; it stays as it was.
    """
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    engine = make_engine(path, key, patience=patience, foreign_keys=False)
    try:
        with for_writing(engine).begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, target)
            if broken_references(connection):
                raise InputError("store.damaged", file=str(path))
    finally:
        engine.dispose()

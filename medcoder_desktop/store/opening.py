"""Getting a file ready to be used: made when missing, refused when foreign, migrated when old."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select

from medcoder_desktop.domain.clock import Clock
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.store.backups import make_private, write_backup
from medcoder_desktop.store.engine import (
    for_writing,
    make_engine,
    tables_of,
    use_write_ahead_log,
)
from medcoder_desktop.store.failures import from_disk, told_plainly
from medcoder_desktop.store.repositories.counters import FIRST_VALUES
from medcoder_desktop.store.tables import Base
from medcoder_desktop.store.tables.trail import VERSION, CounterRow

NEWEST = "0005"
"""The newest migration; a test keeps it equal to the last file in ``migrations/versions``."""
MIGRATIONS = Path(__file__).with_name("migrations")
_SMALLEST = 512
"""Bytes of the smallest page, and so of the smallest database that is not empty."""


def bring_up_to_date(
    path: Path,
    clock: Clock,
    key: bytes | None,
    *,
    patience: float,
    newest: str = NEWEST,
    migrations: Path = MIGRATIONS,
) -> None:
    """Leave a file at the newest version.

    Args:
        path: The database file; it may be missing.
        clock: Gives the backup before a migration its name.
        key: 32 bytes when the file is encrypted.
        patience: Seconds to wait for another process.
        newest: Number of the newest migration.
        migrations: Where the migrations lie.

    Raises:
        InputError: No database, not ours, damaged, or newer than this program.
        EnvironmentError_: The folder or the file cannot be used.
    """
    try:
        make_private(path)
        size = path.stat().st_size
    except OSError as error:
        raise from_disk(error, path) from error
    if 0 < size < _SMALLEST:  # SQLite takes a file of one byte for an empty one
        raise InputError("store.not_a_database", file=str(path))
    engine = make_engine(path, key, patience=patience)
    try:
        with told_plainly(path):
            stored = _stored_version(engine, path)
            if stored is None:
                use_write_ahead_log(engine)
                with for_writing(engine).begin() as connection:
                    create(connection)
                stored = _stored_version(engine, path)
        if stored is not None and _number(stored, path) > int(newest):
            raise InputError("store.newer_file", file=str(path))
        if stored != newest:
            before = path.with_name(
                f"{path.stem}-before-{newest}-{clock.now():%Y%m%d-%H%M%S}{path.suffix}"
            )
            _migrate(path, key, patience, migrations, partial(write_backup, engine, before, key))
    finally:
        engine.dispose()


def create(connection: Connection) -> None:
    """Make all tables of the newest version in a file that has none.

    The same as running every migration, as a test makes sure, without importing Alembic.
    Another process that was faster leaves nothing to do.
    """
    if connection.dialect.has_table(connection, VERSION.name):
        return
    Base.metadata.create_all(connection)
    connection.execute(insert(VERSION).values(version_num=NEWEST))
    connection.execute(
        insert(CounterRow),
        [{"name": counter.value, "value": value} for counter, value in FIRST_VALUES.items()],
    )


def _stored_version(engine: Engine, path: Path) -> str | None:
    """The version of the file by one SELECT; None when it has no tables at all."""
    tables = tables_of(engine)
    if not tables:
        return None
    if VERSION.name not in tables:
        raise InputError("store.not_ours", file=str(path))
    with engine.connect() as connection:
        stored: str | None = connection.execute(select(VERSION.c.version_num)).scalar_one_or_none()
    if stored is None:
        raise InputError("store.not_ours", file=str(path))
    return stored


def _number(stored: str, path: Path) -> int:
    if not (stored.isascii() and stored.isdigit()):
        raise InputError("store.not_ours", file=str(path))
    return int(stored)


def _migrate(
    path: Path,
    key: bytes | None,
    patience: float,
    migrations: Path,
    backup: Callable[[], None],
) -> None:
    from medcoder_desktop.store.migrations.running import (  # noqa: PLC0415 - Alembic: 300 ms
        migrate,
    )

    with told_plainly(path):
        migrate(path, key, patience=patience, migrations=migrations, first=backup)

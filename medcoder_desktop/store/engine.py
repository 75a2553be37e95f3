"""Connections to ``records.db``: the only place with SQL that SQLite alone understands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlcipher3 import dbapi2

from medcoder_desktop.domain.errors import Defect

PATIENCE_SECONDS = 10.0
"""How long a writer waits for another one. The longest write is an import of a large chart."""
_WRITES = "medcoder_writes"
_TOUCHED = "medcoder_touched"
_KEY_BYTES = 32


def make_engine(
    path: Path,
    key: bytes | None,
    *,
    patience: float = PATIENCE_SECONDS,
    foreign_keys: bool = True,
) -> Engine:
    """An engine on a database file, with a pool of connections for several threads.

    Args:
        path: The file; it must exist (see :func:`touch`), or SQLite makes it.
        key: 32 bytes when the file is encrypted, None when it is not.
        patience: Seconds a connection waits for another's lock.
        foreign_keys: False only while tables are being rebuilt.
    """

    def connect() -> Any:  # noqa: ANN401 - sqlcipher3 has no types
        return _connect(path, key, patience, foreign_keys=foreign_keys)

    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=connect,
        poolclass=QueuePool,
        pool_use_lifo=True,  # the connection used last has its pages at hand
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "before_cursor_execute", _note_what_is_written)
    return engine


def for_writing(engine: Engine) -> Engine:
    """The same pool, with transactions that hold the write lock from their first moment."""
    return engine.execution_options(**{_WRITES: True})


def touched(connection: Connection) -> set[str]:
    """Names of the tables to which the transaction of this connection has written."""
    found: set[str] = connection.info.setdefault(_TOUCHED, set())
    return found


def use_write_ahead_log(engine: Engine) -> None:
    """Let readers and a writer work at the same time; the file remembers it."""
    with _bare(engine) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


def tables_of(engine: Engine) -> frozenset[str]:
    """Names of the tables in the file; none for a new one."""
    with _bare(engine) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return frozenset(name for (name,) in rows.fetchall())


def broken_references(connection: Connection) -> int:
    """How many rows refer to a row that is not there."""
    return len(connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall())


def is_sound(engine: Engine) -> bool:
    """Whether every page of the file can be read and makes sense. Reads the whole file."""
    with _bare(engine) as connection:
        found: list[tuple[str]] = connection.execute("PRAGMA integrity_check").fetchall()
        return found == [("ok",)]


def copy_to(engine: Engine, target: Path, key: bytes | None) -> None:
    """Copy the database as it stands now into a new file under the same key.

    The copy is made in one step: smaller steps start again whenever someone writes.
    """
    with (
        _bare(engine) as source,
        closing(_connect(target, key, PATIENCE_SECONDS, foreign_keys=True)) as copy,
    ):
        source.backup(copy)


def _connect(path: Path, key: bytes | None, patience: float, *, foreign_keys: bool) -> Any:  # noqa: ANN401 - sqlcipher3 has no types
    if key is not None and len(key) != _KEY_BYTES:
        raise ValueError(f"a key has {_KEY_BYTES} bytes")
    connection = dbapi2.connect(
        str(path), timeout=patience, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # or a wrong key prints to stderr
        if key is not None:
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        connection.execute("PRAGMA synchronous = FULL")
        # A flush that really reaches the disk on macOS; elsewhere it means nothing.
        connection.execute("PRAGMA fullfsync = ON")
        # Temporary files would not be encrypted.
        connection.execute("PRAGMA temp_store = MEMORY")
        # At most 32 MB: lists of 100,000 encrypted visits are filtered twice as fast as with 8.
        connection.execute("PRAGMA cache_size = -32000")
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: Connection) -> None:
    connection.info[_TOUCHED] = set()
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _note_what_is_written(
    connection: Connection,
    _cursor: object,
    _statement: str,
    _parameters: object,
    context: Any,  # noqa: ANN401 - SQLAlchemy's execution context of any dialect
    _many: bool,
) -> None:
    if context.isinsert or context.isupdate or context.isdelete:
        if not connection.get_execution_options().get(_WRITES, False):
            raise Defect("store.write_while_reading")
        touched(connection).add(context.compiled.compile_state.dml_table.name)


@contextmanager
def _bare(engine: Engine) -> Iterator[Any]:
    """A connection of the pool below SQLAlchemy, outside any transaction."""
    pooled = engine.raw_connection()
    try:
        yield pooled.driver_connection
    finally:
        pooled.close()

"""The store of patient data: one file, transactions for reading and for writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.clock import Clock
from medcoder_desktop.store.backups import write_backup
from medcoder_desktop.store.engine import PATIENCE_SECONDS, for_writing, make_engine
from medcoder_desktop.store.failures import told_plainly
from medcoder_desktop.store.opening import bring_up_to_date
from medcoder_desktop.store.repositories import Repositories
from medcoder_desktop.store.repositories.counters import Counter, last_number
from medcoder_desktop.store.unit_of_work import OwnWrites, UnitOfWork


class Store:
    """An open ``records.db``. Every method may be called from any thread.

    Use :meth:`open`. Only frozen domain values leave the store, never mapped rows.
    """

    def __init__(self, engine: Engine, path: Path, clock: Clock, key: bytes | None) -> None:
        self._engine = engine
        self._writing_engine = for_writing(engine)
        self._path = path
        self._clock = clock
        self._key = key
        self._own_writes = OwnWrites()

    @classmethod
    def open(
        cls,
        path: Path,
        clock: Clock,
        key: bytes | None = None,
        *,
        patience: float = PATIENCE_SECONDS,
    ) -> Self:
        """Open the file, making it where it is missing and migrating it where it is old.

        Args:
            path: The database file.
            clock: Where moments of audit rows and names of backups come from.
            key: 32 bytes when the file is (to be) encrypted.
            patience: Seconds to wait for another process that is writing.

        Raises:
            InputError: The file is no database of this program, is damaged, needs another key,
                or was written by a newer version.
            EnvironmentError_: It cannot be made, read or written here, or is locked.
        """
        bring_up_to_date(path, clock, key, patience=patience)
        return cls(make_engine(path, key, patience=patience), path, clock, key)

    @contextmanager
    def reading(self) -> Iterator[Repositories]:
        """The store as it stood at the first look, whatever others write meanwhile.

        Raises:
            InputError: The file is damaged.
            EnvironmentError_: The disk fails.
            Defect: Something was written inside the block.
        """
        with told_plainly(self._path), Session(self._engine, expire_on_commit=False) as session:
            yield Repositories(session, self._clock.now())

    @contextmanager
    def writing(self, actor: Actor) -> Iterator[UnitOfWork]:
        """One transaction that changes the store, undone unless ``commit()`` was called.

        Nobody else writes while the block runs, so what it reads stays true until it commits.

        Args:
            actor: On whose behalf.

        Raises:
            EnvironmentError_: Another process is writing for too long, or the disk is full.
        """
        with (
            told_plainly(self._path),
            Session(self._writing_engine, autobegin=False, expire_on_commit=False) as session,
        ):
            session.begin()
            session.connection()  # takes the write lock now, not at the first statement
            yield UnitOfWork(session, self._clock.now(), actor, self._own_writes)

    def data_version(self) -> int:
        """A number that grows when another process (or another store on the file) has written.

        It counts the audit rows of others; what this store commits itself, and where coders
        are reading, does not change it.
        """
        with (
            self._own_writes.lock,
            told_plainly(self._path),
            Session(self._engine) as session,
        ):
            return last_number(session, Counter.AUDIT) - self._own_writes.count

    def backup(self, target: Path) -> None:
        """Copy everything committed so far into one file, while others go on working.

        Args:
            target: The file to write, under the same key; one that is there is replaced when
                the copy is complete.

        Raises:
            EnvironmentError_: It cannot be written there.
        """
        write_backup(self._engine, target, self._key)

    def close(self) -> None:
        """Close every connection. The last one to close folds the log into the file."""
        self._engine.dispose()

"""Copies of the database file, complete or not there at all."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Engine

from medcoder_desktop.store.engine import copy_to
from medcoder_desktop.store.failures import from_disk, told_plainly


def write_backup(engine: Engine, target: Path, key: bytes | None) -> None:
    """Copy the database to ``target``, which appears only when it is complete and on the disk.

    Raises:
        EnvironmentError_: The folder cannot be written, or the disk is full.
    """
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        with told_plainly(target):
            make_private(unfinished)
            copy_to(engine, unfinished, key)
        unfinished.replace(target)
        _settle(target.parent)
    except OSError as error:
        raise from_disk(error, target) from error
    finally:
        unfinished.unlink(missing_ok=True)


def make_private(path: Path) -> None:
    """Make an empty file that only this person may read, as SQLite itself would not."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _settle(folder: Path) -> None:
    """Have the new name in the folder reach the disk; Windows does so by itself."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

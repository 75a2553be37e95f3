"""What the child process does with the files of an import. No Qt here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from medcoder_desktop.domain.claims import Claim
from medcoder_desktop.domain.errors import MedCoderError
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.progress import Progress

Read = tuple[Path, ImportedRecord | Claim | MedCoderError]
"""A file and what it holds, or why it cannot be read."""


def read_batch(paths: tuple[Path, ...], progress: Progress) -> tuple[Read, ...]:
    """Read files, each for itself: one that cannot be read does not stop the others."""
    from medcoder_desktop.services.reading import read_file  # noqa: PLC0415 - lxml and more

    read: list[Read] = []
    for number, path in enumerate(paths):
        progress(number, len(paths), path.name)
        try:
            read.append((path, read_file(path)))
        except MedCoderError as error:
            read.append((path, error))
    return tuple(read)


def files_of(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The files among ``paths`` and those inside its folders, in order, hidden ones left out."""
    return tuple(file for path in paths for file in _inside(path))


def _inside(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder) / name for name in sorted(names) if not name.startswith("."))

"""The reading half of an import: files become domain objects, nothing is stored.

It stands in a module of its own because it runs in a child process when the window imports.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from medcoder_desktop.domain.claims import Claim
from medcoder_desktop.domain.errors import MedCoderError
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.progress import Progress
from medcoder_desktop.exports.claim_json import read_claim_json
from medcoder_desktop.records.recognise import looks_like_claim, read_record

Incoming = ImportedRecord | Claim
"""What a file can hold: a record, or a claim this program wrote."""
ReadFile = tuple[Path, Incoming | MedCoderError]
"""A file and what it holds, or why it cannot be read."""


def read_file(path: Path) -> Incoming:
    """Read one file, whatever it is called.

    Raises:
        InputError: The file is not what it says, or of a kind that is not read.
        EnvironmentError_: The file cannot be opened.
    """
    if looks_like_claim(path):
        return read_claim_json(path)
    return read_record(path)


def read_files(paths: Sequence[Path], progress: Progress) -> tuple[ReadFile, ...]:
    """Read files, each for itself: one that cannot be read does not stop the others.

    Raises:
        Cancelled: The progress callback stopped the work between two files.
    """
    read: list[ReadFile] = []
    for number, path in enumerate(paths):
        progress(number, len(paths), path.name)
        try:
            read.append((path, read_file(path)))
        except MedCoderError as error:
            read.append((path, error))
    progress(len(paths), len(paths), "")
    return tuple(read)


def files_of(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files among ``paths`` and those inside its folders, in order, hidden ones left out."""
    return tuple(file for path in paths for file in _inside(path))


def _inside(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder) / name for name in sorted(names) if not name.startswith("."))

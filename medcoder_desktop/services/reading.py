"""The reading half of an import: files become domain objects, nothing is stored.

It stands in a module of its own because it runs in a child process when the window imports.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from medcoder_desktop.domain.claims import Claim
from medcoder_desktop.domain.errors import InputError, MedCoderError
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.own_book import ColumnMapping
from medcoder_desktop.domain.progress import Progress
from medcoder_desktop.domain.reading_limits import ReadingLimits
from medcoder_desktop.exports.claim_json import read_claim_json
from medcoder_desktop.records.incoming import Incoming, open_incoming
from medcoder_desktop.records.limits import reading_within
from medcoder_desktop.records.recognise import files_within, looks_like_claim, read_incoming

Content = ImportedRecord | Claim
"""What a file can hold: a record, or a claim this program wrote."""
ReadFile = tuple[Path, Content | MedCoderError]
"""A file and what it holds, or why it cannot be read."""


@dataclass(frozen=True, slots=True)
class ReadingWays:
    """How an office wants its files read.

    Attributes:
        limits: What is larger is refused.
        columns: Columns of tables of visits as they were named before.
    """

    limits: ReadingLimits = ReadingLimits()
    columns: tuple[ColumnMapping, ...] = ()


USUAL_WAYS = ReadingWays()
"""Those of an office that has decided nothing."""


def read_files(
    paths: Sequence[Path], progress: Progress, ways: ReadingWays = USUAL_WAYS
) -> tuple[ReadFile, ...]:
    """Read files, each for itself: one that cannot be read does not stop the others.

    A zip archive of records stands for the files in it.

    Raises:
        Cancelled: The progress callback stopped the work between two files.
    """
    read: list[ReadFile] = []
    with reading_within(ways.limits):
        for number, path in enumerate(paths):
            progress(number, len(paths), path.name)
            read += _read(path, ways)
    progress(len(paths), len(paths), "")
    return tuple(read)


def files_of(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files among ``paths`` and those inside its folders, in order, hidden ones left out."""
    return tuple(file for path in paths for file in _inside(path))


def _read(path: Path, ways: ReadingWays) -> Iterator[ReadFile]:
    """What a file holds, or each of those in an archive."""
    try:
        incoming = open_incoming(path)
        within = files_within(incoming)
    except MedCoderError as error:
        yield path, error
        return
    if within == ():
        yield path, InputError("record.zip_empty", file=incoming.name)
    for each in (incoming,) if within is None else within:
        inside = path if within is None else path / each.name.partition("/")[2]
        try:
            yield inside, _content(each, ways)
        except MedCoderError as error:
            yield inside, error


def _content(incoming: Incoming, ways: ReadingWays) -> Content:
    if looks_like_claim(incoming):
        return read_claim_json(incoming.raw, incoming.name)
    return read_incoming(incoming, ways.columns)


def _inside(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder) / name for name in sorted(names) if not name.startswith("."))

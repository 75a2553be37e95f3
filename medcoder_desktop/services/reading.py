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
from medcoder_desktop.domain.reading_limits import MEGABYTE, ReadingLimits
from medcoder_desktop.exports.claim_json import read_claim_json
from medcoder_desktop.records.fhir.record import BULK_EXPORT, BUNDLE, FhirFile, WithoutPatient
from medcoder_desktop.records.fhir.together import (
    Links,
    belonging_together,
    links_of,
    read_together,
)
from medcoder_desktop.records.incoming import Incoming, open_incoming
from medcoder_desktop.records.limits import reading_within
from medcoder_desktop.records.recognise import (
    files_within,
    looks_like_claim,
    open_fhir,
    read_incoming,
)

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
    """Read the files of an import: one that cannot be read does not stop the others.

    A zip archive of records stands for the files in it. FHIR files that belong together are read
    together.

    Raises:
        Cancelled: The progress callback stopped the work between two files.
    """
    read = read_each(paths, progress, ways)
    return with_those_joined(read, read_joined(files_to_join(read), progress, ways))


def read_each(
    paths: Sequence[Path], progress: Progress, ways: ReadingWays = USUAL_WAYS
) -> tuple[ReadFile, ...]:
    """As :func:`read_files`, each file for itself."""
    read: list[ReadFile] = []
    with reading_within(ways.limits):
        for number, path in enumerate(paths):
            progress(number, len(paths), path.name)
            read += _read(path, ways)
    progress(len(paths), len(paths), "")
    return tuple(read)


def files_to_join(read: Sequence[ReadFile]) -> tuple[Path, ...]:
    """The FHIR files of an import, where one refers to what another may hold; else none."""
    fhir = [(path, content) for path, content in read if _is_fhir(content)]
    wanting = any(
        content.wanting if isinstance(content, WithoutPatient) else content.names_others
        for _, content in fhir
        if isinstance(content, (WithoutPatient, ImportedRecord))
    )
    return tuple(path for path, _ in fhir) if wanting and len(fhir) > 1 else ()


def read_joined(
    paths: Sequence[Path], progress: Progress, ways: ReadingWays = USUAL_WAYS
) -> tuple[ReadFile, ...]:
    """Read those of some FHIR files anew that belong together, those with patients first.

    Args:
        paths: As :func:`files_to_join` has them.

    Raises:
        Cancelled: The progress callback stopped the work between two files.
    """
    with reading_within(ways.limits):
        links, opener = list[Links](), _Opener()
        for number, path in enumerate(paths):
            progress(number, len(paths), path.name)
            file = opener.open(path)
            links.append(links_of(file.entries if file else ()))
        joined: list[ReadFile] = []
        for group in belonging_together(links):
            chosen = [paths[place] for place in group]
            files = [file for file in map(opener.open, chosen) if file]
            size = sum(len(file.incoming.raw) for file in files)
            if len(files) == len(chosen) and size <= ways.limits.most_unpacked * MEGABYTE:
                joined += zip(chosen, read_together(files), strict=False)
    return tuple(joined)


def with_those_joined(read: Sequence[ReadFile], joined: Sequence[ReadFile]) -> tuple[ReadFile, ...]:
    """What was read, with files that were read together in place of what they were alone."""
    anew = {path for path, _ in joined}
    in_order = iter(joined)
    return tuple(
        next(in_order, (path, content)) if path in anew else (path, content)
        for path, content in read
    )


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
        inside = path if within is None else _path_within(path, each)
        try:
            yield inside, _content(each, ways)
        except MedCoderError as error:
            yield inside, error


def _is_fhir(content: Content | MedCoderError) -> bool:
    if isinstance(content, ImportedRecord):
        return content.kind in (BUNDLE, BULK_EXPORT)
    return isinstance(content, WithoutPatient)


class _Opener:
    """Opens FHIR files; an archive with many of them is unpacked once."""

    def __init__(self) -> None:
        self._archive: Path | None = None
        self._members: dict[Path, Incoming] = {}

    def open(self, path: Path) -> FhirFile | None:
        """A FHIR file, or one inside a zip archive; None where it cannot be opened as one."""
        try:
            archive = next((above for above in path.parents if above.is_file()), None)
            if archive is None:
                return open_fhir(open_incoming(path))
            if archive != self._archive:
                within = files_within(open_incoming(archive)) or ()
                self._members = {_path_within(archive, each): each for each in within}
                self._archive = archive
            return open_fhir(self._members[path]) if path in self._members else None
        except MedCoderError:
            return None


def _path_within(archive: Path, member: Incoming) -> Path:
    return archive / member.name.partition("/")[2]


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

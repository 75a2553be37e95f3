"""Archives from outside: opened within limits, whatever they claim about themselves."""

from __future__ import annotations

import gzip
import io
import posixpath
import zipfile
import zlib
from collections.abc import Container, Iterator
from dataclasses import replace

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.reading_limits import MEGABYTE
from medcoder_desktop.records.incoming import Incoming
from medcoder_desktop.records.limits import HIGHEST_RATIO, RATIO_MATTERS_FROM, limits
from medcoder_desktop.records.neighbours import ArchiveNeighbours
from medcoder_desktop.records.packages import Packing, is_lines
from medcoder_desktop.records.wording import one_line

_GZIP = b"\x1f\x8b\x08"
_TAR_AT = 257


def open_archive(incoming: Incoming) -> zipfile.ZipFile:
    """An archive, to be closed by the caller.

    Raises:
        InputError: It is damaged or holds too many files.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(incoming.raw))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as problem:
        raise InputError("record.zip_broken", file=incoming.name) from problem
    if len(archive.infolist()) > (most := limits().most_members):
        archive.close()
        raise InputError("record.zip_members", file=incoming.name, most=most)
    return archive


def zip_names(incoming: Incoming) -> tuple[str, ...]:
    """Names of the files in a zip archive, folders left out.

    Raises:
        InputError: The archive is damaged or holds too many files.
    """
    with open_archive(incoming) as archive:
        return tuple(member.filename for member in archive.infolist() if not member.is_dir())


def unpack(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    incoming: Incoming,
    most: int | None = None,
) -> bytes:
    """A member's bytes; what the archive claims about sizes is not relied on.

    Args:
        most: Bytes it may have at most; as many as a whole archive when left out.

    Raises:
        InputError: It is damaged, locked, or far larger than it should be.
    """
    allowed = limits().most_unpacked
    most = allowed * MEGABYTE if most is None else most
    suspicious = member.file_size > max(RATIO_MATTERS_FROM, HIGHEST_RATIO * member.compress_size)
    if suspicious or member.file_size > most:
        raise InputError("record.zip_bomb", file=incoming.name, most=allowed)
    if member.flag_bits & 1:
        raise InputError("record.zip_locked", file=incoming.name)
    try:
        with archive.open(member) as stream:
            raw = stream.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError) as problem:
        # NotImplementedError, for an unknown compression, is a RuntimeError
        raise InputError("record.zip_broken", file=incoming.name) from problem
    if len(raw) > most:
        raise InputError("record.zip_bomb", file=incoming.name, most=allowed)
    return raw


def files_in(incoming: Incoming) -> Iterator[Incoming]:
    """The files of a zip archive of records, each as if it lay in a folder with the others.

    Left out are those that add nothing to the records, and newline-delimited JSON, whose files
    make one record together.

    Raises:
        InputError: The archive is damaged or locked, or holds too much.
    """
    contents: dict[str, bytes] = {}
    left = limits().most_unpacked * MEGABYTE
    with open_archive(incoming) as archive:
        packing = Packing.of(archive.namelist())
        for member in archive.infolist():
            named = member.filename
            if member.is_dir() or packing.adds_nothing(named) or is_lines(named):
                continue
            name = posixpath.normpath(named.replace("\\", "/"))
            raw = unpack(archive, member, incoming, left)
            if is_gzip(raw):
                name, raw = _without_ending(name), gunzip(raw, one_line(name), left)
            contents[_free(name, contents)] = raw
            left -= len(raw)
    for name, raw in contents.items():
        beside = ArchiveNeighbours(posixpath.dirname(name), contents)
        yield Incoming(one_line(f"{incoming.name}/{name}"), beside, raw)


def is_gzip(raw: bytes) -> bool:
    """Whether the bytes begin as a file packed with gzip does."""
    return raw.startswith(_GZIP)


def is_tar(raw: bytes) -> bool:
    """Whether the bytes are a tar archive."""
    return raw[_TAR_AT : _TAR_AT + 5] == b"ustar"


def unpacked(incoming: Incoming) -> Incoming:
    """The file in a gzip file, as if it lay in its place.

    Raises:
        InputError: It is damaged or far larger than it should be.
    """
    most = limits().most_unpacked * MEGABYTE
    raw = gunzip(incoming.raw, incoming.name, most)
    return replace(incoming, name=_without_ending(incoming.name), raw=raw)


def gunzip(raw: bytes, file: str, most: int) -> bytes:
    """What a gzip file holds, unpacked no further than it may be.

    Args:
        file: Its name, for the sentence.
        most: Bytes it may have at most.

    Raises:
        InputError: It is damaged or far larger than it should be.
    """
    most = min(most, max(RATIO_MATTERS_FROM, HIGHEST_RATIO * len(raw)))
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as stream:
            plain = stream.read(most + 1)
    except (OSError, EOFError, zlib.error) as problem:
        raise InputError("record.gzip_broken", file=file) from problem
    if len(plain) > most:
        raise InputError("record.zip_bomb", file=file, most=limits().most_unpacked)
    return plain


def _free(name: str, taken: Container[str]) -> str:
    """A name that no other file has: an archive may hold two of the same."""
    stem, ending = posixpath.splitext(name)
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{stem} ({number}){ending}"
    return free


def _without_ending(name: str) -> str:
    return name[: -len(".gz")] if name.lower().endswith(".gz") else name

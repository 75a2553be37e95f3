"""Zip archives from outside: opened within limits, whatever they claim about themselves."""

from __future__ import annotations

import io
import zipfile
import zlib

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.records.incoming import Incoming
from medcoder_desktop.records.limits import (
    HIGHEST_RATIO,
    MOST_MEMBERS,
    MOST_UNPACKED,
    RATIO_MATTERS_FROM,
)


def open_archive(incoming: Incoming) -> zipfile.ZipFile:
    """An archive, to be closed by the caller.

    Raises:
        InputError: It is damaged or holds too many files.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(incoming.raw))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as problem:
        raise InputError("record.zip_broken", file=incoming.name) from problem
    if len(archive.infolist()) > MOST_MEMBERS:
        raise InputError("record.zip_members", file=incoming.name, most=MOST_MEMBERS)
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
    most: int = MOST_UNPACKED,
) -> bytes:
    """A member's bytes; what the archive claims about sizes is not relied on.

    Args:
        most: Bytes it may have at most.

    Raises:
        InputError: It is damaged, locked, or far larger than it should be.
    """
    suspicious = member.file_size > max(RATIO_MATTERS_FROM, HIGHEST_RATIO * member.compress_size)
    if suspicious or member.file_size > most:
        raise InputError("record.zip_bomb", file=incoming.name, most=MOST_UNPACKED // 1024**2)
    if member.flag_bits & 1:
        raise InputError("record.zip_locked", file=incoming.name)
    try:
        with archive.open(member) as stream:
            raw = stream.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError) as problem:
        # NotImplementedError, for an unknown compression, is a RuntimeError
        raise InputError("record.zip_broken", file=incoming.name) from problem
    if len(raw) > most:
        raise InputError("record.zip_bomb", file=incoming.name, most=MOST_UNPACKED // 1024**2)
    return raw

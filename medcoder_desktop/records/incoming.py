"""A file on its way in: its bytes, read once and within limits."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from medcoder_desktop.domain.errors import EnvironmentError_, InputError
from medcoder_desktop.domain.reading_limits import MEGABYTE
from medcoder_desktop.records.limits import limits
from medcoder_desktop.records.neighbours import FolderNeighbours, Neighbours
from medcoder_desktop.records.wording import one_line


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file as it was found.

    Attributes:
        name: File name without its folder, as sentences name it; behind the name of the archive
            if it lies in one.
        beside: Where it lies; a bundle may name texts that lie beside it.
        raw: Its bytes.
    """

    name: str
    beside: Neighbours
    raw: bytes

    @property
    def sha256(self) -> str:
        """Of the bytes, hexadecimal."""
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def stem(self) -> str:
        """The name without its ending, for a document that has no title."""
        return PurePosixPath(self.name).stem or self.name


def open_incoming(path: Path) -> Incoming:
    """Read a file's bytes.

    Raises:
        InputError: It is no file, or is larger than the limit.
        EnvironmentError_: The system does not let us read it.
    """
    name = one_line(path.name)
    try:
        if not path.is_file():  # a folder, a pipe, or nothing at all
            raise InputError("import.not_a_file", file=name)
        if path.stat().st_size > (most := limits().largest_file) * MEGABYTE:
            raise InputError("record.too_large", file=name, most=most)
        raw = path.read_bytes()
    except (OSError, ValueError) as problem:  # ValueError: a zero character in the name
        reason = getattr(problem, "strerror", None) or "its name cannot be used"
        raise EnvironmentError_("record.unreadable", file=name, reason=reason) from problem
    return Incoming(name, FolderNeighbours(path.parent), raw)


def refuse_empty(incoming: Incoming) -> None:
    """Let only files through that hold more than white space.

    Raises:
        InputError: There is nothing else in it.
    """
    if not incoming.raw.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n\v\f"):
        raise InputError("record.empty", file=incoming.name)

"""Files that lie beside a record and that it may name: in its folder, or in its zip archive."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

from medcoder_desktop.domain.reading_limits import MEGABYTE
from medcoder_desktop.records.limits import limits

_FOREIGN_URL = re.compile(r"[a-z][a-z0-9+.-]*:|//|/|~|\\", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A file beside a record.

    Attributes:
        name: Without its folder.
        content: Its bytes; None where there is no such file, or none that may be read.
    """

    name: str
    content: bytes | None


class Neighbours(Protocol):
    """Where a record lies."""

    def find(self, url: str) -> Neighbour | None:
        """The file a relative address names here or below.

        Returns:
            None for an address of any other place, which is never looked at.
        """
        ...


@dataclass(frozen=True, slots=True)
class FolderNeighbours:
    """The folder of a file."""

    folder: Path

    def find(self, url: str) -> Neighbour | None:
        """As in :class:`Neighbours`; links that lead out of the folder are not followed."""
        plain = _relative(url)
        if plain is None:
            return None
        try:
            root = self.folder.resolve()
            named = (root / plain).resolve()
            if not named.is_relative_to(root):
                return None
        except (OSError, ValueError, RuntimeError):
            return None
        try:
            fits = named.is_file() and named.stat().st_size <= limits().largest_file * MEGABYTE
            return Neighbour(named.name, named.read_bytes() if fits else None)
        except (OSError, ValueError):
            return Neighbour(named.name, None)


@dataclass(frozen=True, slots=True)
class ArchiveNeighbours:
    """The files of a zip archive, unpacked already.

    Attributes:
        folder: Of the record inside the archive; empty for its top.
        contents: Bytes by the name inside the archive.
    """

    folder: str
    contents: Mapping[str, bytes]

    def find(self, url: str) -> Neighbour | None:
        """As in :class:`Neighbours`."""
        plain = _relative(url)
        if plain is None:
            return None
        named = posixpath.normpath(posixpath.join(self.folder, plain))
        return Neighbour(posixpath.basename(named), self.contents.get(named))


@dataclass(frozen=True, slots=True)
class NoNeighbours:
    """A record that may name no file."""

    def find(self, url: str) -> Neighbour | None:  # noqa: ARG002 - as in the protocol
        """As in :class:`Neighbours`."""
        return None


def _relative(url: str) -> str | None:
    """An address as a path below where the record lies; None for every other place."""
    plain = unquote(url)
    if _FOREIGN_URL.match(plain) or "\\" in plain or "\x00" in plain:
        return None
    return None if ".." in plain.split("/") else plain

"""A file on its way in: its bytes, read once and within limits."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from medcoder_desktop.domain.errors import EnvironmentError_, InputError
from medcoder_desktop.records.limits import LARGEST_FILE
from medcoder_desktop.records.wording import one_line


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file as it was found.

    Attributes:
        name: File name without its folder, as sentences name it.
        folder: Where it lies; a bundle may name texts that lie beside it.
        raw: Its bytes.
    """

    name: str
    folder: Path
    raw: bytes

    @property
    def sha256(self) -> str:
        """Of the bytes, hexadecimal."""
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def stem(self) -> str:
        """The name without its ending, for a document that has no title."""
        return Path(self.name).stem or self.name


def open_incoming(path: Path) -> Incoming:
    """Read a file's bytes.

    Raises:
        InputError: It is no file, is empty, or is larger than ``LARGEST_FILE``.
        EnvironmentError_: The system does not let us read it.
    """
    name = one_line(path.name)
    try:
        if not path.is_file():  # a folder, a pipe, or nothing at all
            raise InputError("import.not_a_file", file=name)
        if path.stat().st_size > LARGEST_FILE:
            raise InputError("record.too_large", file=name, most=LARGEST_FILE // 1024**2)
        raw = path.read_bytes()
    except (OSError, ValueError) as problem:  # ValueError: a zero character in the name
        reason = getattr(problem, "strerror", None) or "its name cannot be used"
        raise EnvironmentError_("record.unreadable", file=name, reason=reason) from problem
    if not raw.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n\v\f"):
        raise InputError("record.empty", file=name)
    return Incoming(name, path.parent, raw)

"""A code-set file on the disk, unpacked from the archives it was published in."""

from __future__ import annotations

import lzma
import re
import shutil
import struct
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

from medcoder_desktop.codesets import limits
from medcoder_desktop.domain.errors import EnvironmentError_, InputError

_ZIP = b"PK\x03\x04"
_XLSX_PART = "[Content_Types].xml"
_BLOCK = 1024 * 1024
_UNPACKING = "medcoder-codes-"
"""How the names of the folders begin that archives are unpacked into."""
_ABANDONED = 60 * 60
"""Seconds after which such a folder is nobody's: the process that made it was ended."""
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    NotImplementedError, EOFError, ValueError, IndexError, OverflowError,
)  # fmt: skip
"""What reading a damaged archive may raise."""
_LONGEST_NAME = 100
_PAGE = re.compile(
    rb"^\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True)
class SourceFile:
    """One file to read.

    Attributes:
        path: Where its bytes lie; perhaps unpacked into a temporary folder.
        label: What a message calls it: ``2019-codes.zip › icd10cm_order_2019.txt``.
    """

    path: Path
    label: str = field(default="")

    def __post_init__(self) -> None:
        if not self.label:
            object.__setattr__(self, "label", self.path.name or self.path.resolve().name)

    @property
    def name(self) -> str:
        """The file's own name, in lower case, without the archive it came in."""
        return self.path.name.lower()

    @cached_property
    def head(self) -> bytes:
        """The first bytes.

        Raises:
            EnvironmentError_: The file cannot be opened.
        """
        try:
            with self.path.open("rb") as file:
                return file.read(limits.HEAD)
        except OSError as error:
            raise EnvironmentError_("codeset.not_opened", file=self.label) from error

    @property
    def is_web_page(self) -> bool:
        """Whether it is HTML: what a server sent in the place of the file."""
        return _PAGE.match(self.head.removeprefix(b"\xef\xbb\xbf")) is not None

    @property
    def is_archive(self) -> bool:
        """Whether it begins like a zip archive; a spreadsheet does, too."""
        return self.head.startswith(_ZIP)

    @cached_property
    def is_spreadsheet(self) -> bool:
        """Whether it is an Excel workbook (XLSX)."""
        if not self.is_archive:
            return False
        try:
            with zipfile.ZipFile(self.path) as archive:
                return _XLSX_PART in archive.namelist()
        except (*_DAMAGED, OSError):
            return False


@contextmanager
def unpacked(path: Path) -> Iterator[tuple[SourceFile, ...]]:
    """The files of a download: itself, or those inside the archive it is, however nested.

    Unpacked files lie in a temporary folder until the end of the ``with`` block.

    Raises:
        InputError: The file is empty, a web page, a damaged or protected archive, or grows
            beyond the limits.
        EnvironmentError_: The file cannot be opened, or there is no room to unpack it.
    """
    source = SourceFile(path)
    _refuse_what_is_none(source)
    if not source.is_archive or source.is_spreadsheet:
        yield (source,)
        return
    _clear_away()
    try:
        folder = Path(tempfile.mkdtemp(prefix=_UNPACKING))
    except OSError as error:
        raise EnvironmentError_("codeset.not_unpacked", file=source.label) from error
    try:
        yield tuple(_Unpacking(folder).members(source))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clear_away() -> None:
    """Remove what processes left behind that were ended while they read an archive."""
    for leftover in Path(tempfile.gettempdir()).glob(_UNPACKING + "*"):
        with suppress(OSError):
            if time.time() - leftover.stat().st_mtime > _ABANDONED:
                shutil.rmtree(leftover, ignore_errors=True)


def _refuse_what_is_none(source: SourceFile) -> None:
    if source.path.is_dir():
        raise InputError("codeset.folder", file=source.label)
    if not source.head:
        raise InputError("codeset.empty", file=source.label)
    if source.is_web_page:
        raise InputError("codeset.web_page", file=source.label)
    if source.path.suffix.lower() == ".zip" and not source.is_archive:
        raise InputError("codeset.not_zip", file=source.label)


class _Unpacking:
    """Unpacks one download, counting what it grows to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = 0
        self._bytes = 0

    def members(self, source: SourceFile, depth: int = 1) -> Iterator[SourceFile]:
        """Every file inside, archives inside it unpacked in turn."""
        if depth > limits.DEEPEST_ARCHIVE:
            raise InputError("codeset.zip_too_deep", file=source.label)
        try:
            with zipfile.ZipFile(source.path) as archive:
                for member in archive.infolist():
                    if member.is_dir() or _is_left_by_macs(member.filename):
                        continue
                    yield from self._member(archive, member, source, depth)
        except _DAMAGED as error:
            raise InputError("codeset.zip_damaged", file=source.label) from error
        except RuntimeError as error:  # how zipfile says that a password is needed
            raise InputError("codeset.zip_locked", file=source.label) from error
        except OSError as error:
            if error.errno is None:
                raise InputError("codeset.zip_damaged", file=source.label) from error
            raise EnvironmentError_("codeset.not_unpacked", file=source.label) from error

    def _member(
        self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: SourceFile, depth: int
    ) -> Iterator[SourceFile]:
        self._files += 1
        if self._files > limits.MOST_MEMBERS:
            raise InputError("codeset.zip_too_many", file=source.label, most=limits.MOST_MEMBERS)
        # Each file has a folder of its own: archives may hold one name twice, or names with "..".
        folder = self._folder / str(self._files)
        folder.mkdir()
        name = PurePosixPath(member.filename.replace("\\", "/")).name.strip(". ") or "unnamed"
        # The disk's own rules for names are none of the archive's concern; the ending tells most.
        target = folder / re.sub(r"[^\w .()+-]", "_", name)[-_LONGEST_NAME:]
        self._copy(archive, member, target, source)
        inner = SourceFile(target, f"{source.label} › {name}")
        if inner.is_archive and not inner.is_spreadsheet:
            yield from self.members(inner, depth + 1)
        else:
            yield inner

    def _copy(
        self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, source: SourceFile
    ) -> None:
        """Copy a member, counting the bytes that really come out, not those it announces."""
        written = 0
        with archive.open(member) as packed, target.open("wb") as file:
            while block := packed.read(_BLOCK):
                written += len(block)
                self._bytes += len(block)
                swollen = written > limits.HIGHEST_RATIO * max(member.compress_size, 1)
                if (
                    written > limits.LARGEST_FILE
                    or self._bytes > limits.MOST_UNPACKED
                    or (written > limits.RATIO_MATTERS_FROM and swollen)
                ):
                    raise InputError("codeset.zip_bomb", file=source.label)
                file.write(block)


def _is_left_by_macs(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.endswith(".DS_Store")

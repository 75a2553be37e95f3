"""The files the office imported, kept by their hash so that the library can be built again."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from medcoder_desktop.domain.errors import EnvironmentError_
from medcoder_desktop.domain.releases import Edition

_CATALOGUE = "catalogue.json"
_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """One imported release as the catalogue remembers it.

    Attributes:
        id: The release's id.
        files: SHA-256 and name of each file it was read from.
        wish: What the person said of it, where the file did not.
    """

    id: str
    in_use: bool
    files: tuple[tuple[str, str], ...]
    wish: Edition


class Originals:
    """The folder of originals with its catalogue.

    Args:
        folder: Made when the first file is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def named(self, paths: Iterable[Path]) -> tuple[tuple[str, str], ...]:
        """SHA-256 and name of each file.

        Raises:
            EnvironmentError_: A file cannot be opened.
        """
        return tuple((_digest(path), path.name) for path in paths)

    def keep(self, paths: Sequence[Path]) -> tuple[tuple[str, str], ...]:
        """Copy files into the folder; what is there already is not copied again.

        Returns:
            SHA-256 and name of each.

        Raises:
            EnvironmentError_: The folder cannot be written.
        """
        files = self.named(paths)
        for path, target in zip(paths, self.paths(files), strict=True):
            self._keep_one(path, target)
        return files

    def paths(self, files: Iterable[tuple[str, str]]) -> tuple[Path, ...]:
        """Where kept files lie."""
        return tuple(self._folder / sha / name for sha, name in files)

    def catalogue(self) -> tuple[Kept, ...]:
        """What was imported, in order; empty when nothing was or the catalogue is lost."""
        try:
            content = json.loads((self._folder / _CATALOGUE).read_text(encoding="utf-8"))
            return tuple(_kept(each) for each in content)
        except (OSError, ValueError, KeyError, TypeError):
            return ()

    def write_catalogue(self, entries: Sequence[Kept]) -> None:
        """Replace the catalogue in one step, and delete files that nothing names any more.

        The caller keeps other processes from changing the library meanwhile.

        Raises:
            EnvironmentError_: The folder cannot be written.
        """
        if not entries:
            shutil.rmtree(self._folder, ignore_errors=True)
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            text = json.dumps([_plain(each) for each in entries], indent=1)
            aside = self._folder / (_CATALOGUE + ".new")
            try:
                aside.write_text(text, encoding="utf-8")
                aside.replace(self._folder / _CATALOGUE)
            finally:
                aside.unlink(missing_ok=True)
        except OSError as error:
            raise EnvironmentError_("library.not_written", folder=self._folder) from error
        named = {sha for each in entries for sha, _ in each.files}
        for folder in self._folder.iterdir():
            if folder.is_dir() and folder.name not in named:
                shutil.rmtree(folder, ignore_errors=True)

    def _keep_one(self, path: Path, target: Path) -> None:
        if target.exists():
            return
        aside = target.with_name(f"{os.getpid()}.new")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                shutil.copyfile(path, aside)
                aside.replace(target)
            finally:
                aside.unlink(missing_ok=True)
        except OSError as error:
            raise EnvironmentError_("library.not_written", folder=self._folder) from error


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except OSError as error:
        raise EnvironmentError_("codeset.not_opened", file=path.name) from error
    return digest.hexdigest()


def _plain(kept: Kept) -> dict[str, object]:
    wish = kept.wish
    return {
        "id": kept.id,
        "in_use": kept.in_use,
        "files": [list(each) for each in kept.files],
        "name": wish.name,
        "from": wish.effective_from.isoformat() if wish.effective_from else None,
        "to": wish.effective_to.isoformat() if wish.effective_to else None,
    }


def _kept(content: dict[str, Any]) -> Kept:
    start, end = content["from"], content["to"]
    wish = Edition(
        content["name"],
        date.fromisoformat(start) if start else None,
        date.fromisoformat(end) if end else None,
    )
    files = tuple((sha, name) for sha, name in content["files"])
    return Kept(content["id"], bool(content["in_use"]), files, wish)

"""What the child process does with the files of an import. No Qt here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from medcoder_desktop.domain.progress import Progress

if TYPE_CHECKING:
    from medcoder_desktop.services.reading import ReadFile


def read_batch(paths: tuple[Path, ...], progress: Progress) -> tuple[ReadFile, ...]:
    """Read files, each for itself: one that cannot be read does not stop the others."""
    from medcoder_desktop.services.reading import read_files  # noqa: PLC0415 - lxml and more

    return read_files(paths, progress)


def listed(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The files among ``paths`` and those inside its folders."""
    from medcoder_desktop.services.reading import files_of  # noqa: PLC0415 - lxml and more

    return files_of(paths)

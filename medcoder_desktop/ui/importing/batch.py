"""What the child process does with the files of an import. No Qt here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from medcoder_desktop.domain.progress import Progress

if TYPE_CHECKING:
    from medcoder_desktop.services.reading import ReadFile, ReadingWays
    from medcoder_desktop.services.record_service import RecordService


def read_batch(
    paths: tuple[Path, ...], ways: ReadingWays, progress: Progress
) -> tuple[ReadFile, ...]:
    """Read files, each for itself: one that cannot be read does not stop the others."""
    from medcoder_desktop.services.reading import read_files  # noqa: PLC0415 - lxml and more

    return read_files(paths, progress, ways)


def prepared(
    records: RecordService, paths: tuple[Path, ...]
) -> tuple[tuple[Path, ...], ReadingWays]:
    """The files among ``paths`` and those inside its folders, and how they are to be read."""
    from medcoder_desktop.services.reading import files_of  # noqa: PLC0415 - lxml and more

    return files_of(paths), records.reading_ways()

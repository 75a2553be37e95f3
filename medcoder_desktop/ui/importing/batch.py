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
    from medcoder_desktop.services.reading import read_each  # noqa: PLC0415 - lxml and more

    return read_each(paths, progress, ways)


def to_join(read: tuple[ReadFile, ...]) -> tuple[Path, ...]:
    """The files of all batches of which some may belong together."""
    from medcoder_desktop.services.reading import files_to_join  # noqa: PLC0415 - lxml and more

    return files_to_join(read)


def join_batch(
    paths: tuple[Path, ...], ways: ReadingWays, progress: Progress
) -> tuple[ReadFile, ...]:
    """Read those of some files anew that belong together."""
    from medcoder_desktop.services.reading import read_joined  # noqa: PLC0415 - lxml and more

    return read_joined(paths, progress, ways)


def with_joined(read: tuple[ReadFile, ...], joined: tuple[ReadFile, ...]) -> tuple[ReadFile, ...]:
    """What was read, with files that were read together in place of what they were alone."""
    from medcoder_desktop.services.reading import with_those_joined  # noqa: PLC0415 - as above

    return with_those_joined(read, joined)


def prepared(
    records: RecordService, paths: tuple[Path, ...]
) -> tuple[tuple[Path, ...], ReadingWays]:
    """The files among ``paths`` and those inside its folders, and how they are to be read."""
    from medcoder_desktop.services.reading import files_of  # noqa: PLC0415 - lxml and more

    return files_of(paths), records.reading_ways()

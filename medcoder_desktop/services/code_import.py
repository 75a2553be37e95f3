"""Brings code-set files into the library, where they wait to be put in use."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.errors import EnvironmentError_
from medcoder_desktop.domain.progress import Progress, no_progress
from medcoder_desktop.domain.releases import NO_WISH, Edition, Release
from medcoder_desktop.library.build import add_releases, changing
from medcoder_desktop.library.release_rows import read_shelf
from medcoder_desktop.services.import_plan import plan
from medcoder_desktop.services.library_service import LibraryService
from medcoder_desktop.services.originals import Kept


def import_files(
    library: LibraryService,
    paths: Sequence[Path],
    wish: Edition = NO_WISH,
    progress: Progress = no_progress,
) -> tuple[Release, ...]:
    """Read files into the library; their releases are there afterwards, but not in use.

    All of them arrive, or none: the library is changed in one transaction.

    Args:
        wish: What the person says of an edition whose file does not tell.

    Raises:
        Cancelled: The progress callback stopped it; nothing is left behind.
        InputError: A file cannot be used, or its release is there already.
        EnvironmentError_: A file cannot be opened, or the library not written.
    """
    with ExitStack() as stack:
        progress(0, 0, "Looking at the files")
        parts = plan(paths, wish, (), stack)
        named = library.originals.named(paths)

        def keep(connection: dbapi2.Connection) -> None:
            library.originals.keep(paths)
            library.originals.write_catalogue(_kept(connection))

        try:
            return add_releases(
                library.path, [replace(part, originals=named) for part in parts], progress, keep
            )
        except BaseException:
            with suppress(EnvironmentError_):  # what went wrong first is what is told
                remember(library)
            raise


def remember(library: LibraryService) -> None:
    """Write into the catalogue of originals what the library holds now.

    The library is right and the catalogue follows it; files that nothing needs are deleted.

    Raises:
        EnvironmentError_: The folder cannot be written.
    """
    with changing(library.path) as connection:
        library.originals.write_catalogue(_kept(connection))


def _kept(connection: dbapi2.Connection) -> list[Kept]:
    return [
        Kept(
            each.release.id,
            each.release.in_use,
            each.originals,
            Edition(each.release.name, each.release.effective_from, each.release.effective_to),
        )
        for each in sorted(read_shelf(connection).installed, key=lambda each: each.id)
        if each.originals
    ]

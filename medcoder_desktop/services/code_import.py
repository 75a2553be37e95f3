"""Brings code-set files into the library, where they wait to be put in use."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from medcoder_desktop.domain.progress import Progress, no_progress
from medcoder_desktop.domain.releases import NO_WISH, Edition, Release
from medcoder_desktop.library.build import add_releases
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
        originals = library.originals.keep(paths)
        try:
            releases = add_releases(
                library.path, [replace(part, originals=originals) for part in parts], progress
            )
        finally:
            remember(library)
    return releases


def remember(library: LibraryService) -> None:
    """Write into the catalogue of originals what the library holds now.

    The library is right and the catalogue follows it; files that nothing needs are deleted.
    """
    kept = [
        Kept(
            each.release.id,
            each.release.in_use,
            each.originals,
            Edition(each.release.name, each.release.effective_from, each.release.effective_to),
        )
        for each in sorted(library.library().shelf().installed, key=lambda each: each.id)
        if each.originals
    ]
    library.originals.write_catalogue(kept)

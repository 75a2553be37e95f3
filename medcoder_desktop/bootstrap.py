"""The one place that wires rooms to services."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from medcoder_desktop import paths
from medcoder_desktop.domain.clock import Clock, SystemClock
from medcoder_desktop.domain.errors import EnvironmentError_
from medcoder_desktop.domain.progress import Progress
from medcoder_desktop.domain.releases import Edition, Release
from medcoder_desktop.services.library_service import LibraryService

if TYPE_CHECKING:
    from medcoder_desktop.services.suite import Services

RECORDS_FILE = "records.db"


def open_library(data_dir: Path) -> LibraryService:
    """The code library alone: all that searching and showing codes needs."""
    return LibraryService(data_dir, paths.codesets())


def build_library(data_dir: Path, progress: Progress) -> None:
    """Build the code library where it is missing.

    A function of its own at module level, so that the window can run it in a child process.

    Raises:
        Cancelled: The progress callback stopped it; nothing is left behind.
    """
    open_library(data_dir).build(progress)


def import_codes(
    data_dir: Path, files: tuple[Path, ...], wish: Edition, progress: Progress
) -> tuple[Release, ...]:
    """Read code-set files into the library; nothing is in use yet.

    A function of its own at module level, so that the window can run it in a child process.

    Args:
        wish: What the person says of an edition whose file does not tell.

    Raises:
        Cancelled: The progress callback stopped it; nothing is left behind.
        InputError: A file cannot be used; the sentence says why. Nothing is changed.
    """
    from medcoder_desktop.services.code_import import import_files  # noqa: PLC0415 - loaded late

    library = open_library(data_dir)
    try:
        library.build(progress)
        return import_files(library, files, wish, progress)
    finally:
        library.close()


def open_services(data_dir: Path, clock: Clock | None = None) -> Services:
    """Open a data folder, making it and its databases where they are missing.

    Raises:
        EnvironmentError_: The folder or a database cannot be opened.
        InputError: The database was written by a newer version.
    """
    from medcoder_desktop.services.book_service import BookService  # noqa: PLC0415 - loaded late
    from medcoder_desktop.services.claim_service import ClaimService  # noqa: PLC0415 - 300 ms
    from medcoder_desktop.services.code_set_service import CodeSetService  # noqa: PLC0415 - loaded late
    from medcoder_desktop.services.coding_service import CodingService  # noqa: PLC0415 - loaded late
    from medcoder_desktop.services.desk_service import DeskService  # noqa: PLC0415 - loaded late
    from medcoder_desktop.services.office_service import OfficeService  # noqa: PLC0415 - loaded late
    from medcoder_desktop.services.page_service import PageService  # noqa: PLC0415 - loaded late
    from medcoder_desktop.services.patient_service import PatientService  # noqa: PLC0415 - loaded late
    from medcoder_desktop.services.record_service import RecordService  # noqa: PLC0415 - loaded late
    from medcoder_desktop.services.search_service import SearchService  # noqa: PLC0415 - loaded late
    from medcoder_desktop.services.settings_service import (  # noqa: PLC0415 - loaded late
        SettingsService,
    )
    from medcoder_desktop.services.suite import Services  # noqa: PLC0415 - loaded late
    from medcoder_desktop.services.watched_service import WatchedService  # noqa: PLC0415 - loaded late
    from medcoder_desktop.services.work_list_service import (  # noqa: PLC0415 - loaded late
        WorkListService,
    )
    from medcoder_desktop.store.store import Store  # noqa: PLC0415 - loaded late

    clock = clock or SystemClock()
    _make_folder(data_dir)
    store = Store.open(data_dir / RECORDS_FILE, clock)
    library = open_library(data_dir)
    coding = CodingService(store, library, clock)
    pages = PageService(store)
    claims = ClaimService(store, coding, library, clock, paths.resources() / "fonts")

    def close() -> None:
        pages.close()
        store.close()
        library.close()

    return Services(
        clock=clock,
        library=library,
        office=OfficeService(store, clock),
        patients=PatientService(store, clock),
        records=RecordService(store, paths.resources() / "samples"),
        coding=coding,
        claims=claims,
        desk=DeskService(store),
        book=BookService(store),
        code_sets=CodeSetService(library, store, clock, paths.codesets()),
        search=SearchService(store, library),
        work_list=WorkListService(store),
        pages=pages,
        settings=SettingsService(store, data_dir),
        watched=WatchedService(store, clock),
        close=close,
    )


def _make_folder(data_dir: Path) -> None:
    """Make the data folder for this person's eyes alone: it holds health data."""
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentError_("folder.not_made", folder=data_dir) from error

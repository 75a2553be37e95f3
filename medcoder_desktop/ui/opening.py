"""Opening a data folder: what the window needs before it can show anything."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from medcoder_desktop.domain.clock import Clock
from medcoder_desktop.domain.desk import ReadingPlace
from medcoder_desktop.ui.page_list import PagePlace, all_pages

if TYPE_CHECKING:
    from medcoder_desktop.services.suite import Services


@dataclass(frozen=True, slots=True)
class Opened:
    """An open data folder.

    Attributes:
        library_ready: False at the first start, before the code library is built.
        is_new: Nothing has been set up or brought in yet.
        place: Where the coder was last.
    """

    services: Services
    pages: tuple[PagePlace, ...]
    library_ready: bool
    is_new: bool
    place: ReadingPlace | None


def open_folder(data_dir: Path, clock: Clock) -> Opened:
    """Open the services and load the pages' modules. For a worker thread: it takes a while.

    Raises:
        MedCoderError: The folder or a database in it cannot be opened.
    """
    from medcoder_desktop.bootstrap import open_services  # noqa: PLC0415 - after the first paint

    services = open_services(data_dir, clock)
    try:
        place = services.desk.place()
        return Opened(
            services=services,
            pages=all_pages(),
            library_ready=services.library.is_ready(),
            is_new=services.office.practice() is None and not services.work_list.counts(),
            place=place,
        )
    except BaseException:
        services.close()
        raise

"""All services of one data folder, together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from medcoder_desktop.domain.clock import Clock
from medcoder_desktop.services.book_service import BookService
from medcoder_desktop.services.claim_service import ClaimService
from medcoder_desktop.services.code_set_service import CodeSetService
from medcoder_desktop.services.coding_service import CodingService
from medcoder_desktop.services.desk_service import DeskService
from medcoder_desktop.services.library_service import LibraryService
from medcoder_desktop.services.office_service import OfficeService
from medcoder_desktop.services.page_service import PageService
from medcoder_desktop.services.patient_service import PatientService
from medcoder_desktop.services.record_service import RecordService
from medcoder_desktop.services.search_service import SearchService
from medcoder_desktop.services.settings_service import SettingsService
from medcoder_desktop.services.watched_service import WatchedService
from medcoder_desktop.services.work_list_service import WorkListService


@dataclass(frozen=True, slots=True)
class Services:
    """What the command line and the window stand on.

    Attributes:
        close: Lets go of both databases.
    """

    clock: Clock
    library: LibraryService
    office: OfficeService
    patients: PatientService
    records: RecordService
    coding: CodingService
    claims: ClaimService
    desk: DeskService
    book: BookService
    code_sets: CodeSetService
    search: SearchService
    work_list: WorkListService
    pages: PageService
    settings: SettingsService
    watched: WatchedService
    close: Callable[[], None]

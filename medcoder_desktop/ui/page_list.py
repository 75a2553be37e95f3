"""The pages of the window, in the order of the navigation."""

from __future__ import annotations

from dataclasses import dataclass

from medcoder_desktop.ui.context import PageFactory

WORK_LIST = "worklist"
WORKBENCH = "workbench"
CLAIMS = "claims"
LIBRARY = "library"
PRACTICE = "practice"
TITLES = {
    WORK_LIST: "Work list",
    WORKBENCH: "Workbench",
    CLAIMS: "Claims",
    LIBRARY: "Code library",
    PRACTICE: "Practice",
}


@dataclass(frozen=True, slots=True)
class PagePlace:
    """Where a page stands.

    Attributes:
        make: Makes it, once the services are open.
    """

    id: str
    make: PageFactory


def all_pages() -> tuple[PagePlace, ...]:
    """Every page. Their modules are loaded here, off the main thread while the window paints."""
    from medcoder_desktop.ui.library.page import LibraryPage  # noqa: PLC0415 - after first paint
    from medcoder_desktop.ui.office.page import PracticePage  # noqa: PLC0415 - after first paint
    from medcoder_desktop.ui.pages.claims import ClaimsPage  # noqa: PLC0415 - loaded late
    from medcoder_desktop.ui.pages.worklist import WorkListPage  # noqa: PLC0415 - loaded late
    from medcoder_desktop.ui.workbench.page import WorkbenchPage  # noqa: PLC0415 - loaded late

    return (
        PagePlace(WORK_LIST, WorkListPage),
        PagePlace(WORKBENCH, WorkbenchPage),
        PagePlace(CLAIMS, ClaimsPage),
        PagePlace(LIBRARY, LibraryPage),
        PagePlace(PRACTICE, PracticePage),
    )

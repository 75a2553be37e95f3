"""What the work list reads for one look at it, outside the window's thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medcoder_desktop.domain.encounters import EncounterRow
from medcoder_desktop.domain.visit_states import EncounterStatus
from medcoder_desktop.domain.work_list import SavedView, WorkList, WorkListFilter, WorkListOrder
from medcoder_desktop.services.work_list_service import FilterChoices
from medcoder_desktop.ui.pages.visits_model import PAGE

if TYPE_CHECKING:
    from medcoder_desktop.services.suite import Services


@dataclass(frozen=True, slots=True)
class ListRead:
    """A list as it was read.

    Attributes:
        first: The lines of its first page.
        all_counts: Visits of each status without any filter.
    """

    listed: WorkList
    first: tuple[EncounterRow, ...]
    choices: FilterChoices
    all_counts: Mapping[EncounterStatus, int]


def read_list(services: Services, wanted: WorkListFilter, order: WorkListOrder) -> ListRead:
    """Read a list for the window, in one go."""
    work = services.work_list
    listed = work.listed(wanted, order)
    return ListRead(listed, work.rows(listed.serials[:PAGE]), work.choices(), work.counts())


def name_of(views: Sequence[SavedView], wanted: WorkListFilter, order: WorkListOrder) -> str:
    """Which view is shown; empty for a filter of one's own."""
    same = (v.name for v in views if (v.filter, v.order) == (wanted, order))
    return next(same, "")


def count_of(listed: WorkList) -> str:
    """How many visits are listed, in words."""
    count = len(listed.serials)
    return f"{count:,} {'visit' if count == 1 else 'visits'}" if count else ""

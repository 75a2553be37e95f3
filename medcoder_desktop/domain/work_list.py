"""The work list: which visits are looked at, in which order, and views of it under a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from medcoder_desktop.domain.visit_states import OPEN_STATES, EncounterStatus

SELF_PAY = "self-pay"
"""Stands for a payer's id where visits without a policy are meant."""
MISSED_AFTER_DAYS = 3
"""Days after which a visit without a claim counts as a charge that may be missed."""


@dataclass(frozen=True, slots=True)
class WorkListFilter:
    """What a visit must be like to be listed; everything given has to hold.

    Attributes:
        text: Beginnings of names, record numbers, visit numbers, or a date.
        statuses: Any of these; empty for every one.
        provider_id: Empty for every provider.
        payer_id: Of the policy billed first, or ``SELF_PAY``; empty for every payer.
        assigned_to: Name of a coder; empty for visits that are nobody's; None for all.
        first_day, last_day: Dates of service, both included.
        least_age: Days since the date of service, at least.
        least_value, most_value: Cents on the coding sheet.
        without_documents: No document is filed with the visit.
        unsigned: A document of the visit is not signed.
        without_charges: Nothing is on the coding sheet to charge.
    """

    text: str = ""
    statuses: tuple[EncounterStatus, ...] = ()
    provider_id: str = ""
    payer_id: str = ""
    assigned_to: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    least_age: int | None = None
    least_value: int | None = None
    most_value: int | None = None
    without_documents: bool = False
    unsigned: bool = False
    without_charges: bool = False


class SortBy(Enum):
    """What the work list can be ordered by."""

    DATE = "date"
    NUMBER = "number"
    PATIENT = "patient"
    PROVIDER = "provider"
    PAYER = "payer"
    VALUE = "value"
    DOCUMENTS = "documents"
    ASSIGNED = "assigned"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class WorkListOrder:
    """In which order the visits are listed; visits that tie follow by date, newest first."""

    by: SortBy = SortBy.DATE
    descending: bool = True


NEWEST_FIRST = WorkListOrder()
"""The order of a list nobody has sorted."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A filter and an order under a name.

    Attributes:
        id: Empty for a view that comes with the program.
    """

    id: str
    name: str
    filter: WorkListFilter
    order: WorkListOrder = NEWEST_FIRST


STANDARD_VIEWS: tuple[SavedView, ...] = (
    SavedView("", "All visits", WorkListFilter()),
    SavedView("", "To be coded", WorkListFilter(statuses=OPEN_STATES)),
    SavedView(
        "",
        "Waiting for somebody",
        WorkListFilter(statuses=(EncounterStatus.ON_HOLD, EncounterStatus.QUERY_OUT)),
    ),
    SavedView(
        "",
        "Missed charges: visits without a claim",
        WorkListFilter(statuses=OPEN_STATES, least_age=MISSED_AFTER_DAYS),
        WorkListOrder(SortBy.DATE, descending=False),
    ),
    SavedView("", "Notes without a signature", WorkListFilter(unsigned=True)),
    SavedView("", "Visits without a document", WorkListFilter(without_documents=True)),
)
"""Views every office has."""


@dataclass(frozen=True, slots=True)
class WorkList:
    """The visits that fit a filter, by the numbers they are kept under.

    Attributes:
        serials: What each visit's number counts, in the order asked for.
        counts: Visits of each status under the same filter, whatever its statuses.
    """

    serials: tuple[int, ...] = ()
    counts: Mapping[EncounterStatus, int] = field(default_factory=dict)

    def place_of(self, serial: int | None) -> int:
        """Where a visit stands, from 1; 0 when it is not listed."""
        try:
            return self.serials.index(serial) + 1 if serial is not None else 0
        except ValueError:
            return 0

    def after(self, serial: int | None) -> tuple[int, ...]:
        """The visits behind one, then those from the top; all when it is not listed."""
        place = self.place_of(serial)
        if not place:
            return self.serials
        return self.serials[place:] + self.serials[: place - 1]

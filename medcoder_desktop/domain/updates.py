"""What a new release changes, seen before it is put in use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from medcoder_desktop.domain.releases import Release


class Difference(Enum):
    """How an entry differs between two releases, in the order a preview lists them."""

    ADDED = "added"
    DELETED = "deleted"
    NOW_HEADING = "no longer billable"
    NOW_BILLABLE = "now billable"
    RETITLED = "revised title"
    NOTES = "changed notes"
    VALUES = "changed values"


@dataclass(frozen=True, slots=True)
class CodeDifference:
    """One difference.

    Attributes:
        code: As the set shows it; a pair of procedures is written ``11721/11720``.
        before: Title, notes or values in the older release; empty when it was not there.
        after: The same in the newer one; empty when it is gone.
        billable: Whether the entry is, or was, billable.
    """

    kind: Difference
    code: str
    before: str
    after: str
    billable: bool = True


class Touched(Enum):
    """What of the office's own a new release touches."""

    FAVOURITE = "favourite"
    FEE = "fee schedule"
    VISIT = "unfinished visit"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class TouchedThing:
    """One thing of the office that names a code the new release deletes, splits or retitles.

    Attributes:
        target: Id of the fee line or the visit, number of the claim, or the favourite's code.
        words: What the person reads, such as visit number and date of service.
    """

    kind: Touched
    code: str
    change: Difference
    target: str
    words: str


@dataclass(frozen=True)
class UpdatePreview:
    """The whole preview.

    Attributes:
        old: The release that is in force on the first day of the new one; None when there is
            none, and everything is new.
        new: The release looked at.
        differences: By kind, then by code.
        cut_off: Differences left out because there are very many (pairs of procedures).
        touched: What of the office's own is touched.
    """

    old: Release | None
    new: Release
    differences: tuple[CodeDifference, ...]
    cut_off: int = 0
    touched: tuple[TouchedThing, ...] = ()

    @cached_property
    def counts(self) -> Mapping[Difference, int]:
        """How many differences of each kind are listed."""
        return Counter(each.kind for each in self.differences)

"""What a write changed, so that a window refreshes only what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto


class Changed(Flag):
    """Parts of the store that a write touched."""

    NOTHING = 0
    PRACTICE = auto()
    PROVIDERS = auto()
    PAYERS = auto()
    FEES = auto()
    PATIENTS = auto()
    COVERAGE = auto()
    ENCOUNTERS = auto()
    CHART = auto()
    SHEET = auto()
    CLAIMS = auto()
    BOOK = auto()
    CODE_SETS = auto()
    WORK_LIST = auto()
    SETTINGS = auto()
    FACILITIES = auto()


@dataclass(frozen=True, slots=True)
class Changes:
    """What one committed transaction changed.

    Attributes:
        what: Which parts.
        encounter_ids: Visits concerned, where the change is about visits.
    """

    what: Changed
    encounter_ids: frozenset[str] = frozenset()

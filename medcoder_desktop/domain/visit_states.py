"""How far a visit has come: the one table of states, and which state may follow which."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class EncounterStatus(Enum):
    """How far a visit has come, in the order of the work."""

    NEW = "new"
    IN_PROGRESS = "in progress"
    ON_HOLD = "on hold"
    QUERY_OUT = "query out"
    QUERY_ANSWERED = "query answered"
    CODED = "coded"
    IN_REVIEW = "in review"
    FINISHED = "finished"
    EXPORTED = "exported"

    @property
    def can_be_coded(self) -> bool:
        """Whether the coding sheet may still change."""
        return STATES[self].can_be_coded

    @property
    def is_waiting(self) -> bool:
        """Whether somebody else has to act before the coder can go on."""
        return STATES[self].is_waiting

    def said(self, waiting_for: str) -> str:
        """The state in words, with what a visit waits for: ``on hold: lab report``."""
        return f"{self.value}: {waiting_for}" if self.is_waiting and waiting_for else self.value

    @property
    def choices(self) -> tuple[EncounterStatus, ...]:
        """States a person may move the visit to; finishing and exporting do the rest."""
        return STATES[self].choices

    @property
    def after_coding(self) -> EncounterStatus:
        """The state after the coding sheet was changed in this one."""
        return STATES[self].after_coding or self


@dataclass(frozen=True, slots=True)
class StateRule:
    """What one state allows.

    Attributes:
        choices: States a person may choose next.
        can_be_coded: Whether the sheet may change.
        is_waiting: Whether somebody else's turn it is.
        after_coding: Where a change of the sheet leads; None where it leads nowhere.
    """

    choices: tuple[EncounterStatus, ...]
    can_be_coded: bool = True
    is_waiting: bool = False
    after_coding: EncounterStatus | None = None


STATES: dict[EncounterStatus, StateRule] = {
    EncounterStatus.NEW: StateRule(
        (
            EncounterStatus.IN_PROGRESS,
            EncounterStatus.ON_HOLD,
            EncounterStatus.QUERY_OUT,
            EncounterStatus.CODED,
        ),
        after_coding=EncounterStatus.IN_PROGRESS,
    ),
    EncounterStatus.IN_PROGRESS: StateRule(
        (
            EncounterStatus.NEW,
            EncounterStatus.ON_HOLD,
            EncounterStatus.QUERY_OUT,
            EncounterStatus.CODED,
        )
    ),
    EncounterStatus.ON_HOLD: StateRule(
        (EncounterStatus.IN_PROGRESS, EncounterStatus.QUERY_OUT, EncounterStatus.CODED),
        is_waiting=True,
    ),
    EncounterStatus.QUERY_OUT: StateRule(
        (EncounterStatus.QUERY_ANSWERED, EncounterStatus.IN_PROGRESS, EncounterStatus.ON_HOLD),
        is_waiting=True,
    ),
    EncounterStatus.QUERY_ANSWERED: StateRule(
        (
            EncounterStatus.IN_PROGRESS,
            EncounterStatus.QUERY_OUT,
            EncounterStatus.ON_HOLD,
            EncounterStatus.CODED,
        ),
        after_coding=EncounterStatus.IN_PROGRESS,
    ),
    EncounterStatus.CODED: StateRule(
        (EncounterStatus.IN_REVIEW, EncounterStatus.IN_PROGRESS, EncounterStatus.ON_HOLD),
        after_coding=EncounterStatus.IN_PROGRESS,
    ),
    EncounterStatus.IN_REVIEW: StateRule(
        (EncounterStatus.CODED, EncounterStatus.IN_PROGRESS, EncounterStatus.QUERY_OUT)
    ),
    EncounterStatus.FINISHED: StateRule((), can_be_coded=False),
    EncounterStatus.EXPORTED: StateRule((), can_be_coded=False),
}
"""Every state with what it allows. A finished visit is opened again by withdrawing its claim."""

OPEN_STATES = tuple(status for status, rule in STATES.items() if rule.can_be_coded)
"""States of visits that have no claim yet."""

"""Who did what, when: the trail every write leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Actor:
    """The person (or program) on whose behalf something is done.

    Attributes:
        name: Login name; ``demo`` in the demonstration.
    """

    name: str


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the trail.

    Attributes:
        number: Counts up without gaps.
        action: Dotted verb such as ``sheet.assign``.
        subject: Id of the visit, claim or patient it concerns.
        detail: What exactly, in short (``E11.42``); no narrative text of the record.
    """

    number: int
    moment: datetime
    actor: Actor
    action: str
    subject: str
    detail: str

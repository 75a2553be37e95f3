"""What a list of changes says of a code: addenda, corrections, the table for the new year."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ChangeAction(Enum):
    """What happens to an entry."""

    ADD = "add"
    DELETE = "delete"
    RETITLE = "retitle"
    TO_HEADING = "to heading"
    TO_BILLABLE = "to billable"


@dataclass(frozen=True, slots=True)
class CodeChange:
    """One change from a release to the next.

    Attributes:
        code: As the code set shows it (``E11.42``).
        billable: Whether the entry may stand on a claim after the change.
        title: The title after the change; empty for a deletion or where it stays.
    """

    action: ChangeAction
    code: str
    billable: bool
    title: str = ""

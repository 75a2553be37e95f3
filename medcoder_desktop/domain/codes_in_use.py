"""Codes that stand on work of the office which is not over: what a new release may touch."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class VisitCode(NamedTuple):
    """A diagnosis or procedure on the newest sheet of a visit that is not finished.

    Attributes:
        number: What people call the visit: ``V1001``.
        code: A diagnosis with its dot, or a procedure without modifiers.
    """

    encounter_id: str
    number: str
    date_of_service: date
    code: str


class ClaimCode(NamedTuple):
    """A diagnosis or procedure on a claim that is not withdrawn.

    Attributes:
        claim_number: ``C1001``.
        code: A diagnosis with its dot, or a procedure without modifiers.
    """

    claim_number: str
    date_of_service: date
    code: str

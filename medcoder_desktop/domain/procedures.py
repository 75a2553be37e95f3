"""Procedures and modifiers: HCPCS Level II, CPT, and what is known of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

CPT_NOTICE = (
    "CPT copyright {year} American Medical Association. All rights reserved. CPT is a registered "
    "trademark of the American Medical Association. Shown under this office's own licence."
)
"""Stands beside every CPT descriptor; ``year`` is the year of the office's file."""


CPT_MARK = "CPT © American Medical Association"
"""Stands beside a descriptor in a list; the whole notice stands on the procedure's page."""


class ActionCode(Enum):
    """What the publisher did to a HCPCS entry in this release (position 293 of its record)."""

    ADDED = "A"
    FIELD_AND_LONG_DESCRIPTION_CHANGED = "B"
    LONG_DESCRIPTION_CHANGED = "C"
    DISCONTINUED = "D"
    FIELD_CHANGED = "F"
    NONE = "N"
    PAYMENT_CHANGED = "P"
    REACTIVATED = "R"
    SHORT_DESCRIPTION_CHANGED = "S"
    MISCELLANEOUS = "T"


@dataclass(frozen=True, slots=True)
class ProcedureEntry:
    """One procedure or one modifier.

    Attributes:
        code: Five characters, or two for a modifier; upper case.
        is_modifier: Whether it is a modifier.
        short: The short description (28 characters in HCPCS); may be empty.
        long: The full description, continuation lines joined; for the starter lists, our own
            words. Empty only where the publisher gives none.
        medium: CPT's description of medium length; empty elsewhere.
        added: First day the code existed; None when the file does not tell.
        effective: Since when it stands as it does; None when the file does not tell.
        terminated: Last day it may be billed; None while it is in force.
        action: What this release did to it; None when the file does not tell.
        coverage: Medicare coverage code: C carrier judgment, D special instructions, I not
            payable, M non-covered, S non-covered by statute; empty when none.
        pricing: Pricing indicator codes.
        cross_references: Codes to use in its place.
        type_of_service: Type-of-service codes.
        unlisted: Whether it is a code for what no other code names (NOC).
        explanation: A sentence of our own on when to use it; empty for official entries.
        kind: What a modifier of our own table is about (``side``, ``telehealth``); else empty.
    """

    code: str
    is_modifier: bool
    short: str
    long: str
    medium: str = ""
    added: date | None = None
    effective: date | None = None
    terminated: date | None = None
    action: ActionCode | None = None
    coverage: str = ""
    pricing: tuple[str, ...] = ()
    cross_references: tuple[str, ...] = ()
    type_of_service: tuple[str, ...] = ()
    unlisted: bool = False
    explanation: str = ""
    kind: str = ""

    @property
    def title(self) -> str:
        """The fullest description there is."""
        return self.long or self.medium or self.short

    def valid_on(self, day: date) -> bool:
        """Whether it may be billed for a day of service."""
        begins = self.added or self.effective
        return (begins is None or begins <= day) and (
            self.terminated is None or day <= self.terminated
        )


@dataclass(frozen=True, slots=True)
class ProcedureCorrection:
    """One line of a publisher's corrections to a HCPCS release.

    Attributes:
        code: The procedure or modifier it corrects.
        wording: The action as published: ``Change Cov to C and Price to 39``. A remark of the
            publisher follows in brackets.
        action: What it comes to: ADDED, DISCONTINUED, REACTIVATED, or FIELD_CHANGED for any other.
        effective: Since when; None when the published day is none.
        short: The short description; empty when it does not change.
        long: The full description; empty when it does not change.
        coverage: The coverage code; empty when it does not change.
        pricing: Pricing indicators; empty when they do not change.
        cross_references: Codes to use in its place; empty when they do not change.
        type_of_service: Type-of-service codes; empty when they do not change.
    """

    code: str
    wording: str
    action: ActionCode
    effective: date | None = None
    short: str = ""
    long: str = ""
    coverage: str = ""
    pricing: tuple[str, ...] = ()
    cross_references: tuple[str, ...] = ()
    type_of_service: tuple[str, ...] = ()

    def applied_to(self, entry: ProcedureEntry | None) -> ProcedureEntry | None:
        """The entry as it stands corrected; changes that only the wording tells are not made.

        Args:
            entry: The entry of the base release; None when it has none.

        Returns:
            None when there is neither an entry nor a description to make one of.
        """
        if entry is None:
            if not (self.short or self.long):
                return None
            entry = ProcedureEntry(self.code, len(self.code) == 2, "", "", added=self.effective)
        terminated = entry.terminated
        if self.action is ActionCode.DISCONTINUED and self.effective is not None:
            terminated = self.effective - timedelta(days=1)
        elif self.action in {ActionCode.ADDED, ActionCode.REACTIVATED}:
            terminated = None
        return replace(
            entry,
            short=self.short or entry.short,
            long=self.long or entry.long,
            effective=self.effective or entry.effective,
            terminated=terminated,
            action=self.action,
            coverage=self.coverage or entry.coverage,
            pricing=self.pricing or entry.pricing,
            cross_references=self.cross_references or entry.cross_references,
            type_of_service=self.type_of_service or entry.type_of_service,
        )


@dataclass(frozen=True, slots=True)
class SmallCode:
    """A row of a small table: a place of service or a claim frequency.

    Attributes:
        code: Two digits, or one for a claim frequency.
        title: Short name in our own words.
        explanation: A sentence for the person who wonders; may be empty.
    """

    code: str
    title: str
    explanation: str = ""

"""Patients and the coverage that pays for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from medcoder_desktop.domain.people import Address, PersonName


class Sex(Enum):
    """Administrative sex as claims carry it (box 3, DMG03)."""

    FEMALE = "F"
    MALE = "M"
    UNKNOWN = "U"


@dataclass(frozen=True, slots=True)
class RecordNumber:
    """A number under which some system knows the patient.

    Attributes:
        system: Who gave the number: a URI or a name such as ``MRN``.
        value: The number itself.
    """

    system: str
    value: str


@dataclass(frozen=True, slots=True)
class Patient:
    """A person the practice sees.

    Attributes:
        id: 32 hexadecimal digits, given by this program.
        birth_date: Date of birth, or None where the record does not say.
        record_numbers: Chart numbers, the office's own first.
    """

    id: str
    name: PersonName
    birth_date: date | None
    sex: Sex
    address: Address = Address()
    phone: str = ""
    record_numbers: tuple[RecordNumber, ...] = ()

    def age_on(self, day: date) -> int | None:
        """Completed years on ``day``; None without a birth date or before it."""
        if self.birth_date is None or day < self.birth_date:
            return None
        before_birthday = (day.month, day.day) < (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - before_birthday

    def age_text_on(self, day: date) -> str:
        """Age as a coder says it: ``58 y``, ``7 mo`` under two years, ``12 d`` under a month."""
        years = self.age_on(day)
        if years is None or self.birth_date is None:
            return "age unknown"
        if years >= 2:
            return f"{years} y"
        born = self.birth_date
        months = (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
        return f"{months} mo" if months else f"{(day - born).days} d"


def are_two_people(one: Patient, other: Patient) -> bool:
    """Whether one number stands for two people, as the account of a family does."""
    stated = one.birth_date is not None and other.birth_date is not None
    given = one.name.given.casefold() != other.name.given.casefold()
    return stated and one.birth_date != other.birth_date and given


class Relationship(Enum):
    """The patient's relationship to the subscriber (box 6, PAT01/SBR02)."""

    SELF = "self"
    SPOUSE = "spouse"
    CHILD = "child"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Subscriber:
    """The person who holds the policy when it is not the patient (boxes 4, 7, 11a)."""

    name: PersonName
    birth_date: date | None = None
    sex: Sex = Sex.UNKNOWN
    address: Address = Address()


@dataclass(frozen=True, slots=True)
class Coverage:
    """One policy of one patient.

    Attributes:
        member_id: As on the card (box 1a); may be empty in an imported record.
        group_number: Policy or group number (box 11); may be empty.
        plan_name: Box 11c; may be empty.
        relationship: Patient to subscriber; ``SELF`` means the patient holds the policy.
        subscriber: Present exactly when the relationship is not ``SELF``.
        rank: 1 for primary, 2 for secondary.
    """

    id: str
    patient_id: str
    payer_id: str
    member_id: str
    group_number: str = ""
    plan_name: str = ""
    relationship: Relationship = Relationship.SELF
    subscriber: Subscriber | None = None
    rank: int = 1

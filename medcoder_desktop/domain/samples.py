"""Sample patients with the codes a careful coder would assign, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeyDiagnosis:
    """A diagnosis of an answer key.

    Attributes:
        search: Words a coder would type to find it.
        document: File name of the document quoted.
        quotes: Words of that document that support the code, each standing in it once.
    """

    code: str
    search: str
    reason: str
    document: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A service line of an answer key.

    Attributes:
        unit_charge: Cents for one unit.
        pointers: Letters, ``AB``.
    """

    procedure: str
    modifiers: tuple[str, ...]
    units: int
    unit_charge: int
    pointers: str
    reason: str


@dataclass(frozen=True, slots=True)
class NotCoded:
    """A code that a careless coder would have assigned, and why it is wrong."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """What a careful certified coder would assign to one sample visit.

    Attributes:
        slug: Folder name of the sample.
        encounter: What the sample record calls the visit.
        lesson: What the case teaches.
    """

    slug: str
    title: str
    lesson: str
    encounter: str
    diagnoses: tuple[KeyDiagnosis, ...]
    lines: tuple[KeyLine, ...]
    not_coded: tuple[NotCoded, ...]

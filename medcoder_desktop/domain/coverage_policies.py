"""Local coverage policies: which diagnoses a Medicare contractor accepts for a procedure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class PolicyKind(Enum):
    """What kind of document of the coverage database it is."""

    LCD = "local coverage determination"
    ARTICLE = "billing and coding article"


@dataclass(frozen=True, slots=True)
class CoverageGroup:
    """A numbered group of a policy.

    Attributes:
        number: As the policy numbers it; groups of procedures and of diagnoses with the same
            number belong together.
        procedures: HCPCS and CPT codes.
        supporting: ICD-10-CM codes, with dots, that support medical necessity.
        excluding: ICD-10-CM codes, with dots, that do not.
        paragraph: The policy's words about the group, as plain text; may be empty.
    """

    number: int
    procedures: tuple[str, ...]
    supporting: tuple[str, ...]
    excluding: tuple[str, ...]
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class CoveragePolicy:
    """One policy of one contractor.

    Attributes:
        id: ``L33822`` or ``A56423``.
        version: The document's version number.
        contractors: Names of the contractors it is in force for.
        states: Two-letter states it holds in; empty when the download does not tell.
        effective: First date of service; None when the download does not tell.
        ended: Last date of service; None while it is in force.
    """

    id: str
    version: int
    kind: PolicyKind
    title: str
    contractors: tuple[str, ...]
    states: tuple[str, ...]
    effective: date | None
    ended: date | None
    groups: tuple[CoverageGroup, ...]

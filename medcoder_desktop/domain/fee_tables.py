"""The practice's own fee schedule as it lies in a table with any headings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class FeeField(Enum):
    """What a column of the table may hold."""

    CODE = "code"
    MODIFIER = "modifier"
    DESCRIPTION = "description"
    CHARGE = "charge"
    EFFECTIVE_FROM = "effective from"
    EFFECTIVE_TO = "effective to"


@dataclass(frozen=True, slots=True)
class FeeTable:
    """The beginning of a table, for a person to say which column is which.

    Attributes:
        headings: A name for each column, no two the same; ``Column 3`` where the table has none.
        samples: The first rows below the headings, at most 20, a cell for each heading.
        guessed: What the headings and the cells tell: fields with the headings of their columns.
    """

    headings: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    guessed: tuple[tuple[FeeField, str], ...]


@dataclass(frozen=True, slots=True)
class FeeRow:
    """A row of the table, read.

    Attributes:
        line: Where it stands in the file, for messages; the first line is 1.
        procedure: CPT or HCPCS Level II code of five characters.
        modifier: Two characters when the fee differs by modifier, else empty.
        description: The office's own wording; may be empty.
        charge: Cents for one unit.
        effective_from: First day the fee holds; None for always.
        effective_to: Last day the fee holds; None for open.
    """

    line: int
    procedure: str
    modifier: str
    description: str
    charge: int
    effective_from: date | None = None
    effective_to: date | None = None

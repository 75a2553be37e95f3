"""What an office writes into its book: favourites, notes on codes, and where it has been."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from medcoder_desktop.domain.codes import CodeSystem


@dataclass(frozen=True, slots=True)
class Favourite:
    """A code kept at hand.

    Attributes:
        code: As its set shows it.
        folder: Name of the folder; empty for those in none.
        place: Order within the folder, from 0.
    """

    system: CodeSystem
    code: str
    folder: str
    place: int


@dataclass(frozen=True, slots=True)
class OfficeNote:
    """The office's own words about a code.

    Attributes:
        changed_at: When it was last written, in UTC.
        changed_by: Name of the person who wrote it.
    """

    system: CodeSystem
    code: str
    text: str
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class RecentCode:
    """A code someone opened or assigned lately."""

    system: CodeSystem
    code: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column of the office's own table holds what, remembered by its headings.

    Attributes:
        kind: What is imported: ``fee-schedule`` or ``visits``.
        headings: The headings of the table, as they stand in it.
        columns: Pairs of field and heading, such as ``("code", "CPT")``.
    """

    kind: str
    headings: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]

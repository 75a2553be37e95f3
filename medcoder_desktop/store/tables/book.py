"""What the office keeps beside the code library: favourites, notes, recent codes, mappings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from medcoder_desktop.domain.codes import CodeSystem
from medcoder_desktop.store.tables.base import SORTED_TEXT, Base, ByValue, UtcMoment


class FavouriteRow(Base):
    """A code kept at hand, in a folder or in none; ``place`` is its order there."""

    __tablename__ = "favourites"

    system: Mapped[CodeSystem] = mapped_column(ByValue(CodeSystem), primary_key=True)
    code: Mapped[str] = mapped_column(SORTED_TEXT, primary_key=True)
    folder: Mapped[str]
    place: Mapped[int]


class CodeNoteRow(Base):
    """The office's own words about a code."""

    __tablename__ = "code_notes"

    system: Mapped[CodeSystem] = mapped_column(ByValue(CodeSystem), primary_key=True)
    code: Mapped[str] = mapped_column(SORTED_TEXT, primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(UtcMoment())
    changed_by: Mapped[str]


class RecentCodeRow(Base):
    """A code someone opened or assigned lately.

    Attributes:
        number: Counts up: orders codes remembered within one tick of the clock.
    """

    __tablename__ = "recent_codes"
    __table_args__ = (Index(None, "number"),)

    system: Mapped[CodeSystem] = mapped_column(ByValue(CodeSystem), primary_key=True)
    code: Mapped[str] = mapped_column(SORTED_TEXT, primary_key=True)
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcMoment())


class ColumnMappingRow(Base):
    """Which column of a table holds what, found again by the headings of that table.

    Attributes:
        fingerprint: SHA-256 of the headings in alphabetical order.
        headings: JSON array, in the order of the table.
        columns: JSON object from field to heading.
    """

    __tablename__ = "column_mappings"

    kind: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    headings: Mapped[str] = mapped_column(Text)
    columns: Mapped[str] = mapped_column(Text)


class OfficeSynonymRow(Base):
    """The office's own words; ``folded`` is what tells them apart, without case and accents."""

    __tablename__ = "office_synonyms"

    folded: Mapped[str] = mapped_column(SORTED_TEXT, primary_key=True)
    said: Mapped[str]
    meant: Mapped[str]
    changed_at: Mapped[datetime] = mapped_column(UtcMoment())
    changed_by: Mapped[str]

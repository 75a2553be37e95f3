"""What the store keeps about itself: audit trail, imported files, counters, reading place."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column

from medcoder_desktop.store.tables.base import ID, Base, UtcMoment


class AuditRow(Base):
    """One line of the audit trail. Rows are only ever added."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index(None, "subject", "number"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    moment: Mapped[datetime] = mapped_column(UtcMoment())
    actor: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str]


class ImportedFileRow(Base):
    """A record file that was taken in, known by what it contains."""

    __tablename__ = "imported_files"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    source: Mapped[str]
    kind: Mapped[str]
    imported_at: Mapped[datetime] = mapped_column(UtcMoment())


class ImportRow(Base):
    """One import of any number of files, which can be undone as a whole.

    Attributes:
        number: Counts the imports of this file.
        sources: Names of the files, one a line.
        undone_at: When it was taken back; empty while it stands.
    """

    __tablename__ = "imports"
    __table_args__ = (Index(None, "number"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    number: Mapped[int]
    moment: Mapped[datetime] = mapped_column(UtcMoment())
    actor: Mapped[str]
    sources: Mapped[str] = mapped_column(Text)
    undone_at: Mapped[datetime | None] = mapped_column(UtcMoment())


class ImportItemRow(Base):
    """Something an import added or changed.

    Attributes:
        kind: What it is: a value of ``domain.import_batches.ItemKind``.
        subject: Its id.
        before: What a changed thing was before, as its kind writes it; empty for a new one.
    """

    __tablename__ = "import_items"

    import_id: Mapped[str] = mapped_column(ID, ForeignKey("imports.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    subject: Mapped[str]
    before: Mapped[str] = mapped_column(Text)


class CounterRow(Base):
    """The last number given out of one kind; taking the next locks the row."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]


class ReadingPlaceRow(Base):
    """Where the coder was: one row, under the number 1.

    No foreign keys: a place that is gone means a start elsewhere, never a refused write.
    """

    __tablename__ = "reading_place"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    encounter_id: Mapped[str] = mapped_column(ID)
    document_id: Mapped[str | None] = mapped_column(ID)
    first_character: Mapped[int]


VERSION = Table(
    "alembic_version",
    Base.metadata,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""The table in which Alembic keeps the version of the file, exactly as Alembic makes it."""

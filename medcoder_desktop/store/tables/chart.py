"""The chart: documents with text and pages apart, values, conditions, history, charges.

Of values, conditions, history and charges ``replaced_by`` names the line of a later record that
took their place. No foreign key, for the reason given at ``DocumentRow.superseded_by``.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from medcoder_desktop.domain.documents import AbnormalFlag, DocumentKind
from medcoder_desktop.domain.history import HistoryKind
from medcoder_desktop.store.tables.base import ID, Base, ByValue, UtcMoment


class DocumentRow(Base):
    """A document without its text.

    Attributes:
        page_starts: Offsets at which the pages begin, separated by blanks.
        superseded_by: The version that took its place. No foreign key: a version that an undone
            import took away is looked up in vain, and its predecessor is made the newest again.
        added_at: Empty for what was stored before this was kept.
    """

    __tablename__ = "documents"
    __table_args__ = (Index(None, "patient_id", "source_key"), Index(None, "encounter_id"))

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    patient_id: Mapped[str | None] = mapped_column(ID, ForeignKey("patients.id"))
    encounter_id: Mapped[str | None] = mapped_column(ID, ForeignKey("encounters.id"))
    kind: Mapped[DocumentKind] = mapped_column(ByValue(DocumentKind))
    title: Mapped[str]
    written_on: Mapped[date | None]
    author: Mapped[str]
    signed: Mapped[bool | None]
    source: Mapped[str]
    source_key: Mapped[str]
    length: Mapped[int]
    media_type: Mapped[str] = mapped_column(server_default="")
    page_starts: Mapped[str] = mapped_column(Text, server_default="")
    version_key: Mapped[str] = mapped_column(server_default="")
    superseded_by: Mapped[str | None] = mapped_column(ID)
    added_at: Mapped[datetime | None] = mapped_column(UtcMoment())


class DocumentTextRow(Base):
    """The text of a document, apart because filtering rows that carry it is 17 times slower."""

    __tablename__ = "document_texts"

    document_id: Mapped[str] = mapped_column(ID, ForeignKey("documents.id"), primary_key=True)
    content: Mapped[str] = mapped_column(Text)


class DocumentOriginalRow(Base):
    """The bytes of a document as they came, for showing its pages."""

    __tablename__ = "document_originals"

    document_id: Mapped[str] = mapped_column(ID, ForeignKey("documents.id"), primary_key=True)
    media_type: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class LabResultRow(Base):
    """A laboratory or vital-sign value; ``position`` is its place in what it came with."""

    __tablename__ = "lab_results"
    __table_args__ = (Index(None, "patient_id", "source_key"), Index(None, "encounter_id"))

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    patient_id: Mapped[str] = mapped_column(ID, ForeignKey("patients.id"))
    encounter_id: Mapped[str | None] = mapped_column(ID, ForeignKey("encounters.id"))
    position: Mapped[int]
    code: Mapped[str]
    name: Mapped[str]
    value: Mapped[str]
    unit: Mapped[str]
    reference_range: Mapped[str]
    flag: Mapped[AbnormalFlag] = mapped_column(ByValue(AbnormalFlag))
    taken_on: Mapped[date | None]
    panel: Mapped[str]
    source_key: Mapped[str]
    replaced_by: Mapped[str | None] = mapped_column(ID)


class PriorConditionRow(Base):
    """A condition the record lists."""

    __tablename__ = "prior_conditions"
    __table_args__ = (Index(None, "patient_id", "source_key"), Index(None, "encounter_id"))

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    patient_id: Mapped[str] = mapped_column(ID, ForeignKey("patients.id"))
    encounter_id: Mapped[str | None] = mapped_column(ID, ForeignKey("encounters.id"))
    text: Mapped[str]
    code: Mapped[str]
    code_system: Mapped[str]
    onset: Mapped[date | None]
    status: Mapped[str]
    source_key: Mapped[str]
    replaced_by: Mapped[str | None] = mapped_column(ID)


class HistoryEntryRow(Base):
    """Something done, taken, given or not tolerated, as the record lists it."""

    __tablename__ = "history_entries"
    __table_args__ = (Index(None, "patient_id", "source_key"), Index(None, "encounter_id"))

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    patient_id: Mapped[str] = mapped_column(ID, ForeignKey("patients.id"))
    encounter_id: Mapped[str | None] = mapped_column(ID, ForeignKey("encounters.id"))
    kind: Mapped[HistoryKind] = mapped_column(ByValue(HistoryKind))
    text: Mapped[str]
    code: Mapped[str]
    code_system: Mapped[str]
    on: Mapped[date | None]
    status: Mapped[str]
    detail: Mapped[str]
    source_key: Mapped[str]
    replaced_by: Mapped[str | None] = mapped_column(ID)


class RecordedChargeRow(Base):
    """A charge the record states; lists are kept as words separated by blanks."""

    __tablename__ = "recorded_charges"
    __table_args__ = (Index(None, "patient_id", "source_key"), Index(None, "encounter_id"))

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    patient_id: Mapped[str] = mapped_column(ID, ForeignKey("patients.id"))
    encounter_id: Mapped[str | None] = mapped_column(ID, ForeignKey("encounters.id"))
    position: Mapped[int]
    procedure: Mapped[str]
    modifiers: Mapped[str]
    units: Mapped[int]
    charge: Mapped[int | None] = mapped_column(BigInteger)
    diagnoses: Mapped[str]
    on: Mapped[date | None]
    description: Mapped[str]
    source_key: Mapped[str]
    replaced_by: Mapped[str | None] = mapped_column(ID)

"""The chart: documents with their text apart, laboratory values, conditions of the past."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from medcoder_desktop.domain.documents import AbnormalFlag, DocumentKind
from medcoder_desktop.store.tables.base import ID, Base, ByValue


class DocumentRow(Base):
    """A document without its text."""

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


class DocumentTextRow(Base):
    """The text of a document, apart because filtering rows that carry it is 17 times slower."""

    __tablename__ = "document_texts"

    document_id: Mapped[str] = mapped_column(ID, ForeignKey("documents.id"), primary_key=True)
    content: Mapped[str] = mapped_column(Text)


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

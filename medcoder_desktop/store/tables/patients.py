"""Patients, the numbers and words they are found by, and their coverage."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from medcoder_desktop.domain.patients import Relationship, Sex
from medcoder_desktop.domain.people import PersonName
from medcoder_desktop.store.tables.base import ID, SORTED_TEXT, AddressColumns, Base, ByValue


class RecordNumberRow(Base):
    """A number under which some system knows a patient; ``position`` keeps their order."""

    __tablename__ = "record_numbers"
    __table_args__ = (Index(None, "value", "system"),)

    patient_id: Mapped[str] = mapped_column(ID, ForeignKey("patients.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    system: Mapped[str]
    value: Mapped[str]


class PatientWordRow(Base):
    """A word of a patient's name or record numbers, folded, for the search as one types."""

    __tablename__ = "patient_words"
    __table_args__ = (Index(None, "word", "patient_id"),)

    patient_id: Mapped[str] = mapped_column(ID, ForeignKey("patients.id"), primary_key=True)
    word: Mapped[str] = mapped_column(SORTED_TEXT, primary_key=True)


class PatientRow(AddressColumns, Base):
    """A patient.

    Attributes:
        folded_family: Family name without accents and case: what lists are sorted by.
        folded_given: The given name likewise.
    """

    __tablename__ = "patients"
    __table_args__ = (
        Index(None, "folded_family", "folded_given", "id"),
        Index(None, "birth_date"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    family: Mapped[str]
    given: Mapped[str]
    middle: Mapped[str]
    suffix: Mapped[str]
    folded_family: Mapped[str] = mapped_column(SORTED_TEXT)
    folded_given: Mapped[str] = mapped_column(SORTED_TEXT)
    birth_date: Mapped[date | None]
    sex: Mapped[Sex] = mapped_column(ByValue(Sex))
    phone: Mapped[str]

    record_numbers: Mapped[list[RecordNumberRow]] = relationship(
        cascade="all, delete-orphan", order_by=RecordNumberRow.position, lazy="selectin"
    )
    words: Mapped[list[PatientWordRow]] = relationship(cascade="all, delete-orphan")

    @property
    def name(self) -> PersonName:
        """The name these columns hold."""
        return PersonName(self.family, self.given, self.middle, self.suffix)


class CoverageRow(Base):
    """A policy of a patient. The subscriber's columns are empty when the patient holds it."""

    __tablename__ = "coverages"
    __table_args__ = (Index(None, "patient_id", "rank"), Index(None, "payer_id"))

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    patient_id: Mapped[str] = mapped_column(ID, ForeignKey("patients.id"))
    payer_id: Mapped[str] = mapped_column(ID, ForeignKey("payers.id"))
    member_id: Mapped[str]
    group_number: Mapped[str]
    plan_name: Mapped[str]
    relationship: Mapped[Relationship] = mapped_column(ByValue(Relationship))
    rank: Mapped[int]
    subscriber_family: Mapped[str | None] = mapped_column(init=False)
    subscriber_given: Mapped[str | None] = mapped_column(init=False)
    subscriber_middle: Mapped[str | None] = mapped_column(init=False)
    subscriber_suffix: Mapped[str | None] = mapped_column(init=False)
    subscriber_birth_date: Mapped[date | None] = mapped_column(init=False)
    subscriber_sex: Mapped[Sex | None] = mapped_column(ByValue(Sex), init=False)
    subscriber_line1: Mapped[str | None] = mapped_column(init=False)
    subscriber_line2: Mapped[str | None] = mapped_column(init=False)
    subscriber_city: Mapped[str | None] = mapped_column(init=False)
    subscriber_state: Mapped[str | None] = mapped_column(init=False)
    subscriber_postal_code: Mapped[str | None] = mapped_column(init=False)

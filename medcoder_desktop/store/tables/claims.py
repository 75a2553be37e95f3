"""Claims: what lists show of them, and the frozen claim itself apart."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from medcoder_desktop.domain.claims import ClaimStatus
from medcoder_desktop.store.tables.base import ID, SORTED_TEXT, Base, ByValue, UtcMoment


class ClaimRow(Base):
    """A claim as the list of claims shows it.

    The visit is no foreign key: a claim read in from another office's file has none here.

    Attributes:
        status: The only part of a claim that changes after it was finished.
        total: Cents.
    """

    __tablename__ = "claims"
    __table_args__ = (
        UniqueConstraint("number"),
        Index(None, "encounter_id"),
        Index(None, "finished_at"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    number: Mapped[str] = mapped_column(SORTED_TEXT)
    encounter_id: Mapped[str] = mapped_column(ID)
    encounter_number: Mapped[str]
    patient_name: Mapped[str]
    payer_name: Mapped[str]
    date_of_service: Mapped[date]
    total: Mapped[int] = mapped_column(BigInteger)
    status: Mapped[ClaimStatus] = mapped_column(ByValue(ClaimStatus))
    finished_at: Mapped[datetime] = mapped_column(UtcMoment())


class ClaimDocumentRow(Base):
    """The frozen claim as ``claim_document`` writes it."""

    __tablename__ = "claim_documents"

    claim_id: Mapped[str] = mapped_column(ID, ForeignKey("claims.id"), primary_key=True)
    content: Mapped[str] = mapped_column(Text)

"""Visits and the versions of their coding sheets."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from medcoder_desktop.domain.visit_states import EncounterStatus
from medcoder_desktop.store.tables.base import ID, SORTED_TEXT, Base, ByValue, UtcMoment


class EncounterRow(Base):
    """A visit.

    Attributes:
        serial: What the visit's number counts; orders visits of one day.
        sheet_version: Newest version of the coding sheet; 0 while nothing is coded. This and
            the next two are kept by the sheets' repository alone, so a visit is saved
            without them.
        charge_total: Cents on the newest sheet.
        diagnosis_codes: Codes on the newest sheet in order, separated by blanks.
        assigned_to: Name of the coder whose work it is; empty for nobody's.
        waiting_for: What a visit on hold waits for.
        facility_id: Where the patient was seen. No foreign key: SQLite cannot add one to a table
            that is there; the facilities' repository looks before it removes one.
        opened_at: When a coder last had it open.
        document_count: Documents filed with the visit, newest versions only; kept by the chart's
            repository alone, as is the next, so that a list need not count.
        unsigned_count: Those of them that the record calls unsigned.
    """

    __tablename__ = "encounters"
    __table_args__ = (
        UniqueConstraint("number"),
        # All that the work list filters and sorts by: walking the index answers, and the table is
        # looked at for the lines that are shown alone.
        Index(
            "ix_encounters_work_list",
            "date_of_service",
            "serial",
            "status",
            "charge_total",
            "assigned_to",
            "document_count",
            "unsigned_count",
            "provider_id",
            "coverage_id",
            "patient_id",
        ),
        Index(None, "patient_id", "date_of_service"),
        Index(None, "provider_id"),
        Index(None, "coverage_id"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    number: Mapped[str] = mapped_column(SORTED_TEXT)
    serial: Mapped[int]
    patient_id: Mapped[str] = mapped_column(ID, ForeignKey("patients.id"))
    date_of_service: Mapped[date]
    place_of_service: Mapped[str]
    provider_id: Mapped[str | None] = mapped_column(ID, ForeignKey("providers.id"))
    coverage_id: Mapped[str | None] = mapped_column(ID, ForeignKey("coverages.id"))
    status: Mapped[EncounterStatus] = mapped_column(ByValue(EncounterStatus))
    reason: Mapped[str]
    source_key: Mapped[str]
    sheet_version: Mapped[int] = mapped_column(insert_default=0, init=False)
    charge_total: Mapped[int] = mapped_column(BigInteger, insert_default=0, init=False)
    diagnosis_codes: Mapped[str] = mapped_column(insert_default="", init=False)
    assigned_to: Mapped[str] = mapped_column(server_default="")
    waiting_for: Mapped[str] = mapped_column(server_default="")
    opened_at: Mapped[datetime | None] = mapped_column(UtcMoment(), init=False)
    document_count: Mapped[int] = mapped_column(insert_default=0, server_default="0", init=False)
    unsigned_count: Mapped[int] = mapped_column(insert_default=0, server_default="0", init=False)
    facility_id: Mapped[str | None] = mapped_column(ID)


class SheetVersionRow(Base):
    """One committed state of a coding sheet. Rows are only ever added.

    Attributes:
        content: The sheet as ``sheet_json`` writes it.
    """

    __tablename__ = "sheet_versions"

    encounter_id: Mapped[str] = mapped_column(ID, ForeignKey("encounters.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    action: Mapped[str]
    undo_to: Mapped[int | None]
    redo_to: Mapped[int | None]
    committed_at: Mapped[datetime] = mapped_column(UtcMoment())
    content: Mapped[str] = mapped_column(Text)

"""The whole record: pages, versions, history, charges; imports that can be undone; work lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# A migration says what the tables were when it was written, so nothing here is imported from
# the tables of today.
_ID = sa.String(32)
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _documents()
    _history()
    _encounters()
    _imports()
    op.create_index("ix_patients_birth_date", "patients", ["birth_date"])
    op.create_table(
        "saved_views",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_views"),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_settings"),
    )


def _documents() -> None:
    for column in (
        sa.Column("media_type", sa.String(), nullable=False, server_default=""),
        sa.Column("page_starts", sa.Text(), nullable=False, server_default=""),
        sa.Column("version_key", sa.String(), nullable=False, server_default=""),
        sa.Column("superseded_by", _ID),
        sa.Column("added_at", _MOMENT),
    ):
        op.add_column("documents", column)
    op.create_table(
        "document_originals",
        sa.Column("document_id", _ID, nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", name="pk_document_originals"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_document_originals_document_id"
        ),
    )


def _of_patient(table: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        table,
        sa.Column("id", _ID, nullable=False),
        sa.Column("patient_id", _ID, nullable=False),
        sa.Column("encounter_id", _ID),
        *columns,
        sa.Column("source_key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=f"fk_{table}_patient_id"),
        sa.ForeignKeyConstraint(
            ["encounter_id"], ["encounters.id"], name=f"fk_{table}_encounter_id"
        ),
    )
    op.create_index(f"ix_{table}_patient_id_source_key", table, ["patient_id", "source_key"])
    op.create_index(f"ix_{table}_encounter_id", table, ["encounter_id"])


def _history() -> None:
    _of_patient(
        "history_entries",
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("code_system", sa.String(), nullable=False),
        sa.Column("on", sa.Date()),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
    )
    _of_patient(
        "recorded_charges",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("procedure", sa.String(), nullable=False),
        sa.Column("modifiers", sa.String(), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("charge", sa.BigInteger()),
        sa.Column("diagnoses", sa.String(), nullable=False),
        sa.Column("on", sa.Date()),
        sa.Column("description", sa.String(), nullable=False),
    )


def _encounters() -> None:
    for column in (
        sa.Column("assigned_to", sa.String(), nullable=False, server_default=""),
        sa.Column("waiting_for", sa.String(), nullable=False, server_default=""),
        sa.Column("opened_at", _MOMENT),
        sa.Column("document_count", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("unsigned_count", sa.Integer(), nullable=False, server_default="0"),
    ):
        op.add_column("encounters", column)
    op.drop_index("ix_encounters_date_of_service_serial", "encounters")
    op.create_index(
        "ix_encounters_work_list",
        "encounters",
        [
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
        ],
    )
    documents = sa.table("documents", sa.column("encounter_id"), sa.column("signed", sa.Boolean))
    encounters = sa.table(
        "encounters",
        sa.column("id"),
        sa.column("document_count"),
        sa.column("unsigned_count"),
    )
    of_visit = (
        sa.select(sa.func.count())
        .where(documents.c.encounter_id == encounters.c.id)
        .select_from(documents)
    )
    op.execute(
        sa.update(encounters).values(
            document_count=of_visit.scalar_subquery(),
            unsigned_count=of_visit.where(documents.c.signed.is_(False)).scalar_subquery(),
        )
    )


def _imports() -> None:
    op.create_table(
        "imports",
        sa.Column("id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("moment", _MOMENT, nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("undone_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
    )
    op.create_index("ix_imports_number", "imports", ["number"])
    op.create_table(
        "import_items",
        sa.Column("import_id", _ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("import_id", "position", name="pk_import_items"),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name="fk_import_items_import_id"),
    )

"""The first tables of records.db: office, patients, visits, chart, claims and the audit trail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# A migration says what the tables were when it was written, so nothing here is imported from
# the tables of today.
_ID = sa.String(32)
_SORTED = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    _office()
    _patients()
    _coding()
    _chart()
    _claims()
    _trail()


def _office() -> None:
    op.create_table(
        "practice",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("npi", sa.String(), nullable=False),
        sa.Column("taxonomy", sa.String(), nullable=False),
        sa.Column("tax_id", sa.String(), nullable=False),
        sa.Column("tax_id_kind", sa.String(24), nullable=False),
        sa.Column("address_line1", sa.String(), nullable=False),
        sa.Column("address_line2", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("postal_code", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_practice"),
    )
    op.create_table(
        "providers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("given", sa.String(), nullable=False),
        sa.Column("middle", sa.String(), nullable=False),
        sa.Column("suffix", sa.String(), nullable=False),
        sa.Column("credentials", sa.String(), nullable=False),
        sa.Column("npi", sa.String(), nullable=False),
        sa.Column("taxonomy", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_providers"),
    )
    op.create_index("ix_providers_npi", "providers", ["npi"])
    op.create_table(
        "payers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded_name", _SORTED, nullable=False),
        sa.Column("payer_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("address_line1", sa.String(), nullable=False),
        sa.Column("address_line2", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("postal_code", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_payers"),
    )
    op.create_index("ix_payers_folded_name", "payers", ["folded_name"])
    op.create_table(
        "fee_lines",
        sa.Column("id", _ID, nullable=False),
        sa.Column("procedure", _SORTED, nullable=False),
        sa.Column("modifier", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("folded_description", sa.String(), nullable=False),
        sa.Column("charge", sa.Integer(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_fee_lines"),
    )
    op.create_index("ix_fee_lines_procedure_modifier", "fee_lines", ["procedure", "modifier"])


def _patients() -> None:
    op.create_table(
        "patients",
        sa.Column("id", _ID, nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("given", sa.String(), nullable=False),
        sa.Column("middle", sa.String(), nullable=False),
        sa.Column("suffix", sa.String(), nullable=False),
        sa.Column("folded_family", _SORTED, nullable=False),
        sa.Column("folded_given", _SORTED, nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("sex", sa.String(24), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("address_line1", sa.String(), nullable=False),
        sa.Column("address_line2", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("postal_code", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_patients"),
    )
    op.create_index(
        "ix_patients_folded_family_folded_given_id",
        "patients",
        ["folded_family", "folded_given", "id"],
    )
    op.create_table(
        "record_numbers",
        sa.Column("patient_id", _ID, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("system", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name="fk_record_numbers_patient_id"
        ),
        sa.PrimaryKeyConstraint("patient_id", "position", name="pk_record_numbers"),
    )
    op.create_index("ix_record_numbers_value_system", "record_numbers", ["value", "system"])
    op.create_table(
        "patient_words",
        sa.Column("patient_id", _ID, nullable=False),
        sa.Column("word", _SORTED, nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name="fk_patient_words_patient_id"
        ),
        sa.PrimaryKeyConstraint("patient_id", "word", name="pk_patient_words"),
    )
    op.create_index("ix_patient_words_word_patient_id", "patient_words", ["word", "patient_id"])
    op.create_table(
        "coverages",
        sa.Column("id", _ID, nullable=False),
        sa.Column("patient_id", _ID, nullable=False),
        sa.Column("payer_id", _ID, nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("group_number", sa.String(), nullable=False),
        sa.Column("plan_name", sa.String(), nullable=False),
        sa.Column("relationship", sa.String(24), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("subscriber_family", sa.String(), nullable=True),
        sa.Column("subscriber_given", sa.String(), nullable=True),
        sa.Column("subscriber_middle", sa.String(), nullable=True),
        sa.Column("subscriber_suffix", sa.String(), nullable=True),
        sa.Column("subscriber_birth_date", sa.Date(), nullable=True),
        sa.Column("subscriber_sex", sa.String(24), nullable=True),
        sa.Column("subscriber_line1", sa.String(), nullable=True),
        sa.Column("subscriber_line2", sa.String(), nullable=True),
        sa.Column("subscriber_city", sa.String(), nullable=True),
        sa.Column("subscriber_state", sa.String(), nullable=True),
        sa.Column("subscriber_postal_code", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name="fk_coverages_patient_id"),
        sa.ForeignKeyConstraint(["payer_id"], ["payers.id"], name="fk_coverages_payer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_coverages"),
    )
    op.create_index("ix_coverages_patient_id_rank", "coverages", ["patient_id", "rank"])
    op.create_index("ix_coverages_payer_id", "coverages", ["payer_id"])


def _coding() -> None:
    op.create_table(
        "encounters",
        sa.Column("id", _ID, nullable=False),
        sa.Column("number", _SORTED, nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("patient_id", _ID, nullable=False),
        sa.Column("date_of_service", sa.Date(), nullable=False),
        sa.Column("place_of_service", sa.String(), nullable=False),
        sa.Column("provider_id", _ID, nullable=True),
        sa.Column("coverage_id", _ID, nullable=True),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("sheet_version", sa.Integer(), nullable=False),
        sa.Column("charge_total", sa.BigInteger(), nullable=False),
        sa.Column("diagnosis_codes", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name="fk_encounters_patient_id"),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name="fk_encounters_provider_id"
        ),
        sa.ForeignKeyConstraint(
            ["coverage_id"], ["coverages.id"], name="fk_encounters_coverage_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_encounters"),
        sa.UniqueConstraint("number", name="uq_encounters_number"),
    )
    op.create_index("ix_encounters_coverage_id", "encounters", ["coverage_id"])
    op.create_index(
        "ix_encounters_date_of_service_serial", "encounters", ["date_of_service", "serial"]
    )
    op.create_index(
        "ix_encounters_patient_id_date_of_service", "encounters", ["patient_id", "date_of_service"]
    )
    op.create_index("ix_encounters_provider_id", "encounters", ["provider_id"])
    op.create_table(
        "sheet_versions",
        sa.Column("encounter_id", _ID, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("undo_to", sa.Integer(), nullable=True),
        sa.Column("redo_to", sa.Integer(), nullable=True),
        sa.Column("committed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["encounter_id"], ["encounters.id"], name="fk_sheet_versions_encounter_id"
        ),
        sa.PrimaryKeyConstraint("encounter_id", "version", name="pk_sheet_versions"),
    )


def _chart() -> None:
    op.create_table(
        "documents",
        sa.Column("id", _ID, nullable=False),
        sa.Column("patient_id", _ID, nullable=True),
        sa.Column("encounter_id", _ID, nullable=True),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("signed", sa.Boolean(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name="fk_documents_patient_id"),
        sa.ForeignKeyConstraint(
            ["encounter_id"], ["encounters.id"], name="fk_documents_encounter_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    op.create_index("ix_documents_encounter_id", "documents", ["encounter_id"])
    op.create_index("ix_documents_patient_id_source_key", "documents", ["patient_id", "source_key"])
    op.create_table(
        "document_texts",
        sa.Column("document_id", _ID, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_document_texts_document_id"
        ),
        sa.PrimaryKeyConstraint("document_id", name="pk_document_texts"),
    )
    op.create_table(
        "lab_results",
        sa.Column("id", _ID, nullable=False),
        sa.Column("patient_id", _ID, nullable=False),
        sa.Column("encounter_id", _ID, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("reference_range", sa.String(), nullable=False),
        sa.Column("flag", sa.String(24), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("panel", sa.String(), nullable=False),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name="fk_lab_results_patient_id"),
        sa.ForeignKeyConstraint(
            ["encounter_id"], ["encounters.id"], name="fk_lab_results_encounter_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_lab_results"),
    )
    op.create_index("ix_lab_results_encounter_id", "lab_results", ["encounter_id"])
    op.create_index(
        "ix_lab_results_patient_id_source_key", "lab_results", ["patient_id", "source_key"]
    )
    op.create_table(
        "prior_conditions",
        sa.Column("id", _ID, nullable=False),
        sa.Column("patient_id", _ID, nullable=False),
        sa.Column("encounter_id", _ID, nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("code_system", sa.String(), nullable=False),
        sa.Column("onset", sa.Date(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name="fk_prior_conditions_patient_id"
        ),
        sa.ForeignKeyConstraint(
            ["encounter_id"], ["encounters.id"], name="fk_prior_conditions_encounter_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_prior_conditions"),
    )
    op.create_index("ix_prior_conditions_encounter_id", "prior_conditions", ["encounter_id"])
    op.create_index(
        "ix_prior_conditions_patient_id_source_key",
        "prior_conditions",
        ["patient_id", "source_key"],
    )


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("id", _ID, nullable=False),
        sa.Column("number", _SORTED, nullable=False),
        sa.Column("encounter_id", _ID, nullable=False),
        sa.Column("encounter_number", sa.String(), nullable=False),
        sa.Column("patient_name", sa.String(), nullable=False),
        sa.Column("payer_name", sa.String(), nullable=False),
        sa.Column("date_of_service", sa.Date(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_claims"),
        sa.UniqueConstraint("number", name="uq_claims_number"),
    )
    op.create_index("ix_claims_encounter_id", "claims", ["encounter_id"])
    op.create_index("ix_claims_finished_at", "claims", ["finished_at"])
    op.create_table(
        "claim_documents",
        sa.Column("claim_id", _ID, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name="fk_claim_documents_claim_id"),
        sa.PrimaryKeyConstraint("claim_id", name="pk_claim_documents"),
    )


def _trail() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit_entries"),
    )
    op.create_index("ix_audit_entries_subject_number", "audit_entries", ["subject", "number"])
    op.create_table(
        "imported_files",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_imported_files"),
    )
    op.create_table(
        "counters",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )
    op.create_table(
        "reading_place",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("encounter_id", _ID, nullable=False),
        sa.Column("document_id", _ID, nullable=True),
        sa.Column("first_character", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_reading_place"),
    )
    op.bulk_insert(
        sa.table("counters", sa.column("name", sa.String()), sa.column("value", sa.Integer())),
        [
            {"name": "audit", "value": 0},
            {"name": "encounter", "value": 1000},
            {"name": "claim", "value": 1000},
        ],
    )

"""What the office keeps beside the code library: favourites, notes, recent codes, mappings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# A migration says what the tables were when it was written, so nothing here is imported from
# the tables of today.
_SORTED = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "favourites",
        sa.Column("system", sa.String(24), nullable=False),
        sa.Column("code", _SORTED, nullable=False),
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("system", "code", name="pk_favourites"),
    )
    op.create_table(
        "code_notes",
        sa.Column("system", sa.String(24), nullable=False),
        sa.Column("code", _SORTED, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("system", "code", name="pk_code_notes"),
    )
    op.create_table(
        "recent_codes",
        sa.Column("system", sa.String(24), nullable=False),
        sa.Column("code", _SORTED, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("system", "code", name="pk_recent_codes"),
    )
    op.create_index("ix_recent_codes_number", "recent_codes", ["number"])
    op.create_table(
        "column_mappings",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("headings", sa.Text(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "fingerprint", name="pk_column_mappings"),
    )

"""Lines of charts that a later record corrected stay behind what took their place; facilities."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

# A migration says what the tables were when it was written, so nothing here is imported from
# the tables of today.
_ID = sa.String(32)
_SORTED = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    for table in ("lab_results", "prior_conditions", "history_entries", "recorded_charges"):
        op.add_column(table, sa.Column("replaced_by", _ID))
    op.create_table(
        "facilities",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded_name", _SORTED, nullable=False),
        sa.Column("npi", sa.String(), nullable=False),
        sa.Column("place_of_service", sa.String(), nullable=False),
        sa.Column("address_line1", sa.String(), nullable=False),
        sa.Column("address_line2", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("postal_code", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_facilities"),
    )
    op.create_index("ix_facilities_folded_name", "facilities", ["folded_name"])
    op.add_column("encounters", sa.Column("facility_id", _ID))

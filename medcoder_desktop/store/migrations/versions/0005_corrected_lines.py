"""Lines of charts that a later record corrected stay, behind what took their place."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

# A migration says what the tables were when it was written, so nothing here is imported from
# the tables of today.


def upgrade() -> None:
    for table in ("lab_results", "prior_conditions", "history_entries", "recorded_charges"):
        op.add_column(table, sa.Column("replaced_by", sa.String(32)))

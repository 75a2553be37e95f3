"""The office's own words for codes, which search reads beside the tables of the program."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# A migration says what the tables were when it was written, so nothing here is imported from
# the tables of today.
_SORTED = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "office_synonyms",
        sa.Column("folded", _SORTED, nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("meant", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("folded", name="pk_office_synonyms"),
    )

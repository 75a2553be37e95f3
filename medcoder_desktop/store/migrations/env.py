"""How Alembic runs the migrations: on the connection it is handed, inside its transaction."""

from __future__ import annotations

from alembic import context

from medcoder_desktop.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()

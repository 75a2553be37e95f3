"""Patient data at rest: tables, repositories, unit of work and migrations of ``records.db``.

Import :class:`medcoder_desktop.store.store.Store` from its own module; this package imports
nothing, because SQLAlchemy takes a quarter of a second.
"""

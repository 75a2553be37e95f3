"""The tables of ``records.db`` as typed mappings; importing this package knows them all."""

from __future__ import annotations

from medcoder_desktop.store.tables import (
    book,
    chart,
    claims,
    coding,
    desk,
    office,
    patients,
    trail,
)
from medcoder_desktop.store.tables.base import Base

__all__ = ["Base", "book", "chart", "claims", "coding", "desk", "office", "patients", "trail"]

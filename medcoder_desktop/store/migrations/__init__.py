"""Numbered migrations of ``records.db`` and how they are run."""

"""The practice page: the office's own tables."""

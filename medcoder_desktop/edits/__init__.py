"""Claim edits: pure rules over domain objects and a small lookup."""

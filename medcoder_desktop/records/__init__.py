"""Readers of clinical records: one per format, each turning a file into domain objects."""

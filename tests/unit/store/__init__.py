"""The store of patient data."""

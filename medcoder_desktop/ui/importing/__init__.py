"""Bringing record files in: read in a child process, stored one by one in the write lane."""

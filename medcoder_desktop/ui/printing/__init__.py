"""Putting a PDF on paper: pages drawn in a child process, painted on the printer."""

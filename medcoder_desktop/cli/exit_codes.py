"""What the program's exit code says to a script."""

from __future__ import annotations

OK = 0
"""Everything asked for was done."""
INPUT = 1
"""Something given cannot be used: a code, a file, a number; the sentence says what."""
USAGE = 2
"""The command or an option is not known."""
ENVIRONMENT = 3
"""The machine refused: disk full, no permission, file locked."""
DEFECT = 4
"""A fault of the program's own."""
INTERRUPTED = 130
"""Stopped with Ctrl+C; nothing half-done is kept."""

EXPLAINED = (
    "Exit codes: 0 done; 1 something given cannot be used; 2 unknown command or option; "
    "3 the machine refused (disk, permission); 4 a fault of the program; 130 stopped."
)
"""For the help text."""

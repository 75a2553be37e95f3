"""How much of one file an office lets the program read before it refuses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """Generous for records, small enough for a laptop; an office can change each of them.

    Attributes:
        largest_file: Megabytes of one file. A whole lifetime's chart with notes is some 30.
        most_unpacked: Megabytes of all files of a zip archive together, unpacked.
        most_members: Files inside one zip archive.
        most_pages: Pages of one PDF or scan; a whole paper chart has some hundreds.
        longest_text: Characters of one document; 4 million are some 1,300 printed pages.
        deepest_nesting: Objects and lists inside one another. FHIR resources seldom pass 15.
        most_rows: Rows of one table of visits.
    """

    largest_file: int = 200
    most_unpacked: int = 200
    most_members: int = 2_000
    most_pages: int = 2_000
    longest_text: int = 4_000_000
    deepest_nesting: int = 100
    most_rows: int = 200_000


@dataclass(frozen=True, slots=True)
class LimitWords:
    """How a limit is asked for, and what it may be.

    Attributes:
        words: What it limits, for a person.
        unit: What is counted; empty where the words say it.
        least: Below it ordinary records would be refused.
        most: Above it a laptop of 8 GB would run out of memory, or hang.
    """

    words: str
    unit: str
    least: int
    most: int


LIMITS: dict[str, LimitWords] = {
    "largest_file": LimitWords("Largest file", "MB", 1, 2_000),
    "most_unpacked": LimitWords("Zip archive, unpacked", "MB", 1, 2_000),
    "most_members": LimitWords("Files in a zip archive", "", 10, 100_000),
    "most_pages": LimitWords("Pages of a PDF or scan", "", 10, 50_000),
    "longest_text": LimitWords("Longest text", "characters", 10_000, 40_000_000),
    "deepest_nesting": LimitWords("Deepest nesting of a FHIR file", "", 20, 200),
    "most_rows": LimitWords("Rows of a table of visits", "", 100, 1_000_000),
}
"""Every limit by the name of its field, in the order of the settings."""

MEGABYTE = 1024**2
"""Bytes."""

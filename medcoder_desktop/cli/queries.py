"""Queries for search from a file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from medcoder_desktop.domain.errors import InputError

_HEADING = "query"


def queries_of(source: Path) -> Iterator[str]:
    """The queries of a file: its column "query" where it has one, else its lines.

    Raises:
        InputError: The file cannot be read as text.
    """
    try:
        with source.open(newline="", encoding="utf-8-sig") as file:
            rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_MINIMAL)
            column = 0
            for number, row in enumerate(rows):
                if number == 0 and _HEADING in row:
                    column = row.index(_HEADING)
                elif column < len(row) and row[column].strip():
                    yield row[column]
    except (OSError, UnicodeError, csv.Error) as error:
        raise InputError("search.queries_unreadable", file=source.name) from error

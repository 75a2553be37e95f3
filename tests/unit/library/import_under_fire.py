"""Adds a long list to a library, telling how far it is; run in a process that is killed."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

from medcoder_desktop.domain.tabular import TabularEntry
from medcoder_desktop.library.build import add_releases
from tests.unit.library.invented_lists import billable, chapter, heading, part, year


def long_list() -> list[TabularEntry]:
    """Entries for several steps of the writer, which takes two thousand at a time."""
    entries = [chapter("19", "Injury")]
    for letter in "ST":
        for number in range(50):
            category = f"{letter}{number:02}"
            entries.append(heading(category, f"Injury {category}", "19"))
            entries += (
                billable(f"{category}.{below:02}", f"Injury {category} of kind {below}", category)
                for below in range(100)
            )
    return entries


def add_a_long_list(path: Path, told: Connection) -> None:
    """Add the list, telling each step; after the last one say that it is done."""

    def tell(done: int, _total: int, _doing: str) -> None:
        told.send(done)

    add_releases(path, [part(year(2026), long_list())], tell)
    told.send("done")

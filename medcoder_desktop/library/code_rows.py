"""Writes a tabular list: what other releases have already is shared, the rest is added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.codes import Code, compact
from medcoder_desktop.domain.tabular import TabularEntry
from medcoder_desktop.library.keys import key_of_entry
from medcoder_desktop.library.search.index import PhraseIndex
from medcoder_desktop.library.steps import Step

_USUAL_COUNT = 98_505
"""Entries of FY2026, for telling how far the work is; another list may have more or fewer."""
_ENTRIES_PER_STEP = 2_000

_Fresh = tuple[int, int, str, TabularEntry]
"""Number, key, code without dot, and the entry of which no release has a row yet."""


def add_codes(
    connection: dbapi2.Connection,
    release_id: int,
    bit: int,
    entries: Iterable[TabularEntry],
    step: Step,
) -> int:
    """Write the entries of one release; parents come before children.

    Returns:
        How many of them are billable.

    Raises:
        Cancelled: The progress callback stopped the work; the caller rolls back.
    """
    mask = 1 << bit
    known = dict(connection.execute("SELECT key, id FROM code"))
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM code").fetchone()
    family = _Family()
    phrases = PhraseIndex(connection, release_id, mask)
    shared: list[tuple[int, int]] = []
    for done, portion in _steps(entries):
        step(min(done, _USUAL_COUNT - 1), _USUAL_COUNT)
        fresh: list[_Fresh] = []
        for entry in portion:
            key, plain = key_of_entry(entry), compact(entry.code.code)
            number = known.get(key)
            if number is None:
                last += 1
                number = known[key] = last
                fresh.append((number, key, plain, entry))
            else:
                shared.append((mask, number))
            above = family.admit(number, entry.code, plain)
            phrases.add(number, above, entry, plain)
        _insert(connection, mask, fresh)
    connection.executemany("UPDATE code SET releases = releases | ? WHERE id = ?", shared)
    connection.executemany(
        "INSERT INTO heading VALUES (?, ?, ?)",
        ((release_id, number, count) for number, count in family.billable_below()),
    )
    connection.executemany(
        "INSERT INTO sibling_place VALUES (?, ?, ?)",
        ((release_id, number, place) for number, place in family.places_out_of_order()),
    )
    phrases.write()
    return family.billable


def remove_codes(connection: dbapi2.Connection, release_id: int, bit: int) -> None:
    """Take a release out; rows that no other release has are deleted."""
    mask = 1 << bit
    for table in ("heading", "sibling_place", "search_array"):
        connection.execute(f"DELETE FROM {table} WHERE release_id = ?", (release_id,))
    for table in ("code", "phrase"):
        connection.execute(
            f"UPDATE {table} SET releases = releases & ~? WHERE releases & ?", (mask, mask)
        )
        connection.execute(f"DELETE FROM {table} WHERE releases = 0")
    for table in ("note", "seventh_character"):
        connection.execute(f"DELETE FROM {table} WHERE code_id NOT IN (SELECT id FROM code)")


def _insert(connection: dbapi2.Connection, mask: int, fresh: list[_Fresh]) -> None:
    connection.executemany(
        "INSERT INTO code VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                number,
                entry.code.code,
                plain,
                entry.code.title,
                entry.code.level.value,
                entry.code.billable,
                entry.code.parent,
                key,
                mask,
            )
            for number, key, plain, entry in fresh
        ],
    )
    connection.executemany(
        "INSERT INTO note VALUES (?, ?, ?, ?)",
        [
            (number, position, note.kind.name, note.text)
            for number, _, _, entry in fresh
            for position, note in enumerate(entry.notes)
        ],
    )
    connection.executemany(
        "INSERT INTO seventh_character VALUES (?, ?, ?, ?)",
        [
            (number, position, choice.character, choice.meaning)
            for number, _, _, entry in fresh
            for position, choice in enumerate(entry.seventh_characters)
        ],
    )


class _Family:
    """Who stands above whom in the release that is being written."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._parents: dict[int, int | None] = {}
        self._below: dict[int, int] = {}
        self._last_child: dict[str, str] = {}
        self._children: dict[str, list[int]] = {}
        self._out_of_order: set[str] = set()
        self.billable = 0

    def admit(self, number: int, code: Code, plain: str) -> int | None:
        """Take an entry in; returns the number of the one above.

        Args:
            plain: The code without its dot.
        """
        above = self._numbers.get(code.parent)
        if not code.billable:
            self._numbers[code.code] = number
            self._parents[number] = above
        self._keep_order(number, code.parent, plain)
        if code.billable:
            self.billable += 1
            if above is not None:
                self._below[above] = self._below.get(above, 0) + 1
        return above

    def billable_below(self) -> Iterator[tuple[int, int]]:
        """Pairs of number and count for every heading that has billable codes below it."""
        below = dict(self._below)
        # Parents came before their children, so that from behind every count is whole.
        for number, above in reversed(self._parents.items()):
            if above is not None and number in below:
                below[above] = below.get(above, 0) + below[number]
        return iter(below.items())

    def places_out_of_order(self) -> Iterator[tuple[int, int]]:
        """Pairs of number and place where the book's order is not that of the letters.

        C4A stands between C43 and C44; most siblings stand in the order of their codes and need
        no place.
        """
        for parent in self._out_of_order:
            for place, number in enumerate(self._children[parent], 1):
                yield number, place

    def _keep_order(self, number: int, parent: str, code: str) -> None:
        self._children.setdefault(parent, []).append(number)
        if self._last_child.get(parent, "") > code:
            self._out_of_order.add(parent)
        self._last_child[parent] = code


def _steps(entries: Iterable[TabularEntry]) -> Iterator[tuple[int, list[TabularEntry]]]:
    """Entries in portions, each with how many came before it."""
    done, step = 0, list[TabularEntry]()
    for entry in entries:
        step.append(entry)
        if len(step) == _ENTRIES_PER_STEP:
            yield done, step
            done += len(step)
            step = []
    yield done, step

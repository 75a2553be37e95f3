"""A table of fees laid over the fee schedule: what is new, what changes, what ends.

For one procedure and modifier the schedule is a chain of periods, each with a start of its own
and none reaching into the next. A table is laid over that chain row by row:

* A row that starts when a line starts is that line again, with the row's charge.
* A row that starts on another day is a new line, and the line in force until then ends the day
  before; a row that is older than lines that are there ends the day before the next of them.
* A row without dates, where the table has no other row for the code, is what the office charges
  today: it changes the line in force today, or follows on those that have ended.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.practice import FeeLine

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FeeImportReport:
    """What an import did to the fee schedule.

    Attributes:
        added: New lines.
        changed: Lines with another charge, description or end than before.
        unchanged: Rows that say what the schedule says already.
        ended: Older lines that now end the day before a newer one begins.
    """

    added: int
    changed: int
    unchanged: int
    ended: int

    @property
    def changes(self) -> Changes:
        """Which parts of the store the import touched."""
        touched = self.added or self.changed or self.ended
        return Changes(Changed.FEES if touched else Changed.NOTHING)


@dataclass(frozen=True, slots=True)
class MergedFees:
    """The lines to store and what to tell about them.

    Attributes:
        new: Lines that are not stored yet.
        altered: Lines to put in the place of those with the same id.
    """

    new: tuple[FeeLine, ...]
    altered: tuple[FeeLine, ...]
    report: FeeImportReport


def merged_fees(schedule: Iterable[FeeLine], rows: Iterable[FeeLine], today: date) -> MergedFees:
    """Lay the rows of a table over the fee schedule.

    Args:
        schedule: Every line stored so far.
        rows: The table as lines with ids of their own. Where one has no description, that of
            the procedure's line in the schedule is kept. Of rows that start on one day the first
            counts, so the caller refuses a table that contradicts itself (:func:`contradicted`).
        today: The day on which a row without dates holds.
    """
    stored: dict[_Key, list[FeeLine]] = defaultdict(list)
    for line in schedule:
        stored[_key(line)].append(line)
    coming: dict[_Key, list[FeeLine]] = defaultdict(list)
    for row in rows:
        coming[_key(row)].append(row)
    known = _Words(stored)
    new: list[FeeLine] = []
    altered: list[FeeLine] = []
    changed = unchanged = ended = 0
    for key, rows_of_key in coming.items():
        before = {line.id: line for line in stored[key]}
        chain, from_table = _laid_over(stored[key], rows_of_key, known, today)
        for line in chain:
            old = before.get(line.id)
            if old is None:
                new.append(line)
            elif line == old:
                unchanged += line.id in from_table
            else:
                altered.append(line)
                changed += line.id in from_table
                ended += line.id not in from_table
    report = FeeImportReport(len(new), changed, unchanged, ended)
    return MergedFees(tuple(new), tuple(altered), report)


def contradicted(rows: Sequence[FeeLine]) -> tuple[int, int] | None:
    """The first two rows that start on the same day with another charge or another end.

    Rows that differ in their words alone do not: the first wording is kept.

    Returns:
        Their indexes, the later row last; None when no rows contradict each other.
    """
    first: dict[tuple[str, str, date], int] = {}
    for index, row in enumerate(rows):
        earlier = first.setdefault((*_key(row), _start(row)), index)
        first_row = rows[earlier]
        if (row.charge, row.effective_to) != (first_row.charge, first_row.effective_to):
            return earlier, index
    return None


class _Words:
    """The office's wording for procedures whose row in a table has none."""

    def __init__(self, stored: dict[_Key, list[FeeLine]]) -> None:
        self._by_key = {key: _chained(lines)[-1].description for key, lines in stored.items()}

    def of(self, row: FeeLine) -> str:
        """The row's own description, else the schedule's for the modifier, else without one."""
        plain = self._by_key.get((row.procedure, ""), "")
        return row.description or self._by_key.get(_key(row)) or plain


def _laid_over(
    lines: Sequence[FeeLine], rows: Sequence[FeeLine], known: _Words, today: date
) -> tuple[list[FeeLine], set[str]]:
    """The chain of periods with the rows in it, and the ids of those a row speaks of."""
    chain = {_start(line): line for line in lines}
    alone = len({_start(row) for row in rows}) == 1
    from_table: set[str] = set()
    for row in rows:
        undated = row.effective_from is None and row.effective_to is None
        since = _since(chain.values(), today) if undated and alone else row.effective_from
        there = chain.get(since or date.min)
        if there is None:
            line = replace(row, description=known.of(row), effective_from=since)
        elif there.id in from_table:
            continue  # the same row again
        else:
            line = replace(
                there,
                charge=row.charge,
                description=row.description or there.description,
                effective_to=there.effective_to if undated else row.effective_to,
            )
        chain[_start(line)] = line
        from_table.add(line.id)
    return _without_overlaps(_chained(chain.values())), from_table


def _since(lines: Iterable[FeeLine], today: date) -> date | None:
    """Since when a charge holds of which only is known that it holds today."""
    ended: list[date] = []
    for line in lines:
        if line.holds_on(today):
            return line.effective_from
        if line.effective_to is not None and line.effective_to < today:
            ended.append(line.effective_to)
    return max(ended) + timedelta(days=1) if ended else None


def _without_overlaps(chain: list[FeeLine]) -> list[FeeLine]:
    """Each line ended the day before the next one begins, where it would reach into it."""
    for place, follower in enumerate(chain[1:]):
        line, start = chain[place], _start(follower)
        if line.effective_to is None or line.effective_to >= start:
            chain[place] = replace(line, effective_to=start - timedelta(days=1))
    return chain


def _start(line: FeeLine) -> date:
    return line.effective_from or date.min


def _chained(lines: Iterable[FeeLine]) -> list[FeeLine]:
    return sorted(lines, key=_start)


def _key(line: FeeLine) -> _Key:
    return line.procedure, line.modifier

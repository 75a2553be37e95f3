"""The releases in the library: their rows, their bits, and who answers for a day."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.releases import CodeSet, InForce, Origin, Release
from medcoder_desktop.domain.timeline import answering, timeline
from medcoder_desktop.library.schema import MOST_RELEASES


@dataclass(frozen=True, slots=True)
class Installed:
    """A release as it lies in the library.

    Attributes:
        bit: Marks the rows it shares with other releases of its set.
        rows: How many rows it has; for ICD-10-CM, how many billable codes.
        originals: SHA-256 and name of each file it was read from.
    """

    id: int
    bit: int
    release: Release
    rows: int
    originals: tuple[tuple[str, str], ...]

    @property
    def mask(self) -> int:
        """The bit as it stands in the column ``releases``."""
        return 1 << self.bit


@dataclass(frozen=True, slots=True)
class Answering:
    """The release that answers for a day."""

    installed: Installed
    in_force: InForce


class Shelf:
    """All releases, as read at one moment."""

    def __init__(self, installed: Sequence[Installed]) -> None:
        self.installed = tuple(installed)
        self._by_id = {each.release.id: each for each in installed}
        self._lines = {
            code_set: timeline(e.release for e in installed if e.release.code_set is code_set)
            for code_set in CodeSet
        }

    def answering(self, code_set: CodeSet, on: date) -> Answering | None:
        """Who answers for a day; None when no release of the set is in use."""
        found = answering(self._lines[code_set], on)
        return None if found is None else Answering(self._by_id[found.release.id], found)

    def line(self, code_set: CodeSet) -> tuple[Release, ...]:
        """The releases of a set in use, newest first, each ended where the next begins."""
        return self._lines[code_set]

    def named(self, release_id: str) -> Installed:
        """A release by its id (``icd-10-cm:FY2026``), or by its name alone where that is enough.

        Raises:
            InputError: There is none, or more than one of that name.
        """
        if release_id in self._by_id:
            return self._by_id[release_id]
        found = [each for each in self.installed if _answers_to(each.release, release_id)]
        if len(found) == 1:
            return found[0]
        if not found:
            raise InputError("release.unknown", text=release_id)
        choice = ", ".join(each.release.id for each in found)
        raise InputError("release.ambiguous", text=release_id, choice=choice)


def read_shelf(connection: dbapi2.Connection) -> Shelf:
    """The releases the library holds, newest first."""
    rows = connection.execute(
        "SELECT id, code_set, name, effective_from, effective_to, notes_as_of, origin, remark,"
        " in_use, bit, rows, originals FROM release ORDER BY code_set, effective_from DESC, id DESC"
    )
    return Shelf([_installed(row) for row in rows])


def insert_release(
    connection: dbapi2.Connection, release: Release, originals: Sequence[tuple[str, str]]
) -> Installed:
    """Give a release its row and its bit.

    Raises:
        InputError: The same release is there already, or there is no room for another.
    """
    taken = {
        (name, origin): bit
        for name, origin, bit in connection.execute(
            "SELECT name, origin, bit FROM release WHERE code_set = ?", (release.code_set.value,)
        )
    }
    if (release.name, release.origin.name) in taken:
        raise InputError("release.there", release=release.title)
    free = sorted(set(range(MOST_RELEASES)) - set(taken.values()))
    if not free:
        raise InputError("release.too_many", code_set=release.code_set.label, most=MOST_RELEASES)
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM release").fetchone()
    connection.execute(
        "INSERT INTO release VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
        (
            last + 1,
            release.code_set.value,
            release.name,
            release.effective_from.isoformat(),
            release.effective_to.isoformat() if release.effective_to else None,
            release.notes_as_of,
            release.origin.name,
            release.remark,
            release.in_use,
            free[0],
            json.dumps(originals),
        ),
    )
    return Installed(last + 1, free[0], release, 0, tuple(originals))


def _installed(row: Sequence[object]) -> Installed:
    number, code_set, name, start, end, notes, origin, remark, in_use, bit, rows, originals = row
    release = Release(
        CodeSet(code_set),
        str(name),
        date.fromisoformat(str(start)),
        date.fromisoformat(str(end)) if end else None,
        str(notes),
        Origin[str(origin)],
        str(remark),
        bool(in_use),
    )
    files = tuple((sha, file) for sha, file in json.loads(str(originals)))
    return Installed(int(str(number)), int(str(bit)), release, int(str(rows)), files)


def _answers_to(release: Release, text: str) -> bool:
    wanted = text.strip().lower()
    return wanted in _names_of(release)


def _names_of(release: Release) -> Iterator[str]:
    yield release.id.lower()
    yield release.name.lower()
    yield f"{release.code_set.value}:{release.name}".lower()
    yield release.title.lower()

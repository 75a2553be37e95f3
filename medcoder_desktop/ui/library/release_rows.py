"""The table of releases: one row for each release, and one for each set that has none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from medcoder_desktop.domain.known_sets import KnownSet
from medcoder_desktop.domain.releases import CodeSet, Release
from medcoder_desktop.ui.pages.rows import Column

_MOST_FILES = 4
_PLACE = {code_set: place for place, code_set in enumerate(CodeSet)}


class ReleaseState(Enum):
    """How a release stands, in the order the table lists them."""

    WAITING = "waiting"
    IN_USE = "in use"
    REPLACED = "replaced"
    NOT_INSTALLED = "not installed"


_ORDER = {state: place for place, state in enumerate(ReleaseState)}
_TONES = {
    ReleaseState.WAITING: "warning",
    ReleaseState.IN_USE: "ok",
    ReleaseState.REPLACED: "neutral",
    ReleaseState.NOT_INSTALLED: "neutral",
}


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """One row.

    Attributes:
        release: None where no release of the set is installed.
        known: What is known of the set; None where nothing is.
    """

    code_set: CodeSet
    release: Release | None
    known: KnownSet | None

    @property
    def id(self) -> str:
        """Finds the row again after the table was read anew."""
        return self.release.id if self.release else self.code_set.value

    @property
    def state(self) -> ReleaseState:
        """How it stands."""
        if self.release is None:
            return ReleaseState.NOT_INSTALLED
        if self.release.replaced:
            return ReleaseState.REPLACED
        return ReleaseState.IN_USE if self.release.in_use else ReleaseState.WAITING

    @property
    def rank(self) -> tuple[int, int, int]:
        """What waits first, then what is in use, set by set, newest first."""
        begins = self.release.effective_from.toordinal() if self.release else 0
        return _ORDER[self.state], _PLACE[self.code_set], -begins


def release_rows(known: Iterable[KnownSet], releases: Iterable[Release]) -> tuple[ReleaseRow, ...]:
    """Every release, and every known set that has none, in the order of the table."""
    of_set = {each.code_set: each for each in known}
    installed = [
        ReleaseRow(release.code_set, release, of_set.get(release.code_set)) for release in releases
    ]
    there = {row.code_set for row in installed}
    missing = [ReleaseRow(each, None, of_set[each]) for each in of_set if each not in there]
    return tuple(sorted((*installed, *missing), key=lambda row: row.rank))


COLUMNS: tuple[Column[ReleaseRow], ...] = (
    Column(
        "State",
        lambda row: row.state.value,
        order=lambda row: row.rank,
        width=124,
        tone=lambda row: _TONES[row.state],
    ),
    Column("Code set", lambda row: row.code_set.label, width=232),
    Column("Release", lambda row: row.release.name if row.release else "", width=140, mono=True),
    Column(
        "From",
        lambda row: str(row.release.effective_from) if row.release else "",
        width=100,
    ),
    Column(
        "To",
        lambda row: str(row.release.effective_to or "open") if row.release else "",
        width=100,
    ),
    Column("Origin", lambda row: row.release.origin.value if row.release else "", width=208),
    Column("Remark", lambda row: row.release.remark if row.release else ""),
)


def about(row: ReleaseRow) -> tuple[str, ...]:
    """What a person reads about the set of a row, line by line."""
    lines = []
    if (release := row.release) is not None:
        of_it = (release.origin.value, release.remark, release.notes_as_of and _notes(release))
        lines.append(f"{release.name}: {'; '.join(part for part in of_it if part)}")
    if (known := row.known) is not None:
        lines += [_sentence(known.what), f"Changes {known.changes}. {_terms(known)}"]
        if known.address:
            page = f"“{known.page}” on " if known.page else ""
            files = ", ".join(known.files[:_MOST_FILES])
            lines.append(f"Download: {page}{known.address}{f' (files: {files})' if files else ''}")
    return tuple(lines)


def _notes(release: Release) -> str:
    return f"notes as of {release.notes_as_of}"


def _terms(known: KnownSet) -> str:
    return f"Published by {known.publisher}. {_sentence(known.licence)}"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."

"""A coding sheet as it stands in its chain of versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from medcoder_desktop.domain.sheet import CodingSheet


@dataclass(frozen=True, slots=True)
class SheetVersion:
    """One committed state of a sheet. Versions are only ever added.

    Undo and redo are new versions too: an undo copies the content of the version it goes back
    to and remembers the one it left, so both survive a restart.

    Attributes:
        version: 0 is the empty sheet before anything was committed; then 1, 2, …
        action: What made it, for the person to read: ``assign E11.42``.
        undo_to: Version whose content an undo restores; None when there is nothing to undo.
        redo_to: Version whose content a redo restores; None when there is nothing to redo.
        committed_at: None only for version 0.
    """

    sheet: CodingSheet
    version: int
    action: str = ""
    undo_to: int | None = None
    redo_to: int | None = None
    committed_at: datetime | None = None

    @property
    def can_undo(self) -> bool:
        """Whether something was done that can be taken back."""
        return self.undo_to is not None

    @property
    def can_redo(self) -> bool:
        """Whether something was taken back that can be done again."""
        return self.redo_to is not None


def next_version(current: SheetVersion, sheet: CodingSheet, action: str) -> SheetVersion:
    """The version after doing something new: what was undone before can no longer be redone."""
    return SheetVersion(sheet, current.version + 1, action, undo_to=current.version)


def undone(current: SheetVersion, target: SheetVersion) -> SheetVersion:
    """The version after an undo to ``target``, which is the one ``current.undo_to`` names."""
    return SheetVersion(
        target.sheet,
        current.version + 1,
        f"undo {current.action}",
        undo_to=target.undo_to,
        redo_to=current.version,
    )


def redone(current: SheetVersion, target: SheetVersion) -> SheetVersion:
    """The version after a redo to ``target``, which is the one ``current.redo_to`` names."""
    return SheetVersion(
        target.sheet,
        current.version + 1,
        f"redo {target.action}",
        undo_to=target.undo_to,
        redo_to=target.redo_to,
    )

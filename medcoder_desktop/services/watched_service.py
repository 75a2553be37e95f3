"""The watched folder: files that scanners and other programs put there wait to be brought in.

Nothing is taken in by itself: a person looks at the preview first. The files stay where they are;
which of them were dealt with is remembered by name, size and time of writing, so that a file that
was mended or replaced is offered again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.clock import Clock
from medcoder_desktop.domain.office_settings import settings_from
from medcoder_desktop.services.reading import files_of

if TYPE_CHECKING:
    from medcoder_desktop.store.store import Store

_DEALT_WITH = "watched.dealt_with"
_UNFINISHED = (".part", ".tmp", ".crdownload", ".download", ".partial")
"""Endings of files that another program is still writing."""
_SETTLED_AFTER = 10
"""Seconds without a change after which a file counts as whole, if it was not seen before."""

Stamp = tuple[int, int]
"""Bytes of a file, and when it was last written, in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in the watched folder.

    Attributes:
        folder: Empty where none is watched.
        files: In order of their names; those still being written are not among them.
        unreachable: The folder is not there now, as on a drive that is not connected.
    """

    folder: str = ""
    files: tuple[Path, ...] = ()
    unreachable: bool = False


class WatchedService:
    """Looks into the watched folder; may be called from any thread, by one at a time."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._seen: dict[str, Stamp] = {}

    def look(self) -> Waiting:
        """The files that wait: whole, and not dealt with yet."""
        with self._store.reading() as records:
            stored = records.ways.settings()
        folder = settings_from(stored).watched_folder
        if not folder:
            return Waiting()
        root = Path(folder)
        if not root.is_dir():
            return Waiting(folder, unreachable=True)
        found = _stamps(root)
        dealt_with = _read(stored.get(_DEALT_WITH, ""))
        latest = (self._clock.now().timestamp() - _SETTLED_AFTER) * 1e9
        waiting = [
            root / name
            for name, stamp in found.items()
            if dealt_with.get(name) != stamp
            and (self._seen.get(name) == stamp or stamp[1] < latest)
        ]
        self._seen = found
        return Waiting(folder, tuple(waiting))

    def note_dealt_with(self, actor: Actor, files: Iterable[Path]) -> None:
        """Remember that files were looked at: taken in, refused or passed over.

        A folder stands for the files in it. Files outside the watched folder are of no matter
        here, and those gone from it are forgotten.
        """
        looked_at = {file.absolute() for file in files}
        with self._store.writing(actor) as work:
            stored = work.ways.settings()
            folder = settings_from(stored).watched_folder
            root = Path(folder)
            found = _stamps(root) if folder and root.is_dir() else {}
            inside = {
                name: stamp
                for name, stamp in found.items()
                if looked_at.intersection((root / name, *(root / name).parents))
            }
            if not inside:
                return
            kept = _read(stored.get(_DEALT_WITH, ""))
            there = {name: stamp for name, stamp in kept.items() if name in found} | inside
            work.ways.save_setting(_DEALT_WITH, json.dumps(there, ensure_ascii=False))
            work.record("watched.dealt_with", _DEALT_WITH, f"{len(inside)} files")
            work.commit()


def _stamps(root: Path) -> dict[str, Stamp]:
    """The files of a folder and its folders, with their stamps."""
    found: dict[str, Stamp] = {}
    for file in files_of((root,)):
        name = file.relative_to(root).as_posix()
        if file.name.startswith(("~$", ".~")) or file.name.lower().endswith(_UNFINISHED):
            continue
        try:
            status = file.stat()
        except OSError:  # taken away meanwhile
            continue
        found[name] = (status.st_size, status.st_mtime_ns)
    return found


def _read(stored: str) -> dict[str, Stamp]:
    kept = json.loads(stored) if stored else {}
    return {name: (size, written) for name, (size, written) in kept.items()}

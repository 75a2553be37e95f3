"""Where the coder was, kept so that the program reopens there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.desk import ReadingPlace

if TYPE_CHECKING:
    from medcoder_desktop.store.store import Store

_DESK = Actor("desk")


class DeskService:
    """The visit, document and position last read, and whether others wrote meanwhile."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def place(self) -> ReadingPlace | None:
        """Where the coder was last; None at the first start."""
        with self._store.reading() as records:
            return records.desk.place()

    def remember(self, place: ReadingPlace) -> None:
        """Keep where the coder is now. Nothing of the record changes, so no audit row."""
        with self._store.writing(_DESK) as work:
            work.desk.remember(place)
            work.commit()

    def data_version(self) -> int:
        """A number that changes when another process has written."""
        return self._store.data_version()

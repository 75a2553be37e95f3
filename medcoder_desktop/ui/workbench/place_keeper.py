"""Keeps the reading place, a moment after scrolling and switching have stopped."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from medcoder_desktop.domain.desk import ReadingPlace
from medcoder_desktop.ui.context import AppContext

_STILL_FOR_MS = 300


class PlaceKeeper(QObject):
    """Writes the place down once the coder has stopped moving.

    Args:
        place: Where she is now; None when nothing is open.
    """

    def __init__(
        self,
        context: AppContext,
        place: Callable[[], ReadingPlace | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._place = place
        self._kept: ReadingPlace | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STILL_FOR_MS)
        self._timer.timeout.connect(self.keep_now)

    def moved(self) -> None:
        """The coder scrolled or opened something else."""
        self._timer.start()

    def keep_now(self) -> None:
        """Write the place down without waiting; called when the window closes, too."""
        self._timer.stop()
        place = self._place()
        if place is None or place == self._kept:
            return
        self._kept = place
        self._context.tasks.write(
            partial(self._context.services.desk.remember, place), None, self._not_kept
        )

    def _not_kept(self, error: Exception) -> None:
        self._kept = None
        self._context.show_error(error)

"""The stub a person holds of long work: how far it is, and the wish to stop it."""

from __future__ import annotations

import threading
import time

from medcoder_desktop.domain.errors import Cancelled
from medcoder_desktop.domain.progress import Progress

_SHOWN_EVERY = 0.03  # seconds; a progress bar gains nothing from more


class Ticket:
    """One piece of long work under way.

    Args:
        tell: Takes the progress that is worth showing.
    """

    def __init__(self, tell: Progress) -> None:
        self._tell = tell
        self._wish = threading.Event()
        self._told_at = 0.0

    @property
    def cancelled(self) -> bool:
        """Whether the person asked to stop."""
        return self._wish.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; it says so by failing with ``Cancelled``."""
        self._wish.set()

    def check(self) -> None:
        """Go on, or not.

        Raises:
            Cancelled: The person asked to stop.
        """
        if self.cancelled:
            raise Cancelled

    def report(self, done: int, total: int, doing: str) -> None:
        """Called by the work, on its own thread.

        Raises:
            Cancelled: The person asked to stop.
        """
        self.check()
        self.show(done, total, doing)

    def show(self, done: int, total: int, doing: str) -> None:
        """Tell how far the work is, at most some thirty times a second."""
        now = time.monotonic()
        if done < total and now - self._told_at < _SHOWN_EVERY:
            return
        self._told_at = now
        self._tell(done, total, doing)

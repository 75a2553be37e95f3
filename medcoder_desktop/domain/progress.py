"""How long work tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""Called with (done, total, what is being done); may raise ``Cancelled`` to stop the work."""


def no_progress(done: int, total: int, doing: str) -> None:
    """Nobody is watching."""

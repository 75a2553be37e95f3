"""What runs inside a child process on behalf of the window.

No Qt here: the child imports this module, and must start quickly.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection

from medcoder_desktop.domain.errors import Cancelled, MedCoderError

STOP = "stop"
"""What the parent sends when the person wants the work stopped."""


@dataclass(frozen=True, slots=True)
class Advanced:
    """How far the child is."""

    done: int
    total: int
    doing: str


@dataclass(frozen=True, slots=True)
class Finished:
    """What the function returned."""

    value: object


@dataclass(frozen=True, slots=True)
class Stopped:
    """The function raised.

    Attributes:
        frames: Where it did, for the log: file names and lines, no values.
    """

    error: Exception
    frames: str


def run_in_child(
    pipe: Connection, function: Callable[..., object], arguments: tuple[object, ...], reports: bool
) -> None:
    """Call ``function`` and send what comes of it through ``pipe``.

    Args:
        reports: Whether the function takes a progress callback as its last argument.
    """

    def report(done: int, total: int, doing: str) -> None:
        if pipe.poll() and pipe.recv() == STOP:
            raise Cancelled
        pipe.send(Advanced(done, total, doing))

    try:
        more = (report,) if reports else ()
        pipe.send(Finished(function(*arguments, *more)))
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent says it
        frames = "".join(traceback.format_tb(error.__traceback__))
        pipe.send(Stopped(_that_can_travel(error), frames))
    finally:
        pipe.close()


def _that_can_travel(error: Exception) -> Exception:
    """Errors of this program pickle; of a stranger only its kind is kept, never its words."""
    if isinstance(error, (MedCoderError, Cancelled)):
        return error
    return RuntimeError(type(error).__name__)

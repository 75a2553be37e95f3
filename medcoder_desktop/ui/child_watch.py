"""Runs a function in a child process and waits for what comes of it."""

from __future__ import annotations

import logging
import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TypeVar, cast

from medcoder_desktop.domain.errors import Cancelled, EnvironmentError_
from medcoder_desktop.ui.child import STOP, Advanced, Finished, Stopped, run_in_child
from medcoder_desktop.ui.ticket import Ticket

_LOOKS_EVERY = 0.05  # seconds between two looks at the wish to stop
_GRACE = 2.0  # seconds a child has to stop by itself

T = TypeVar("T")

_log = logging.getLogger(__name__)


def watch_child(
    function: Callable[..., T], arguments: tuple[object, ...], ticket: Ticket, *, reports: bool
) -> T:
    """Start a child, wait for its answer, stop it when the ticket says so.

    A fresh process (spawn) is the one way that works on every system, in a frozen build, and
    beside threads and Qt.

    Raises:
        Cancelled: The person asked to stop.
        EnvironmentError_: The child died.
        Exception: Whatever the function raised.
    """
    spawning = multiprocessing.get_context("spawn")
    ours, theirs = spawning.Pipe()
    child = spawning.Process(
        target=run_in_child, args=(theirs, function, arguments, reports), daemon=True
    )
    child.start()
    theirs.close()
    try:
        return cast("T", _listen(ours, ticket, reports=reports))
    finally:
        ours.close()
        child.join(_GRACE if not ticket.cancelled else 0)
        if child.is_alive():
            child.terminate()
            child.join()
        child.close()


def _listen(pipe: Connection, ticket: Ticket, *, reports: bool) -> object:
    until: float | None = None
    while True:
        if ticket.cancelled:
            if until is None:
                until = time.monotonic() + (_GRACE if reports else 0)
                _ask_to_stop(pipe)
            elif time.monotonic() >= until:
                raise Cancelled
        if not pipe.poll(_LOOKS_EVERY):
            continue
        try:
            message = pipe.recv()
        except (EOFError, OSError) as gone:
            if ticket.cancelled:
                raise Cancelled from gone
            raise EnvironmentError_("window.child_died") from gone
        match message:
            case Advanced(done, total, doing):
                if not ticket.cancelled:
                    ticket.show(done, total, doing)
            case Finished(value):
                return value
            case Stopped(error, frames):
                _log.info("child stopped by %s\n%s", type(error).__name__, frames)
                raise error


def _ask_to_stop(pipe: Connection) -> None:
    try:
        pipe.send(STOP)
    except OSError:  # it is gone already; the loop notices
        return

"""The log file: what went wrong in the program, and never a word of a patient."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from typing_extensions import override

LOG_FILE = "medcoder.log"
_LARGEST = 512 * 1024
_KEPT = 3
_ROOM = "medcoder_desktop"

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_log = logging.getLogger(__name__)


class _FramesOnly(logging.Formatter):
    """Writes where an exception came from and of what kind it is, not what it says.

    Its words may quote what was being handled: a name, a line of a note.
    """

    @override
    def formatException(self, ei: _Raised) -> str:
        return "\n".join(_told(ei[1]))


def keep_log(folder: Path) -> logging.Handler:
    """Write the program's log into ``folder``; the handler is for taking it off again."""
    handler = RotatingFileHandler(
        folder / LOG_FILE, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(_FramesOnly("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger(_ROOM)
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    return handler


def close_log(handler: logging.Handler) -> None:
    """Stop writing the log."""
    logging.getLogger(_ROOM).removeHandler(handler)
    handler.close()


def catch_mistakes(say: Callable[[BaseException], None]) -> None:
    """Have every exception nobody caught said in one sentence and kept in the log.

    Args:
        say: Called on the thread where it happened; must find its way to the main one.
    """

    def on_main(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        say(error)

    def on_thread(thrown: threading.ExceptHookArgs) -> None:
        if thrown.exc_value is not None:
            _log.error("a mistake on a worker thread", exc_info=thrown.exc_value)

    sys.excepthook = on_main
    threading.excepthook = on_thread


def _told(error: BaseException | None) -> list[str]:
    if error is None:
        return []
    before = _told(error.__cause__ or (None if error.__suppress_context__ else error.__context__))
    frames = [line.rstrip() for line in traceback.format_tb(error.__traceback__)]
    name = getattr(error, "message_id", "")
    return [*before, *frames, f"{type(error).__name__} {name}".rstrip()]

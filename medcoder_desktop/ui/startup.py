"""The start: opens the data folder, and builds the code library where it is missing."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from medcoder_desktop.bootstrap import build_library
from medcoder_desktop.domain.clock import Clock
from medcoder_desktop.domain.errors import Cancelled
from medcoder_desktop.ui.message_bar import sentence_for
from medcoder_desktop.ui.opening import Opened, open_folder
from medcoder_desktop.ui.pages.welcome import WelcomePage
from medcoder_desktop.ui.tasks import Tasks
from medcoder_desktop.ui.ticket import Ticket


class Startup(QObject):
    """Works behind the welcome page, which shows how far it is.

    Signals:
        ready: The ``Opened`` data folder, its code library built.
    """

    ready = Signal(object)

    def __init__(
        self, data_dir: Path, clock: Clock, tasks: Tasks, welcome: WelcomePage, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._data_dir = data_dir
        self._clock = clock
        self._tasks = tasks
        self._welcome = welcome
        self._opened: Opened | None = None
        self._ticket: Ticket | None = None
        welcome.cancel_wanted.connect(self._cancel)
        welcome.retry_wanted.connect(self.start)

    @Slot()
    def start(self) -> None:
        """Begin, or try again where it failed."""
        if self._opened is not None:
            self._build()
            return
        self._welcome.show_opening()
        work = partial(open_folder, self._data_dir, self._clock)
        self._tasks.read(work, self._on_opened, self._on_refused)

    def close(self) -> None:
        """Let go of the databases."""
        if self._opened is not None:
            self._opened.services.close()
            self._opened = None

    def _on_opened(self, opened: Opened) -> None:
        self._opened = opened
        if opened.library_ready:
            self.ready.emit(opened)
        else:
            self._build()

    def _on_refused(self, error: Exception) -> None:
        self._welcome.show_refused(sentence_for(error))

    def _build(self) -> None:
        self._welcome.show_building()
        self._ticket = self._tasks.in_child(
            build_library,
            (self._data_dir,),
            self._welcome.show_progress,
            self._on_built,
            self._on_not_built,
        )

    @Slot()
    def _cancel(self) -> None:
        if self._ticket is not None:
            self._welcome.show_stopping()
            self._ticket.cancel()

    def _on_built(self, _: object) -> None:
        self._ticket = None
        self.ready.emit(self._opened)

    def _on_not_built(self, error: Exception) -> None:
        self._ticket = None
        self._welcome.show_stopped("" if isinstance(error, Cancelled) else sentence_for(error))

"""The watched folder in the window: what waits in it, and the way to bring it in."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from medcoder_desktop.services.watched_service import Waiting
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.importing.bringing import BringingIn

_EVERY = 10_000  # milliseconds
_NAMED = 3
"""Files named in the strip."""


class WatchedStrip(QFrame):
    """A line that is there while files wait."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self.words = QLabel()
        self.words.setAccessibleName("Watched folder")
        self.bring_button = QPushButton("Look and bring in…")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(self.words)
        row.addWidget(self.bring_button)
        row.addStretch(1)
        self.hide()

    def show_waiting(self, waiting: Waiting) -> None:
        """Say what waits; where nothing does, there is no line."""
        self.words.setText(_words_for(waiting))
        self.words.setToolTip("\n".join(str(file) for file in waiting.files[:40]))
        self.bring_button.setVisible(bool(waiting.files))
        self.setVisible(bool(waiting.files) or waiting.unreachable)


class WatchedFolder(QObject):
    """Looks into the folder now and then, off the main thread, as long as the window is open."""

    def __init__(self, context: AppContext, strip: WatchedStrip, bringing: BringingIn) -> None:
        super().__init__(strip)
        self._context = context
        self._bringing = bringing
        self._strip = strip
        self._waiting = Waiting()
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)
        strip.bring_button.clicked.connect(self.bring_in)
        bringing.brought_in.connect(self._on_brought_in)
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """The window closes: look no more."""
        self._timer.stop()

    def has_files(self) -> bool:
        """Whether anything waits."""
        return bool(self._waiting.files)

    @Slot()
    def look(self) -> None:
        """Look now. A store that cannot answer is told by what the coder does next."""
        work = self._context.services.watched.look
        self._context.tasks.read(work, self._show, _not_now, "watched-folder")

    @Slot()
    def bring_in(self) -> None:
        """Show what would come of the files that wait; afterwards they wait no more."""
        self._bringing.bring_in(self._waiting.files)

    def _show(self, waiting: Waiting) -> None:
        if waiting != self._waiting:
            self._waiting = waiting
            self._strip.show_waiting(waiting)
            self._context.refresh_actions()

    @Slot(object)
    def _on_brought_in(self, files: tuple[Path, ...]) -> None:
        """Those of the watched folder wait no more, whichever way they were brought in."""
        if self._waiting.folder:
            context = self._context
            work = partial(context.services.watched.note_dealt_with, context.actor, files)
            context.tasks.write(work, lambda _: self.look(), context.show_error)


def _words_for(waiting: Waiting) -> str:
    folder = Path(waiting.folder).name or waiting.folder
    if waiting.unreachable:
        return f"The watched folder “{folder}” cannot be reached now; its files wait."
    names = ", ".join(file.name for file in waiting.files[:_NAMED])
    more = f" and {len(waiting.files) - _NAMED} more" if len(waiting.files) > _NAMED else ""
    count = "1 file waits" if len(waiting.files) == 1 else f"{len(waiting.files)} files wait"
    return f"{count} in the watched folder “{folder}”: {names}{more}"


def _not_now(_error: Exception) -> None:
    """Looking can wait; the next look may succeed."""

"""Notices that another program wrote into the same data folder."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from medcoder_desktop.ui.context import AppContext

_EVERY = 1_500  # milliseconds


class Watch(QObject):
    """Asks the store now and then, off the main thread.

    Signals:
        written: Another process has written since the last look.
    """

    written = Signal()

    def __init__(self, context: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._last: int | None = None
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Ask now. A store that cannot answer is told by what the coder does next."""
        desk = self._context.services.desk
        self._context.tasks.read(desk.data_version, self._compare, _not_now, "data-version")

    def _compare(self, version: int) -> None:
        if self._last is not None and version != self._last:
            self.written.emit()
        self._last = version


def _not_now(_error: Exception) -> None:
    """Looking can wait; the next look may succeed."""

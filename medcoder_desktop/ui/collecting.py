"""Keeps Python's cyclic garbage collection off the coder's back.

A full collection over everything loaded takes tens of milliseconds, and one that starts on a
worker thread may destroy a Qt object there. So it is switched off, what was loaded at the start
is frozen, young generations are collected by a timer on the main thread, and the full one only
after nobody touched the window for a while.
"""

from __future__ import annotations

import gc
from types import TracebackType
from typing import Self

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication
from typing_extensions import override

_YOUNG_EVERY = 1_000  # milliseconds
_IDLE_AFTER = 20_000  # milliseconds without a key or mouse button
_YOUNG_OBJECTS = 2_000  # fewer are not worth a collection
_TOUCHES = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.DragMove}
)


class Collecting(QObject):
    """Collects garbage on the main thread, while it is in force.

    Args:
        application: Watched for keys and clicks.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._untouched = QElapsedTimer()
        self._collected_in_full = False
        self._timer = QTimer(self, interval=_YOUNG_EVERY)
        self._timer.timeout.connect(self._collect)

    def start(self) -> None:
        """Take over from Python; call when the window is up."""
        gc.disable()
        gc.freeze()
        self._untouched.start()
        self._application.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Hand back to Python."""
        self._timer.stop()
        self._application.removeEventFilter(self)
        gc.unfreeze()
        gc.enable()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the person is there; nothing is held back."""
        if event.type() in _TOUCHES:
            self._untouched.restart()
            self._collected_in_full = False
        return False

    @Slot()
    def _collect(self) -> None:
        if self._untouched.elapsed() > _IDLE_AFTER:
            if not self._collected_in_full:
                self._collected_in_full = True
                gc.collect()
        elif gc.get_count()[0] > _YOUNG_OBJECTS:
            gc.collect(1)

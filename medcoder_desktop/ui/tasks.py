"""The only place with threads: work goes out, answers come back on the main thread.

Reads run side by side; writes run one after another in the order they were asked for; building
the code library has a lane of its own; heavy reading of files runs in a child process. An answer
waits in a queue until a signal wakes a bound slot of :class:`Tasks` on the main thread, so no
Python value ever passes through Qt and no widget is touched elsewhere.
"""

from __future__ import annotations

import queue
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal, Slot

from medcoder_desktop.domain.errors import Cancelled
from medcoder_desktop.domain.progress import Progress
from medcoder_desktop.ui.child_watch import watch_child
from medcoder_desktop.ui.ticket import Ticket

_READERS = 3
_CHILDREN = 2
_PATIENCE = 20_000  # milliseconds that a test may wait for everything to finish

T = TypeVar("T")
Failed = Callable[[Exception], None] | None


@dataclass(frozen=True, slots=True)
class _Landed:
    """One answer on its way to the main thread."""

    call: Callable[[], None] | None
    owner: object
    ends: bool
    topic: str = ""
    generation: int = 0
    writes: bool = False


class Tasks(QObject):
    """Runs work off the main thread and hands its answers back on it.

    Create it on the main thread. Callbacks are called there too; one that belongs to a widget
    which is gone is dropped.

    Signals:
        unhandled: An exception that nobody took.
        writing: True while something is being written, False when all is saved.
    """

    unhandled = Signal(object)
    writing = Signal(bool)
    _something_landed = Signal()
    _all_idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._readers = ThreadPoolExecutor(_READERS, "medcoder-read")
        self._writer = ThreadPoolExecutor(1, "medcoder-write")
        self._builder = ThreadPoolExecutor(1, "medcoder-build")
        self._watchers = ThreadPoolExecutor(_CHILDREN, "medcoder-child")
        self._landed: queue.SimpleQueue[_Landed] = queue.SimpleQueue()
        self._generations: Counter[str] = Counter()
        self._tickets: set[Ticket] = set()
        self._pending = 0
        self._writes = 0
        self._closed = False
        self._something_landed.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    # asking -----------------------------------------------------------------------------------

    def read(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed = None,
        topic: str = "",
    ) -> None:
        """Run ``work`` beside others and hand its value to ``done``.

        Args:
            work: Reads; must not touch Qt.
            failed: Takes the exception; without it ``unhandled`` does.
            topic: What the answer is for. A newer call of the same topic drops this one's
                answer, whichever comes first.
        """
        if topic:
            self._generations[topic] += 1
        self._submit(
            self._readers, work, done, failed, topic=topic, generation=self._generations[topic]
        )

    def forget(self, topic: str) -> None:
        """Drop the answer under way for ``topic``: nobody waits for it any more."""
        self._generations[topic] += 1

    def write(
        self, work: Callable[[], T], done: Callable[[T], None] | None = None, failed: Failed = None
    ) -> None:
        """Run ``work`` after every write asked for before it."""
        if self._closed:
            return
        self._writes += 1
        if self._writes == 1:
            self.writing.emit(True)  # noqa: FBT003 - a Qt signal takes its value by position
        self._submit(self._writer, work, done, failed, writes=True)

    def build(
        self,
        work: Callable[[Progress], T],
        progress: Progress,
        done: Callable[[T], None],
        failed: Failed = None,
    ) -> Ticket:
        """Run ``work`` in the code library's own lane.

        Args:
            work: Gets a callback to tell how far it is, which raises ``Cancelled`` when asked to.
            progress: Called on the main thread.

        Returns:
            The ticket that cancels it; ``failed`` then gets ``Cancelled``.
        """
        ticket = self._ticket(progress, done)
        self._submit(self._builder, partial(work, ticket.report), done, failed, ticket=ticket)
        return ticket

    def in_child(
        self,
        function: Callable[..., T],
        args: tuple[object, ...],
        progress: Progress | None,
        done: Callable[[T], None],
        failed: Failed = None,
    ) -> Ticket:
        """Run ``function`` in a process of its own, which cannot hold up the window.

        Args:
            function: At module level, so that the child finds it; takes ``args`` and, when
                ``progress`` is given, a progress callback as its last argument.
            args: Values that pickle.
            progress: Called on the main thread.

        Returns:
            The ticket that cancels it; ``failed`` then gets ``Cancelled``. A child that dies is
            an ``EnvironmentError_``.
        """
        ticket = self._ticket(progress, done)
        watch = partial(watch_child, function, args, ticket, reports=progress is not None)
        self._submit(self._watchers, watch, done, failed, ticket=ticket)
        return ticket

    # waiting and stopping ---------------------------------------------------------------------

    @property
    def is_idle(self) -> bool:
        """Whether every answer has been handed over."""
        return self._pending == 0

    def wait_idle(self) -> None:
        """Turn the event loop until every answer has been handed over.

        Raises:
            TimeoutError: Something is still running after twenty seconds.
        """
        if self.is_idle:
            return
        loop = QEventLoop()
        late = QTimer(singleShot=True, interval=_PATIENCE)
        late.timeout.connect(loop.quit)
        self._all_idle.connect(loop.quit)
        late.start()
        while self._pending and late.isActive():
            loop.exec()
        self._all_idle.disconnect(loop.quit)
        late.stop()
        if self._pending:
            raise TimeoutError(f"{self._pending} answers are still awaited")

    def shutdown(self) -> None:
        """Finish every write asked for, stop everything else; nothing is handed over any more."""
        self._closed = True
        for ticket in tuple(self._tickets):
            ticket.cancel()
        self._readers.shutdown(wait=False, cancel_futures=True)
        self._writer.shutdown(wait=True)
        for executor in (self._builder, self._watchers, self._readers):
            executor.shutdown(wait=True, cancel_futures=True)

    # inside -----------------------------------------------------------------------------------

    def _ticket(self, progress: Progress | None, done: Callable[[T], None]) -> Ticket:
        def tell(done_: int, total: int, doing: str) -> None:
            if progress is not None:
                call = partial(progress, done_, total, doing)
                self._land(_Landed(call, _owner(progress) or _owner(done), ends=False))

        ticket = Ticket(tell)
        self._tickets.add(ticket)
        return ticket

    def _submit(
        self,
        lane: Executor,
        work: Callable[[], T],
        done: Callable[[T], None] | None,
        failed: Failed,
        *,
        topic: str = "",
        generation: int = 0,
        writes: bool = False,
        ticket: Ticket | None = None,
    ) -> None:
        if self._closed:
            return
        self._pending += 1
        landing = partial(_Landed, ends=True, topic=topic, generation=generation, writes=writes)
        lane.submit(self._work, work, done, failed, landing, ticket)

    def _work(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None,
        failed: Failed,
        landing: Callable[..., _Landed],
        ticket: Ticket | None,
    ) -> None:
        """On a worker thread: do the work, queue its answer."""
        stale = landing(None, None)
        if self._is_stale(stale):
            self._land(stale)
            return
        try:
            if ticket is not None:
                ticket.check()
            value = work()
        except Exception as error:  # noqa: BLE001 - every failure has its taker
            call = partial(failed or self._nobody_took, error)
            self._land(landing(call, _owner(failed) if failed else self))
        else:
            self._land(landing(partial(done, value) if done else None, _owner(done)))
        finally:
            if ticket is not None:
                self._tickets.discard(ticket)

    def _land(self, landed: _Landed) -> None:
        self._landed.put(landed)
        if shiboken6.isValid(self):
            self._something_landed.emit()

    def _is_stale(self, landed: _Landed) -> bool:
        return bool(landed.topic) and landed.generation != self._generations[landed.topic]

    def _nobody_took(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self.unhandled.emit(error)

    @Slot()
    def _deliver(self) -> None:
        """On the main thread: hand over what has landed, one answer for each time woken."""
        try:
            landed = self._landed.get_nowait()
        except queue.Empty:
            return
        try:
            if landed.call is not None and not self._closed and not self._is_stale(landed):
                _hand_over(landed)
        except Exception as error:  # noqa: BLE001 - a callback that fails must not stop the rest
            self._nobody_took(error)
        finally:
            self._count(landed)

    def _count(self, landed: _Landed) -> None:
        if landed.writes:
            self._writes -= 1
            if self._writes == 0:
                self.writing.emit(False)  # noqa: FBT003 - a Qt signal takes its value by position
        if landed.ends:
            self._pending -= 1
            if self._pending == 0:
                self._all_idle.emit()


def _hand_over(landed: _Landed) -> None:
    """Call back, unless the widget that asked is gone."""
    if isinstance(landed.owner, QObject) and not shiboken6.isValid(landed.owner):
        return
    assert landed.call is not None  # noqa: S101 - looked at by the caller
    landed.call()


def _owner(callback: object) -> object:
    """The object whose bound method a callback is, seen through partials."""
    while isinstance(callback, partial):
        callback = callback.func
    return getattr(callback, "__self__", None)

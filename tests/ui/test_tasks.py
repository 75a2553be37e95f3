"""Work leaves the main thread and its answers come back there, in order, or not at all."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from medcoder_desktop.domain.errors import Cancelled, EnvironmentError_, InputError
from medcoder_desktop.domain.progress import Progress
from medcoder_desktop.ui.tasks import Tasks


class Notes(QObject):
    """Remembers what arrived and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[object] = []
        self.threads: list[threading.Thread] = []

    def take(self, value: object) -> None:
        self.values.append(value)
        self.threads.append(threading.current_thread())

    def take_progress(self, done: int, total: int, doing: str) -> None:
        self.values.append((done, total, doing))


def test_an_answer_arrives_on_the_main_thread(tasks: Tasks) -> None:
    notes = Notes()
    tasks.read(threading.current_thread, notes.take)
    tasks.wait_idle()
    assert notes.threads == [threading.main_thread()]
    assert notes.values != [threading.main_thread()]


def test_an_older_answer_never_overwrites_a_newer_one(tasks: Tasks) -> None:
    notes = Notes()
    newer_done = threading.Event()

    def slow() -> str:
        newer_done.wait(5)
        return "old"

    def quick() -> str:
        newer_done.set()
        return "new"

    tasks.read(slow, notes.take, topic="search")
    tasks.read(quick, notes.take, topic="search")
    tasks.wait_idle()
    assert notes.values == ["new"]


def test_topics_do_not_disturb_each_other_and_can_be_forgotten(tasks: Tasks) -> None:
    notes = Notes()
    tasks.read(partial(str, "a"), notes.take, topic="search")
    tasks.read(partial(str, "b"), notes.take, topic="chart")
    tasks.read(partial(str, "c"), notes.take, topic="book")
    tasks.forget("book")
    tasks.wait_idle()
    assert sorted(map(str, notes.values)) == ["a", "b"]


def test_writes_happen_one_after_another_in_order(tasks: Tasks) -> None:
    notes = Notes()
    written: list[int] = []

    def write(number: int) -> int:
        written.append(number)
        return number

    for number in range(50):
        tasks.write(partial(write, number), notes.take)
    tasks.wait_idle()
    assert written == list(range(50)) == notes.values


def test_the_window_knows_whether_all_is_saved(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[bool] = []
    tasks.writing.connect(told.append)
    tasks.write(lambda: None)
    tasks.write(lambda: None)
    tasks.wait_idle()
    assert told == [True, False]


def test_closing_loses_no_write(qtbot: QtBot) -> None:
    tasks = Tasks()
    written: list[int] = []
    for number in range(200):
        tasks.write(partial(written.append, number))
    tasks.shutdown()
    assert written == list(range(200))


def test_an_error_goes_to_whoever_asked(tasks: Tasks) -> None:
    notes = Notes()
    error = InputError("sheet.nothing_to_undo")
    tasks.read(partial(_raise, error), notes.take, notes.take)
    tasks.wait_idle()
    assert notes.values == [error]


def test_an_error_nobody_takes_is_told_once(tasks: Tasks) -> None:
    told: list[object] = []
    tasks.unhandled.connect(told.append)
    error = InputError("sheet.nothing_to_undo")
    tasks.write(partial(_raise, error))
    tasks.wait_idle()
    assert told == [error]


def test_a_callback_that_fails_does_not_stop_the_next(tasks: Tasks) -> None:
    told: list[object] = []
    notes = Notes()
    tasks.unhandled.connect(told.append)
    tasks.write(lambda: 1, _refuse_value)
    tasks.write(lambda: 2, notes.take)
    tasks.wait_idle()
    assert notes.values == [2]
    assert [type(error) for error in told] == [TypeError]


def test_an_answer_for_a_widget_that_is_gone_is_dropped(tasks: Tasks, qtbot: QtBot) -> None:
    import shiboken6

    notes = Notes()
    go = threading.Event()
    tasks.read(lambda: go.wait(5), notes.take)
    shiboken6.delete(notes)
    go.set()
    tasks.wait_idle()
    assert notes.values == []


def test_long_work_tells_how_far_it_is(tasks: Tasks) -> None:
    notes = Notes()
    tasks.build(_count, notes.take_progress, notes.take)
    tasks.wait_idle()
    assert notes.values[-2:] == [(3, 3, "done"), "counted"]


def test_long_work_can_be_cancelled(tasks: Tasks) -> None:
    notes = Notes()
    begun = threading.Event()
    cancelled = threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        cancelled.wait(5)
        progress(1, 2, "half")

    ticket = tasks.build(work, notes.take_progress, notes.take, notes.take)
    begun.wait(5)
    ticket.cancel()
    cancelled.set()
    tasks.wait_idle()
    assert [type(value) for value in notes.values] == [Cancelled]


def test_a_child_process_answers_with_progress(tasks: Tasks) -> None:
    notes = Notes()
    tasks.in_child(_add_in_child, (2, 3), notes.take_progress, notes.take)
    tasks.wait_idle()
    sums = [value for value in notes.values if isinstance(value, tuple) and len(value) == 2]
    assert [(total, process == os.getpid()) for total, process in sums] == [(5, False)]
    assert notes.values[0] == (2, 2, "adding")


@pytest.mark.parametrize(
    ("function", "kind"),
    [("_die", EnvironmentError_), ("_refuse", InputError), ("_stumble", RuntimeError)],
)
def test_what_goes_wrong_in_a_child_is_told(
    tasks: Tasks, function: str, kind: type[Exception]
) -> None:
    notes = Notes()
    work: Callable[[], None] = globals()[function]
    tasks.in_child(work, (), None, notes.take, notes.take)
    tasks.wait_idle()
    assert [type(value) for value in notes.values] == [kind]


def test_a_child_can_be_cancelled_while_it_works(tasks: Tasks, qtbot: QtBot) -> None:
    notes = Notes()
    ticket = tasks.in_child(_never_end, (), notes.take_progress, notes.take, notes.take)
    qtbot.waitUntil(lambda: bool(notes.values))
    ticket.cancel()
    tasks.wait_idle()
    assert [type(value) for value in notes.values if not isinstance(value, tuple)] == [Cancelled]


def _refuse_value(value: int) -> None:
    raise TypeError(value)


def _raise(error: Exception) -> None:
    raise error


def _count(progress: Progress) -> str:
    for number in (1, 2, 3):
        progress(number, 3, "done" if number == 3 else "counting")
    return "counted"


def _add_in_child(first: int, second: int, progress: Progress) -> tuple[int, int]:
    progress(2, 2, "adding")
    return first + second, os.getpid()


def _never_end(progress: Progress) -> None:
    number = 0
    while True:
        number += 1
        progress(number, 0, "on and on")


def _die() -> None:
    os._exit(3)


def _refuse() -> None:
    raise InputError("line.no_units")


def _stumble() -> None:
    raise ZeroDivisionError("never shown")

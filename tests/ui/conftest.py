"""The window's tests run without a screen, and fail when they leave a thread or timer behind."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = os.environ.get("MEDCODER_TEST_PLATFORM", "offscreen")

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medcoder_desktop.ui.tasks import Tasks


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that leaks a thread or a running timer fails (the idea is napari's)."""
    before = set(threading.enumerate())
    yield
    left = [t.name for t in threading.enumerate() if t not in before and t.is_alive()]
    assert not left, f"threads left running: {left}"
    application = QApplication.instance()
    if application is not None and "qtbot" in request.fixturenames:
        running = [t for t in _timers() if t.isActive() and not t.isSingleShot()]
        assert not running, f"timers left running: {[t.objectName() for t in running]}"


def _timers() -> list[QTimer]:
    import shiboken6

    return [t for t in gc.get_objects() if isinstance(t, QTimer) and shiboken6.isValid(t)]


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.shutdown()

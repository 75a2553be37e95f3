"""The window's tests run without a screen, and fail when they leave a thread or timer behind."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = os.environ.get("MEDCODER_TEST_PLATFORM", "offscreen")

import gc
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medcoder_desktop.bootstrap import open_services
from medcoder_desktop.ui.tasks import Tasks
from tests.ui.opened import ACTOR, CLOCK, OpenedWindow


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


@pytest.fixture
def empty_folder(tmp_path: Path, library_path: Path) -> Path:
    """A data folder with the code library and nothing else."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "library.db").symlink_to(library_path)
    return tmp_path / "data"


@pytest.fixture(scope="session")
def records_with_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ``records.db`` with the sample patients, to be copied by each test."""
    folder = tmp_path_factory.mktemp("with-samples")
    services = open_services(folder, CLOCK)
    services.records.import_samples(ACTOR)
    services.close()
    return folder / "records.db"


@pytest.fixture
def sample_folder(empty_folder: Path, records_with_samples: Path) -> Path:
    """A data folder with the code library and the sample patients."""
    shutil.copy(records_with_samples, empty_folder / "records.db")
    return empty_folder


@pytest.fixture
def open_on(qtbot: QtBot) -> Iterator[Callable[[Path], OpenedWindow]]:
    """Opens the window on a folder; all are closed in the end."""
    opened: list[OpenedWindow] = []

    def open_next(folder: Path) -> OpenedWindow:
        opened.append(OpenedWindow(qtbot, folder))
        return opened[-1]

    yield open_next
    for window in opened:
        window.close()


@pytest.fixture
def opened(open_on: Callable[[Path], OpenedWindow], sample_folder: Path) -> OpenedWindow:
    """The window on the sample patients, ready to work."""
    window = open_on(sample_folder)
    window.start()
    return window

"""The first start, a second window, a broken folder, and what the log holds."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medcoder_desktop.domain.errors import Defect, EnvironmentError_
from medcoder_desktop.log import LOG_FILE, close_log, keep_log
from medcoder_desktop.ui.collecting import Collecting
from medcoder_desktop.ui.lock import FolderLock
from tests.ui.opened import OpenedWindow


def test_the_library_is_built_with_a_progress_bar_and_then_one_chooses(
    open_on: Callable[[Path], OpenedWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    opened = open_on(tmp_path / "new")
    welcome = opened.window.view.welcome
    opened.window.start()
    qtbot.waitUntil(lambda: welcome.bar.isVisible() and welcome.bar.value() > 0, timeout=20_000)
    assert welcome.headline.text() == "Building the code library"
    assert welcome.cancel.isVisible()
    assert welcome.doing.text().endswith(" s")
    opened.settle()
    assert welcome.headline.text() == "Ready to code"
    assert welcome.samples.isVisible()
    welcome.practice.click()
    assert opened.window.current_page == "practice"


def test_building_can_be_cancelled_and_tried_again(
    open_on: Callable[[Path], OpenedWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    opened = open_on(tmp_path / "new")
    welcome = opened.window.view.welcome
    opened.window.start()
    qtbot.waitUntil(lambda: welcome.bar.value() > 0, timeout=20_000)
    welcome.cancel.click()
    opened.settle()
    assert welcome.headline.text() == "The code library is not built"
    assert not (tmp_path / "new" / "library.db").exists()
    welcome.retry.click()
    qtbot.waitUntil(lambda: welcome.bar.value() > 0, timeout=20_000)
    assert welcome.headline.text() == "Building the code library"
    opened.settle()


def test_a_folder_that_cannot_be_opened_says_why(
    open_on: Callable[[Path], OpenedWindow], empty_folder: Path
) -> None:
    opened = open_on(empty_folder)
    (empty_folder / "records.db").write_bytes(b"this is no database at all" * 100)
    opened.start()
    welcome = opened.window.view.welcome
    assert welcome.headline.text() == "Your records cannot be opened"
    assert "records.db" in welcome.words.text()
    assert welcome.retry.isVisible()


def test_a_second_window_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    first, second = FolderLock(tmp_path / "data"), FolderLock(tmp_path / "data")
    first.take()
    with pytest.raises(EnvironmentError_) as refused:
        second.take()
    assert refused.value.message_id == "window.second"
    first.release()
    second.take()
    second.release()


def test_the_lock_of_a_window_that_was_killed_is_taken_over(tmp_path: Path) -> None:
    script = (
        "import os, sys, pathlib\n"
        "from medcoder_desktop.ui.lock import FolderLock\n"
        "lock = FolderLock(pathlib.Path(sys.argv[1]))\n"
        "lock.take()\n"
        "os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False, timeout=60)
    assert (tmp_path / "window.lock").exists()
    lock = FolderLock(tmp_path)
    lock.take()
    lock.release()


def stumble(over: str) -> None:
    raise ValueError(over) from Defect("store.defect", file=over)


def test_the_log_keeps_where_but_never_what(tmp_path: Path) -> None:
    handler = keep_log(tmp_path)
    name = "Okafor, Adaeze"
    try:
        stumble(name)
    except ValueError:
        logging.getLogger("medcoder_desktop.ui").exception("a mistake")
    finally:
        close_log(handler)
    written = (tmp_path / LOG_FILE).read_text()
    assert "Okafor" not in written
    assert "test_first_start.py" in written
    assert "ValueError" in written
    assert "Defect store.defect" in written


def test_garbage_is_collected_on_the_main_thread_only(qtbot: QtBot) -> None:
    import gc

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    with Collecting(application):
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_picture_of_a_visit_needs_no_screen(
    sample_folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    from PySide6.QtGui import QImage

    from medcoder_desktop.bootstrap import open_services
    from medcoder_desktop.ui.app import picture

    services = open_services(sample_folder)
    visit = services.patients.encounter_rows()[0].encounter.id
    services.close()
    picture(sample_folder, visit, tmp_path / "light.png")
    picture(sample_folder, visit, tmp_path / "dark.png", dark=True)
    light, dark = QImage(str(tmp_path / "light.png")), QImage(str(tmp_path / "dark.png"))
    assert (light.width(), light.height()) == (1440, 900)
    assert light.pixelColor(700, 20).lightness() > 200
    assert dark.pixelColor(700, 20).lightness() < 60
    assert not (sample_folder / "window.ini").exists()

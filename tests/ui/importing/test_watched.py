"""Files of the watched folder wait in a line above the work list until they are brought in."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.ui.importing.dialog import ImportDialog
from tests.ui.opened import ACTOR, OpenedWindow


def watch(opened: OpenedWindow, folder: Path) -> Path:
    """Watch a folder in which one scanned note lies."""
    folder.mkdir()
    note = folder / "fax-001.txt"
    note.write_text("PROGRESS NOTE\n\nSeen for cough and fever.\n", "utf-8")
    os.utime(note, (1_600_000_000, 1_600_000_000))
    with closing(opened.services) as services:
        services.settings.change(ACTOR, "watched.folder", str(folder))
    opened.window.changed(Changes(Changed.SETTINGS))
    opened.settle()
    return note


def test_what_waits_is_told_and_brought_in(opened: OpenedWindow, tmp_path: Path) -> None:
    strip = opened.work_list.view.watched
    assert not strip.isVisible()
    watch(opened, tmp_path / "scans")
    assert strip.isVisible()
    assert strip.words.text() == "1 file waits in the watched folder “scans”: fax-001.txt"
    opened.press("Ctrl+Alt+I", opened.window)
    opened.qtbot.waitUntil(lambda: bool(opened.window.findChildren(ImportDialog)))
    (dialog,) = opened.window.findChildren(ImportDialog)
    opened.qtbot.waitUntil(dialog.store_button.isVisible)
    dialog.store_button.click()
    opened.settle()
    opened.qtbot.waitUntil(lambda: not strip.isVisible())
    dialog.reject()


def test_a_cancelled_import_leaves_the_files_waiting(opened: OpenedWindow, tmp_path: Path) -> None:
    strip = opened.work_list.view.watched
    watch(opened, tmp_path / "scans")
    strip.bring_button.click()
    opened.qtbot.waitUntil(lambda: bool(opened.window.findChildren(ImportDialog)))
    (dialog,) = opened.window.findChildren(ImportDialog)
    opened.qtbot.waitUntil(dialog.store_button.isVisible)
    opened.press("Escape", dialog)
    opened.settle()
    assert strip.isVisible()


def test_a_folder_that_cannot_be_reached_is_told(opened: OpenedWindow, tmp_path: Path) -> None:
    note = watch(opened, tmp_path / "scans")
    note.unlink()
    note.parent.rmdir()
    opened.window.changed(Changes(Changed.SETTINGS))
    opened.settle()
    strip = opened.work_list.view.watched
    assert "cannot be reached" in strip.words.text()
    assert not strip.bring_button.isVisible()

"""Starts the window, and draws the workbench into a picture without one."""

from __future__ import annotations

import getpass
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication, QMessageBox

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.clock import Clock, SystemClock
from medcoder_desktop.domain.errors import EnvironmentError_
from medcoder_desktop.log import catch_mistakes, close_log, keep_log
from medcoder_desktop.ui.collecting import Collecting
from medcoder_desktop.ui.lock import FolderLock
from medcoder_desktop.ui.main_window import MainWindow
from medcoder_desktop.ui.settings import Settings
from medcoder_desktop.ui.tasks import Tasks
from medcoder_desktop.ui.theme import Theme, ThemeChoice

_REFUSED = 1


def run(data_dir: Path, argv: Sequence[str]) -> int:
    """Open the window on a data folder and stay until it is closed.

    Args:
        data_dir: Where the databases live; made if it is missing.
        argv: The command line, for Qt's own options.

    Returns:
        Exit code: 0, or 1 when the folder is in use by another window.
    """
    application = QApplication(list(argv))
    application.setApplicationName("MedCoder")
    application.setQuitOnLastWindowClosed(True)
    lock = FolderLock(data_dir)
    try:
        lock.take()
    except EnvironmentError_ as error:
        sys.stderr.write(f"{error.sentence}\n")
        QMessageBox.warning(None, "MedCoder", error.sentence)
        return _REFUSED
    log = keep_log(data_dir)
    try:
        window = new_window(data_dir, Settings(data_dir), SystemClock())
        catch_mistakes(window.show_error)
        collecting = Collecting(application)
        window.ready.connect(collecting.start)
        window.show()
        window.start()
        code = application.exec()
        collecting.stop()
        return code
    finally:
        close_log(log)
        lock.release()


def new_window(data_dir: Path, settings: Settings, clock: Clock) -> MainWindow:
    """A window on a data folder, dressed, not yet shown or started."""
    tasks = Tasks()
    theme = Theme(settings)
    theme.put_on()
    window = MainWindow(
        data_dir, theme=theme, settings=settings, tasks=tasks, actor=_person(), clock=clock
    )
    tasks.setParent(window)
    theme.setParent(window)
    return window


def picture(
    data_dir: Path,
    encounter_id: str,
    target: Path,
    size: tuple[int, int] = (1440, 900),
    *,
    dark: bool = False,
    search: str = "",
) -> None:
    """Draw the workbench of a visit into a PNG file, without a screen.

    Args:
        size: Width and height in pixels.
        search: What stands in the search box, with its results.

    Raises:
        EnvironmentError_: The picture cannot be written.
        TimeoutError: The visit did not come up.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(["medcoder"])
    assert isinstance(application, QApplication)  # noqa: S101 - widgets need the whole of it
    with _window_for_picture(data_dir, dark=dark) as (window, tasks):
        window.resize(QSize(*size))
        window.show()
        window.start()
        _settle(application, tasks)
        window.open_visit(encounter_id)
        _settle(application, tasks)
        if search:
            window.search_codes(search)
            _settle(application, tasks)
        drawn = window.grab().save(str(target), "PNG")
    if not drawn:
        raise EnvironmentError_("store.no_permission", file=target.name)


@contextmanager
def _window_for_picture(data_dir: Path, *, dark: bool) -> Iterator[tuple[MainWindow, Tasks]]:
    """A window with settings of its own, so that the person's stay as they are."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder))
        settings.set_text("theme", (ThemeChoice.DARK if dark else ThemeChoice.LIGHT).value)
        window = new_window(data_dir, settings, SystemClock())
        tasks = window.findChild(Tasks)
        assert tasks is not None  # noqa: S101 - new_window made it a child
        try:
            yield window, tasks
        finally:
            window.close()
            window.deleteLater()
            QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)


def _settle(application: QApplication, tasks: Tasks) -> None:
    """Turn the event loop until nothing is awaited and nothing more was asked for."""
    quiet = 0
    while quiet < 3:
        quiet = quiet + 1 if tasks.is_idle else 0
        tasks.wait_idle()
        application.processEvents()


def _person() -> Actor:
    """The person logged in on this machine."""
    try:
        return Actor(getpass.getuser())
    except (OSError, KeyError):  # a container's user may have no name
        return Actor("unknown")

"""One window for each data folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLockFile

from medcoder_desktop.domain.errors import EnvironmentError_

LOCK_FILE = "window.lock"


class FolderLock:
    """Held while a window is open on a data folder.

    A lock whose process is gone (a crash, a power cut) is taken over; the age of a lock never
    matters, because a window may stay open for days.

    Args:
        folder: Made if it is missing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = QLockFile(str(folder / LOCK_FILE))
        self._lock.setStaleLockTime(0)

    def take(self) -> None:
        """Take the folder.

        Raises:
            EnvironmentError_: Another window has it, or it cannot be written.
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise EnvironmentError_("folder.not_made", folder=self._folder) from error
        if self._lock.tryLock(0):
            return
        if self._lock.error() == QLockFile.LockError.LockFailedError:
            raise EnvironmentError_("window.second")
        raise EnvironmentError_("window.lock_refused", folder=self._folder)

    def release(self) -> None:
        """Let others have it."""
        self._lock.unlock()

"""What this person prefers on this machine, in an INI file beside the data."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

SETTINGS_FILE = "window.ini"


class Settings:
    """Preferences of the window: theme, geometry, shortcuts. Never patient data.

    Args:
        folder: The data folder.
    """

    def __init__(self, folder: Path) -> None:
        self._stored = QSettings(str(folder / SETTINGS_FILE), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        """A stored word."""
        stored = self._stored.value(key, default)
        return stored if isinstance(stored, str) else default

    def set_text(self, key: str, text: str) -> None:
        """Keep a word."""
        self._stored.setValue(key, text)

    def layout(self, key: str) -> QByteArray | None:
        """A stored geometry or splitter state, as Qt saved it; None at the first start."""
        stored = self._stored.value(key)
        return stored if isinstance(stored, QByteArray) else None

    def set_layout(self, key: str, state: QByteArray) -> None:
        """Keep what Qt's ``saveState`` or ``saveGeometry`` gave."""
        self._stored.setValue(key, state)

    def forget(self, key: str) -> None:
        """Go back to the default."""
        self._stored.remove(key)

    def save(self) -> None:
        """Write the file now."""
        self._stored.sync()

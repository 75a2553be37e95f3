"""What the office decided, read and changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.office_settings import (
    OfficeSettings,
    named_settings,
    settings_from,
    with_value,
)

if TYPE_CHECKING:
    from medcoder_desktop.store.store import Store


class SettingsService:
    """The office's settings, kept in the store.

    Args:
        data_dir: Where the program's own files lie, which are never watched.
    """

    def __init__(self, store: Store, data_dir: Path) -> None:
        self._store = store
        self._data_dir = data_dir

    def settings(self) -> OfficeSettings:
        """The decisions that hold now."""
        with self._store.reading() as records:
            return settings_from(records.ways.settings())

    def change(self, actor: Actor, name: str, text: str) -> Changes:
        """Change one setting.

        Args:
            name: As :func:`~medcoder_desktop.domain.office_settings.named_settings` names it.

        Raises:
            InputError: There is none of this name, or it cannot have this value.
        """
        return self.save(actor, with_value(self.settings(), name, text))

    def save(self, actor: Actor, settings: OfficeSettings) -> Changes:
        """Put settings in the place of those before; only what differs is written.

        Raises:
            InputError: The watched folder is none, or holds the program's own files.
        """
        folder = settings.watched_folder
        with self._store.writing(actor) as work:
            before = settings_from(work.ways.settings())
            if folder and folder != before.watched_folder:
                self._refuse_folder(Path(folder))
            known = {each.name: each.value for each in named_settings(before)}
            changed = [e for e in named_settings(settings) if e.value != known[e.name]]
            for each in changed:
                work.ways.save_setting(each.name, each.value)
                work.record("setting.save", each.name, each.value)
            if changed:
                work.commit()
        return Changes(Changed.SETTINGS)

    def _refuse_folder(self, folder: Path) -> None:
        if not folder.is_absolute() or not folder.is_dir():
            raise InputError("setting.no_folder", folder=folder)
        watched, own = folder.resolve(), self._data_dir.resolve()
        if watched.is_relative_to(own) or own.is_relative_to(watched):
            raise InputError("setting.own_folder", folder=folder)

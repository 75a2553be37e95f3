"""What the office writes into its book from a page: favourite, note, and where it has been."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from medcoder_desktop.domain.changes import Changes
from medcoder_desktop.domain.codes import CodeSystem
from medcoder_desktop.domain.errors import MedCoderError
from medcoder_desktop.domain.own_book import Favourite
from medcoder_desktop.ui.context import AppContext

NO_FOLDER = "No folder"
"""What the place outside every folder is called."""


class OwnBook(QObject):
    """Writes favourites and notes, and tells the window.

    Args:
        over: The widget whose window asks; menus open above it.

    Signals:
        refused: Sentence why something was not written.
        kept: It was written.
    """

    refused = Signal(str)
    kept = Signal()

    def __init__(self, context: AppContext, over: QWidget) -> None:
        super().__init__(over)
        self._context = context
        self._over = over
        self.menu = QMenu(over)
        self.menu.setAccessibleName("Folder of the favourite")
        self.name_dialog: QInputDialog | None = None

    def ask_folder(self, system: CodeSystem, code: str, at: QPoint, *, moving: bool) -> None:
        """Ask in a small menu into which folder a code goes, and put it there.

        Args:
            at: Where on the screen the menu opens.
            moving: Whether the code is a favourite already.
        """
        self._context.tasks.read(
            self._context.services.book.favourites,
            partial(self._show_menu, system, code, at, moving),
            topic="own-book.folders",
        )

    def remove(self, system: CodeSystem, code: str) -> None:
        """Take a code out of the favourites."""
        book, actor = self._context.services.book, self._context.actor
        self._context.tasks.write(
            partial(book.remove_favourite, actor, system, code), self._on_written, self._on_failure
        )

    def move(self, favourite: Favourite, folder: str, place: int) -> None:
        """Put a favourite elsewhere."""
        book, actor = self._context.services.book, self._context.actor
        self._context.tasks.write(
            partial(book.move_favourite, actor, favourite.system, favourite.code, folder, place),
            self._on_written,
            self._on_failure,
        )

    def rename_folder(self, folder: str) -> None:
        """Ask for another name of a folder."""
        self._ask_name("Rename folder", folder, partial(self._rename, folder))

    def save_note(self, system: CodeSystem, code: str, text: str) -> None:
        """Keep the office's note on a code; an empty one removes it."""
        book, actor = self._context.services.book, self._context.actor
        self._context.tasks.write(
            partial(book.save_note, actor, system, code, text), self._on_written, self._on_failure
        )

    def remember(self, system: CodeSystem, code: str) -> None:
        """Put a code in front of the recent ones."""
        self._context.tasks.write(
            partial(self._context.services.book.remember, system, code),
            self._on_remembered,
            self._on_failure,
        )

    def _show_menu(
        self,
        system: CodeSystem,
        code: str,
        at: QPoint,
        moving: bool,
        favourites: tuple[Favourite, ...],
    ) -> None:
        self.menu.clear()
        folders = dict.fromkeys(each.folder for each in favourites if each.folder)
        for number, folder in enumerate(("", *folders)):
            digit = f"&{number}  " if number < 10 else ""
            entry = self.menu.addAction(digit + (folder.replace("&", "&&") or NO_FOLDER))
            entry.triggered.connect(partial(self._put, system, code, folder, moving))
        self.menu.addSeparator()
        new = self.menu.addAction("&New folder…")
        new.triggered.connect(partial(self._ask_new_folder, system, code, moving))
        self.menu.popup(at)
        self.menu.setActiveAction(self.menu.actions()[0])

    def _ask_new_folder(self, system: CodeSystem, code: str, moving: bool, _: bool = False) -> None:
        self._ask_name("New folder", "", partial(self._put_in_named, system, code, moving))

    def _ask_name(self, title: str, name: str, done: partial[None]) -> None:
        dialog = QInputDialog(self._over.window())
        dialog.setWindowTitle(title)
        dialog.setLabelText("Name of the folder")
        dialog.setTextValue(name)
        dialog.textValueSelected.connect(done)
        dialog.finished.connect(dialog.deleteLater)
        self.name_dialog = dialog
        dialog.open()

    def _put_in_named(self, system: CodeSystem, code: str, moving: bool, name: str) -> None:
        self._put(system, code, name, moving)

    def _put(
        self, system: CodeSystem, code: str, folder: str, moving: bool, _: bool = False
    ) -> None:
        book, actor = self._context.services.book, self._context.actor
        if moving:
            self.move(Favourite(system, code, folder, 0), folder, _AT_THE_END)
            return
        self._context.tasks.write(
            partial(book.add_favourite, actor, system, code, folder),
            self._on_written,
            self._on_failure,
        )

    def _rename(self, old: str, new: str) -> None:
        book, actor = self._context.services.book, self._context.actor
        self._context.tasks.write(
            partial(book.rename_folder, actor, old, new), self._on_written, self._on_failure
        )

    def _on_written(self, changes: Changes) -> None:
        self.refused.emit("")
        self._context.changed(changes)
        self.kept.emit()

    def _on_remembered(self, _: None) -> None:
        self.kept.emit()

    def _on_failure(self, error: Exception) -> None:
        if isinstance(error, MedCoderError):
            self.refused.emit(error.sentence)
        else:
            self._context.show_error(error)


_AT_THE_END = 1_000_000

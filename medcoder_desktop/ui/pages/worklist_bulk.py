"""What is done to the chosen visits of the work list together: whose they are, how far they are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.visit_states import EncounterStatus
from medcoder_desktop.ui.context import AppContext

NOBODY = "(nobody)"


class BulkWork(QObject):
    """Asks, and writes for all chosen visits in one transaction.

    Args:
        over: What dialogs and menus stand over.
    """

    def __init__(self, context: AppContext, over: QWidget) -> None:
        super().__init__(over)
        self._context = context
        self._over = over

    def assign(self, serials: Sequence[int], coders: Sequence[str]) -> None:
        """Ask whose work the visits are to be.

        Args:
            coders: Names to choose among; another one can be typed.
        """
        if not serials:
            return
        names = list(dict.fromkeys((self._context.actor.name, *coders, NOBODY)))
        dialog = QInputDialog(self._over)
        dialog.setWindowTitle("Assign visits")
        dialog.setLabelText(f"Whose work {_are(len(serials))}?")
        dialog.setComboBoxItems(names)
        dialog.setComboBoxEditable(True)
        dialog.textValueSelected.connect(partial(self._assign, tuple(serials)))
        dialog.open()

    def menu_of_states(self, serials: Sequence[int], current: EncounterStatus) -> QMenu:
        """The states to which visits can be moved from the state of the current one."""
        menu = QMenu("Move to", self._over)
        for status in current.choices:
            action = menu.addAction(status.value.capitalize())
            action.triggered.connect(partial(self.move, tuple(serials), status))
        if not current.choices:
            menu.addAction("A finished visit is reopened in the workbench").setEnabled(False)
        return menu

    def move(self, serials: Sequence[int], status: EncounterStatus, *_: object) -> None:
        """Move visits to a state; one put on hold says what it waits for."""
        if not serials:
            return
        if not status.is_waiting:
            self._move(tuple(serials), status, "")
            return
        dialog = QInputDialog(self._over)
        dialog.setWindowTitle(status.value.capitalize())
        what = "does this visit" if len(serials) == 1 else f"do these {len(serials):,} visits"
        dialog.setLabelText(f"What {what} wait for?")
        dialog.textValueSelected.connect(partial(self._move, tuple(serials), status))
        dialog.open()

    def _assign(self, serials: tuple[int, ...], name: str) -> None:
        whose = "" if name == NOBODY else name
        context = self._context
        work = partial(context.services.work_list.assign, context.actor, serials, whose)
        context.tasks.write(work, partial(self._said, "assigned"), context.show_error)

    def _move(self, serials: tuple[int, ...], status: EncounterStatus, waiting: str) -> None:
        context = self._context
        work = partial(context.services.work_list.move, context.actor, serials, status, waiting)
        context.tasks.write(work, partial(self._said, f"now {status.value}"), context.show_error)

    def _said(self, what: str, count: int) -> None:
        self._context.changed(Changes(Changed.ENCOUNTERS))
        self._context.show_message(f"{count:,} {'visit' if count == 1 else 'visits'} {what}.")


def _are(count: int) -> str:
    return "is this visit" if count == 1 else f"are these {count:,} visits"

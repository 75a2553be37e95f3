"""Putting a release in use and taking one out, from wherever a person asks for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from medcoder_desktop.domain.changes import Changes
from medcoder_desktop.domain.releases import Origin, Release
from medcoder_desktop.domain.shown_differences import span_of
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.office.table_page import confirmed


def removable(release: Release) -> bool:
    """Whether a release can be taken out: what comes with the program stays."""
    return release.origin is Origin.OFFICIAL


class ReleaseWriting(QObject):
    """One write at a time.

    Signals:
        done: What changed, ``Changes``.
        refused: The exception that says why nothing changed.
    """

    done = Signal(object)
    refused = Signal(object)

    def __init__(self, context: AppContext, widget: QWidget) -> None:
        super().__init__(widget)
        self._context = context
        self._widget = widget
        self.busy = False

    def put_in_use(self, release: Release) -> None:
        """Let a release answer for its dates of service."""
        context = self._context
        work = partial(context.services.code_sets.put_in_use, context.actor, release.id)
        said = f"{release.title} is in use: it answers for dates of service {span_of(release)}."
        self._write(work, said)

    def remove(self, release: Release) -> None:
        """Take a release out of the library, after asking once."""
        question = (
            f"Remove {release.title}?\n\nDates of service {span_of(release)} are then answered by "
            "the nearest release left, and the window says so. Claims keep what they have. The "
            "publisher's file can be imported again at any time."
        )
        if not self.busy and confirmed(self._widget, "Remove release", question):
            context = self._context
            work = partial(context.services.code_sets.remove, context.actor, release.id)
            self._write(work, f"{release.title} is removed.")

    def _write(self, work: partial[Changes], said: str) -> None:
        if self.busy:
            return
        self.busy = True
        self._context.tasks.write(work, partial(self._on_done, said), self._on_refused)

    def _on_done(self, said: str, changes: Changes) -> None:
        self.busy = False
        self._context.show_message(said)
        self.done.emit(changes)

    def _on_refused(self, error: Exception) -> None:
        self.busy = False
        self.refused.emit(error)

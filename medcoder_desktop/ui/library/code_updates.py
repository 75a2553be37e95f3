"""The way of a new release through the window: files come in, and its preview opens."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.releases import Release
from medcoder_desktop.domain.updates import Touched, TouchedThing, UpdatePreview
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.library.import_codes_dialog import ImportCodesDialog
from medcoder_desktop.ui.library.preview_output import PreviewOutput
from medcoder_desktop.ui.library.update_preview_dialog import UpdatePreviewDialog


class CodeUpdates(QObject):
    """One for each window; it owns the preview that is looked at.

    Args:
        window: What the dialogs stand over.
    """

    def __init__(self, context: AppContext, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._waiting: list[Release] = []
        self._dialog: UpdatePreviewDialog | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    @Slot()
    def choose_files(self) -> None:
        """Ask which files to import."""
        self._import_dialog().open()

    def import_files(self, files: Sequence[Path]) -> None:
        """Import files that were dropped or chosen elsewhere."""
        dialog = self._import_dialog()
        dialog.open()
        dialog.start(tuple(files))

    def preview(self, release: Release) -> None:
        """Show what a release changes."""
        if self._dialog is not None:
            self._dialog.finished.disconnect(self._on_closed)
            self._dialog.close()
            self._dialog = None
        dialog = UpdatePreviewDialog(self._context, release, self.printing_folder, self._window)
        dialog.thing_wanted.connect(self._on_thing_wanted)
        dialog.finished.connect(self._on_closed)
        self._dialog = dialog
        self._context.refresh_actions()
        dialog.start()

    @Slot()
    def go_back(self) -> None:
        """Bring back the preview that stepped aside."""
        if self._dialog is not None:
            self._dialog.open()

    def has_preview(self) -> bool:
        """Whether a preview stepped aside."""
        return self._dialog is not None

    def output(self, release: Release, ending: str) -> None:
        """Compare a release and put the preview out without showing it.

        Args:
            ending: ``pdf`` or ``csv`` to save it; empty to print it.
        """
        self._context.tasks.build(
            partial(self._context.services.code_sets.preview, release.id),
            _nobody_watches,
            partial(self._on_output, ending),
            self._context.show_error,
        )

    def printing_folder(self) -> Path:
        """A folder of our own for what only the printer sees, removed with the window."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="medcoder-")
        return Path(self._folder.name)

    def close_up(self) -> None:
        """The window closes: remove what was written for the printer."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _import_dialog(self) -> ImportCodesDialog:
        dialog = ImportCodesDialog(self._context, self._window)
        dialog.imported.connect(self._on_imported)
        return dialog

    def _on_output(self, ending: str, preview: UpdatePreview) -> None:
        output = PreviewOutput(self._context, self.printing_folder, self._window)
        if ending:
            output.ask_and_save(preview, ending, self._window)
        else:
            output.print_out(preview)

    @Slot(object)
    def _on_imported(self, releases: tuple[Release, ...]) -> None:
        self._context.changed(Changes(Changed.CODE_SETS))
        self._waiting = list(releases)
        self._next()

    @Slot()
    def _on_closed(self) -> None:
        self._dialog = None
        self._context.refresh_actions()
        self._next()

    def _next(self) -> None:
        if self._waiting:
            self.preview(self._waiting.pop(0))

    @Slot(object, object)
    def _on_thing_wanted(self, thing: TouchedThing, preview: UpdatePreview) -> None:
        context = self._context
        if thing.kind is Touched.VISIT:
            context.open_visit(thing.target)
        elif thing.kind is Touched.CLAIM:
            context.go_to("claims")
        elif thing.kind is Touched.FEE:
            context.go_to("practice")
            context.run_action("practice.fees")
        else:
            context.open_code(thing.target, _day_before(preview))
        context.refresh_actions()
        context.show_message(
            f"{thing.code}: {thing.change.value}. Ctrl+Shift+U goes back to the update preview."
        )


def code_updates(context: AppContext, window: QWidget) -> CodeUpdates:
    """The window's own; made when it is first asked for."""
    there = window.findChild(CodeUpdates)
    return there if isinstance(there, CodeUpdates) else CodeUpdates(context, window)


def _day_before(preview: UpdatePreview) -> date:
    """A day on which the book still shows the code as it was."""
    begins = preview.new.effective_from
    return begins - timedelta(days=1) if preview.old else begins


def _nobody_watches(_done: int, _total: int, _doing: str) -> None:
    """The comparison for the printer takes no longer than the print itself."""

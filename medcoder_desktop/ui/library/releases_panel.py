"""The releases of every code set: what answers now, what waits, what could be had."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.releases import Release
from medcoder_desktop.ui.action_spec import ActionSpec
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.library.code_updates import CodeUpdates, code_updates
from medcoder_desktop.ui.library.release_rows import (
    COLUMNS,
    ReleaseRow,
    ReleaseState,
    about,
    release_rows,
)
from medcoder_desktop.ui.library.release_writing import ReleaseWriting, removable
from medcoder_desktop.ui.library.releases_view import ReleasesView
from medcoder_desktop.ui.pages.rows import RowsModel


class ReleasesPanel(QWidget):
    """A table of releases with what can be done to each.

    It belongs into a page: the page forwards ``activated``, ``refresh`` and ``actions_offered``.
    """

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.model: RowsModel[ReleaseRow] = RowsModel(
            COLUMNS, lambda row: row.id, context.theme, self
        )
        self.view = ReleasesView(self, context.theme, self.model)
        self._writing = ReleaseWriting(context, self)
        self._writing.done.connect(self._on_written)
        self._writing.refused.connect(self._on_refused)
        view = self.view
        view.table.row_opened.connect(self.open_current)
        view.table.selectionModel().currentChanged.connect(self._show_current)
        view.import_button.clicked.connect(self.choose_files)
        view.preview_button.clicked.connect(self.preview)
        view.use_button.clicked.connect(self.put_in_use)
        view.remove_button.clicked.connect(self.remove)
        view.print_button.clicked.connect(self.print_out)
        view.save_button.clicked.connect(self.save_pdf)
        delete = QShortcut(QKeySequence("Delete"), view.table, self.remove)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.reload()

    def activated(self) -> None:
        """The panel came to the front."""
        (self.view.table if self.model.rows else self.view.import_button).setFocus()

    def refresh(self, changes: Changes) -> None:
        """Something was written."""
        if changes.what & Changed.CODE_SETS:
            self.reload()

    def actions_offered(self) -> Sequence[ActionSpec]:
        """What can be done to the chosen release while the panel is shown."""
        return (
            ActionSpec(
                "releases.preview",
                "Preview what the release changes",
                "Codes",
                self.preview,
                "Ctrl+Shift+V",
                self._has_release,
                words="update compare difference",
            ),
            ActionSpec(
                "releases.use",
                "Put the release in use",
                "Codes",
                self.put_in_use,
                "Ctrl+Return",
                self._waits,
                words="activate switch on",
            ),
            ActionSpec(
                "releases.remove", "Remove the release…", "Codes", self.remove, "",
                self._removable,
            ),
            ActionSpec(
                "releases.print", "Print what the release changes…", "Codes", self.print_out,
                "Ctrl+P", self._has_release,
            ),
            ActionSpec(
                "releases.save", "Save what the release changes as PDF…", "Codes", self.save_pdf,
                "Ctrl+S", self._has_release,
            ),
            ActionSpec(
                "releases.table", "Save what the release changes as CSV…", "Codes", self.save_csv,
                "", self._has_release,
            ),
        )  # fmt: skip

    @Slot()
    def reload(self) -> None:
        """Read the sets and their releases."""
        self._context.tasks.read(
            partial(_read, self._context), self._show, topic="code-set-releases"
        )

    @property
    def current(self) -> ReleaseRow | None:
        """The chosen row."""
        return self.model.row(self.view.table.currentIndex().row())

    @property
    def updates(self) -> CodeUpdates:
        """The window's way of a release."""
        return code_updates(self._context, self.window())

    @Slot()
    def open_current(self) -> None:
        """Preview a release; where none is installed, ask for its files."""
        row = self.current
        if row is not None and row.release is None:
            self.choose_files()
        else:
            self.preview()

    @Slot()
    def choose_files(self) -> None:
        """Ask which files to import."""
        self.updates.choose_files()

    @Slot()
    def preview(self) -> None:
        """Show what the chosen release changes."""
        if release := self._release:
            self.updates.preview(release)

    @Slot()
    def put_in_use(self) -> None:
        """Let the chosen release answer."""
        if (release := self._release) and not release.in_use:
            self._writing.put_in_use(release)

    @Slot()
    def remove(self) -> None:
        """Remove the chosen release, after asking once."""
        if (release := self._release) and removable(release):
            self._writing.remove(release)

    @Slot()
    def print_out(self) -> None:
        """Print what the chosen release changes."""
        self._output("")

    @Slot()
    def save_pdf(self) -> None:
        """Save it as pages."""
        self._output("pdf")

    @Slot()
    def save_csv(self) -> None:
        """Save it as a table."""
        self._output("csv")

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_current()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._context.refresh_actions()

    @property
    def _release(self) -> Release | None:
        row = self.current
        return row.release if row is not None else None

    def _output(self, ending: str) -> None:
        if release := self._release:
            self.updates.output(release, ending)

    def _show(self, rows: tuple[ReleaseRow, ...]) -> None:
        view = self.view
        chosen = self.model.identity(view.table.currentIndex().row())
        self.model.show(rows)
        view.table.choose(max(0, self.model.place_of(chosen)))
        view.show_counts(*(sum(row.state is state for row in rows) for state in ReleaseState))
        self._show_current()

    @Slot()
    def _show_current(self) -> None:
        row = self.current
        has, waits = self._has_release(), self._waits()
        for button in self.view.release_buttons:
            button.setEnabled(has)
        self.view.use_button.setEnabled(waits)
        self.view.remove_button.setEnabled(self._removable())
        self.view.show_about(row.code_set.label if row else "", about(row) if row else ())
        self._context.refresh_actions()

    def _has_release(self) -> bool:
        return self.isVisible() and self._release is not None

    def _removable(self) -> bool:
        release = self._release
        return self.isVisible() and release is not None and removable(release)

    def _waits(self) -> bool:
        row = self.current
        return self.isVisible() and row is not None and row.state is ReleaseState.WAITING

    @Slot(object)
    def _on_written(self, changes: Changes) -> None:
        self._context.changed(changes)
        self.reload()

    @Slot(object)
    def _on_refused(self, error: Exception) -> None:
        self._context.show_error(error)


def _read(context: AppContext) -> tuple[ReleaseRow, ...]:
    code_sets = context.services.code_sets
    return release_rows(code_sets.known(), code_sets.releases())

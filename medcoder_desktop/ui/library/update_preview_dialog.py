"""Looking at a release before it is put in use: what it changes, and what of it is ours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget
from typing_extensions import override

from medcoder_desktop.domain.changes import Changes
from medcoder_desktop.domain.errors import Cancelled
from medcoder_desktop.domain.progress import Progress
from medcoder_desktop.domain.releases import Release
from medcoder_desktop.domain.updates import UpdatePreview
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.library.preview_output import PreviewOutput
from medcoder_desktop.ui.library.preview_rows import COLUMNS, TOUCHED, PreviewRow, preview_rows
from medcoder_desktop.ui.library.release_writing import ReleaseWriting, removable
from medcoder_desktop.ui.library.update_preview_view import UpdatePreviewView
from medcoder_desktop.ui.message_bar import sentence_for
from medcoder_desktop.ui.pages.rows import RowsModel
from medcoder_desktop.ui.style import set_role
from medcoder_desktop.ui.ticket import Ticket


class UpdatePreviewDialog(QDialog):
    """The preview of one release.

    Args:
        folder: Where files for the printer go.

    Signals:
        thing_wanted: The person wants to see something the release touches: a ``TouchedThing``
            and the ``UpdatePreview``. The dialog has stepped aside; ``open`` brings it back as it
            was.
    """

    thing_wanted = Signal(object, object)

    def __init__(
        self,
        context: AppContext,
        release: Release,
        folder: Callable[[], Path],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context = replace(context, show_message=self.show_message, show_error=self.show_error)
        self._behind = context
        self._output = PreviewOutput(self._context, folder, parent)
        self._rows: tuple[PreviewRow, ...] = ()
        self._ticket: Ticket | None = None
        self.release = release
        self.preview: UpdatePreview | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"What {release.title} changes")
        self.model: RowsModel[PreviewRow] = RowsModel(
            COLUMNS, lambda row: row.id, context.theme, self
        )
        self.view = UpdatePreviewView(self, context.theme, self.model)
        self._writing = ReleaseWriting(context, self)
        self._connect()
        self.view.show_release(release)
        self.view.remove_button.setVisible(removable(release))
        self._allow()
        room = parent.window().size()
        self.resize(max(920, room.width() - 160), max(560, room.height() - 120))

    def _connect(self) -> None:
        view = self.view
        view.filter.textChanged.connect(self._show_rows)
        view.filter.down_pressed.connect(view.table.setFocus)
        view.table.row_opened.connect(self.follow)
        view.table.clicked.connect(self._on_clicked)
        view.table.selectionModel().currentChanged.connect(self._show_detail)
        view.use_button.clicked.connect(self.put_in_use)
        view.later_button.clicked.connect(self.reject)
        view.remove_button.clicked.connect(self.remove)
        view.print_button.clicked.connect(self.print_out)
        view.pdf_button.clicked.connect(self.save_pdf)
        view.csv_button.clicked.connect(self.save_csv)
        self._writing.done.connect(self._on_written)
        self._writing.refused.connect(self.show_error)
        for keys, act in (
            ("Ctrl+F", self.focus_filter),
            ("Ctrl+P", self.print_out),
            ("Ctrl+S", self.save_pdf),
            ("Ctrl+Return", self.put_in_use),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, act)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        view.print_button.setToolTip("Ctrl+P")
        view.pdf_button.setToolTip("Ctrl+S")
        view.use_button.setToolTip("Ctrl+Enter")

    def start(self) -> None:
        """Compare, and show what comes of it."""
        self.open()
        self._tell(0, 0, "Comparing with the release before it")
        self._ticket = self._context.tasks.build(
            partial(_compare, self._context, self.release.id),
            self._tell,
            self._on_compared,
            self._on_not_compared,
        )

    @Slot()
    def focus_filter(self) -> None:
        """Put the keyboard into the filter."""
        self.view.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.view.filter.selectAll()

    @Slot()
    def follow(self) -> None:
        """Step aside and show the touched thing of the chosen row."""
        row = self._current
        if row is not None and row.touched is not None:
            self.hide()
            self.thing_wanted.emit(row.touched, self.preview)

    @Slot()
    def put_in_use(self) -> None:
        """Let the release answer from its first day on."""
        if not self.release.in_use and self.preview is not None:
            self._writing.put_in_use(self.release)
            self._allow()

    @Slot()
    def remove(self) -> None:
        """Take the release out of the library, after asking once."""
        self._writing.remove(self.release)
        self._allow()

    @Slot()
    def print_out(self) -> None:
        """Print the preview."""
        if self.preview is not None:
            self._output.print_out(self.preview)

    @Slot()
    def save_pdf(self) -> None:
        """Ask where, and save the pages."""
        if self.preview is not None:
            self._output.ask_and_save(self.preview, "pdf", self)

    @Slot()
    def save_csv(self) -> None:
        """Ask where, and save the rows."""
        if self.preview is not None:
            self._output.ask_and_save(self.preview, "csv", self)

    def show_message(self, words: str) -> None:
        """Say that something went well, here or, when this is closed, in the window behind."""
        if shiboken6.isValid(self) and self.isVisible():
            self._say(words, "ok")
        else:
            self._behind.show_message(words)

    @Slot(object)
    def show_error(self, error: Exception) -> None:
        """Say an error in one sentence, here or in the window behind."""
        if not shiboken6.isValid(self) or not self.isVisible():
            self._behind.show_error(error)
            return
        self._say(sentence_for(error), "error")
        self._allow()

    @override
    def done(self, result: int) -> None:
        """However it closes, nobody waits for the comparison any more."""
        if self._ticket is not None:
            self._ticket.cancel()
        super().done(result)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
        super().closeEvent(event)

    @property
    def _current(self) -> PreviewRow | None:
        return self.model.row(self.view.table.currentIndex().row())

    def _say(self, words: str, role: str) -> None:
        self.view.said.setText(words)
        self.view.said.setVisible(bool(words))
        set_role(self.view.said, role)

    def _tell(self, done: int, total: int, doing: str) -> None:
        self.view.bar.setRange(0, total)
        self.view.bar.setValue(done)
        self.view.doing.setText(doing)

    def _on_compared(self, compared: tuple[UpdatePreview, tuple[PreviewRow, ...]]) -> None:
        self._ticket = None
        preview, self._rows = compared
        self.preview = preview
        self.view.show_preview(preview, self._show_rows)
        self._show_rows()
        self._allow()
        self.view.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_not_compared(self, error: Exception) -> None:
        self._ticket = None
        if not isinstance(error, Cancelled):
            self.view.bar.hide()
            self.view.doing.clear()
            self.show_error(error)

    @Slot()
    def _show_rows(self) -> None:
        if self.preview is None:
            return
        chip = self.view.chips.checkedButton()
        group = chip.objectName() if chip else ""
        words = self.view.filter.text().lower().split()
        rows = [
            row
            for row in self._rows
            if (not group or row.group == group) and all(word in row.words for word in words)
        ]
        self.model.show(rows)
        self.view.lists.setCurrentIndex(0 if rows else 1)
        self.view.none_found.setText(_nothing(group, filtered=bool(words)))
        self.view.table.choose(0)
        self._show_detail()

    @Slot()
    def _show_detail(self) -> None:
        row = self._current
        self.view.detail.setText("" if row is None else _in_full(row))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        """One click is enough where the cell names a thing of the office."""
        row = self.model.row(index.row())
        if row is not None and row.touched is not None and COLUMNS[index.column()].text(row):
            self.follow()

    @Slot(object)
    def _on_written(self, changes: Changes) -> None:
        self._context.changed(changes)
        self.accept()

    def _allow(self) -> None:
        there, idle = self.preview is not None, not self._writing.busy
        for button in self.view.leaving_buttons:
            button.setEnabled(there)
        self.view.use_button.setEnabled(there and idle)
        self.view.remove_button.setEnabled(idle)


def _compare(
    context: AppContext, release_id: str, progress: Progress
) -> tuple[UpdatePreview, tuple[PreviewRow, ...]]:
    """The preview and its rows, made off the main thread: there may be twenty thousand."""
    preview = context.services.code_sets.preview(release_id, progress)
    return preview, preview_rows(preview)


def _in_full(row: PreviewRow) -> str:
    """Everything about a row, line by line."""
    kind = row.kind.value if row.billable else f"{row.kind.value} (a heading, not billable)"
    lines = [f"{row.code} · {kind}"]
    if row.touched:
        lines[0] += f" · {row.where} · {row.hint}"
    if row.before and row.after and row.before != row.after:
        lines += [f"Before: {row.before}", f"After: {row.after}"]
    else:
        lines.append(row.after or row.before)
    return "\n".join(lines)


def _nothing(group: str, *, filtered: bool) -> str:
    if filtered:
        return "Nothing here matches the filter."
    if group == TOUCHED:
        return "Nothing of this office names a code that changes."
    return "The release says the same as the one before it."

"""The import of the office's own fee schedule: which column is which, and what comes of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from medcoder_desktop.domain.fee_merging import FeeImportReport
from medcoder_desktop.domain.fee_tables import FeeField, FeeTable
from medcoder_desktop.services.fee_checking import FeeCheck, check_fees
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.message_bar import sentence_for
from medcoder_desktop.ui.office.fee_import_view import FeeImportView
from medcoder_desktop.ui.style import set_role

_FILTERS = ["Tables (*.csv *.txt *.tsv *.xlsx)", "All files (*)"]
_NEEDED = (FeeField.CODE, FeeField.CHARGE)


class FeeImport(QObject):
    """From the question which file to the dialog on its columns.

    Args:
        over: What the dialogs stand over.
    """

    def __init__(self, context: AppContext, over: QWidget) -> None:
        super().__init__(over)
        self._context = context
        self._over = over

    @Slot()
    def choose(self) -> None:
        """Ask which table."""
        dialog = QFileDialog(self._over.window(), "Import fee schedule")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(_FILTERS)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    def start(self, path: Path) -> None:
        """Read how the table begins, then ask for its columns."""
        self._context.tasks.read(
            partial(self._context.services.office.read_fee_table, path),
            partial(self._on_read, path),
            self._context.show_error,
        )

    @Slot(str)
    def _on_chosen(self, name: str) -> None:
        self.start(Path(name))

    def _on_read(self, path: Path, table: FeeTable) -> None:
        dialog = FeeImportDialog(self._context, path, table, self._over.window())
        dialog.finished.connect(self.deleteLater)
        dialog.open()


class FeeImportDialog(QDialog):
    """A column for each field, the table as it is and as it will be."""

    def __init__(self, context: AppContext, path: Path, table: FeeTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._path = path
        self._topic = f"fee-check-{id(self)}"
        self._check: FeeCheck | None = None
        self._importing = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Import fee schedule")
        self.resize(980, 640)
        self.view = FeeImportView(self, context.theme, path.name, table)
        for combo in self.view.combos.values():
            combo.currentIndexChanged.connect(self._on_columns)
        self.view.import_button.clicked.connect(self.import_fees)
        self.view.cancel_button.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self.import_fees)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        self.view.combos[FeeField.CODE].setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_columns()

    @property
    def columns(self) -> dict[FeeField, str]:
        """The heading chosen for each field."""
        return {
            field: str(combo.currentData())
            for field, combo in self.view.combos.items()
            if combo.currentData()
        }

    @Slot()
    def import_fees(self) -> None:
        """Lay the table over the fee schedule."""
        if not self.view.import_button.isEnabled():
            return
        self._importing = True
        self._allow()
        office = self._context.services.office
        columns = {field.value: heading for field, heading in self.columns.items()}
        work = partial(office.import_fees, self._context.actor, self._path, columns)
        self._context.tasks.write(work, self._on_imported, self._on_refused)

    @Slot()
    def _on_columns(self) -> None:
        """Read the table again as it would be with these columns."""
        columns = self.columns
        self._check = None
        self.view.mark_columns(columns)
        self._allow()
        missing = [field.value for field in _NEEDED if field not in columns]
        twice = len(set(columns.values())) < len(columns)
        if missing:
            self._context.tasks.forget(self._topic)
            self.view.show_rows(())
            self._say(f"Choose the column that holds the {missing[0]}.", "warning")
            return
        if twice:
            self._context.tasks.forget(self._topic)
            self._say("One column is chosen for two fields.", "warning")
            return
        self._say("Reading the table…", "hint")
        self._context.tasks.read(
            partial(check_fees, self._path, columns),
            self._on_checked,
            self._on_refused,
            topic=self._topic,
        )

    def _on_checked(self, check: FeeCheck) -> None:
        self._check = check
        self.view.show_rows(check.rows)
        if check.problem:
            self._say(check.problem, "error")
        else:
            fees = "1 fee" if check.count == 1 else f"{check.count:,} fees"
            self._say(f"{fees} to import.", "ok")
        self._allow()

    def _on_imported(self, report: FeeImportReport) -> None:
        self._context.changed(report.changes)
        self._context.show_message(_said_of(report))
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self._importing = False
        self._say(sentence_for(error), "error")
        self._allow()

    def _say(self, words: str, role: str) -> None:
        self.view.said.setText(words)
        set_role(self.view.said, role)

    def _allow(self) -> None:
        fine = self._check is not None and not self._check.problem
        self.view.import_button.setEnabled(fine and not self._importing)


def _said_of(report: FeeImportReport) -> str:
    """What an import did, in words."""
    parts = [
        f"{count:,} {words}"
        for count, words in (
            (report.added, "added"),
            (report.changed, "changed"),
            (report.ended, "ended where a newer fee begins"),
            (report.unchanged, "already there"),
        )
        if count
    ]
    return f"Fee schedule: {', '.join(parts)}."

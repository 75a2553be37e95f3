"""Where an update preview goes: to the printer, into a PDF, into a table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from medcoder_desktop.domain.updates import UpdatePreview
from medcoder_desktop.services.preview_files import save_preview_csv, save_preview_pdf
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.printing.job import PrintJob

_FILTERS = {"pdf": "PDF (*.pdf)", "csv": "Comma-separated values (*.csv)"}
_SAVES = {"pdf": save_preview_pdf, "csv": save_preview_csv}


class PreviewOutput:
    """Writes previews in a child process.

    Args:
        context: Its messages are shown where the person looks.
        folder: The folder for files that only the printer sees.
        window: The main window, which outlives every dialog.
    """

    def __init__(self, context: AppContext, folder: Callable[[], Path], window: QWidget) -> None:
        self._context = context
        self._folder = folder
        self._window = window

    def ask_and_save(self, preview: UpdatePreview, ending: str, over: QWidget) -> None:
        """Ask where, and save.

        Args:
            ending: ``pdf`` or ``csv``.
            over: What the question stands over.
        """
        dialog = QFileDialog(over, "Save update preview")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_FILTERS[ending])
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(f"{_file_name(preview)}.{ending}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self._on_target, preview, ending))
        dialog.open()

    def save(self, preview: UpdatePreview, ending: str, target: Path) -> None:
        """Save, and say so."""
        self._write(preview, ending, target, self._on_saved)

    def print_out(self, preview: UpdatePreview) -> None:
        """Print the pages."""
        target = self._folder() / f"{_file_name(preview)}.pdf"
        self._write(preview, "pdf", target, self._on_printable)

    def _on_target(self, preview: UpdatePreview, ending: str, name: str) -> None:
        self.save(preview, ending, Path(name))

    def _write(
        self, preview: UpdatePreview, ending: str, target: Path, done: Callable[[Path], None]
    ) -> None:
        self._context.tasks.in_child(
            _SAVES[ending], (preview, target), None, done, self._context.show_error
        )

    def _on_saved(self, target: Path) -> None:
        self._context.show_message(f"The preview is saved as {target.name}.")

    def _on_printable(self, target: Path) -> None:
        PrintJob(self._context, self._window, "The preview").start(target)


def _file_name(preview: UpdatePreview) -> str:
    """``icd-10-cm-FY2027-changes``; a release's name may hold signs no file name can."""
    name = f"{preview.new.code_set.value}-{preview.new.name}-changes"
    return "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in name)

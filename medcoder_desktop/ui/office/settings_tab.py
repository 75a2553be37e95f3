"""The office's settings: evidence, the watched folder, and how much of a file is read."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medcoder_desktop.domain.changes import Changes
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.office_settings import (
    EVIDENCE_NEEDED,
    NO,
    WATCHED_FOLDER,
    YES,
    OfficeSettings,
    named_settings,
    with_value,
)
from medcoder_desktop.domain.validation import Problem
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.forms.form import Form
from medcoder_desktop.ui.forms.form_dialog import scrolled
from medcoder_desktop.ui.message_bar import sentence_for
from medcoder_desktop.ui.style import set_role

_EVIDENCE = (
    (NO, "A code without evidence is pointed out"),
    (YES, "A code without evidence keeps its claim from being finished"),
)


class SettingsTab(QWidget):
    """A form of every setting, saved with its button."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._stored: OfficeSettings | None = None
        self.form = Form()
        self.form.setMaximumWidth(680)
        self._add_fields()
        self.form.changed.connect(self._check)
        self.choose_button = QPushButton("Choose the folder to watch…")
        self.choose_button.clicked.connect(self.choose_folder)
        self.save_button = QPushButton("Save settings")
        set_role(self.save_button, "primary")
        self.save_button.clicked.connect(self.save)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setAccessibleName("State of the settings")
        below = QHBoxLayout()
        below.setContentsMargins(212, 0, 0, 0)  # level with the fields
        below.addWidget(self.save_button)
        below.addWidget(self.choose_button)
        below.addWidget(self.said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(scrolled(self.form, below), 1)

    def reload(self) -> None:
        """Read the settings again, unless something typed is not saved yet."""
        read = self._context.services.settings.settings
        self._context.tasks.read(read, self._show, topic="settings")

    @Slot()
    def save(self) -> None:
        """Save, or show what stands in the way."""
        settings = self._read(untouched_too=True)
        if settings is None:
            return
        work = partial(self._context.services.settings.save, self._context.actor, settings)
        self._context.tasks.write(work, partial(self._on_saved, settings), self._on_refused)

    @Slot()
    def choose_folder(self) -> None:
        """Ask which folder to watch."""
        dialog = QFileDialog(self.window(), "Folder to watch", self.form.text(WATCHED_FOLDER))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._on_folder)
        dialog.open()

    def _add_fields(self) -> None:
        form = self.form
        form.add_section("Evidence")
        form.add_choice(EVIDENCE_NEEDED, "Codes without evidence", _EVIDENCE)
        form.add_section("Watched folder")
        form.add_text(WATCHED_FOLDER, "Folder", "none: files are brought in by hand")
        form.add_section("How much of a file is read")
        for each in named_settings(OfficeSettings())[2:]:
            form.add_text(each.name, each.words)

    @Slot(str)
    def _on_folder(self, folder: str) -> None:
        self.form.set_text(WATCHED_FOLDER, folder)
        self._check()

    @Slot()
    def _check(self) -> None:
        """Something was typed or chosen."""
        self.said.clear()
        self._read()

    def _read(self, *, untouched_too: bool = False) -> OfficeSettings | None:
        """The settings as they stand in the form; None where one cannot be right."""
        settings, problems = self._stored or OfficeSettings(), []
        for each in named_settings(settings):
            try:
                settings = with_value(settings, each.name, self.form.text(each.name))
            except InputError as error:
                problems.append(Problem(each.name, error.message_id, dict(error.params)))
        self.form.show_problems(problems, untouched_too=untouched_too)
        if problems and untouched_too:
            self.form.focus_first(problems)
        return None if problems else settings

    def _show(self, settings: OfficeSettings) -> None:
        untouched = self._stored is None or self._read() == self._stored
        if settings != self._stored and untouched:
            self._stored = settings
            for each in named_settings(settings):
                self.form.set_text(each.name, each.value)

    def _on_saved(self, settings: OfficeSettings, changes: Changes) -> None:
        self._stored = settings
        self._say("Saved.", "ok")
        self._context.changed(changes)

    def _on_refused(self, error: Exception) -> None:
        self._say(sentence_for(error), "error")

    def _say(self, words: str, role: str) -> None:
        self.said.setText(words)
        set_role(self.said, role)

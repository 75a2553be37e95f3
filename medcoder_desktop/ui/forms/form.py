"""A form: labelled fields with a sentence below each that is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from medcoder_desktop.domain.dates import parse_day
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.validation import Problem

_LABEL_WIDTH = 132
_FIELD_WIDTH = 320


class Form(QWidget):
    """Fields by the path of what they hold (``address.postal_code``).

    A field's problem is shown once the person has left or changed it, or has tried to save.

    Signals:
        changed: Something was typed or chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._editors: dict[str, QLineEdit | QComboBox] = {}
        self._labels: dict[str, QLabel] = {}
        self._sentences: dict[str, QLabel] = {}
        self._touched: set[str] = set()
        self._dates: set[str] = set()

    def add_section(self, title: str) -> None:
        """Start a group of fields."""
        label = QLabel(title)
        label.setProperty("role", "section")
        row = self._grid.rowCount()
        if row > 1:
            self._grid.setRowMinimumHeight(row, 8)
            row += 1
        self._grid.addWidget(label, row, 0, 1, 2)

    def add_text(self, path: str, label: str, hint: str = "") -> QLineEdit:
        """A field to type into; ``hint`` shows while it is empty."""
        editor = QLineEdit()
        editor.setPlaceholderText(hint)
        self._place(path, label, editor)
        editor.textEdited.connect(self._on_edited)
        editor.editingFinished.connect(self._on_edited)
        return editor

    def add_date(self, path: str, label: str) -> QLineEdit:
        """A field for a calendar day, typed in any usual writing."""
        editor = self.add_text(path, label, "2026-03-14 or 03/14/2026")
        self._dates.add(path)
        return editor

    def add_choice(self, path: str, label: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
        """A field to choose from; ``choices`` are pairs of value and words."""
        editor = QComboBox()
        self._place(path, label, editor)
        self.set_choices(path, choices)
        editor.currentIndexChanged.connect(self._on_chosen)
        return editor

    def set_choices(self, path: str, choices: Sequence[tuple[str, str]]) -> None:
        """Replace what can be chosen, keeping the choice where it still exists."""
        editor = self._editors[path]
        assert isinstance(editor, QComboBox)  # noqa: S101 - only choices have choices
        kept = editor.currentData()
        editor.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        editor.clear()
        for value, words in choices:
            editor.addItem(words, value)
        editor.setCurrentIndex(max(0, editor.findData(kept)))
        editor.blockSignals(False)  # noqa: FBT003 - Qt's own signature

    def text(self, path: str) -> str:
        """What stands in a field; the value of a choice."""
        editor = self._editors[path]
        if isinstance(editor, QComboBox):
            return str(editor.currentData() or "")
        return editor.text().strip()

    def day(self, path: str) -> date | None:
        """The day in a date field; None while it is empty or cannot be read."""
        try:
            return parse_day(self.text(path))
        except InputError:
            return None

    def set_text(self, path: str, value: str) -> None:
        """Fill a field, or choose a value, without marking it as typed."""
        editor = self._editors[path]
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(value)))
        else:
            editor.setText(value)

    def set_day(self, path: str, day: date | None) -> None:
        """Fill a date field."""
        self.set_text(path, day.isoformat() if day else "")

    def set_shown(self, paths: Iterable[str], shown: bool) -> None:
        """Show or hide whole fields."""
        for path in paths:
            self._editors[path].setVisible(shown)
            self._labels[path].setVisible(shown)
            if not shown:
                self._sentences[path].hide()

    def set_enabled(self, paths: Iterable[str], enabled: bool) -> None:
        """Let fields be typed into, or not."""
        for path in paths:
            self._editors[path].setEnabled(enabled)

    def date_problems(self) -> tuple[Problem, ...]:
        """Date fields that hold something that is no day."""
        return tuple(
            Problem(path, "field.not_a_date", {"text": self.text(path)})
            for path in sorted(self._dates)
            if self.text(path) and self.day(path) is None and not self._editors[path].isHidden()
        )

    def show_problems(self, problems: Iterable[Problem], *, untouched_too: bool) -> None:
        """Show each problem below its field, the rest of the form as fine."""
        first_of: dict[str, str] = {}
        for problem in problems:
            first_of.setdefault(problem.field, problem.sentence)
        for path, sentence in self._sentences.items():
            shown = first_of.get(path, "") if untouched_too or path in self._touched else ""
            sentence.setText(shown)
            sentence.setVisible(bool(shown) and not self._editors[path].isHidden())
            editor = self._editors[path]
            editor.setAccessibleDescription(shown)
            _set_state(editor, "problem" if shown else "")

    def focus_first(self, problems: Iterable[Problem]) -> None:
        """Put the caret into the first field that has a problem."""
        wrong = {problem.field for problem in problems}
        for path, editor in self._editors.items():
            if path in wrong:
                editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def forget_touches(self) -> None:
        """Treat every field as not typed into yet, for a fresh value."""
        self._touched.clear()

    def editor(self, path: str) -> QWidget:
        """The widget of a field."""
        return self._editors[path]

    def _place(self, path: str, label: str, editor: QLineEdit | QComboBox) -> None:
        row = self._grid.rowCount()
        words = QLabel(label)
        words.setBuddy(editor)
        words.setProperty("role", "field-label")
        words.setMinimumHeight(editor.sizeHint().height())  # level with the text beside it
        editor.setObjectName(path)
        editor.setAccessibleName(label)
        editor.setMinimumWidth(_FIELD_WIDTH)
        editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        sentence = QLabel()
        sentence.setProperty("role", "problem")
        sentence.setWordWrap(True)
        sentence.hide()
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(editor)
        column.addWidget(sentence)
        self._grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._grid.addLayout(column, row, 1)
        self._editors[path] = editor
        self._labels[path] = words
        self._sentences[path] = sentence

    def _on_edited(self) -> None:
        sender = self.sender()
        if isinstance(sender, QLineEdit) and (sender.isModified() or sender.text()):
            self._touched.add(sender.objectName())
        self.changed.emit()

    def _on_chosen(self) -> None:
        sender = self.sender()
        if isinstance(sender, QComboBox):
            self._touched.add(sender.objectName())
        self.changed.emit()


def _set_state(editor: QWidget, state: str) -> None:
    """Mark a field for the style sheet."""
    if editor.property("state") != state:
        editor.setProperty("state", state)
        editor.style().unpolish(editor)
        editor.style().polish(editor)

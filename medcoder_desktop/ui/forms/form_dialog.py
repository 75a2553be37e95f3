"""A dialog around one form: saved in the background, refused with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from medcoder_desktop.domain.errors import MedCoderError
from medcoder_desktop.domain.validation import Problem
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.forms.form import Form


class Fillable(Protocol):
    """What a dialog shows: a form that knows its problems."""

    @property
    def form(self) -> Form:
        """The fields."""
        ...

    def problems(self) -> tuple[Problem, ...]:
        """What keeps it from being saved."""
        ...


class FormDialog(QDialog):
    """Fields, Save and Cancel.

    Args:
        fillable: The form and its checks.
        take: Called on Save in this thread; returns the work to do in the write lane.

    Signals:
        saved: With what the work returned.
    """

    saved = Signal(object)

    def __init__(
        self,
        context: AppContext,
        title: str,
        fillable: Fillable,
        take: Callable[[], Callable[[], object]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._fillable = fillable
        self._take = take
        self._tried = False
        self.setWindowTitle(title)
        self._refusal = QLabel()
        self._refusal.setProperty("role", "problem")
        self._refusal.setWordWrap(True)
        self._refusal.hide()
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self._save_button = buttons.button(QDialogButtonBox.StandardButton.Save)
        self._save_button.setProperty("role", "primary")
        self._save_button.setToolTip("Ctrl+Enter")
        buttons.accepted.connect(self.save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(scrolled(fillable.form), 1)
        layout.addWidget(self._refusal)
        layout.addWidget(buttons)
        fillable.form.changed.connect(self._check)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save)
        self.resize(560, min(760, fillable.form.sizeHint().height() + 120))

    @property
    def form(self) -> Form:
        """The fields."""
        return self._fillable.form

    @property
    def refusal(self) -> str:
        """Why the last Save was refused; empty when it was not."""
        return "" if self._refusal.isHidden() else self._refusal.text()

    def save(self) -> None:
        """Save, or show what stands in the way."""
        self._tried = True
        problems = self._check()
        if problems:
            self._fillable.form.focus_first(problems)
            return
        self._save_button.setEnabled(False)
        self._context.tasks.write(self._take(), self._on_saved, self._on_refused)

    def _check(self) -> tuple[Problem, ...]:
        problems = self._fillable.problems()
        self._fillable.form.show_problems(problems, untouched_too=self._tried)
        return problems

    def _on_saved(self, outcome: object) -> None:
        self.saved.emit(outcome)
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self._save_button.setEnabled(True)
        if not isinstance(error, MedCoderError):
            self._context.show_error(error)
            return
        self._refusal.setText(error.sentence)
        self._refusal.show()


def scrolled(form: Form, below: QLayout | None = None) -> QScrollArea:
    """The form, and what belongs right below it, scrollable on a small screen."""
    inside = QWidget()
    inside.setObjectName("form-page")
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 8, 0)
    column.addWidget(form)
    if below is not None:
        column.addSpacing(12)
        column.addLayout(below)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area

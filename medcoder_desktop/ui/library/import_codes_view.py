"""How the import of code sets is laid out: one of four things to see, and its buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from medcoder_desktop.ui.forms.form import Form
from medcoder_desktop.ui.icons import pixmap
from medcoder_desktop.ui.style import set_role
from medcoder_desktop.ui.theme import Theme


class ImportCodesView:
    """The widgets of the dialog.

    Args:
        form: Asks for what a file does not say.
    """

    def __init__(self, dialog: QDialog, theme: Theme, form: Form) -> None:
        self.form = form
        self.headline = QLabel("Import code sets")
        self.headline.setProperty("role", "title")
        self.headline.setWordWrap(True)
        self.doing = _words("hint")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the import")
        self.refusal = _words("error")
        self.refusal.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.refusal.setAccessibleName("Why nothing was imported")
        self.question = _words("")
        self.many = _words("hint")
        self.choose_button = QPushButton("Choose files…")
        self.again_button = QPushButton("Read as this release")
        self.close_button = QPushButton("Cancel")
        self.stack = QStackedWidget()
        self._pick = _drop_place(theme)
        self._running = _column(self.doing, self.bar)
        self._asking = _column(self.question, form, self.many)
        self._refused = _column(self.refusal)
        for page in (self._pick, self._running, self._asking, self._refused):
            self.stack.addWidget(page)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        for button in (self.close_button, self.choose_button, self.again_button):
            foot.addWidget(button)
        column = QVBoxLayout(dialog)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.headline)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)
        self._show(self._pick, self.choose_button)

    def show_running(self, named: str) -> None:
        """The files are being read."""
        self.headline.setText(f"Reading {named}")
        self.bar.setRange(0, 0)
        self._show(self._running, self.close_button)
        self.close_button.setText("Cancel")

    def show_edition(self, question: str, *, many: bool) -> None:
        """A file does not say which edition it holds: ask."""
        self.headline.setText("Which release is this?")
        self.question.setText(question)
        self.many.setText("What you write here holds for all files chosen together." * many)
        self._show(self._asking, self.again_button)
        self.close_button.setText("Cancel")
        self.form.editor("name").setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refused(self, sentence: str, tone: str = "error") -> None:
        """Nothing was imported, and why."""
        self.headline.setText("Nothing was imported")
        self.refusal.setText(sentence)
        set_role(self.refusal, tone)
        self._show(self._refused, self.choose_button)
        self.choose_button.setText("Choose other files…")
        self.close_button.setText("Close")

    def _show(self, page: QWidget, main: QPushButton) -> None:
        self.stack.setCurrentWidget(page)
        self.choose_button.setVisible(page in (self._pick, self._refused))
        self.again_button.setVisible(page is self._asking)
        for button in (self.close_button, self.choose_button, self.again_button):
            set_role(button, "primary" if button is main else "plain")
        main.setDefault(True)
        main.setFocus(Qt.FocusReason.OtherFocusReason)


def _words(role: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label


def _column(*widgets: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return page


def _drop_place(theme: Theme) -> QWidget:
    place = QFrame()
    place.setProperty("role", "dropHint")
    picture = QLabel()
    picture.setPixmap(pixmap("import", theme.colour("accent"), 32, place.devicePixelRatioF()))
    title = QLabel("Drop the publisher's files here, or choose them")
    title.setProperty("role", "title")
    words = _words("secondary")
    words.setText(
        "Zip archives as they were downloaded, or the files inside them; several parts of one set "
        "together. What a release changes is shown before it is put in use."
    )
    words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    centre = Qt.AlignmentFlag.AlignHCenter
    column = QVBoxLayout(place)
    column.setContentsMargins(32, 16, 32, 16)
    column.setSpacing(8)
    column.addStretch(1)
    column.addWidget(picture, 0, centre)
    column.addWidget(title, 0, centre)
    column.addWidget(words)
    column.addStretch(1)
    return place

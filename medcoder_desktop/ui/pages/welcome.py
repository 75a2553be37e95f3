"""The first start: the code library is built, then the person chooses how to begin."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from medcoder_desktop.ui.big_button import BigButton
from medcoder_desktop.ui.style import set_role
from medcoder_desktop.ui.theme import Theme

_OPENING = "Opening your records"
_BUILDING = "Building the code library"
_ABOUT_BUILDING = (
    "MedCoder reads the official ICD-10-CM list and makes it searchable. This happens once and "
    "takes under a minute; nothing is sent anywhere."
)


class WelcomePage(QWidget):
    """What stands in the window until there is something to work on.

    Signals:
        cancel_wanted, retry_wanted: About building the library.
        samples_wanted, practice_wanted, worklist_wanted: How the person wants to begin.
    """

    cancel_wanted = Signal()
    retry_wanted = Signal()
    samples_wanted = Signal()
    practice_wanted = Signal()
    worklist_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.headline = QLabel(_OPENING)
        self.headline.setProperty("role", "display")
        self.words = QLabel()
        self.words.setProperty("role", "secondary")
        self.words.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName("Progress")
        self.doing = QLabel()
        self.doing.setProperty("role", "hint")
        self.cancel = QPushButton("Cancel")
        self.cancel.clicked.connect(self.cancel_wanted)
        self.retry = QPushButton("Try again")
        self.retry.setProperty("role", "primary")
        self.retry.clicked.connect(self.retry_wanted)
        self.samples = BigButton(
            theme, "samples", "Try with the sample patients", "Fictitious visits ready to code"
        )
        self.practice = BigButton(
            theme, "practice", "Set up your practice", "Name, providers, payers and fees"
        )
        self.worklist = QPushButton("Go straight to the work list")
        self.worklist.setProperty("role", "link")
        self.samples.clicked.connect(self.samples_wanted)
        self.practice.clicked.connect(self.practice_wanted)
        self.worklist.clicked.connect(self.worklist_wanted)
        self._since = QElapsedTimer()
        self._clock = QTimer(self, interval=500)
        self._clock.timeout.connect(self._tell_elapsed)
        self._what = ""
        self._lay_out()
        self.show_opening()

    def show_opening(self) -> None:
        """The data folder is being opened."""
        self._show("Opening your records", "", working=True)
        self.cancel.hide()

    def show_building(self) -> None:
        """The code library is being built."""
        self._show(_BUILDING, _ABOUT_BUILDING, working=True)
        self.cancel.setEnabled(True)
        self._since.start()
        self._clock.start()
        self.show_progress(0, 0, "Starting")

    @Slot(int, int, str)
    def show_progress(self, done: int, total: int, doing: str) -> None:
        """How far it is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        share = f"{100 * done // total} % · " if total else ""
        self._what = f"{share}{doing}"
        self._tell_elapsed()

    def show_stopping(self) -> None:
        """The person asked to stop."""
        self.cancel.setEnabled(False)
        self._what = "Stopping"
        self._tell_elapsed()

    def show_stopped(self, sentence: str) -> None:
        """It did not come to its end.

        Args:
            sentence: Why; empty when the person stopped it.
        """
        words = sentence or "Without the code library no code can be found. Nothing was left over."
        self._show("The code library is not built", words, working=False)
        set_role(self.words, "error" if sentence else "secondary")
        self.retry.show()
        self.retry.setFocus()

    def show_refused(self, sentence: str) -> None:
        """The data folder cannot be opened."""
        self._show("Your records cannot be opened", sentence, working=False)
        set_role(self.words, "error")
        self.retry.show()
        self.retry.setFocus()

    def show_choices(self) -> None:
        """Everything is ready; nothing is set up yet."""
        self._show(
            "Ready to code",
            "Look around with fictitious patients first, or set up your own practice. "
            "Both can be done later from the menu.",
            working=False,
        )
        for widget in (self.samples, self.practice, self.worklist):
            widget.show()
        self.samples.setFocus()

    def _show(self, headline: str, words: str, *, working: bool) -> None:
        self._clock.stop()
        self.headline.setText(headline)
        set_role(self.words, "secondary")
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.bar.setRange(0, 0)
        for widget in (self.bar, self.doing, self.cancel):
            widget.setVisible(working)
        self.doing.clear()
        for widget in (self.retry, self.samples, self.practice, self.worklist):
            widget.hide()

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        card.setFixedWidth(560)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(40, 36, 40, 36)
        inside.setSpacing(12)
        inside.addWidget(self.headline)
        inside.addWidget(self.words)
        inside.addSpacing(8)
        inside.addWidget(self.bar)
        progress = QHBoxLayout()
        progress.addWidget(self.doing, 1)
        progress.addWidget(self.cancel)
        inside.addLayout(progress)
        inside.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.samples)
        inside.addWidget(self.practice)
        inside.addWidget(self.worklist, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.addStretch(2)
        middle = QHBoxLayout()  # an alignment would cut wrapped words short
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(3)

    @Slot()
    def _tell_elapsed(self) -> None:
        seconds = self._since.elapsed() // 1000 if self._since.isValid() else 0
        self.doing.setText(f"{self._what} · {seconds} s")

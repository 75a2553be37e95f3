"""Messages on the screen: one sentence, floating over the page so that nothing moves."""

from __future__ import annotations

import logging
from enum import Enum

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget
from typing_extensions import override

from medcoder_desktop.domain.errors import Cancelled, Defect, MedCoderError
from medcoder_desktop.domain.messages import sentence
from medcoder_desktop.ui.icons import icon, pixmap
from medcoder_desktop.ui.style import set_role
from medcoder_desktop.ui.theme import Theme

_MARGIN = 16
_WIDEST = 384

_log = logging.getLogger(__name__)


class Tone(Enum):
    """How a message is meant: its word, its icon and its colour."""

    OK = "ok"
    INFORMATION = "information"
    WARNING = "warning"
    ERROR = "error"


# Milliseconds: a glance is enough for what was asked for and done; an error stays.
SHOWN_FOR = {Tone.OK: 4_000, Tone.INFORMATION: 7_000, Tone.WARNING: 7_000, Tone.ERROR: None}
_WORDS = {Tone.OK: "Done", Tone.INFORMATION: "Note", Tone.WARNING: "Warning", Tone.ERROR: "Error"}


def sentence_for(error: BaseException) -> str:
    """The one plain sentence a person reads about an error; empty when there is nothing to say.

    A mistake of the program is written to the log, without any value it handled.
    """
    if isinstance(error, Cancelled):
        return ""
    if not isinstance(error, MedCoderError) or isinstance(error, Defect):
        _log.error("a mistake in the program", exc_info=error)
    if isinstance(error, MedCoderError):
        return error.sentence
    return sentence("window.mistake", {})


class MessageBar(QFrame):
    """The latest message, in the lower left corner of the page it floats over.

    Pages keep their buttons to the right; the corner to the left holds words or rows, which
    can be scrolled out from under it. It is as wide as its words need, up to a limit
    that keeps it over the record on a small laptop.

    Args:
        over: The widget whose corner it keeps to.
    """

    def __init__(self, over: QWidget, theme: Theme) -> None:
        super().__init__(over)
        self._over = over
        self._theme = theme
        self._tone = Tone.INFORMATION
        self.setProperty("role", "message")
        self.setAccessibleName("Message")
        self._picture = QLabel()
        self._word = QLabel()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.dismiss_button = QToolButton()
        self.dismiss_button.setAccessibleName("Dismiss message")
        self.dismiss_button.setToolTip("Dismiss (Alt+M)")
        self.dismiss_button.clicked.connect(self.dismiss)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._word, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1)
        row.addWidget(self.dismiss_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.dismiss)
        over.installEventFilter(self)
        theme.changed.connect(self._paint_tone)
        self.hide()

    def say(self, words: str, tone: Tone = Tone.INFORMATION) -> None:
        """Show a sentence in place of the one before."""
        if not words:
            return
        self._tone = tone
        self.words.setText(words)
        self.setAccessibleDescription(f"{_WORDS[tone]}: {words}")
        self._paint_tone()
        self.show()
        self._place()
        self.raise_()
        shown_for = SHOWN_FOR[tone]
        if shown_for is None:
            self._timer.stop()
        else:
            self._timer.start(shown_for)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def say_error(self, error: BaseException) -> None:
        """Show an error's sentence; a cancelled work says nothing."""
        self.say(sentence_for(error), Tone.ERROR)

    @Slot()
    def dismiss(self) -> None:
        """Take the message away."""
        self._timer.stop()
        self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the edge when the page changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        one_line = self.words.fontMetrics().horizontalAdvance(self.words.text()) + _MARGIN
        beside = self._row.sizeHint().width() - self.words.sizeHint().width()
        room = min(_WIDEST, self._over.width() - 2 * _MARGIN)
        self.setFixedWidth(max(240, min(beside + one_line, room)))
        self.setFixedHeight(self.heightForWidth(self.width()))
        self.move(_MARGIN, self._over.height() - self.height() - _MARGIN)

    @Slot()
    def _paint_tone(self) -> None:
        colour = self._theme.colour(self._tone.value)
        self._picture.setPixmap(pixmap(self._tone.value, colour, 16, self.devicePixelRatioF()))
        self._word.setText(_WORDS[self._tone])
        set_role(self._word, self._tone.value)
        set_role(self, "message", tone=self._tone.value)
        self.dismiss_button.setIcon(icon("close", self._theme.colour("text_secondary")))

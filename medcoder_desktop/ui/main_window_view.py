"""How the main window is laid out: navigation, pages, status; messages float over the pages."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QVBoxLayout, QWidget

from medcoder_desktop.ui.message_bar import MessageBar
from medcoder_desktop.ui.navigation import Navigation
from medcoder_desktop.ui.page_list import TITLES
from medcoder_desktop.ui.pages.welcome import WelcomePage
from medcoder_desktop.ui.status_bar import StatusBar
from medcoder_desktop.ui.theme import Theme


class MainWindowView(QWidget):
    """Everything in the main window."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.navigation = Navigation(theme)
        for number, (page_id, title) in enumerate(TITLES.items(), 1):
            self.navigation.add_page(page_id, title, f"Ctrl+{number}")
        self.welcome = WelcomePage(theme)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.welcome)
        self.status = StatusBar()
        self.messages = MessageBar(self.stack, theme)
        self.drop_hint = _drop_hint(self.stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.navigation)
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)
        self.show_welcome()

    def show_welcome(self) -> None:
        """Nothing to work on yet: no navigation, no status."""
        self.stack.setCurrentWidget(self.welcome)
        self.navigation.setEnabled(False)
        self.status.hide()

    def show_page(self, widget: QWidget) -> None:
        """Bring a page to the front."""
        self.navigation.setEnabled(True)
        self.status.show()
        self.stack.setCurrentWidget(widget)

    def show_drop_hint(self, *, visible: bool) -> None:
        """Say that files may be dropped here."""
        self.drop_hint.setGeometry(self.stack.rect().adjusted(16, 16, -16, -16))
        self.drop_hint.setVisible(visible)
        self.drop_hint.raise_()


def _drop_hint(over: QWidget) -> QFrame:
    hint = QFrame(over)
    hint.setProperty("role", "dropHint")
    hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    words = QLabel("Drop to import: records, code sets, or the fee schedule")
    words.setProperty("role", "title")
    column = QVBoxLayout(hint)
    column.addWidget(words, 0, Qt.AlignmentFlag.AlignCenter)
    hint.hide()
    return hint

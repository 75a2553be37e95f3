"""The code library page: the book, and the releases it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTabWidget, QWidget

from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.ui.action_spec import ActionSpec
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.library.book_tab import BookTab
from medcoder_desktop.ui.library.page_actions import actions_of
from medcoder_desktop.ui.library.releases_panel import ReleasesPanel
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.splitter_memory import SplitterMemory


class LibraryPage(QObject):
    """Brings the book and the releases together.

    Args:
        context: What the window lends its pages.
    """

    title = "Code library"

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.tabs = QTabWidget()
        self.setParent(self.tabs)  # what the page waits for ends when its widgets do
        self.tabs.setDocumentMode(True)
        self.tabs.setProperty("role", "panel")
        self.tabs.tabBar().setAccessibleName("Parts of the code library")
        self.book = BookTab(context, Ink(context.theme), self.tabs)
        self.tabs.addTab(self.book, "Book")
        self.releases = ReleasesPanel(context, self.tabs)
        self.tabs.addTab(self.releases, "Releases")
        self.book.releases_wanted.connect(self.show_releases)
        self.book.navigator.switched.connect(context.refresh_actions)
        self.tabs.currentChanged.connect(self._on_tab)
        self._splitters = SplitterMemory(context.settings, (self.book.splitter,))
        context.theme.changed.connect(self.book.book.restyle)

    @property
    def widget(self) -> QWidget:
        """What the window shows."""
        return self.tabs

    def actions_offered(self) -> Sequence[ActionSpec]:
        """Every action of the page."""
        return (*actions_of(self), *self.releases.actions_offered())

    def activated(self) -> None:
        """The page came to the front: the keyboard belongs to the navigator."""
        self.book.navigator.own_changed()
        self.book.navigator.front()
        if self.shows_book():
            self.book.navigator.focus_filter()
        else:
            self.releases.activated()

    def refresh(self, changes: Changes) -> None:
        """Something was written, here or elsewhere."""
        self.releases.refresh(changes)
        if changes.what & Changed.CODE_SETS:
            self.book.releases_changed()
        if changes.what & Changed.BOOK:
            self.book.own_changed()

    def open_code(self, code: str, on: date) -> None:
        """Show the page of a code as it is for a date of service."""
        self.show_book()
        self.book.open_code(code, on)

    def shows_book(self) -> bool:
        """Whether the book is in front."""
        return self.tabs.currentWidget() is self.book

    def show_book(self) -> None:
        """Bring the book to the front."""
        self.tabs.setCurrentWidget(self.book)

    def show_releases(self) -> None:
        """Bring the releases to the front."""
        self.tabs.setCurrentWidget(self.releases)
        self.releases.activated()

    def show_in_visit(self) -> None:
        """Back to the visit, its book at the code shown here."""
        self._context.show_in_visit(self.book.book.code)

    def _on_tab(self, _: int) -> None:
        self._context.refresh_actions()

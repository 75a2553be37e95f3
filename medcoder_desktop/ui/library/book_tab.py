"""The book: navigator on the left, the page of a code on the right, and the day it is read for."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from medcoder_desktop.domain.releases import InForce, Release
from medcoder_desktop.services.library_service import LibraryService
from medcoder_desktop.services.suite import Services
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.library.day_field import DayField
from medcoder_desktop.ui.library.index_places import IndexPlace, place_in_history
from medcoder_desktop.ui.library.navigator import Navigator
from medcoder_desktop.ui.style import set_role
from medcoder_desktop.ui.workbench.book_view import BookView
from medcoder_desktop.ui.workbench.elided_label import ElidedLabel
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.notice_line import NoticeLine
from medcoder_desktop.ui.workbench.release_words import NOT_BUILT, ReleaseWords, words_for

_SHARES = (720, 720)


class BookTab(QWidget):
    """Everything of the book.

    Signals:
        releases_wanted: The person wants to import a file.
    """

    releases_wanted = Signal()

    def __init__(self, context: AppContext, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._day = date.min
        self._releases: tuple[Release, ...] = ()
        self.day = DayField()
        self.day.setAccessibleName("Date of service the book is read for")
        self.day.setToolTip("Date of service the book is read for (F6)")
        self.release = ElidedLabel()
        self.release.setProperty("role", "hint")
        self.warning = NoticeLine()
        self.notice = NoticeLine()
        self.navigator = Navigator(context, ink)
        self.book = BookView(context, ink, topic="library.book", assigning=False)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("librarySplitter")
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self._lay_out()
        self._connect()
        self.set_day(context.clock.today())
        self._context.tasks.read(partial(_releases, context.services), self._keep_releases)

    def _lay_out(self) -> None:
        head = QWidget()
        head.setProperty("role", "panelHeader")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        words = QLabel("As of")
        words.setProperty("role", "secondary")
        words.setBuddy(self.day)
        row.addWidget(words)
        row.addWidget(self.day)
        row.addWidget(self.release, 1)
        page = QWidget()
        page.setProperty("role", "panel")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        right = QVBoxLayout(page)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.notice)
        right.addWidget(self.book, 1)
        for widget, share in zip((self.navigator, page), _SHARES, strict=True):
            widget.setMinimumWidth(320)
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(self.splitter.count() - 1, share)
        self.splitter.setSizes(list(_SHARES))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.warning)
        column.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.day.chosen.connect(self.set_day)
        self.navigator.highlighted.connect(self.book.preview)
        self.navigator.chosen.connect(self.book.turn_to)
        self.navigator.went.connect(self._on_went)
        self.navigator.releases_wanted.connect(self.releases_wanted)
        self.book.turned.connect(self.navigator.follow)
        self.book.place_wanted.connect(self._on_place)
        self.book.opened.connect(self.navigator.own_changed)
        self.book.refused.connect(self.notice.say)

    def set_day(self, day: date) -> None:
        """Read everything for another day; the code that is open stays open."""
        if day == self._day:
            return
        self._day = day
        self.day.show_day(day)
        self.read_again()

    def read_again(self) -> None:
        """Other releases may answer now: read everything anew."""
        code = self.book.code_wanted
        self._context.tasks.read(
            partial(_in_force, self._context.services.library, self._day),
            self._say_release,
            topic="library.release",
        )
        self.notice.say("")
        self.navigator.set_day(self._day)
        if self.book.day == self._day:
            self.book.reset()
        else:
            self.book.set_day(self._day)
        if code:
            self.book.stay_at(code)

    def releases_changed(self) -> None:
        """Something was written to the code library: read anew if other releases are there now."""
        self._context.tasks.read(
            partial(_releases, self._context.services),
            self._on_releases,
            topic="library.releases",
        )

    def open_code(self, code: str, day: date) -> None:
        """Show a code as of a day; an empty one leaves the book as it is."""
        self.navigator.show_tree()
        self.set_day(day)
        if code:
            self.book.turn_to(code)
        self.focus_page()

    def focus_day(self) -> None:
        """Put the keyboard on the date."""
        self.day.begin()

    def focus_page(self) -> None:
        """Put the keyboard on the page of the code."""
        self.book.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def own_changed(self) -> None:
        """Favourites or notes were written, here or elsewhere."""
        self.book.read_again()
        self.navigator.own_changed()

    def _on_went(self, place: IndexPlace) -> None:
        self.book.pass_by(str(place))

    def _on_place(self, page: str) -> None:
        place = place_in_history(page)
        if place is not None:
            self.navigator.go_to_place(place)

    def _keep_releases(self, releases: tuple[Release, ...]) -> None:
        self._releases = releases

    def _on_releases(self, releases: tuple[Release, ...]) -> None:
        if releases != self._releases:
            self._releases = releases
            self.read_again()

    def _say_release(self, in_force: InForce | None) -> None:
        words = words_for(in_force) if in_force else ReleaseWords("", NOT_BUILT)
        self.release.setText(words.remark)
        self.release.setToolTip(words.remark)
        warned = bool(in_force and words.warning)
        set_role(self.release, severity="warning" if warned else "")
        self.warning.say(words.warning)


def _releases(services: Services) -> tuple[Release, ...]:
    return services.code_sets.releases() if services.library.is_ready() else ()


def _in_force(library: LibraryService, day: date) -> InForce | None:
    return library.in_force(day) if library.is_ready() else None

"""The left side of the book: one filter line, and views to find a code by."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from medcoder_desktop.domain.releases import CodeSet
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.library.filter_line import FilterLine
from medcoder_desktop.ui.library.index_places import IndexPlace
from medcoder_desktop.ui.library.index_reading import WayToTerm, follow_reference
from medcoder_desktop.ui.library.index_side import BOOKS, IndexSide
from medcoder_desktop.ui.library.own_lists import OwnList
from medcoder_desktop.ui.library.own_side import OwnSide
from medcoder_desktop.ui.library.side import Side
from medcoder_desktop.ui.library.table_side import TableSide
from medcoder_desktop.ui.library.tabular_side import TabularSide
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.notice_line import NoticeLine


class Navigator(QWidget):
    """Tabular list, index, tables, and the office's own lists.

    Signals:
        highlighted: Code whose page may be shown in passing.
        chosen: Code whose page is asked for.
        went: An ``IndexPlace`` that belongs into the history.
        releases_wanted: The person wants to import a file.
        switched: Another view is in front.
    """

    highlighted = Signal(str)
    chosen = Signal(str)
    went = Signal(object)
    releases_wanted = Signal()
    switched = Signal()

    def __init__(self, context: AppContext, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._day = date.min
        self._switching = False
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tabular = TabularSide(context, ink)
        self.index = IndexSide(context, ink)
        self.neoplasms = TableSide(context, ink, CodeSet.ICD_NEOPLASMS)
        self.drugs = TableSide(context, ink, CodeSet.ICD_DRUGS)
        self.favourites = OwnSide(context, ink, OwnList.FAVOURITES)
        self.recent = OwnSide(context, ink, OwnList.RECENT)
        self.notes = OwnSide(context, ink, OwnList.NOTES)
        self.sides: dict[str, Side] = {
            "Tabular": self.tabular,
            "Index": self.index,
            "Neoplasms": self.neoplasms,
            "Drugs": self.drugs,
            OwnList.FAVOURITES.value: self.favourites,
            OwnList.RECENT.value: self.recent,
            OwnList.NOTES.value: self.notes,
        }
        self._texts = dict.fromkeys(self.sides.values(), "")
        self._remarks = dict.fromkeys(self.sides.values(), "")
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Views of the book")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.filter = FilterLine(ink)
        self.notice = NoticeLine()
        self.stack = QStackedWidget()
        for number, (name, side) in enumerate(self.sides.items(), 1):
            self.tabs.addTab(name)
            self.tabs.setTabToolTip(number - 1, f"{name} (Alt+{number})")
            self.stack.addWidget(side)
            side.highlighted.connect(partial(self._on_highlighted, side))
            side.chosen.connect(self.chosen)
            side.remarked.connect(partial(self._on_remark, side))
            side.noticed.connect(self.notice.say)
            side.typed.connect(self._on_letters)
        for table in (self.index, self.neoplasms, self.drugs):
            table.reference_wanted.connect(self._on_reference)
            table.missing.search_wanted.connect(self._search_instead)
            table.missing.releases_wanted.connect(self.releases_wanted)
        self.tabs.currentChanged.connect(self._on_tab)
        self.filter.textChanged.connect(self._on_typed)
        self.filter.entered.connect(self._on_entered)
        self.filter.down_pressed.connect(self._on_down)
        self._lay_out()
        self.filter.setPlaceholderText(self.side.hint)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(12, 8, 12, 8)
        line.addWidget(self.filter)
        head = QWidget()
        head.setProperty("role", "panelHeader")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(head)
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(self.tabs, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(line)
        column.addWidget(self.notice)
        column.addWidget(self.stack, 1)

    @property
    def side(self) -> Side:
        """The view in front."""
        return tuple(self.sides.values())[max(0, self.tabs.currentIndex())]

    def set_day(self, day: date) -> None:
        """Answer for another day."""
        self._day = day
        for side in self.sides.values():
            side.set_day(day)
        self.notice.say("")
        if self.isVisible():
            self.side.front()

    def front(self) -> None:
        """The navigator is seen: read what its view shows."""
        self.side.front()

    def show_side(self, side: Side) -> None:
        """Bring a view to the front and give it the keyboard."""
        self.tabs.setCurrentIndex(tuple(self.sides.values()).index(side))
        side.begin()

    def show_tree(self) -> None:
        """Bring the tabular list to the front, no search in its way."""
        self.tabs.setCurrentIndex(0)
        self.filter.clear()

    def focus_filter(self) -> None:
        """Put the keyboard into the filter line, its text selected."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def begin(self) -> None:
        """Give the view in front the keyboard."""
        self.side.begin()

    def follow(self, code: str) -> None:
        """The book shows another code: the tree shows where it stands."""
        self.tabular.follow(code)

    def go_to_place(self, place: IndexPlace) -> None:
        """Show a place of the index from the history."""
        side = self._side_of(place.book)
        self.tabs.setCurrentIndex(tuple(self.sides.values()).index(side))
        side.go_to_place(place)

    def own_changed(self) -> None:
        """Favourites, notes or recent codes are others now."""
        for side in (self.favourites, self.recent, self.notes):
            side.stale()
        self.tabular.office_changed()

    def _side_of(self, book: CodeSet) -> IndexSide | TableSide:
        if book in BOOKS:
            return self.index
        return self.neoplasms if book is CodeSet.ICD_NEOPLASMS else self.drugs

    def _on_tab(self, _: int) -> None:
        side = self.side
        self.stack.setCurrentWidget(side)
        self.notice.say("")
        self.filter.say(self._remarks[side])
        self._switching = True  # the text belongs to the view, which has it already
        self.filter.setText(self._texts[side])
        self._switching = False
        self.filter.setPlaceholderText(side.hint)
        side.front()
        self.switched.emit()

    def _on_typed(self, text: str) -> None:
        if self._switching:
            return
        self._texts[self.side] = text
        self.notice.say("")
        self.side.narrow(text)

    def _on_letters(self, letters: str) -> None:
        """Letters typed in a list begin another text in the filter line."""
        if letters.isprintable():
            self.filter.setText(letters)
            self.filter.setFocus()

    def _on_entered(self) -> None:
        self.side.enter()

    def _on_down(self) -> None:
        self.side.begin()

    def _on_highlighted(self, side: Side, code: str) -> None:
        """Only where the person looks for a code is one shown in passing, not by reading anew."""
        focus = QApplication.focusWidget()
        here = focus is not None and (focus is self.filter or side.isAncestorOf(focus))
        if here and side is self.side:
            self.highlighted.emit(code)

    def _on_remark(self, side: Side, remark: str) -> None:
        self._remarks[side] = remark
        if side is self.side:
            self.filter.say(remark)

    def _search_instead(self) -> None:
        """Search the codes for what was typed, where a book is missing."""
        text = self._texts[self.side]
        self.tabs.setCurrentIndex(0)
        self.filter.setText(text)
        self.focus_filter()

    def _on_reference(self, place: IndexPlace | None, target: str) -> None:
        side = self.side
        book = side.book if isinstance(side, IndexSide | TableSide) else BOOKS[0]
        self._context.tasks.read(
            partial(follow_reference, self._context.services.library, book, target, self._day),
            partial(self._on_followed, place, target),
            self._context.show_error,
            topic="library.reference",
        )

    def _on_followed(
        self, place: IndexPlace | None, target: str, followed: tuple[CodeSet, WayToTerm] | None
    ) -> None:
        if followed is None:
            self.notice.say(
                f"No installed index has the term “{target}”: type its first word to look for it."
            )
            return
        self.notice.say("")
        book, way = followed
        if place is not None:
            self.went.emit(place)
        arrived = IndexPlace(book, way.entry.id)
        self.went.emit(arrived)
        side = self._side_of(book)
        self._texts[side] = ""
        self.filter.clear()
        self.tabs.setCurrentIndex(tuple(self.sides.values()).index(side))
        if isinstance(side, IndexSide):
            side.go_to(book, way)
        else:
            side.go_to_place(arrived)

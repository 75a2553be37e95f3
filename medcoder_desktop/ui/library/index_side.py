"""The two indexes as trees: main term, terms below it, code; references are followed."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from medcoder_desktop.domain.alphabetic_index import IndexEntry
from medcoder_desktop.domain.errors import MedCoderError
from medcoder_desktop.domain.releases import CodeSet
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.library.book_tree import BookTree
from medcoder_desktop.ui.library.edition_label import EditionLabel
from medcoder_desktop.ui.library.index_lines import (
    IndexNode,
    Reference,
    identity_of,
    line_of_hit,
    line_of_node,
    only_reference,
    references_below,
)
from medcoder_desktop.ui.library.index_places import IndexPlace
from medcoder_desktop.ui.library.index_reading import (
    FoundTerms,
    MainTerms,
    WayToTerm,
    find_terms,
    read_below,
    read_main_terms,
    read_place,
)
from medcoder_desktop.ui.library.lazy_tree import Branches, LazyTree
from medcoder_desktop.ui.library.lines import Line
from medcoder_desktop.ui.library.missing import MissingBook
from medcoder_desktop.ui.library.side import Side
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.note_links import code_named

BOOKS = (CodeSet.ICD_INDEX, CodeSet.ICD_EXTERNAL_INDEX)
"""The indexes, in the order of the chooser."""
_SEARCH = "library.index-search"


class IndexSide(Side):
    """Main terms, opened one below the other.

    Signals:
        reference_wanted: The ``IndexPlace`` where the person is, and the reference to follow.
    """

    reference_wanted = Signal(object, str)

    hint = "Main term or words of a term"

    def __init__(self, context: AppContext, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._text = ""
        self._enter_waits = False
        self._wanted: WayToTerm | None = None
        self.chooser = QComboBox()
        self.chooser.setAccessibleName("Which index")
        self.chooser.view().setAccessibleName("Indexes")
        for book in BOOKS:
            self.chooser.addItem(book.label.removeprefix("ICD-10-CM "), book)
        self.chooser.currentIndexChanged.connect(self._on_book)
        self.tree = self._make_tree(context, ink, "Index", line_of_node)
        self.found = self._make_tree(context, ink, "Terms found in the index", _line_of_found)
        self.edition = EditionLabel()
        self.missing = MissingBook()
        self.stack = QStackedWidget()
        for widget in (self.tree, self.found, self.missing):
            self.stack.addWidget(widget)
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 12, 8)
        head.setSpacing(8)
        head.addWidget(self.chooser)
        head.addWidget(self.edition, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.stack, 1)

    def _make_tree(
        self, context: AppContext, ink: Ink, name: str, line: object
    ) -> BookTree[IndexNode]:
        branches: Branches[IndexNode] = Branches(
            identity_of,
            line,  # type: ignore[arg-type]  # one of the two functions of lines
            _has_below,
            self._below,
        )
        tree: BookTree[IndexNode] = BookTree(LazyTree(context, branches, self), ink, name)
        tree.highlighted.connect(self._on_highlighted)
        tree.chosen.connect(self._on_chosen)
        tree.second_chosen.connect(self._on_second_chosen)
        tree.typed.connect(self.typed)
        return tree

    @property
    def book(self) -> CodeSet:
        """The index that is shown."""
        return BOOKS[max(0, self.chooser.currentIndex())]

    @override
    def set_day(self, day: date) -> None:
        super().set_day(day)
        self._wanted = None

    @override
    def _read(self) -> None:
        self._context.tasks.read(
            partial(read_main_terms, self._context.services.library, self.book, self._day),
            self._show_main_terms,
            topic="library.index",
        )

    @override
    def narrow(self, text: str) -> None:
        self._text = text
        self._enter_waits = False
        if self.stack.currentWidget() is self.missing:
            return
        if not text.strip():
            self._context.tasks.forget(_SEARCH)
            self.stack.setCurrentWidget(self.tree)
            self.remarked.emit("")
            return
        library = self._context.services.library
        self._context.tasks.read(
            partial(find_terms, library, self.book, text, self._day),
            self._show_found,
            self._on_failure,
            topic=_SEARCH,
        )

    @override
    def enter(self) -> None:
        if self.stack.currentWidget() is self.missing:
            self.missing.search_wanted.emit()
        elif self.stack.currentWidget() is self.found or not self._text.strip():
            self._tree_in_front.choose_current()
        else:
            self._enter_waits = True

    @override
    def begin(self) -> None:
        if self.stack.currentWidget() is self.missing:
            self.missing.search.setFocus()
        else:
            self._tree_in_front.go_to_first()
            self._tree_in_front.setFocus()

    @property
    def place(self) -> IndexPlace | None:
        """Where the keyboard is in the index; None on no term."""
        node = self._tree_in_front.current
        index = self._tree_in_front.currentIndex()
        while isinstance(node, Reference):
            index = index.parent()
            node = self._tree_in_front.tree.value(index)
        return IndexPlace(self.book, node.id) if isinstance(node, IndexEntry) else None

    def go_to(self, book: CodeSet, way: WayToTerm) -> None:
        """Show a term in its place, in whichever index it stands."""
        self._wanted = way
        if book is not self.book:
            self.chooser.setCurrentIndex(BOOKS.index(book))
        elif self._is_read:
            self._show_wanted()
        self.front()

    def go_to_place(self, place: IndexPlace) -> None:
        """Read the way to a place of the history, and show it."""
        self._context.tasks.read(
            partial(read_place, self._context.services.library, place, self._day),
            partial(self.go_to, place.book),
            self._on_failure,
            topic="library.index-place",
        )

    @property
    def _tree_in_front(self) -> BookTree[IndexNode]:
        return self.found if self.stack.currentWidget() is self.found else self.tree

    def _below(self, node: IndexNode) -> tuple[IndexNode, ...]:
        return read_below(self._context.services.library, self.book, node)

    def _on_book(self) -> None:
        self._is_read = False
        self.found.tree.show(())
        self.stack.setCurrentWidget(self.tree)
        self.front()

    def _show_main_terms(self, main: MainTerms) -> None:
        if main.book is not self.book:
            return
        self.edition.show_edition(main.in_force)
        if main.in_force is None:
            self.missing.say(self.book.label)
            self.stack.setCurrentWidget(self.missing)
            return
        self.tree.tree.show(main.terms)
        self.stack.setCurrentWidget(self.tree)
        if self._wanted is not None:
            self._show_wanted()
        elif self._text.strip():
            self.narrow(self._text)
        elif self.tree.hasFocus():
            self.tree.go_to_first()

    def _show_wanted(self) -> None:
        way, self._wanted = self._wanted, None
        if way is None:
            return
        index: QModelIndex = self.tree.tree.open_path(way.steps, str(way.entry.id))
        self.stack.setCurrentWidget(self.tree)
        self.tree.go_to(index)
        if index.isValid():
            self.tree.expand(index)
        self.tree.setFocus()

    def _show_found(self, found: FoundTerms) -> None:
        if found.text != self._text or self.stack.currentWidget() is self.missing:
            return
        count = len(found.entries)
        self.remarked.emit(f"{count} term" + ("" if count == 1 else "s"))
        self.found.tree.show(found.entries)
        self.stack.setCurrentWidget(self.found)
        self.found.go_to_first()
        self.noticed.emit(
            "" if count else f"The {self.book.label} has no term with “{found.text}”."
        )
        if self._enter_waits:
            self._enter_waits = False
            self.found.choose_current()

    def _on_failure(self, error: Exception) -> None:
        if isinstance(error, MedCoderError):
            self.noticed.emit(error.sentence)
        else:
            self._context.show_error(error)

    def _on_highlighted(self, node: IndexNode) -> None:
        if isinstance(node, IndexEntry) and node.term.code:
            self.highlighted.emit(code_named(node.term.code))

    def _on_chosen(self, node: IndexNode) -> None:
        if isinstance(node, Reference):
            self._follow(node)
        elif node.term.code:
            self.chosen.emit(code_named(node.term.code))
        elif (reference := only_reference(node)) is not None:
            self._follow(reference)
        else:
            tree = self._tree_in_front
            tree.expand(tree.currentIndex())

    def _on_second_chosen(self, node: IndexNode) -> None:
        if isinstance(node, IndexEntry) and node.term.manifestation:
            self.chosen.emit(code_named(node.term.manifestation))

    def _follow(self, reference: Reference) -> None:
        if reference.is_category:
            self.chosen.emit(reference.target)
        else:
            self.reference_wanted.emit(self.place, reference.target)


def _line_of_found(node: IndexNode) -> Line:
    """Only what a search found stands alone; what is opened below it stands in its place."""
    return line_of_hit(node) if isinstance(node, IndexEntry) else line_of_node(node)


def _has_below(node: IndexNode) -> bool:
    return isinstance(node, IndexEntry) and bool(node.below or references_below(node))

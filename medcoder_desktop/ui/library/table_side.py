"""One of the two tables with the filter line that jumps in it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from medcoder_desktop.domain.errors import MedCoderError
from medcoder_desktop.domain.releases import CodeSet
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.library.edition_label import EditionLabel
from medcoder_desktop.ui.library.index_places import IndexPlace
from medcoder_desktop.ui.library.index_reading import FoundTerms, find_terms
from medcoder_desktop.ui.library.index_table import IndexTable, ReadTable, read_table
from medcoder_desktop.ui.library.missing import MissingBook
from medcoder_desktop.ui.library.side import Side
from medcoder_desktop.ui.workbench.ink import Ink


class TableSide(Side):
    """A table, shown whole; words in the filter line jump to a term.

    Signals:
        reference_wanted: The ``IndexPlace`` where the person is, and the reference to follow.
    """

    reference_wanted = Signal(object, str)

    hint = "Jump to a term; Enter goes to the next one"

    def __init__(
        self, context: AppContext, ink: Ink, book: CodeSet, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.book = book
        self._wanted = 0
        self._text = ""
        self._hits: tuple[int, ...] = ()
        self._turn = 0
        self.table = IndexTable(ink, book.label)
        self.table.highlighted.connect(self.highlighted)
        self.table.code_chosen.connect(self.chosen)
        self.table.reference_chosen.connect(self._on_reference)
        self.table.typed.connect(self.typed)
        self.edition = EditionLabel()
        self.edition.setContentsMargins(12, 0, 12, 8)
        self.missing = MissingBook()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.missing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.edition)
        column.addWidget(self.stack, 1)

    @override
    def _read(self) -> None:
        self._context.tasks.read(
            partial(read_table, self._context.services.library, self.book, self._day),
            self._show,
            topic=f"library.{self.book.value}",
        )

    @override
    def narrow(self, text: str) -> None:
        self._text = text
        self._hits = ()
        topic = f"library.{self.book.value}-search"
        if not text.strip() or self.stack.currentWidget() is self.missing:
            self._context.tasks.forget(topic)
            self.remarked.emit("")
            return
        library = self._context.services.library
        self._context.tasks.read(
            partial(find_terms, library, self.book, text, self._day),
            self._show_found,
            self._on_failure,
            topic=topic,
        )

    @override
    def enter(self) -> None:
        if self.stack.currentWidget() is self.missing:
            self.missing.search_wanted.emit()
        elif self._hits:
            self._jump((self._turn + 1) % len(self._hits))

    @override
    def begin(self) -> None:
        if self.stack.currentWidget() is self.missing:
            self.missing.search.setFocus()
            return
        if not self.table.currentIndex().isValid():
            self.table.go_to_row(0)
        self.table.setFocus()

    @property
    def place(self) -> IndexPlace | None:
        """Where the keyboard is in the table; None on no term."""
        entry = self.table.table.entry(self.table.currentIndex().row())
        return IndexPlace(self.book, entry.id) if entry else None

    def go_to_place(self, place: IndexPlace) -> None:
        """Show a term of the table."""
        self._wanted = place.entry_id
        self.front()
        self._show_wanted()

    def _show(self, table: ReadTable) -> None:
        self.edition.show_edition(table.in_force)
        self.edition.setVisible(table.in_force is not None)
        if table.in_force is None:
            self.missing.say(self.book.label)
            self.stack.setCurrentWidget(self.missing)
            return
        self.table.show_table(table)
        self.stack.setCurrentWidget(self.table)
        if self.table.hasFocus():
            self.table.go_to_row(0)
        self._show_wanted()
        if self._text.strip():
            self.narrow(self._text)

    def _show_wanted(self) -> None:
        row = self.table.table.row_of(self._wanted)
        if self._wanted and row >= 0:
            self._wanted = 0
            self.table.go_to_row(row)
            self.table.setFocus()

    def _show_found(self, found: FoundTerms) -> None:
        if found.text != self._text:
            return
        typed = found.text.strip().casefold()
        best_first = sorted(
            found.entries, key=lambda each: not each.term.title.casefold().startswith(typed)
        )
        rows = (self.table.table.row_of(entry.id) for entry in best_first)
        self._hits = tuple(row for row in rows if row >= 0)
        if self._hits:
            self._jump(0)
            self.noticed.emit("")
        else:
            self.remarked.emit("")
            self.noticed.emit(f"The {self.book.label} has no term with “{found.text}”.")

    def _jump(self, turn: int) -> None:
        self._turn = turn
        self.table.go_to_row(self._hits[turn])
        self.remarked.emit(f"{turn + 1} of {len(self._hits)}")

    def _on_reference(self, target: str) -> None:
        self.reference_wanted.emit(self.place, target)

    def _on_failure(self, error: Exception) -> None:
        if isinstance(error, MedCoderError):
            self.noticed.emit(error.sentence)
        else:
            self._context.show_error(error)

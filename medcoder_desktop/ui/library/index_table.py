"""The Neoplasm Table and the Table of Drugs as the tables they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

from medcoder_desktop.domain.alphabetic_index import IndexEntry
from medcoder_desktop.domain.codes import looks_like_diagnosis
from medcoder_desktop.domain.releases import CodeSet, InForce
from medcoder_desktop.services.library_service import LibraryService
from medcoder_desktop.ui.library.index_lines import references_of
from medcoder_desktop.ui.library.lines import LINE_HEIGHT, LINE_ROLE, Line, LinePainter, Piece, Tone
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.note_links import code_named

_ALL = 20_000
_INDENT = "\u2003"
_CODE_WIDTH = 84
_HEAD_HEIGHT = 60
_ROOT = QModelIndex()
_HELD = ~Qt.KeyboardModifier.KeypadModifier
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A whole table.

    Attributes:
        in_force: The release it comes from; None when no release of it is installed.
        columns: Headings, that of the terms first.
        rows: In the order of the book.
    """

    in_force: InForce | None
    columns: tuple[str, ...] = ()
    rows: tuple[IndexEntry, ...] = ()


def read_table(library: LibraryService, book: CodeSet, day: date) -> ReadTable:
    """Read a table; called on a worker thread."""
    in_force = library.installed(book, day) if library.is_ready() else None
    if in_force is None:
        return ReadTable(None)
    rows = tuple(_walked(library, book, library.index_main_terms(book, "", day, _ALL)))
    return ReadTable(in_force, library.index_columns(book, day), rows)


def _walked(
    library: LibraryService, book: CodeSet, entries: tuple[IndexEntry, ...]
) -> Iterator[IndexEntry]:
    for entry in entries:
        yield entry
        if entry.below:
            yield from _walked(library, book, library.index_below(book, entry.id))


class IndexTableModel(QAbstractTableModel):
    """The rows of a table."""

    def __init__(self) -> None:
        super().__init__()
        self._columns: tuple[str, ...] = ()
        self._rows: tuple[IndexEntry, ...] = ()
        self._places: dict[int, int] = {}

    def show(self, table: ReadTable) -> None:
        """Show another table."""
        self.beginResetModel()
        self._columns = table.columns
        self._rows = table.rows
        self._places = {entry.id: row for row, entry in enumerate(table.rows)}
        self.endResetModel()

    def entry(self, row: int) -> IndexEntry | None:
        """The term of a row; None outside."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, entry_id: int) -> int:
        """Where a term stands; -1 when it does not."""
        return self._places.get(entry_id, -1)

    def code(self, index: _Index) -> str:
        """The code in a cell, without the dash of a heading; empty where there is none."""
        named = code_named(self._text(index)) if index.column() > 0 else ""
        return named if looks_like_diagnosis(named) else ""

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entry(index.row())
        if entry is None or not 0 <= index.column() < len(self._columns):
            return None
        term = index.column() == 0
        answer: object = None
        if role == LINE_ROLE:
            code = Line((Piece(self._text(index), Tone.CODE),))
            answer = _line_of_term(entry) if term else code
        elif role == Qt.ItemDataRole.DisplayRole:
            answer = self._text(index)
        elif role == Qt.ItemDataRole.ToolTipRole and term:
            answer = " ▸ ".join((*entry.path, _line_of_term(entry).spoken.strip()))
        elif role == Qt.ItemDataRole.AccessibleTextRole:
            answer = self._spoken(entry, index)
        return answer

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].partition(" (")[0]
        return self._columns[section] if role == Qt.ItemDataRole.ToolTipRole else None

    def _text(self, index: _Index) -> str:
        entry = self.entry(index.row())
        if entry is None:
            return ""
        if index.column() == 0:
            return entry.term.title
        cells = entry.term.cells
        return cells[index.column() - 1] if index.column() <= len(cells) else ""

    def _spoken(self, entry: IndexEntry, index: _Index) -> str:
        if index.column() == 0:
            return _line_of_term(entry).spoken.strip()
        heading = self._columns[index.column()]
        return f"{entry.term.title}, {heading}: {self._text(index) or 'none'}"


class IndexTable(QTableView):
    """Walked cell by cell.

    Signals:
        highlighted: Code in the cell the keyboard went to.
        code_chosen: Code in the cell on which Enter was pressed, or that was clicked.
        reference_chosen: Reference of the term on which Enter was pressed.
        typed: Letters, which belong into the filter line.
    """

    highlighted = Signal(str)
    code_chosen = Signal(str)
    reference_chosen = Signal(str)
    typed = Signal(str)

    def __init__(self, ink: Ink, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = IndexTableModel()
        self.setModel(self.table)
        self.setItemDelegate(LinePainter(ink, self))
        self.setProperty("role", "codeTable")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(LINE_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft
            | Qt.AlignmentFlag.AlignVCenter
            | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap.value)
        )
        header.setFixedHeight(_HEAD_HEIGHT)
        header.setHighlightSections(False)
        self.clicked.connect(self._choose)
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_table(self, table: ReadTable) -> None:
        """Show another table."""
        self.table.show(table)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(_CODE_WIDTH)
        for column in range(1, self.table.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, _CODE_WIDTH)
        if self.table.columnCount():
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def go_to_row(self, row: int) -> None:
        """Put the highlight on a term, with what stands below it in view."""
        index = self.table.index(row, max(0, self.currentIndex().column()))
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters look for terms in the whole table."""
        self.typed.emit(search)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the code in the cell; the rest is Qt's."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & _HELD:
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        code = self.table.code(index)
        entry = self.table.entry(index.row())
        if code:
            self.code_chosen.emit(code)
        elif entry is not None and index.column() == 0:
            for reference in references_of(entry.term)[:1]:
                self.reference_chosen.emit(reference.target)

    def _on_current(self, current: QModelIndex, _: QModelIndex) -> None:
        code = self.table.code(current)
        if code:
            self.highlighted.emit(code)


def _line_of_term(entry: IndexEntry) -> Line:
    term = entry.term
    tone = Tone.STRONG if term.depth == 0 else Tone.TEXT
    pieces = [Piece(_INDENT * term.depth + term.title, tone)]
    if term.nonessential:
        pieces.append(Piece(" ".join(f"({each})" for each in term.nonessential), Tone.HINT))
    for reference in references_of(term):
        pieces += [Piece(reference.words, Tone.HINT), Piece(reference.target, Tone.LINK)]
    return Line(tuple(pieces))

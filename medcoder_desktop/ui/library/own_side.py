"""One of the office's own lists in the navigator."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QListView, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from medcoder_desktop.domain.own_book import Favourite
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.library.lines import LINE_ROLE, LinePainter
from medcoder_desktop.ui.library.own_lists import (
    OwnList,
    OwnRow,
    ReadRows,
    read_favourites,
    read_notes,
    read_recent,
)
from medcoder_desktop.ui.library.side import Side
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.own_book import OwnBook

_ROOT = QModelIndex()
_LEFT = 12
_HELD = ~Qt.KeyboardModifier.KeypadModifier
_READS: dict[OwnList, ReadRows] = {
    OwnList.FAVOURITES: read_favourites,
    OwnList.RECENT: read_recent,
    OwnList.NOTES: read_notes,
}
_EMPTY = {
    OwnList.FAVOURITES: "No favorites yet. Ctrl+D on the page of a code keeps it here, in a folder "
    "if you like.",
    OwnList.RECENT: "No code was opened yet. The pages you turn to are listed here.",
    OwnList.NOTES: "No notes yet. Ctrl+Shift+O on the page of a code writes the office's own note.",
}


class OwnListModel(QAbstractListModel):
    """The rows of a list."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[OwnRow, ...] = ()

    def show(self, rows: tuple[OwnRow, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row(self, number: int) -> OwnRow | None:
        """A row by its place; None outside."""
        return self.rows[number] if 0 <= number < len(self.rows) else None

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        row = self.row(index.row())
        if row is None:
            return None
        if role == LINE_ROLE:
            return row.line
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return row.line.spoken
        return None


class OwnListView(QListView):
    """The list itself.

    Signals:
        entered: Enter on the current row.
        typed: Letters, which belong into the filter line.
    """

    entered = Signal()
    typed = Signal(str)

    def __init__(self, ink: Ink, name: str) -> None:
        super().__init__()
        self.setItemDelegate(LinePainter(ink, self, _LEFT))
        self.setProperty("role", "rows")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @override
    def keyboardSearch(self, string: str) -> None:
        """Letters narrow the list."""
        self.typed.emit(string)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the rest is Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _HELD:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class OwnSide(Side):
    """Favourites, recent codes or notes."""

    def __init__(
        self, context: AppContext, ink: Ink, which: OwnList, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._which = which
        self._text = ""
        self._rows: tuple[OwnRow, ...] = ()
        self.hint = f"Filter {which.value.casefold()}"
        self.own = OwnBook(context, self)
        self.own.refused.connect(self.noticed)
        self.model = OwnListModel()
        self.list = OwnListView(ink, which.value)
        self.list.setModel(self.model)
        self.list.entered.connect(self._choose)
        self.list.typed.connect(self.typed)
        self.list.clicked.connect(self._choose)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.empty = QLabel()
        self.empty.setProperty("role", "hint")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setMargin(32)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)

    @property
    def current(self) -> OwnRow | None:
        """The row the keyboard is on."""
        return self.model.row(self.list.currentIndex().row())

    @property
    def favourite(self) -> Favourite | None:
        """The favourite the keyboard is on."""
        row = self.current
        return row.favourite if row else None

    @override
    def _read(self) -> None:
        self._context.tasks.read(
            partial(_READS[self._which], self._context.services, self._day),
            self._show,
            topic=f"library.{self._which.name.lower()}",
        )

    def stale(self) -> None:
        """What the list shows has changed; it is read anew when it is seen."""
        self._is_read = False
        if self.isVisible():
            self.front()

    @override
    def narrow(self, text: str) -> None:
        self._text = text
        self._show_rows()

    @override
    def enter(self) -> None:
        self._choose()

    @override
    def begin(self) -> None:
        if not self.list.currentIndex().isValid():
            self._go_to_row(0)
        self.list.setFocus()

    def remove_current(self) -> None:
        """Take the current favourite out, or the current note off its code."""
        row = self.current
        if row is None or row.is_heading:
            return
        if row.favourite is not None:
            self.own.remove(row.system, row.code)
        elif self._which is OwnList.NOTES:
            self.own.save_note(row.system, row.code, "")

    def move_current(self, step: int) -> None:
        """Move the current favourite up or down in its folder."""
        favourite = self.favourite
        if favourite is not None and favourite.place + step >= 0:
            self.own.move(favourite, favourite.folder, favourite.place + step)

    def ask_folder(self) -> None:
        """Ask into which folder the current favourite goes."""
        favourite = self.favourite
        if favourite is not None:
            below = self.list.visualRect(self.list.currentIndex()).bottomLeft()
            at = self.list.viewport().mapToGlobal(below)
            self.own.ask_folder(favourite.system, favourite.code, at, moving=True)

    def rename_folder(self) -> None:
        """Give the folder of the current row another name."""
        row = self.current
        if row is not None and row.folder:
            self.own.rename_folder(row.folder)

    def _show(self, rows: tuple[OwnRow, ...]) -> None:
        self._rows = rows
        self._show_rows()

    def _show_rows(self) -> None:
        kept, place = self.current, self.list.currentIndex().row()
        words = self._text.casefold().split()
        rows = tuple(row for row in self._rows if not words or row.has_words(words))
        if words:
            rows = tuple(row for row in rows if not row.is_heading)
        self.model.show(rows)
        codes = sum(not row.is_heading for row in rows)
        self.remarked.emit(f"{codes} of {self._count}" if words else "")
        if rows:
            self.stack.setCurrentWidget(self.list)
            again = next((n for n, row in enumerate(rows) if _is_same(row, kept)), place)
            self._go_to_row(max(0, min(again, len(rows) - 1)))
        else:
            self.empty.setText(
                _EMPTY[self._which] if not words else "Nothing here has these words."
            )
            self.stack.setCurrentWidget(self.empty)

    @property
    def _count(self) -> int:
        return sum(not row.is_heading for row in self._rows)

    def _go_to_row(self, number: int) -> None:
        index = self.model.index(number)
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def _choose(self) -> None:
        row = self.current
        if row is not None and not row.is_heading:
            self.chosen.emit(row.code)

    def _on_current(self) -> None:
        row = self.current
        self._context.refresh_actions()
        if row is not None and not row.is_heading and self.list.hasFocus():
            self.highlighted.emit(row.code)


def _is_same(row: OwnRow, other: OwnRow | None) -> bool:
    """Whether it is the same code or heading; a favourite may stand in another folder now."""
    if other is None or row.is_heading != other.is_heading:
        return False
    if row.is_heading:
        return row.folder == other.folder
    return (row.system, row.code) == (other.system, other.code)

"""The visits of the work list as Qt wants them: numbers for all, lines for those in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from medcoder_desktop.domain.encounters import EncounterRow
from medcoder_desktop.domain.work_list import NEWEST_FIRST, SortBy, WorkList, WorkListOrder
from medcoder_desktop.ui.pages.rows import Column, ColumnsModel
from medcoder_desktop.ui.theme import Theme

PAGE = 100
"""Lines read together."""
_MOST_PAGES = 40
"""Pages kept; those looked at longest ago are forgotten."""
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ASCENDING, _DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class VisitsModel(ColumnsModel[EncounterRow]):
    """A list of any length; a line that is not read yet is asked for and blank until then.

    Args:
        columns: From left to right, with what the list is sorted by on each.
        ask: Reads the lines of some visits; :meth:`take` is to be called with them.

    Signals:
        order_wanted: A ``WorkListOrder``, when a heading was clicked.
        lines_taken: Lines that were asked for are there.
    """

    order_wanted = Signal(object)
    lines_taken = Signal()

    def __init__(
        self,
        columns: Sequence[tuple[Column[EncounterRow], SortBy | None]],
        ask: Callable[[int, tuple[int, ...]], None],
        theme: Theme,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(tuple(column for column, _ in columns), theme, parent)
        self._orders = tuple(by for _, by in columns)
        self._ask = ask
        self._list = WorkList()
        self._lines: dict[int, EncounterRow] = {}
        self._asked: dict[int, None] = {}

    @property
    def work_list(self) -> WorkList:
        """The list shown."""
        return self._list

    @property
    def rows(self) -> tuple[EncounterRow, ...]:
        """The lines that are read, in order."""
        return tuple(self._lines[s] for s in self._list.serials if s in self._lines)

    def show(self, listed: WorkList, first: Sequence[EncounterRow]) -> None:
        """Show another list.

        Args:
            first: The lines of its first visits, so that it is not blank for a moment.
        """
        self.beginResetModel()
        self._list = listed
        self._lines = dict(zip(listed.serials, first, strict=False))
        self._asked = dict.fromkeys(range((len(first) + PAGE - 1) // PAGE)) if first else {}
        self.endResetModel()

    def take(self, page: int, serials: tuple[int, ...], rows: Sequence[EncounterRow]) -> None:
        """Lines that were asked for; those of a list no longer shown are dropped."""
        if self._serials_of(page) != serials:
            return
        self._lines.update(zip(serials, rows, strict=False))
        while len(self._asked) > _MOST_PAGES:
            oldest = next(iter(self._asked))
            del self._asked[oldest]
            for serial in self._serials_of(oldest):
                self._lines.pop(serial, None)
        top = page * PAGE
        self.dataChanged.emit(
            self.index(top, 0), self.index(top + len(serials) - 1, len(self._columns) - 1)
        )
        self.lines_taken.emit()

    def line(self, number: int) -> EncounterRow | None:
        """A line by its place; None outside, or while it is being read."""
        serial = self.serial(number)
        return None if serial is None else self._lines.get(serial)

    def serial(self, number: int) -> int | None:
        """What the number of the visit at a place counts; None outside."""
        serials = self._list.serials
        return serials[number] if 0 <= number < len(serials) else None

    def identity(self, number: int) -> str:
        """Id of the visit at a place; empty outside, or while its line is being read."""
        line = self.line(number)
        return line.encounter.id if line else ""

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._list.serials)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        serial = self.serial(index.row())
        if serial is None or not 0 <= index.column() < len(self._columns):
            return None
        row = self._lines.get(serial)
        if row is None:
            self._fetch(index.row() // PAGE)
            return None
        return self._shown(row, self._columns[index.column()], role)

    @override
    def sort(self, column: int, order: Qt.SortOrder = _ASCENDING) -> None:
        """A heading was clicked: the list has to be read in another order."""
        by = self._orders[column] if 0 <= column < len(self._orders) else None
        wanted = WorkListOrder(by, order == _DESCENDING) if by else NEWEST_FIRST
        self.order_wanted.emit(wanted)

    def column_of(self, order: WorkListOrder) -> tuple[int, Qt.SortOrder]:
        """Which heading shows an order; -1 for none."""
        place = self._orders.index(order.by) if order.by in self._orders else -1
        return place, _DESCENDING if order.descending else _ASCENDING

    def _fetch(self, page: int) -> None:
        if page not in self._asked:
            self._asked[page] = None
            self._ask(page, self._serials_of(page))

    def _serials_of(self, page: int) -> tuple[int, ...]:
        return self._list.serials[page * PAGE : (page + 1) * PAGE]

"""Results and earlier conditions of a chart as tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

from medcoder_desktop.domain.documents import AbnormalFlag, LabResult, PriorCondition
from medcoder_desktop.ui.workbench.ink import Ink

_Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")

_FLAG_WORDS = {
    AbnormalFlag.NORMAL: "",
    AbnormalFlag.LOW: "▼ low",
    AbnormalFlag.HIGH: "▲ high",
    AbnormalFlag.CRITICAL_LOW: "▼▼ critically low",
    AbnormalFlag.CRITICAL_HIGH: "▲▲ critically high",
    AbnormalFlag.ABNORMAL: "● abnormal",
}
_CRITICAL = (AbnormalFlag.CRITICAL_LOW, AbnormalFlag.CRITICAL_HIGH)


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its heading, what it says of a row, and in which colour.

    Attributes:
        colour: Name of the colour for a row; empty for plain text.
        width: Pixels; 0 takes what the others leave.
        small: Whether it is written small, being looked at less often.
    """

    heading: str
    text: Callable[[Row], str]
    colour: Callable[[Row], str] = lambda _: ""
    width: int = 0
    right: bool = False
    small: bool = False


class ChartTableModel(QAbstractTableModel, Generic[Row]):
    """Rows of the chart under a list of columns.

    Args:
        columns: From left to right.
    """

    def __init__(self, columns: Sequence[Column[Row]], ink: Ink) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._ink = ink
        self._rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def widths(self) -> tuple[int, ...]:
        """Widths of the columns in pixels; 0 for the one that takes the rest."""
        return tuple(column.width for column in self._columns)

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the same
        return 0 if parent.isValid() else len(self._columns)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(right=column.right)
        return None

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not (0 <= index.row() < len(self._rows) and 0 <= index.column() < len(self._columns)):
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(row)
        if role == Qt.ItemDataRole.ForegroundRole and (name := column.colour(row)):
            return self._ink.colour(name)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(right=column.right)
        if role == Qt.ItemDataRole.FontRole and column.small:
            return self._ink.font("caption")
        return None


def _aligned(*, right: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _flag_colour(result: LabResult) -> str:
    if result.flag is AbnormalFlag.NORMAL:
        return ""
    return "error" if result.flag in _CRITICAL else "warning"


RESULT_COLUMNS: tuple[Column[LabResult], ...] = (
    Column("Result", lambda r: r.name),
    Column("Value", lambda r: r.value, _flag_colour, 56, right=True),
    Column("Unit", lambda r: r.unit, width=66, small=True),
    Column("Range", lambda r: r.reference_range, width=66, small=True),
    Column("Flag", lambda r: _FLAG_WORDS[r.flag], _flag_colour, 62, small=True),
    Column("Date", lambda r: _day(r.taken_on), width=82, small=True),
)
CONDITION_COLUMNS: tuple[Column[PriorCondition], ...] = (
    Column("Condition", lambda c: c.text),
    Column("Status", lambda c: c.status, width=80, small=True),
    Column("Since", lambda c: _day(c.onset), width=82, small=True),
)


def results_in_order(results: Sequence[LabResult], encounter_id: str) -> list[LabResult]:
    """This visit's results first, then newest first; within a day in the record's order."""
    return sorted(
        results,
        key=lambda r: (
            r.encounter_id != encounter_id,
            -(r.taken_on or date.min).toordinal(),
        ),
    )


class ChartTable(QTableView):
    """A read-only table of the chart.

    Args:
        name: What assistive technology calls it.
    """

    def __init__(
        self, model: ChartTableModel[Any], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setProperty("role", "plainTable")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(26)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for number, width in enumerate(model.widths()):
            if width:
                header.resizeSection(number, width)
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

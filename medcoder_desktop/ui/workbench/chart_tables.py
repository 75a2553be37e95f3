"""Results and earlier conditions of a chart as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from medcoder_desktop.domain.charges import RecordedCharge
from medcoder_desktop.domain.documents import AbnormalFlag, LabResult, PriorCondition
from medcoder_desktop.domain.history import HistoryEntry
from medcoder_desktop.domain.money import format_cents
from medcoder_desktop.domain.trends import Trend
from medcoder_desktop.ui.workbench.ink import Ink

_Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")

_FLAGS = {
    AbnormalFlag.NORMAL: ("", ""),
    AbnormalFlag.LOW: ("L", "low"),
    AbnormalFlag.HIGH: ("H", "high"),
    AbnormalFlag.CRITICAL_LOW: ("LL", "critically low"),
    AbnormalFlag.CRITICAL_HIGH: ("HH", "critically high"),
    AbnormalFlag.ABNORMAL: ("A", "abnormal"),
}
"""Letters as laboratories print them, and what they mean."""
_NARROWEST = 24
_MEASURED = 400
"""Rows whose words tell how wide a column has to be."""
_PADDING = 5
_FIRST_PADDING = 7
TREND_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The ``Trend`` a cell draws."""
NO_TRENDS: Mapping[str, Trend] = {}
_CRITICAL = (AbnormalFlag.CRITICAL_LOW, AbnormalFlag.CRITICAL_HIGH)


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its heading, what it says of a row, and in which colour.

    Attributes:
        colour: Name of the colour for a row; empty for plain text.
        width: Pixels; 0 takes what the others leave.
        most: Pixels up to which it grows with what stands in it; 0 for none.
        small: Whether it is written small, being looked at less often.
        trend: Whether it draws how the row's value went, instead of words.
        meaning: What its letters mean, for the tool tip; itself where they speak for themselves.
    """

    heading: str
    text: Callable[[Row], str]
    colour: Callable[[Row], str] = lambda _: ""
    width: int = 0
    right: bool = False
    small: bool = False
    trend: bool = False
    meaning: Callable[[Row], str] | None = None
    most: int = 0


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
        self._trends: Mapping[str, Trend] = {}

    def show(self, rows: Sequence[Row], trends: Mapping[str, Trend] = NO_TRENDS) -> None:
        """Show other rows.

        Args:
            trends: How the values went, by the id of their row.
        """
        self.beginResetModel()
        self._rows = tuple(rows)
        self._trends = trends
        self.endResetModel()

    def row(self, number: int) -> Row | None:
        """What a row shows; None outside."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def widths(self) -> tuple[int, ...]:
        """Widths of the columns in pixels, as their words ask; 0 for the one that takes a rest."""
        return tuple(map(self._width, self._columns))

    def _width(self, column: Column[Row]) -> int:
        if not column.most:
            return column.width
        metrics = QFontMetrics(self._ink.font("caption" if column.small else "body"))
        words = {column.text(row) for row in self._rows[:_MEASURED]}
        widest = max(map(metrics.horizontalAdvance, words), default=0) + 2 * _PADDING + 2
        return min(max(widest, column.width), column.most)

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
        if column.trend:
            return self._drawn(self._trends.get(getattr(row, "id", "")), role)
        return self._written(row, column, role)

    def _written(self, row: Row, column: Column[Row], role: int) -> object:
        """What a cell with words says in one of Qt's roles."""
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return (column.meaning or column.text)(row)
        if role == Qt.ItemDataRole.ForegroundRole and (name := column.colour(row)):
            return self._ink.colour(name)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(right=column.right)
        if role == Qt.ItemDataRole.FontRole and column.small:
            return self._ink.font("caption")
        return None

    @staticmethod
    def _drawn(trend: Trend | None, role: int) -> object:
        """What the cell of a trend says in one of Qt's roles."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(right=False)
        if trend is None:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        if role == TREND_ROLE:
            return trend
        words = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        return trend.words if role in words else None


def _aligned(*, right: bool) -> int:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return (side | Qt.AlignmentFlag.AlignVCenter).value


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _flag(result: LabResult) -> str:
    return _FLAGS[result.flag][0] + ("*" if result.was else "")


def _flag_in_words(result: LabResult) -> str:
    corrected = f"corrected, was {result.was}" if result.was else ""
    return "; ".join(filter(None, (_FLAGS[result.flag][1], corrected)))


def _flag_colour(result: LabResult) -> str:
    if result.flag is AbnormalFlag.NORMAL:
        return ""
    return "error" if result.flag in _CRITICAL else "warning"


RESULT_COLUMNS: tuple[Column[LabResult], ...] = (
    Column("Result", lambda r: r.name),
    Column("Value", lambda r: r.value, _flag_colour, 44, right=True, most=110),
    Column("Flag", _flag, _flag_colour, 34, meaning=_flag_in_words),
    Column("Unit", lambda r: r.unit, width=40, small=True, most=52),
    Column("Range", lambda r: r.reference_range, width=46, small=True, most=72),
    Column("Trend", lambda _: "", width=48, trend=True),
    Column("Date", lambda r: _day(r.taken_on), width=70, small=True),
)
CONDITION_COLUMNS: tuple[Column[PriorCondition], ...] = (
    Column("Condition", lambda c: c.text),
    Column("Status", lambda c: c.status, width=60, small=True, most=160),
    Column("Since", lambda c: _day(c.onset), width=44, small=True, most=80),
)


HISTORY_COLUMNS: tuple[Column[HistoryEntry], ...] = (
    Column("Kind", lambda h: h.kind.value, width=92, small=True),
    Column("What", lambda h: h.text),
    Column("Detail", lambda h: h.detail, width=110, small=True),
    Column("Status", lambda h: h.status, width=76, small=True),
    Column("Date", lambda h: _day(h.on), width=80, small=True),
)
CHARGE_COLUMNS: tuple[Column[RecordedCharge], ...] = (
    Column("Charged", lambda c: "-".join((c.procedure, *c.modifiers)) or "no code", width=92),
    Column("Words", lambda c: c.description),
    Column("Units", lambda c: str(c.units), width=44, right=True, small=True),
    Column(
        "Amount",
        lambda c: "" if c.charge is None else format_cents(c.charge),
        width=76,
        right=True,
    ),
    Column("Diagnoses", lambda c: " ".join(c.diagnoses), width=96, small=True),
    Column("Date", lambda c: _day(c.on), width=80, small=True),
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


class _CellPainter(QStyledItemDelegate):
    """Paints cells close together, so that a narrow panel holds all columns."""

    def __init__(self, ink: Ink, parent: QWidget) -> None:
        super().__init__(parent)
        self._ink = ink

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._ink.colour("selection"))
        painter.setPen(self._ink.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        font = index.data(Qt.ItemDataRole.FontRole)
        painter.setFont(font if isinstance(font, QFont) else self._ink.font())
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(colour if isinstance(colour, QColor) else self._ink.colour("text"))
        trend = index.data(TREND_ROLE)
        if isinstance(trend, Trend):
            self._draw(painter, trend, QRectF(option.rect).adjusted(_PADDING, 6, -_PADDING, -6))
            painter.restore()
            return
        left = _FIRST_PADDING if index.column() == 0 else _PADDING
        area = option.rect.adjusted(left, 0, -_PADDING, 0)
        words = painter.fontMetrics().elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, int(index.data(Qt.ItemDataRole.TextAlignmentRole)), words)
        painter.restore()

    def _draw(self, painter: QPainter, trend: Trend, area: QRectF) -> None:
        """A line through the values, a dot at the latest."""
        low, high = min(trend.values), max(trend.values)
        spread = (high - low) or 1.0
        step = area.width() / (len(trend.values) - 1)
        points = [
            QPointF(
                area.left() + step * place, area.bottom() - area.height() * (value - low) / spread
            )
            for place, value in enumerate(trend.values)
        ]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._ink.colour("text_secondary"), 1.2))
        painter.drawPolyline(points)
        painter.setBrush(self._ink.colour("accent"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(points[-1], 2.2, 2.2)


class ChartTable(QTableView):
    """A read-only table of the chart.

    Args:
        name: What assistive technology calls it.

    Signals:
        row_opened: The row on which Enter was pressed, or that was double-clicked.
    """

    row_opened = Signal(object)

    def __init__(
        self, model: ChartTableModel[Any], name: str, ink: Ink, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setItemDelegate(_CellPainter(ink, self))
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
        self.doubleClicked.connect(self._open)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(_NARROWEST)
        for number, width in enumerate(model.widths()):
            if not width:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        model.modelReset.connect(self._fit_columns)
        self._fit_columns()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    @Slot()
    def _fit_columns(self) -> None:
        for number, width in enumerate(self._rows.widths()):
            if width:
                self.horizontalHeader().resizeSection(number, width)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        row = self._rows.row(index.row())
        if row is not None:
            self.row_opened.emit(row)

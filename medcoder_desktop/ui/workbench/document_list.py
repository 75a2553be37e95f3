"""The documents of a chart as a list: this visit's first, then results, history and the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from medcoder_desktop.domain.documents import AbnormalFlag, Chart, ClinicalDocument
from medcoder_desktop.domain.history import HistoryKind
from medcoder_desktop.domain.imports import counted
from medcoder_desktop.ui.workbench.ink import Ink

_Index = QModelIndex | QPersistentModelIndex
_ROW_HEIGHT = 28
_MOST_ROWS_SHOWN = 6


class Shelf(Enum):
    """What a row of the list opens."""

    DOCUMENT = "document"
    RESULTS = "results"
    CONDITIONS = "conditions"
    HISTORY = "history"
    CHARGES = "charges"


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """One row of the list.

    Attributes:
        key: Id of the document, or the shelf's own word.
        aside: What stands behind the name, in the hint colour.
        warned: Whether ``aside`` is something to mind, such as "not signed".
        day: At the right.
        of_visit: Whether it belongs to the visit that is open.
    """

    shelf: Shelf
    key: str
    name: str
    aside: str
    warned: bool
    day: date | None
    of_visit: bool


def shelf_rows(
    chart: Chart, encounter_id: str, news_since: datetime | None = None
) -> tuple[ShelfRow, ...]:
    """The rows for a chart: today's documents, laboratory results, history, older documents.

    Args:
        news_since: Documents stored after this moment are said to be new; None for none.
    """
    newest = [d for d in chart.documents if d.superseded_by is None]
    mine = [d for d in newest if d.encounter_id == encounter_id]
    others = [d for d in newest if d.encounter_id != encounter_id]
    rows = [_document_row(document, of_visit=True) for document in mine]
    if chart.results:
        rows.append(_results_row(chart, encounter_id))
    if chart.conditions:
        rows.append(
            _shelf(
                Shelf.CONDITIONS,
                "Earlier conditions",
                f"{len(chart.conditions)} · history · Enter carries forward or searches",
            )
        )
    if chart.history:
        kinds = Counter(entry.kind for entry in chart.history)
        counted = ", ".join(map(_counted, kinds.items()))
        rows.append(_shelf(Shelf.HISTORY, "History", counted))
    mine_charged = [c for c in chart.charges if c.encounter_id == encounter_id]
    if mine_charged:
        rows.append(
            _shelf(
                Shelf.CHARGES,
                "Charges in the record",
                f"{len(mine_charged)} for this visit · Enter takes one over",
            )
        )
    rows.extend(_document_row(document, of_visit=False) for document in others)
    rows.extend(
        _document_row(document, of_visit=document.encounter_id == encounter_id)
        for document in chart.documents
        if document.superseded_by is not None
    )
    new = {
        document.id
        for document in chart.documents
        if news_since and document.added_at and document.added_at > news_since
    }
    return tuple(_as_new(row) if row.key in new else row for row in rows)


def _as_new(row: ShelfRow) -> ShelfRow:
    return replace(row, aside=f"new · {row.aside}" if row.aside else "new")


def _counted(kind_and_count: tuple[HistoryKind, int]) -> str:
    kind, count = kind_and_count
    return counted(count, kind.plural)


def _shelf(shelf: Shelf, name: str, aside: str) -> ShelfRow:
    return ShelfRow(shelf, shelf.value, name, aside, warned=False, day=None, of_visit=False)


def _document_row(document: ClinicalDocument, *, of_visit: bool) -> ShelfRow:
    name = document.title or document.kind.value.capitalize()
    aside = document.author
    if document.signed:
        aside = f"signed {document.author}".rstrip()
    elif document.signed is False:
        aside = "not signed"
    if document.superseded_by is not None:
        aside = "replaced by a newer version"
    elif document.has_pages:
        pages = len(document.page_starts)
        count = "1 page" if pages == 1 else f"{pages} pages"
        aside = f"{count} · {aside}" if aside else count
    return ShelfRow(
        Shelf.DOCUMENT,
        document.id,
        name,
        aside,
        document.signed is False or document.superseded_by is not None,
        document.written_on,
        of_visit,
    )


def _results_row(chart: Chart, encounter_id: str) -> ShelfRow:
    off = sum(result.flag is not AbnormalFlag.NORMAL for result in chart.results)
    aside = f"{len(chart.results)} values" + (f" · {off} abnormal" if off else "")
    days = [result.taken_on for result in chart.results if result.taken_on]
    return ShelfRow(
        Shelf.RESULTS,
        Shelf.RESULTS.value,
        "Results",
        aside,
        warned=False,
        day=max(days, default=None),
        of_visit=any(result.encounter_id == encounter_id for result in chart.results),
    )


class DocumentListModel(QAbstractListModel):
    """The rows of the document list."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[ShelfRow, ...] = ()

    def show(self, rows: tuple[ShelfRow, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, index: _Index) -> ShelfRow | None:
        """The row at an index; None outside."""
        number = index.row()
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def position_of(self, key: str) -> int:
        """Where a document or shelf stands; -1 when it is not listed."""
        return next((n for n, row in enumerate(self._rows) if row.key == key), -1)

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            day = row.day.isoformat() if row.day else ""
            return ", ".join(part for part in (row.name, row.aside, day) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.name
        return None


class DocumentDelegate(QStyledItemDelegate):
    """Paints name, aside and date of a row.

    Args:
        ink: Colours and faces.
    """

    def __init__(self, ink: Ink, parent: QWidget) -> None:
        super().__init__(parent)
        self._ink = ink

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, _ROW_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        row = model.row(index) if isinstance(model, DocumentListModel) else None
        if row is None:
            return
        painter.save()
        ink = self._ink
        area = option.rect
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, ink.colour("selection"))
        inner = area.adjusted(12, 0, -12, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        day = row.day.isoformat() if row.day else ""
        painter.setFont(ink.font("body"))
        painter.setPen(ink.colour("text_hint"))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, day)
        room = inner.width() - painter.fontMetrics().horizontalAdvance(day) - 12
        painter.setFont(ink.font("body", bold=row.of_visit))
        painter.setPen(ink.colour("text"))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, name)
        used = metrics.horizontalAdvance(name) + 10
        painter.setFont(ink.font("body"))
        painter.setPen(ink.colour("warning" if row.warned else "text_secondary"))
        aside = painter.fontMetrics().elidedText(
            row.aside, Qt.TextElideMode.ElideRight, max(room - used, 0)
        )
        painter.drawText(inner.adjusted(used, 0, 0, 0), middle | Qt.AlignmentFlag.AlignLeft, aside)
        painter.restore()


class DocumentList(QListView):
    """The list itself; moving the selection opens what is selected.

    Signals:
        chosen: The ``ShelfRow`` to open.
        read_wanted: Enter: the keyboard belongs into what is open.
    """

    chosen = Signal(object)
    read_wanted = Signal()

    def __init__(self, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = DocumentListModel()
        self._quiet = False
        self.setModel(self._model)
        self.setItemDelegate(DocumentDelegate(ink, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Documents")
        self.setProperty("role", "plainList")
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_rows(self, rows: tuple[ShelfRow, ...], key: str) -> None:
        """Show rows with the one of ``key`` selected, without opening anything."""
        self._quiet = True
        self._model.show(rows)
        self._quiet = False
        self.select(key)

    def select(self, key: str) -> None:
        """Select a row without opening it."""
        position = self._model.position_of(key)
        if position >= 0:
            self._quiet = True
            self.setCurrentIndex(self._model.index(position))
            self._quiet = False

    def row_of(self, key: str) -> ShelfRow | None:
        """The row of a document or shelf; None when it is not listed."""
        return self._model.row(self._model.index(self._model.position_of(key)))

    def current_row(self) -> ShelfRow | None:
        """The selected row."""
        return self._model.row(self.currentIndex())

    def first_row(self) -> ShelfRow | None:
        """The row to open when nothing else is known."""
        return self._model.row(self._model.index(0))

    @override
    def sizeHint(self) -> QSize:
        shown = min(max(self._model.rowCount(), 2), _MOST_ROWS_SHOWN)
        return QSize(200, shown * _ROW_HEIGHT + 4)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.read_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _on_current(self, current: QModelIndex, _: QModelIndex) -> None:
        row = self._model.row(current)
        if row is not None and not self._quiet:
            self.chosen.emit(row)

"""What the check found, worst first: sign, word, sentence, and where on the form it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen, QResizeEvent, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from medcoder_desktop.domain.findings import Finding, Severity
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.text_lines import laid_out

_Index = QModelIndex | QPersistentModelIndex
_MARGIN = 12
_SIGN_WIDTH = 26
_PADDING = 7
_SHOW = "Show"

SIGNS = {Severity.ERROR: "✖", Severity.WARNING: "▲", Severity.INFORMATION: "ℹ"}
WORDS = {
    Severity.ERROR: "Error",
    Severity.WARNING: "Warning",
    Severity.INFORMATION: "Note",
}
COLOURS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "information",
}


class FindingsModel(QAbstractListModel):
    """The findings as rows."""

    def __init__(self) -> None:
        super().__init__()
        self._findings: tuple[Finding, ...] = ()

    def show(self, findings: Sequence[Finding]) -> None:
        """Show other findings."""
        self.beginResetModel()
        self._findings = tuple(findings)
        self.endResetModel()

    def finding(self, index: _Index) -> Finding | None:
        """The finding at an index; None outside."""
        number = index.row()
        return self._findings[number] if 0 <= number < len(self._findings) else None

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._findings)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        finding = self.finding(index)
        if finding is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{WORDS[finding.severity]}: {finding.sentence} ({form_place(finding)})"
        return None


def form_place(finding: Finding) -> str:
    """Where the finding stands on paper and in the file: ``box 24E · 837P SV107``."""
    box = f"box {finding.box}" if finding.box else ""
    element = f"837P {finding.element}" if finding.element else ""
    return " · ".join(part for part in (box, element) if part)


class FindingDelegate(QStyledItemDelegate):
    """Paints a finding; its sentence wraps."""

    def __init__(self, ink: Ink, parent: QListView) -> None:
        super().__init__(parent)
        self._ink = ink
        self._view = parent

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        finding = _finding(index)
        width = self._view.viewport().width()
        if finding is None:
            return QSize(width, 0)
        sentence, place = self._lines(finding, width)
        height = sentence.boundingRect().height() + place.boundingRect().height()
        return QSize(width, round(height) + 2 * _PADDING + 1)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        finding = _finding(index)
        if finding is None:
            return
        painter.save()
        area = option.rect
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        if current:
            painter.fillRect(area, self._ink.colour("selection"))
        painter.setPen(QPen(self._ink.colour("line")))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        top = area.top() + _PADDING
        painter.setFont(self._ink.font(bold=True))
        painter.setPen(self._ink.colour(COLOURS[finding.severity]))
        inner = area.adjusted(_MARGIN, _PADDING, -_MARGIN, 0)
        painter.drawText(
            inner,
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop,
            SIGNS[finding.severity],
        )
        sentence, place = self._lines(finding, area.width())
        left = area.left() + _MARGIN + _SIGN_WIDTH
        painter.setPen(self._ink.colour("text"))
        sentence.draw(painter, QPointF(left, top))
        painter.setPen(self._ink.colour("text_hint"))
        place.draw(painter, QPointF(left, top + sentence.boundingRect().height()))
        painter.setFont(self._ink.font("caption", bold=True))
        painter.setPen(self._ink.colour("accent"))
        painter.drawText(
            inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, f"{_SHOW} ▸"
        )
        painter.restore()

    def _lines(self, finding: Finding, width: int) -> tuple[QTextLayout, QTextLayout]:
        room = max(width - 2 * _MARGIN - _SIGN_WIDTH - 56, 120)
        where = f"{WORDS[finding.severity]} · {form_place(finding)}"
        return (
            laid_out(QTextLayout(finding.sentence, self._ink.font()), room),
            laid_out(QTextLayout(where, self._ink.font("caption")), room),
        )


def _finding(index: _Index) -> Finding | None:
    model = index.model()
    return model.finding(index) if isinstance(model, FindingsModel) else None


class FindingsList(QListView):
    """The list itself.

    Signals:
        jump_wanted: The ``Finding`` whose place is to be shown (Enter or a click).
    """

    jump_wanted = Signal(object)

    def __init__(self, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = FindingsModel()
        self.setModel(self._model)
        self.setItemDelegate(FindingDelegate(ink, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Findings")
        self.setProperty("role", "plainList")
        self.clicked.connect(self._on_clicked)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show other findings; the same one stays current if it is still there."""
        before = self.current()
        self._model.show(findings)
        for number, finding in enumerate(findings):
            if before is not None and (finding.rule, finding.subject_id) == (
                before.rule,
                before.subject_id,
            ):
                self.setCurrentIndex(self._model.index(number))

    def current(self) -> Finding | None:
        """The current finding."""
        return self._model.finding(self.currentIndex())

    def count(self) -> int:
        """How many there are."""
        return self._model.rowCount()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.count():
            self.setCurrentIndex(self._model.index(0))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        finding = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and finding is not None:
            self.jump_wanted.emit(finding)
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _on_clicked(self, index: QModelIndex) -> None:
        finding = self._model.finding(index)
        if finding is not None:
            self.jump_wanted.emit(finding)

"""The diagnoses of the sheet: letter, code, title, and how many quotes stand behind each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget
from typing_extensions import override

from medcoder_desktop.domain.findings import Severity
from medcoder_desktop.domain.payment_rules import HccCategory
from medcoder_desktop.domain.sheet import CodingSheet, Diagnosis
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.sheet_table import SheetTable

_Index = QModelIndex | QPersistentModelIndex
_HEADINGS = ("", "Diagnosis", "", "HCC", "Evidence")
LETTER, CODE, TITLE, CATEGORY, EVIDENCE = range(5)
_LOOKS = (
    Qt.ItemDataRole.FontRole,
    Qt.ItemDataRole.ForegroundRole,
    Qt.ItemDataRole.BackgroundRole,
)


class DiagnosisModel(QAbstractTableModel):
    """The rows of the diagnosis table."""

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._sheet = CodingSheet("")
        self._severities: Mapping[str, Severity] = {}
        self._categories: Mapping[str, tuple[HccCategory, ...]] = {}

    def show(
        self,
        sheet: CodingSheet,
        severities: Mapping[str, Severity],
        categories: Mapping[str, tuple[HccCategory, ...]] = MappingProxyType({}),
    ) -> None:
        """Show a sheet.

        Args:
            severities: The worst finding by diagnosis id.
            categories: Risk categories by code.
        """
        self.beginResetModel()
        self._sheet = sheet
        self._categories = categories
        self._severities = severities
        self.endResetModel()

    def diagnosis(self, row: int) -> Diagnosis | None:
        """The diagnosis of a row; None outside."""
        return self._sheet.diagnoses[row] if 0 <= row < len(self._sheet.diagnoses) else None

    def row_of(self, diagnosis_id: str) -> int:
        """Where a diagnosis stands; -1 when it is not on the sheet."""
        ids = [diagnosis.id for diagnosis in self._sheet.diagnoses]
        return ids.index(diagnosis_id) if diagnosis_id in ids else -1

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._sheet.diagnoses)

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the same
        return 0 if parent.isValid() else len(_HEADINGS)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(_HEADINGS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _HEADINGS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(section)
        return None

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        diagnosis = self.diagnosis(index.row())
        if diagnosis is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(diagnosis, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(column)
        if role in _LOOKS:
            return self._look(diagnosis, column, role)
        return self._words(diagnosis, column, role)

    def _look(self, diagnosis: Diagnosis, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.FontRole:
            return self._font(column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink.colour(_colour(diagnosis, column))
        worst = self._severities.get(diagnosis.id)
        return self._ink.colour("error_soft") if worst is Severity.ERROR else None

    def _words(self, diagnosis: Diagnosis, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._hint(diagnosis, column)
        return self._spoken(diagnosis) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _text(self, diagnosis: Diagnosis, column: int) -> str:
        if column == LETTER:
            return self._sheet.letter_of(diagnosis.id)
        if column == CODE:
            return diagnosis.code
        if column == TITLE:
            return diagnosis.title
        if column == CATEGORY:
            return ", ".join(each.category for each in self._categories.get(diagnosis.code, ()))
        if diagnosis.carried_from:
            return "verify"
        return f"❝ {len(diagnosis.evidence)}" if diagnosis.evidence else "none"

    def _spoken(self, diagnosis: Diagnosis) -> str:
        count = len(diagnosis.evidence)
        letter = self._sheet.letter_of(diagnosis.id)
        counted = self._text(diagnosis, CATEGORY)
        hcc = f", HCC {counted}" if counted else ""
        carried = (
            f", carried forward from {diagnosis.carried_from}" if diagnosis.carried_from else ""
        )
        words = f"{letter}, {diagnosis.code}, {diagnosis.title}{hcc}{carried}"
        return f"{words}, evidence {count or 'none'}"

    def _hint(self, diagnosis: Diagnosis, column: int) -> str:
        if column == CATEGORY:
            return "\n".join(
                f"HCC {each.category} {each.label} ({each.model}, payment year {each.payment_year})"
                for each in self._categories.get(diagnosis.code, ())
            )
        return _hint(diagnosis, column)

    def _font(self, column: int) -> object:
        if column == LETTER:
            return self._ink.font(bold=True)
        return self._ink.mono() if column == CODE else None


def _aligned(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == EVIDENCE else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _colour(diagnosis: Diagnosis, column: int) -> str:
    if column == CODE:
        return "accent"
    if column == CATEGORY:
        return "text_secondary"
    if column == EVIDENCE:
        return "accent" if diagnosis.evidence and not diagnosis.carried_from else "warning"
    return "text"


def _hint(diagnosis: Diagnosis, column: int) -> str:
    if column != EVIDENCE:
        return f"{diagnosis.code}  {diagnosis.title}"
    if diagnosis.carried_from:
        return (
            f"Carried forward from {diagnosis.carried_from}. Mark the words of today’s note that "
            "support it, or press V when you have verified it."
        )
    if not diagnosis.evidence:
        return "No words of the record stand behind this code."
    return "\n".join(f"❝ {' '.join(piece.shown.split())}" for piece in diagnosis.evidence)


class DiagnosisTable(SheetTable):
    """The table itself.

    Signals:
        evidence_wanted: Id of the diagnosis whose words are to be shown (Enter, or a click on
            the code or the count).
        code_wanted: Code to show in the book (Space, or a click on the title).
        verify_wanted: Id of the diagnosis that today's record supports (V).
    """

    evidence_wanted = Signal(str)
    code_wanted = Signal(str)
    verify_wanted = Signal(str)

    def __init__(self, ink: Ink, parent: QWidget | None = None) -> None:
        self.rows = DiagnosisModel(ink)
        super().__init__(self.rows, parent)
        self.setAccessibleName("Diagnoses")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.horizontalHeader()
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(LETTER, 32)
        self.setColumnWidth(CODE, 84)
        self.setColumnWidth(CATEGORY, 48)
        self.setColumnWidth(EVIDENCE, 76)
        self.clicked.connect(self._on_clicked)

    def current_id(self) -> str:
        """Id of the current diagnosis; empty when none is."""
        diagnosis = self.rows.diagnosis(self.currentIndex().row())
        return diagnosis.id if diagnosis else ""

    def show_diagnosis(self, diagnosis_id: str) -> None:
        """Make a diagnosis current."""
        self.select(self.rows.row_of(diagnosis_id))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        diagnosis = self.rows.diagnosis(self.currentIndex().row())
        if diagnosis is not None and not event.modifiers():
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.evidence_wanted.emit(diagnosis.id)
                return
            if event.key() == Qt.Key.Key_Space:
                self.code_wanted.emit(diagnosis.code)
                return
            if event.key() == Qt.Key.Key_V:
                self.verify_wanted.emit(diagnosis.id)
                return
        super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        diagnosis = self.rows.diagnosis(index.row())
        if diagnosis is None:
            return
        if index.column() in (CODE, EVIDENCE):
            self.evidence_wanted.emit(diagnosis.id)
        else:
            self.code_wanted.emit(diagnosis.code)

"""Which column of a table of visits holds what: asked once for tables with the same headings."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from medcoder_desktop.domain.visit_tables import VisitField, VisitTable, missing_field
from medcoder_desktop.services.visit_columns import VisitAhead, visits_ahead
from medcoder_desktop.ui.pages.rows import Column, RowsModel, RowsTable
from medcoder_desktop.ui.style import set_role
from medcoder_desktop.ui.theme import Theme

_NOT_READ = "not read"
_SAMPLES = 3
"""Values shown of each column."""
_ROW_HEIGHT = 34

_AHEAD: tuple[Column[VisitAhead], ...] = (
    Column("Day", lambda v: v.day or "left out", width=96),
    Column("Patient", lambda v: v.patient, width=170),
    Column("Born", lambda v: v.born, width=96),
    Column("Number", lambda v: v.record_number, width=90, mono=True),
    Column("Provider", lambda v: v.provider, width=140),
    Column("Payer", lambda v: v.payer, width=120),
    Column("Service", lambda v: v.coded, width=150, mono=True),
    Column("Diagnoses", lambda v: v.diagnoses, mono=True),
)


class VisitColumnsDialog(QDialog):
    """Each column of the file with what it holds, and the first visits as they will be.

    Args:
        columns: What is chosen at first.

    Signals:
        chosen: Headings by ``VisitField``.
        left_out: The table is not to be read.
    """

    chosen = Signal(object)
    left_out = Signal()

    def __init__(
        self, theme: Theme, table: VisitTable, columns: Mapping[VisitField, str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._table = table
        self._answered = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Import a table of visits")
        self.resize(1000, 680)
        self.combos = {heading: QComboBox() for heading in table.headings}
        fields = {heading: field for field, heading in columns.items()}
        for heading, combo in self.combos.items():
            self._fill(combo, heading, fields.get(heading))
        self.columns_table = self._columns_table()
        self.model: RowsModel[VisitAhead] = RowsModel(_AHEAD, lambda v: str(v.line), theme, self)
        self.ahead = RowsTable(self.model, _AHEAD, "The first visits as they will be", self)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setAccessibleName("State of the columns")
        self.use_button = QPushButton("Use these columns")
        self.use_button.setToolTip("Ctrl+Enter")
        self.use_button.setDefault(True)
        set_role(self.use_button, "primary")
        self.use_button.clicked.connect(self.use)
        self.leave_button = QPushButton("Leave this table out")
        self.leave_button.setAutoDefault(False)
        self.leave_button.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.use)
        self._lay_out()
        next(iter(self.combos.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()

    @property
    def columns(self) -> dict[VisitField, str]:
        """The heading chosen for each field."""
        return {
            combo.currentData(): heading
            for heading, combo in self.combos.items()
            if combo.currentData() is not None
        }

    @Slot()
    def use(self) -> None:
        """Read the table by these columns."""
        if self.use_button.isEnabled():
            self._answered = True
            self.chosen.emit(self.columns)
            self.accept()

    @override
    def reject(self) -> None:
        if not self._answered:
            self._answered = True
            self.left_out.emit()
        super().reject()

    def _fill(self, combo: QComboBox, heading: str, field: VisitField | None) -> None:
        combo.setAccessibleName(f"What the column {heading} holds")
        combo.addItem(_NOT_READ, None)
        for each in VisitField:
            combo.addItem(each.value, each)
        combo.setCurrentIndex(0 if field is None else list(VisitField).index(field) + 1)
        combo.currentIndexChanged.connect(self._show)

    @property
    def _twice(self) -> tuple[VisitField, str, str] | None:
        """A field that two columns are said to hold, and these columns."""
        met: dict[VisitField, str] = {}
        for heading, combo in self.combos.items():
            field = combo.currentData()
            if field in met:
                return field, met[field], heading
            if field is not None:
                met[field] = heading
        return None

    @Slot()
    def _show(self) -> None:
        columns = self.columns
        rows, problems = visits_ahead(self._table, columns)
        self.model.show(rows)
        wanted = missing_field(columns)
        twice = self._twice
        self.use_button.setEnabled(not wanted and not twice)
        if twice:
            field, one, other = twice
            self._say(
                f"Both “{one}” and “{other}” are said to hold the {field.value}: choose one.",
                "error",
            )
        elif wanted:
            self._say(f"Choose the column that holds the {wanted}.", "warning")
        elif not any(row.day for row in rows):
            self._say(
                "No day of service can be read in the first rows: is the column right?", "error"
            )
        elif problems:
            more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
            self._say(f"{problems[0]}{more}", "warning")
        else:
            self._say("The first rows can be read in full.", "ok")

    def _say(self, words: str, role: str) -> None:
        self.said.setText(words)
        set_role(self.said, role)

    def _columns_table(self) -> QTableWidget:
        made = QTableWidget(len(self._table.headings), 3)
        made.setProperty("role", "rows")
        made.setAccessibleName("Columns of the file")
        made.setHorizontalHeaderLabels(["Column of the file", "Its first values", "Holds"])
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setTabKeyNavigation(False)
        made.setShowGrid(False)
        made.setWordWrap(False)
        made.verticalHeader().hide()
        made.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = made.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, 220)
        header.resizeSection(2, 220)
        for row, (heading, combo) in enumerate(self.combos.items()):
            values = [cells[row] for cells in self._table.samples if cells[row]][:_SAMPLES]
            made.setItem(row, 0, QTableWidgetItem(heading))
            made.setItem(row, 1, QTableWidgetItem(" · ".join(values)))
            made.setCellWidget(row, 2, combo)
        return made

    def _lay_out(self) -> None:
        title = QLabel(f"Which column of {self._table.file} is which?")
        title.setProperty("role", "title")
        hint = QLabel("The choice is remembered for tables with the same headings.")
        hint.setProperty("role", "hint")
        below = QWidget()
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 8, 0, 0)
        heading = QLabel("The first visits as they will be")
        heading.setProperty("role", "section")
        lower.addWidget(heading)
        lower.addWidget(self.ahead, 1)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.columns_table)
        parts.addWidget(below)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.leave_button)
        foot.addWidget(self.use_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(hint)
        column.addWidget(parts, 1)
        column.addLayout(foot)

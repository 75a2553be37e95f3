"""One of the office's tables: a list to filter, with add, change and remove."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.changes import Changes
from medcoder_desktop.domain.errors import MedCoderError
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.forms.form_dialog import Fillable, FormDialog

Row = TypeVar("Row")
_AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its heading and what a row shows in it."""

    heading: str
    text: Callable[[Row], str]
    right_aligned: bool = False


@dataclass(frozen=True, slots=True)
class OfficeTable(Generic[Row]):
    """What the page needs to know of a table.

    Attributes:
        singular: The field's word, for buttons: ``payer``.
        form: Makes the form of a row, or of a new one from None.
        value: Reads the row out of its form.
        identity: Id of a row.
    """

    singular: str
    empty: str
    columns: tuple[Column[Row], ...]
    load: Callable[[], tuple[Row, ...]]
    form: Callable[[Row | None], Fillable]
    value: Callable[[Fillable], Row]
    save: Callable[[Actor, Row], Changes]
    remove: Callable[[Actor, str], Changes]
    identity: Callable[[Row], str]


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows of one table, filtered by the words of a text in any column."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._all: tuple[Row, ...] = ()
        self._shown: tuple[Row, ...] = ()
        self._words: tuple[str, ...] = ()

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show these rows."""
        self._all = rows
        self._filter()

    def set_filter(self, text: str) -> None:
        """Show only rows that have every word of ``text`` in some column."""
        self._words = tuple(text.lower().split())
        self._filter()

    def row_at(self, position: int) -> Row | None:
        """The row shown at a position, or None."""
        return self._shown[position] if 0 <= position < len(self._shown) else None

    @override
    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self._columns)

    @override
    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index.row())
        if row is None or not 0 <= index.column() < len(self._columns):
            return None
        column = self._columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.right_aligned:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight if column.right_aligned else Qt.AlignmentFlag.AlignLeft
            )
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _filter(self) -> None:
        self.beginResetModel()
        self._shown = tuple(row for row in self._all if self._matches(row))
        self.endResetModel()

    def _matches(self, row: Row) -> bool:
        text = " ".join(column.text(row) for column in self._columns).lower()
        return all(word in text for word in self._words)


def confirmed(parent: QWidget, title: str, question: str) -> bool:
    """Ask before something is removed."""
    yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
    return QMessageBox.question(parent, title, question, yes | no, no) is yes


class TablePage(QWidget, Generic[Row]):
    """The list of one of the office's tables."""

    def __init__(self, context: AppContext, table: OfficeTable[Row], parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._table = table
        self.model: RowsModel[Row] = RowsModel(table.columns, self)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setAccessibleName(f"List of each {table.singular}")
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setTabKeyNavigation(False)
        self.view.setShowGrid(False)
        self.view.verticalHeader().hide()
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(f"Filter by any word of a {table.singular}")
        self.filter.setAccessibleName(f"Filter the list of each {table.singular}")
        self.filter.setClearButtonEnabled(True)
        self._empty = QLabel(table.empty)
        self._empty.setProperty("role", "hint")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._empty.hide()
        self._lay_out()
        self.filter.textChanged.connect(self.model.set_filter)
        self.view.doubleClicked.connect(self.change)
        QShortcut(QKeySequence("Return"), self.view, self.change).setContext(_HERE)
        QShortcut(QKeySequence("Delete"), self.view, self.remove).setContext(_HERE)

    def reload(self) -> None:
        """Read the rows again."""
        topic = f"office-{self._table.singular}"
        self._context.tasks.read(self._table.load, self._show, topic=topic)

    def add(self) -> None:
        """Open an empty form."""
        self._open(None)

    def change(self) -> None:
        """Open the form of the chosen row."""
        row = self.model.row_at(self.view.currentIndex().row())
        if row is not None:
            self._open(row)

    def remove(self) -> None:
        """Remove the chosen row after asking."""
        row = self.model.row_at(self.view.currentIndex().row())
        if row is None:
            return
        named = self._table.columns[0].text(row)
        question = f"Remove the {self._table.singular} {named}?"
        if confirmed(self, f"Remove {self._table.singular}", question):
            work = partial(self._table.remove, self._context.actor, self._table.identity(row))
            self._context.tasks.write(work, self._on_written, self._on_refused)

    def add_button(self, words: str, action: Callable[[], None]) -> QPushButton:
        """Offer one more thing to do with the table, at the end of its buttons."""
        button = QPushButton(words)
        button.clicked.connect(action)
        self._buttons.addWidget(button)
        return button

    def _open(self, row: Row | None) -> None:
        form = self._table.form(row)
        verb = "New" if row is None else "Change"

        def take() -> Callable[[], object]:
            return partial(self._table.save, self._context.actor, self._table.value(form))

        dialog = FormDialog(self._context, f"{verb} {self._table.singular}", form, take, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(self._on_written)
        dialog.open()

    def _show(self, rows: tuple[Row, ...]) -> None:
        chosen = self.view.currentIndex().row()
        self.model.set_rows(rows)
        self._empty.setVisible(not rows)
        self.view.setVisible(bool(rows))
        self.filter.setVisible(bool(rows))
        for button in self._of_a_row:
            button.setEnabled(bool(rows))
        if rows:
            self.view.selectRow(max(0, min(chosen, self.model.rowCount() - 1)))

    def _on_written(self, changes: object) -> None:
        if isinstance(changes, Changes):
            self._context.changed(changes)
        self.reload()

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, MedCoderError):
            QMessageBox.information(self, f"The {self._table.singular} stays", error.sentence)
        else:
            self._context.show_error(error)

    def _lay_out(self) -> None:
        self._buttons = QHBoxLayout()
        keeping_its_room = self.filter.sizePolicy()
        keeping_its_room.setRetainSizeWhenHidden(True)  # the buttons stay where they are
        self.filter.setSizePolicy(keeping_its_room)
        self._buttons.addWidget(self.filter, 1)
        self.add_button(f"New {self._table.singular}…", self.add).setProperty("role", "primary")
        self._of_a_row = (
            self.add_button("Change…", self.change),
            self.add_button("Remove…", self.remove),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(self._buttons)
        column.addWidget(self._empty, 1)
        column.addWidget(self.view, 1)


_HERE = Qt.ShortcutContext.WidgetShortcut

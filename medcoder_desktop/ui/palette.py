"""The command palette: every action with its shortcut, every visit and patient by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from medcoder_desktop.domain.encounters import EncounterRow
from medcoder_desktop.domain.patients import Patient
from medcoder_desktop.ui.actions import Actions, Choice
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.palette_painting import ENTRY_ROLE, EntryPainter
from medcoder_desktop.ui.palette_ranking import ranked

_WIDTH, _HEIGHT = 640, 420
_MOST_PEOPLE = 8
_PAUSE = 80  # milliseconds after a key before names are looked up
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette.

    Attributes:
        kind: Section of an action, ``Visit`` or ``Patient``.
        keys: Shortcut; empty for none.
        choose: What Enter does.
    """

    kind: str
    text: str
    keys: str
    enabled: bool
    choose: Callable[[], None]


class EntryModel(QAbstractListModel):
    """The entries as a list."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: tuple[Entry, ...]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    @override
    def rowCount(self, parent: object = _ROOT) -> int:
        return len(self.entries)

    @override
    def data(self, index: object, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = index.row() if isinstance(index, QModelIndex) else -1
        if not 0 <= row < len(self.entries):
            return None
        entry = self.entries[row]
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (entry.text, entry.kind, entry.keys) if part)
        return None


class Palette(QFrame):
    """Floats over the window; Enter does what is chosen, Esc goes back to where one was.

    Args:
        actions: What can be done.
        context: None until the services are open; then visits and patients are found too.
    """

    def __init__(self, window: QWidget, actions: Actions) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._context: AppContext | None = None
        self._show_patient: Callable[[str], None] | None = None
        self._people: tuple[Entry, ...] = ()
        self._before: QWidget | None = None
        self.setProperty("role", "palette")
        self.setAccessibleName("Command palette")
        self.entry = QLineEdit()
        self.entry.setProperty("role", "paletteEntry")
        self.entry.setPlaceholderText("Type an action, a visit or a patient")
        self.entry.setAccessibleName("Find anything or run a command")
        self.entry.textChanged.connect(self._on_typed)
        self.entry.installEventFilter(self)
        self.model = EntryModel(self)
        self.list = QListView()
        self.list.setProperty("role", "plainList")
        self.list.setAccessibleName("What was found")
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._on_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(4)
        column.addWidget(self.entry)
        column.addWidget(self.list, 1)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._look_up)
        self.hide()

    def attach(self, context: AppContext, show_patient: Callable[[str], None]) -> None:
        """The services are open.

        Args:
            show_patient: Shows the visits of a patient by name.
        """
        self._context = context
        self._show_patient = show_patient
        self.list.setItemDelegate(EntryPainter(context.theme, self.list))

    @Slot()
    def open(self) -> None:
        """Come up empty, with the keyboard in the entry."""
        if self.isVisible():
            self.close_up()
            return
        self._before = QApplication.focusWidget()
        self._people = ()
        self.entry.clear()
        self._list_actions()
        width = min(_WIDTH, self._window.width() - 32)
        self.resize(width, min(_HEIGHT, self._window.height() - 80))
        self.move((self._window.width() - width) // 2, 44)
        self.show()
        self.raise_()
        self.entry.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def close_up(self) -> None:
        """Go away, and give the keyboard back."""
        self._pause.stop()
        if self._context is not None:
            self._context.tasks.forget("palette")
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, down, Enter and Esc while typing; gone when the keyboard goes elsewhere."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(Qt.Key(event.key()))
        if event.type() == QEvent.Type.FocusOut and self.isVisible() and not self.underMouse():
            self._before = None
            self.close_up()
        return False

    def _on_key(self, key: Qt.Key) -> bool:
        rows = self.model.rowCount()
        current = self.list.currentIndex().row()
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_PageUp: -8,
        }
        if key in steps and rows:
            self._choose_row(max(0, min(rows - 1, current + steps[key])))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._do(current)
        elif key == Qt.Key.Key_Escape:
            self.close_up()
        else:
            return False
        return True

    @Slot(str)
    def _on_typed(self, typed: str) -> None:
        self._people = ()
        self._list_actions()
        if typed.strip() and self._context is not None:
            self._pause.start()

    @Slot()
    def _look_up(self) -> None:
        context, typed = self._context, self.entry.text().strip()
        if context is None or not typed:
            return
        context.tasks.read(partial(_people_named, context, typed), self._on_found, topic="palette")

    def _on_found(self, found: tuple[tuple[EncounterRow, ...], tuple[Patient, ...]]) -> None:
        context, show_patient = self._context, self._show_patient
        if context is None or show_patient is None:
            return
        visits, patients = found
        self._people = (
            *(_entry_of_visit(context, row) for row in visits),
            *(_entry_of_patient(patient, show_patient) for patient in patients),
        )
        self._list_actions()

    def _list_actions(self) -> None:
        found = ranked(self._actions.choices(), self.entry.text())
        row = self.list.currentIndex().row() if self._people else 0
        meant, perhaps = self._entries_of(found.meant), self._entries_of(found.perhaps)
        self.model.show((*meant, *self._people, *perhaps))
        self._choose_row(max(0, min(row, len(self.model.entries) - 1)))

    def _entries_of(self, choices: tuple[Choice, ...]) -> tuple[Entry, ...]:
        run = self._actions.run
        return tuple(
            Entry(c.section, c.text, c.shortcut, c.enabled, partial(run, c.id)) for c in choices
        )

    def _choose_row(self, row: int) -> None:
        self.list.setCurrentIndex(self.model.index(row))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self._do(index.row())

    def _do(self, row: int) -> None:
        if 0 <= row < len(self.model.entries) and self.model.entries[row].enabled:
            chosen = self.model.entries[row]
            self.close_up()
            chosen.choose()


def _people_named(
    context: AppContext, typed: str
) -> tuple[tuple[EncounterRow, ...], tuple[Patient, ...]]:
    patients = context.services.patients
    return patients.encounter_rows(typed, _MOST_PEOPLE), patients.patients(typed, _MOST_PEOPLE)


def _entry_of_visit(context: AppContext, row: EncounterRow) -> Entry:
    visit = row.encounter
    text = f"{row.patient_name}  ·  {visit.number}  ·  {visit.date_of_service}"
    return Entry("Visit", text, "", enabled=True, choose=partial(context.open_visit, visit.id))


def _entry_of_patient(patient: Patient, show_patient: Callable[[str], None]) -> Entry:
    born = f"  ·  born {patient.birth_date}" if patient.birth_date else ""
    text = f"{patient.name.listed}{born}"
    show = partial(show_patient, patient.name.listed)
    return Entry("Patient", text, "", enabled=True, choose=show)

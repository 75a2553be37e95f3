"""The patients of an import beside those who are known: who is whom, before anything is stored."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget
from typing_extensions import override

from medcoder_desktop.domain.import_batches import ImportChoice, Match, PatientMatch
from medcoder_desktop.domain.patients import Patient
from medcoder_desktop.ui.icons import icon
from medcoder_desktop.ui.theme import Theme

_HEADINGS = ("Patient", "Born", "Sex", "Record numbers", "Address and phone", "What happens")
_TONES = {Match.NEW: "ok", Match.KNOWN: "information", Match.NEAR: "warning"}
_WORDS = {
    Match.NEW: "new patient",
    Match.KNOWN: "known: {reason}",
    Match.NEAR: "looks like a known patient: choose",
}
_CHOICE = int(Qt.ItemDataRole.UserRole)
_LAST = len(_HEADINGS) - 1
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class PatientsTree(QTreeWidget):
    """Each patient of the files; below, line for line, the known ones who are or may be the same.

    A patient who looks like a known one stays a patient of their own unless a person says
    otherwise, with a click or the space bar.

    Signals:
        choice_changed: Another known patient, or none, was chosen.
    """

    choice_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._settling = False
        self.setProperty("role", "rows")
        self.setAccessibleName("Patients in the files")
        self.setHeaderLabels(list(_HEADINGS))
        self.setAllColumnsShowFocus(True)
        header = self.header()
        header.setStretchLastSection(True)
        for column, width in enumerate((180, 88, 36, 120, 190)):
            header.resizeSection(column, width)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.itemChanged.connect(self._on_changed)

    def show_matches(self, matches: tuple[PatientMatch, ...]) -> None:
        """Show patients, those to decide about first."""
        order = (Match.NEAR, Match.NEW, Match.KNOWN)
        self._settling = True
        self.clear()
        for match in sorted(matches, key=lambda each: order.index(each.match)):
            self.addTopLevelItem(self._line(match))
        lines = self._lines()
        for line in lines:
            line.setExpanded(line.data(0, _CHOICE) is Match.NEAR)
        self._settling = False
        if lines:
            self.setCurrentItem(lines[0])

    def choices(self) -> tuple[ImportChoice, ...]:
        """What was decided about each patient who looks like a known one."""
        return tuple(
            choice
            for line in self._lines()
            for child in _children(line)
            if isinstance(choice := child.data(0, _CHOICE), ImportChoice)
            and child.checkState(_LAST) == _CHECKED
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        is_choice = item is not None and isinstance(item.data(0, _CHOICE), ImportChoice)
        if item is not None and is_choice and event.key() == Qt.Key.Key_Space:
            item.setCheckState(_LAST, _CHECKED)
        else:
            super().keyPressEvent(event)

    def _lines(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [line for line in found if line is not None]

    def _line(self, match: PatientMatch) -> QTreeWidgetItem:
        words = _WORDS[match.match].format(reason=match.reason)
        line = QTreeWidgetItem([*_cells(match.imported), words])
        tone = _TONES[match.match]
        colour = self._theme.colour(tone)
        line.setIcon(_LAST, icon(tone, colour))
        line.setForeground(_LAST, colour)
        line.setToolTip(0, f"From {match.file}")
        line.setToolTip(_LAST, words)
        line.setData(0, _CHOICE, match.match)
        if match.match is Match.KNOWN and match.known is not None:
            line.addChild(QTreeWidgetItem([*_cells(match.known), "as the office knows them"]))
        if match.lookalikes:
            bold = QFont(self.font())
            bold.setBold(True)
            line.setFont(0, bold)
            mine = match.imported.id
            self._add_choice(line, ImportChoice(mine, ""), ("", "", "", "", ""), "New patient")
            for near in match.lookalikes:
                self._add_choice(
                    line,
                    ImportChoice(mine, near.patient.id),
                    _cells(near.patient),
                    f"The same person ({near.reason})",
                )
        return line

    def _add_choice(
        self,
        line: QTreeWidgetItem,
        choice: ImportChoice,
        cells: tuple[str, ...],
        words: str,
    ) -> None:
        child = QTreeWidgetItem([*cells, words])
        child.setToolTip(_LAST, words)
        child.setData(0, _CHOICE, choice)
        child.setCheckState(_LAST, _UNCHECKED if choice.known_id else _CHECKED)
        line.addChild(child)

    def _on_changed(self, item: QTreeWidgetItem, column: int) -> None:
        """One of a patient's choices holds, and exactly one."""
        line = item.parent()
        if self._settling or column != _LAST or line is None:
            return
        self._settling = True
        for child in _children(line):
            child.setCheckState(_LAST, _CHECKED if child is item else _UNCHECKED)
        self._settling = False
        self.choice_changed.emit()


def _children(line: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (line.child(number) for number in range(line.childCount()))
    return [child for child in found if child is not None]


def _cells(patient: Patient) -> tuple[str, ...]:
    address = patient.address
    where = ", ".join(part for part in (address.line1, address.city, patient.phone) if part)
    return (
        patient.name.listed,
        str(patient.birth_date or "not stated"),
        patient.sex.value,
        ", ".join(number.value for number in patient.record_numbers),
        where,
    )

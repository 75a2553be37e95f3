"""The patient banner: who is seen, when, by whom, and who pays."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from medcoder_desktop.domain.places import PLACES_OF_SERVICE
from medcoder_desktop.domain.visit_states import EncounterStatus
from medcoder_desktop.domain.visits import Visit
from medcoder_desktop.ui.style import set_role
from medcoder_desktop.ui.workbench.elided_label import ElidedLabel
from medcoder_desktop.ui.workbench.opened_visit import PreviousVisit

_MOST_CODES = 4
_WIDTH_FOR_ALL = 1240
_MOST_STATUS_WIDTH = 180


class PatientBanner(QFrame):
    """One row of facts; each group opens the form that corrects it.

    Signals:
        edit_wanted: The coder wants to correct visit, patient or coverage.
        previous_wanted: Id of the visit before.
    """

    edit_wanted = Signal()
    previous_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.setFixedHeight(48)
        self._previous = ""
        self._waiting_for = ""
        self.name = ElidedLabel()
        self.name.setProperty("role", "name")
        self.born = _Fact("Sex · age · born")
        self.day = _Fact("Date of service")
        self.place = _Fact("Place")
        self.provider = _Fact("Rendering")
        self.payer = _Fact("Payer")
        self.last = _Fact("Last visit")
        self._facts = (self.born, self.day, self.place, self.provider, self.payer, self.last)
        self.last.value.clicked.connect(self._on_last)
        self.edit = QPushButton("Edit…")
        self.edit.setAccessibleName("Edit visit, patient and coverage")
        self.edit.clicked.connect(self.edit_wanted)
        self.status = QLabel()
        self.status.setProperty("role", "chip")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(20)
        row.addWidget(self.name)
        for fact in self._facts:
            row.addWidget(fact)
        for fact in self._facts[:-1]:
            fact.value.clicked.connect(self.edit_wanted)
        row.addStretch(1)
        row.addWidget(self.status, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_visit(self, visit: Visit, previous: PreviousVisit | None) -> None:
        """Show a visit and the one before."""
        patient, encounter = visit.patient, visit.encounter
        day = encounter.date_of_service
        born = patient.birth_date.isoformat() if patient.birth_date else "born unknown"
        numbers = patient.record_numbers
        self.name.setText(patient.name.listed)
        self.name.setToolTip(f"MRN {numbers[0].value}" if numbers else "")
        self.born.say(f"{patient.sex.value} · {patient.age_text_on(day)} · {born}")
        self.day.say(f"{day.isoformat()} · {encounter.number}")
        place = encounter.place_of_service
        where = visit.facility.name if visit.facility else PLACES_OF_SERVICE.get(place, "")
        self.place.say(f"{place} {where}".rstrip())
        self.provider.say(visit.provider.signed_name if visit.provider else "not chosen")
        if visit.payer is not None and visit.coverage is not None:
            member = visit.coverage.member_id or "no member ID"
            self.payer.say(f"{visit.payer.name} · {member}")
        else:
            self.payer.say("Self-paying")
        self._show_previous(previous)
        self._waiting_for = encounter.waiting_for
        self.show_status(encounter.status)

    def show_status(self, status: EncounterStatus) -> None:
        """Show how far the visit has come, and lock the form of a finished one."""
        said = status.said(self._waiting_for)
        whole = said[:1].upper() + said[1:]
        metrics = self.status.fontMetrics()
        self.status.setText(
            metrics.elidedText(whole, Qt.TextElideMode.ElideRight, _MOST_STATUS_WIDTH)
        )
        self.status.setToolTip(said)
        set_role(self.status, tone="accent" if status.can_be_coded else "ok")
        self.edit.setEnabled(status.can_be_coded)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show_previous(self, previous: PreviousVisit | None) -> None:
        self._previous = previous.encounter_id if previous else ""
        if previous is None:
            self.last.say("none here")
            return
        codes = ", ".join(previous.codes[:_MOST_CODES])
        more = " …" if len(previous.codes) > _MOST_CODES else ""
        self.last.say(f"{previous.date_of_service.isoformat()}  {codes}{more}".rstrip())

    def _fit(self) -> None:
        """Leave the least needed facts out of a narrow window rather than cut words."""
        self.last.setVisible(self.width() >= _WIDTH_FOR_ALL)

    def _on_last(self) -> None:
        if self._previous:
            self.previous_wanted.emit(self._previous)


class _Fact(QWidget):
    """A small caption over a value that can be clicked."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        self._caption = caption
        words = QLabel(caption)
        words.setProperty("role", "caption")
        self.value = ElidedLabel()
        self.value.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 3, 0, 3)
        column.setSpacing(0)
        column.addWidget(words)
        column.addWidget(self.value)

    @property
    def text(self) -> str:
        """The value shown."""
        return self.value.text()

    def say(self, value: str) -> None:
        """Show another value."""
        self.value.setText(value)
        self.value.setToolTip(value)
        self.value.setAccessibleName(f"{self._caption}: {value}")

"""New visit by hand, and the correction of one: patient, coverage and visit in one dialog."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.patients import Coverage, Patient
from medcoder_desktop.domain.practice import Facility, Payer, Provider
from medcoder_desktop.domain.validation import Problem
from medcoder_desktop.domain.visits import Visit
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.forms.coverage_form import CoverageFields
from medcoder_desktop.ui.forms.form import Form
from medcoder_desktop.ui.forms.form_dialog import FormDialog
from medcoder_desktop.ui.forms.patient_form import PatientFields
from medcoder_desktop.ui.forms.visit_form import VisitFields

_CHANGED = Changed.PATIENTS | Changed.COVERAGE | Changed.ENCOUNTERS
_Loaded = tuple[tuple[Patient, ...], tuple[Payer, ...], tuple[Provider, ...], tuple[Facility, ...]]
_LoadedVisit = tuple[Visit, tuple[Payer, ...], tuple[Provider, ...], tuple[Facility, ...]]


class VisitForm:
    """Patient, coverage and visit together."""

    def __init__(self, context: AppContext, *, known_patients: bool) -> None:
        self._context = context
        self.form = Form()
        self.form.add_section("Patient")
        if known_patients:
            self.form.add_text("known", "Known patient", "type a name to use one on file")
        self.patient = PatientFields(self.form)
        self.form.add_section("Coverage")
        self.coverage = CoverageFields(self.form)
        self.form.add_section("Visit")
        self.visit = VisitFields(self.form)

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the visit from being saved."""
        today = self._context.clock.today()
        return (
            *self.patient.problems(today),
            *self.coverage.problems(today),
            *self.visit.problems(self.patient.value(), today),
        )

    def values(self) -> tuple[Patient, Coverage | None, Encounter]:
        """What the fields say."""
        patient = self.patient.value()
        coverage = self.coverage.value(patient.id)
        coverage_id = coverage.id if coverage else None
        return patient, coverage, self.visit.value(patient.id, coverage_id)


class NewVisitDialog(FormDialog):
    """Type a new visit; the patient may be new or on file.

    Signals:
        visit_added: Id of the visit, once it is stored.
    """

    visit_added = Signal(str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        self.fields = VisitForm(context, known_patients=True)
        super().__init__(context, "New visit", self.fields, self._work, parent)
        self._context = context
        self._patients: dict[str, Patient] = {}
        self.fields.visit.form.set_day("date_of_service", context.clock.today())
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        known = self.fields.form.editor("known")
        known.setCompleter(completer)  # type: ignore[attr-defined]  # the field is a line edit
        completer.activated.connect(self._use_known)
        self.saved.connect(self._announce)
        context.tasks.read(self._load, self._offer, topic="new-visit")

    def _load(self) -> _Loaded:
        services = self._context.services
        return (
            services.patients.patients(limit=5000),
            services.office.payers(),
            services.office.providers(active_only=True),
            services.office.facilities(),
        )

    def _offer(self, loaded: _Loaded) -> None:
        patients, payers, providers, facilities = loaded
        for patient in patients:
            born = f"  born {patient.birth_date}" if patient.birth_date else ""
            number = f"  {patient.record_numbers[0].value}" if patient.record_numbers else ""
            self._patients[f"{patient.name.listed}{born}{number}"] = patient
        self._names.setStringList(list(self._patients))
        self.fields.coverage.set_payers(payers)
        self.fields.visit.set_providers(providers)
        self.fields.visit.set_facilities(facilities)

    def _use_known(self, words: str) -> None:
        patient = self._patients.get(words)
        if patient is None:
            return
        self.fields.patient.fill(patient)
        load = partial(self._context.services.patients.coverages, patient.id)
        self._context.tasks.read(load, self._use_coverage, topic="known-coverage")

    def _use_coverage(self, coverages: tuple[Coverage, ...]) -> None:
        self.fields.coverage.fill(coverages[0] if coverages else None)

    def _work(self) -> Callable[[], object]:
        patient, coverage, encounter = self.fields.values()
        add = self._context.services.patients.add_visit
        return partial(add, self._context.actor, patient, coverage, encounter)

    def _announce(self, encounter: object) -> None:
        assert isinstance(encounter, Encounter)  # noqa: S101 - add_visit returns one
        self._context.changed(Changes(_CHANGED, frozenset({encounter.id})))
        self.visit_added.emit(encounter.id)


class EditVisitDialog(FormDialog):
    """Correct a visit, its patient and its coverage."""

    def __init__(
        self, context: AppContext, encounter_id: str, parent: QWidget | None = None
    ) -> None:
        self.fields = VisitForm(context, known_patients=False)
        super().__init__(context, "Visit, patient and coverage", self.fields, self._work, parent)
        self._context = context
        self._encounter_id = encounter_id
        self.saved.connect(self._announce)
        context.tasks.read(self._load, self._show, topic="edit-visit")

    def _load(self) -> _LoadedVisit:
        services = self._context.services
        visit = services.patients.visit(self._encounter_id)
        providers = services.office.providers(active_only=True)
        if visit.provider is not None and visit.provider not in providers:
            providers = (*providers, visit.provider)
        return visit, services.office.payers(), providers, services.office.facilities()

    def _show(self, loaded: _LoadedVisit) -> None:
        visit, payers, providers, facilities = loaded
        self.fields.patient.fill(visit.patient)
        self.fields.coverage.set_payers(payers)
        self.fields.coverage.fill(visit.coverage)
        self.fields.visit.set_providers(providers)
        self.fields.visit.set_facilities(facilities)
        self.fields.visit.fill(visit.encounter)

    def _work(self) -> Callable[[], object]:
        patient, coverage, encounter = self.fields.values()
        correct = self._context.services.patients.correct_visit
        return partial(correct, self._context.actor, patient, coverage, encounter)

    def _announce(self, _: object) -> None:
        self._context.changed(Changes(_CHANGED, frozenset({self._encounter_id})))

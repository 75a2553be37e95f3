"""The fields of a visit (boxes 24A, 24B, 24J, 32)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QComboBox

from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.patients import Patient
from medcoder_desktop.domain.places import PLACES_OF_SERVICE
from medcoder_desktop.domain.practice import Facility, Provider
from medcoder_desktop.domain.validation import Problem, encounter_problems
from medcoder_desktop.ui.forms.form import Form

_NO_PROVIDER = ""
_NO_FACILITY = ""
_OFFICE = "11"


class VisitFields:
    """A visit's fields inside a form that may hold more."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._before: Encounter | None = None
        self._id = new_id()
        self._kinds: dict[str, str] = {}
        form.add_date("date_of_service", "Date of service")
        places = [(code, f"{code}  {name}") for code, name in PLACES_OF_SERVICE.items()]
        form.add_choice("place_of_service", "Place of service", places)
        form.set_text("place_of_service", _OFFICE)
        form.add_choice("facility_id", "Facility", ((_NO_FACILITY, "The practice itself"),))
        form.add_choice("provider_id", "Rendering provider", ((_NO_PROVIDER, "Not chosen yet"),))
        form.add_text("reason", "Reason for the visit")
        facility = form.editor("facility_id")
        assert isinstance(facility, QComboBox)  # noqa: S101 - it was added as a choice
        facility.activated.connect(self._on_facility)

    def set_providers(self, providers: Sequence[Provider]) -> None:
        """Offer these providers; a lone one is chosen."""
        choices = [(_NO_PROVIDER, "Not chosen yet")]
        choices += [(provider.id, provider.listed_name) for provider in providers]
        self.form.set_choices("provider_id", choices)
        if len(providers) == 1 and self._before is None:
            self.form.set_text("provider_id", providers[0].id)

    def set_facilities(self, facilities: Sequence[Facility]) -> None:
        """Offer these facilities; choosing one chooses the kind of place it is."""
        self._kinds = {each.id: each.place_of_service for each in facilities}
        choices = [(_NO_FACILITY, "The practice itself")]
        choices += [(each.id, each.name) for each in facilities]
        self.form.set_choices("facility_id", choices)

    def _on_facility(self, _: int) -> None:
        kind = self._kinds.get(self.form.text("facility_id"), "")
        if kind:
            self.form.set_text("place_of_service", kind)

    def fill(self, encounter: Encounter) -> None:
        """Show a known visit."""
        self._before = encounter
        self.form.set_day("date_of_service", encounter.date_of_service)
        self.form.set_text("facility_id", encounter.facility_id or _NO_FACILITY)
        self.form.set_text("place_of_service", encounter.place_of_service)
        self.form.set_text("provider_id", encounter.provider_id or _NO_PROVIDER)
        self.form.set_text("reason", encounter.reason)

    def value(self, patient_id: str, coverage_id: str | None) -> Encounter:
        """What the fields say.

        Raises:
            ValueError: The date of service cannot be read; ask ``problems`` first.
        """
        day = self.form.day("date_of_service")
        if day is None:
            raise ValueError("no date of service")
        before = self._before or Encounter(self._id, "", patient_id, day)
        return replace(
            before,
            date_of_service=day,
            place_of_service=self.form.text("place_of_service"),
            provider_id=self.form.text("provider_id") or None,
            coverage_id=coverage_id,
            reason=self.form.text("reason"),
            facility_id=self.form.text("facility_id") or None,
        )

    def problems(self, patient: Patient | None, today: date) -> tuple[Problem, ...]:
        """What keeps the visit from being saved."""
        if self.form.day("date_of_service") is None:
            text = self.form.text("date_of_service")
            return (Problem("date_of_service", "field.not_a_date", {"text": text}),)
        return encounter_problems(self.value("", None), patient, today)

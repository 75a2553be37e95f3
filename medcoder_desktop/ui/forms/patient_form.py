"""The form of a patient's demographics (boxes 2, 3 and 5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.patients import Patient, RecordNumber, Sex
from medcoder_desktop.domain.people import PersonName
from medcoder_desktop.domain.validation import Problem, patient_problems
from medcoder_desktop.ui.forms.form import Form
from medcoder_desktop.ui.forms.people_fields import (
    add_address,
    add_name,
    address_in,
    fill_address,
    fill_name,
    name_in,
)

OFFICE_NUMBERS = "MRN"
"""The system of chart numbers typed by hand."""

SEX_CHOICES = (
    (Sex.FEMALE.value, "Female"),
    (Sex.MALE.value, "Male"),
    (Sex.UNKNOWN.value, "Unknown"),
)
PATIENT_FIELDS = (
    "name.family", "name.given", "name.middle", "birth_date", "sex", "address.line1",
    "address.line2", "address.city", "address.state", "address.postal_code", "phone",
    "record_number",
)  # fmt: skip

_NOBODY = PersonName("", "")


class PatientFields:
    """A patient's fields inside a form that may hold more."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._before: Patient | None = None
        self._id = new_id()
        add_name(form)
        form.add_date("birth_date", "Date of birth")
        form.add_choice("sex", "Sex", SEX_CHOICES)
        add_address(form)
        form.add_text("phone", "Phone")
        form.add_text("record_number", "Chart number")

    def fill(self, patient: Patient | None) -> None:
        """Show a known patient, or empty fields for a new one."""
        self._before = patient
        shown = patient or Patient(self._id, _NOBODY, None, Sex.FEMALE)
        fill_name(self.form, shown.name)
        self.form.set_day("birth_date", shown.birth_date)
        self.form.set_text("sex", shown.sex.value)
        fill_address(self.form, shown.address)
        self.form.set_text("phone", shown.phone)
        numbers = shown.record_numbers
        self.form.set_text("record_number", numbers[0].value if numbers else "")

    def value(self) -> Patient:
        """What the fields say."""
        before = self._before
        typed = self.form.text("record_number")
        numbers = before.record_numbers if before else ()
        if typed != (numbers[0].value if numbers else ""):
            first = (RecordNumber(OFFICE_NUMBERS, typed),) if typed else ()
            numbers = (*first, *numbers[1:])
        patient = Patient(
            id=before.id if before else self._id,
            name=name_in(self.form, before=before.name if before else None),
            birth_date=self.form.day("birth_date"),
            sex=Sex(self.form.text("sex")),
            address=address_in(self.form),
            phone=self.form.text("phone"),
        )
        return replace(patient, record_numbers=numbers)

    def problems(self, today: date) -> tuple[Problem, ...]:
        """What keeps the patient from being saved."""
        unreadable = self.form.date_problems()
        fields = {problem.field for problem in unreadable}
        others = patient_problems(self.value(), today)
        return (*unreadable, *(problem for problem in others if problem.field not in fields))

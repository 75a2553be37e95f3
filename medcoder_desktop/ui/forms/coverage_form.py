"""The fields of a patient's coverage (boxes 1a, 4, 6, 7 and 11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.patients import Coverage, Relationship, Sex, Subscriber
from medcoder_desktop.domain.practice import Payer
from medcoder_desktop.domain.validation import Problem, coverage_problems
from medcoder_desktop.ui.forms.form import Form
from medcoder_desktop.ui.forms.patient_form import SEX_CHOICES
from medcoder_desktop.ui.forms.people_fields import (
    add_address,
    add_name,
    address_in,
    fill_address,
    fill_name,
    name_in,
)

SELF_PAYING = ""
"""Value of the payer field when nobody else pays."""

_RELATIONSHIPS = (
    (Relationship.SELF.value, "The patient"),
    (Relationship.SPOUSE.value, "The patient's spouse"),
    (Relationship.CHILD.value, "A parent (the patient is the child)"),
    (Relationship.OTHER.value, "Someone else"),
)
_POLICY_FIELDS = ("member_id", "group_number", "plan_name", "relationship")
_SUBSCRIBER_FIELDS = (
    "subscriber.name.family", "subscriber.name.given", "subscriber.name.middle",
    "subscriber.birth_date", "subscriber.sex", "subscriber.address.line1",
    "subscriber.address.line2", "subscriber.address.city", "subscriber.address.state",
    "subscriber.address.postal_code",
)  # fmt: skip


class CoverageFields:
    """A policy's fields inside a form; fields that do not apply are hidden."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._before: Coverage | None = None
        self._id = new_id()
        form.add_choice("payer_id", "Payer", ((SELF_PAYING, "Self-paying patient"),))
        form.add_text("member_id", "Member ID", "as on the card")
        form.add_text("group_number", "Group number")
        form.add_text("plan_name", "Plan name")
        form.add_choice("relationship", "Policy held by", _RELATIONSHIPS)
        add_name(form, "subscriber.name")
        form.add_date("subscriber.birth_date", "Holder's date of birth")
        form.add_choice("subscriber.sex", "Holder's sex", SEX_CHOICES)
        add_address(form, "subscriber.address")
        form.changed.connect(self._show_what_applies)
        self._show_what_applies()

    def set_payers(self, payers: Sequence[Payer]) -> None:
        """Offer these payers."""
        choices = [(SELF_PAYING, "Self-paying patient")]
        choices += [(payer.id, payer.name) for payer in payers]
        self.form.set_choices("payer_id", choices)
        self._show_what_applies()

    def fill(self, coverage: Coverage | None) -> None:
        """Show a known policy, or empty fields."""
        self._before = coverage
        shown = coverage or Coverage(self._id, "", SELF_PAYING, "")
        for path in ("payer_id", "member_id", "group_number", "plan_name"):
            self.form.set_text(path, getattr(shown, path))
        self.form.set_text("relationship", shown.relationship.value)
        if shown.subscriber is not None:
            fill_name(self.form, shown.subscriber.name, "subscriber.name")
            self.form.set_day("subscriber.birth_date", shown.subscriber.birth_date)
            self.form.set_text("subscriber.sex", shown.subscriber.sex.value)
            fill_address(self.form, shown.subscriber.address, "subscriber.address")
        self._show_what_applies()

    def value(self, patient_id: str) -> Coverage | None:
        """What the fields say; None for a self-paying patient."""
        if self.form.text("payer_id") == SELF_PAYING:
            return None
        relationship = Relationship(self.form.text("relationship"))
        before = self._before
        subscriber = None
        if relationship is not Relationship.SELF:
            known = before.subscriber.name if before and before.subscriber else None
            subscriber = Subscriber(
                name=name_in(self.form, "subscriber.name", known),
                birth_date=self.form.day("subscriber.birth_date"),
                sex=Sex(self.form.text("subscriber.sex")),
                address=address_in(self.form, "subscriber.address"),
            )
        return Coverage(
            id=before.id if before else self._id,
            patient_id=patient_id,
            payer_id=self.form.text("payer_id"),
            member_id=self.form.text("member_id"),
            group_number=self.form.text("group_number"),
            plan_name=self.form.text("plan_name"),
            relationship=relationship,
            subscriber=subscriber,
            rank=before.rank if before else 1,
        )

    def problems(self, today: date) -> tuple[Problem, ...]:
        """What keeps the policy from being saved."""
        coverage = self.value("")
        return () if coverage is None else coverage_problems(coverage, today)

    def _show_what_applies(self) -> None:
        paid = self.form.text("payer_id") != SELF_PAYING
        held = paid and self.form.text("relationship") != Relationship.SELF.value
        self.form.set_shown(_POLICY_FIELDS, paid)
        self.form.set_shown(_SUBSCRIBER_FIELDS, held)

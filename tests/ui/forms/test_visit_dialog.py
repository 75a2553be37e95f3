"""A visit is typed by hand: patient, coverage and visit, checked while one types."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.patients import Relationship, Sex
from medcoder_desktop.domain.people import Address, PersonName
from medcoder_desktop.domain.practice import Facility, Payer, PayerKind, Provider
from medcoder_desktop.ui.forms.visit_dialog import EditVisitDialog, NewVisitDialog
from tests.ui.typist import ACTOR, Typist

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def typist(qtbot: QtBot, tmp_path: Path) -> Iterator[Typist]:
    made = Typist(qtbot, tmp_path)
    office = made.services.office
    office.save_payer(ACTOR, Payer(new_id(), "Blue Plan PPO", "99001", PayerKind.COMMERCIAL))
    provider = Provider(new_id(), PersonName("Lindqvist", "Hanna"), "MD", "1999999026")
    office.save_provider(ACTOR, provider)
    yield made
    made.close()


def open_new(typist: Typist) -> NewVisitDialog:
    dialog = NewVisitDialog(typist.context, typist.window)
    typist.window.show()
    dialog.open()
    typist.bring_to_front(dialog)
    typist.settle()
    return dialog


def type_patient(typist: Typist, dialog: NewVisitDialog) -> None:
    typist.fill(
        dialog.fields.form,
        name__family="Superbill",
        name__given="Paula",
        birth_date="5/5/1980",
        address__line1="1 Paper Street",
        address__city="Springfield",
        address__state="illinois",
        address__postal_code="62701",
    )


def save(typist: Typist, dialog: NewVisitDialog | EditVisitDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    typist.settle()


def test_a_visit_with_coverage_is_typed_and_stored(typist: Typist) -> None:
    dialog = open_new(typist)
    added: list[str] = []
    dialog.visit_added.connect(added.append)
    type_patient(typist, dialog)
    typist.fill(dialog.fields.form, payer_id="Blue", member_id="TEST55501")
    typist.fill(dialog.fields.form, date_of_service="03/14/2026", reason="Cough")
    save(typist, dialog)
    assert len(added) == 1
    visit = typist.services.patients.visit(added[0])
    assert visit.encounter.number == "V1001"
    assert visit.encounter.date_of_service == date(2026, 3, 14)
    assert visit.patient.name.listed == "Superbill, Paula"
    assert visit.patient.address.state == "IL"
    assert visit.patient.sex is Sex.FEMALE
    assert visit.payer is not None
    assert visit.payer.name == "Blue Plan PPO"
    assert visit.coverage is not None
    assert visit.coverage.relationship is Relationship.SELF
    assert visit.provider is not None
    assert not dialog.isVisible()


def test_a_facility_says_what_kind_of_place_it_is_and_stays_while_visits_were_there(
    typist: Typist,
) -> None:
    where = Address("1 Hospital Way", "", "Exampleton", "IL", "62701")
    hospital = Facility(new_id(), "Cedar General", "", where, "22")
    typist.services.office.save_facility(ACTOR, hospital)
    dialog = open_new(typist)
    type_patient(typist, dialog)
    choice = dialog.fields.form.editor("facility_id")
    assert isinstance(choice, QComboBox)
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert dialog.fields.form.text("place_of_service") == "22"
    save(typist, dialog)
    (row,) = typist.services.patients.encounter_rows()
    assert row.encounter.facility_id == hospital.id
    assert typist.services.patients.visit(row.encounter.id).facility == hospital
    with pytest.raises(InputError, match="facility_in_use"):
        typist.services.office.remove_facility(ACTOR, hospital.id)


def test_what_is_wrong_stands_below_its_field_and_gets_the_caret(typist: Typist) -> None:
    dialog = open_new(typist)
    typist.fill(dialog.fields.form, birth_date="31/31/1980")
    assert typist.problems(dialog.fields.form) == [
        "“31/31/1980” is not a date: write 2026-03-14 or 03/14/2026."
    ]
    save(typist, dialog)
    assert "Write the family name." in typist.problems(dialog.fields.form)
    assert dialog.isVisible()
    assert dialog.focusWidget().objectName() == "name.family"
    assert typist.services.patients.encounter_rows() == ()
    dialog.reject()


def test_a_policy_of_a_parent_asks_who_holds_it(typist: Typist) -> None:
    dialog = open_new(typist)
    form = dialog.fields.form
    holder = form.editor("subscriber.name.family")
    assert holder.isHidden()
    type_patient(typist, dialog)
    typist.fill(form, payer_id="Blue", member_id="TEST55501", relationship="A")
    assert not holder.isHidden()
    save(typist, dialog)
    assert "Write the family name." in typist.problems(form)
    typist.fill(form, subscriber__name__family="Superbill", subscriber__name__given="Pat")
    save(typist, dialog)
    (row,) = typist.services.patients.encounter_rows()
    coverage = typist.services.patients.visit(row.encounter.id).coverage
    assert coverage is not None
    assert coverage.subscriber is not None
    assert coverage.subscriber.name.listed == "Superbill, Pat"


def test_a_known_patient_is_used_again(typist: Typist) -> None:
    first = open_new(typist)
    type_patient(typist, first)
    typist.fill(first.fields.form, payer_id="Blue", member_id="TEST55501")
    save(typist, first)
    second = open_new(typist)
    known = second.fields.form.editor("known")
    assert isinstance(known, QLineEdit)
    completer = known.completer()
    completer.setCompletionPrefix("paula")
    completer.activated.emit(completer.currentCompletion())
    typist.settle()
    member = second.fields.form.editor("member_id")
    assert isinstance(member, QLineEdit)
    assert member.text() == "TEST55501"
    save(typist, second)
    assert len(typist.services.patients.patients()) == 1
    assert len(typist.services.patients.encounter_rows()) == 2


def test_a_visit_is_corrected_with_patient_and_coverage(typist: Typist) -> None:
    dialog = open_new(typist)
    type_patient(typist, dialog)
    save(typist, dialog)
    (row,) = typist.services.patients.encounter_rows()
    editing = EditVisitDialog(typist.context, row.encounter.id, typist.window)
    editing.open()
    typist.bring_to_front(editing)
    typist.settle()
    payer = editing.fields.form.editor("payer_id")
    assert isinstance(payer, QComboBox)
    assert payer.currentText() == "Self-paying patient"
    typist.fill(editing.fields.form, name__given="Pauline", payer_id="Blue", member_id="TEST55502")
    save(typist, editing)
    visit = typist.services.patients.visit(row.encounter.id)
    assert visit.patient.name.given == "Pauline"
    assert visit.coverage is not None
    assert visit.coverage.member_id == "TEST55502"
    assert typist.changes

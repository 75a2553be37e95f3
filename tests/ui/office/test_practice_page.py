"""The practice page: set up the office, correct it later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from medcoder_desktop.domain.changes import Changed
from medcoder_desktop.ui.forms.form_dialog import FormDialog
from medcoder_desktop.ui.office.page import PracticePage
from tests.ui.typist import Typist

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def typist(qtbot: QtBot, tmp_path: Path) -> Iterator[Typist]:
    made = Typist(qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def page(typist: Typist) -> PracticePage:
    made = PracticePage(typist.context)
    typist.show(made.widget)
    made.activated()
    typist.settle()
    return made


def dialog_of(typist: Typist) -> FormDialog:
    (dialog,) = (
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, FormDialog) and widget.isVisible()
    )
    typist.bring_to_front(dialog)
    return dialog


def save(typist: Typist, dialog: FormDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    typist.settle()


def button(page: QWidget, words: str) -> QPushButton:
    return next(made for made in page.findChildren(QPushButton) if made.text() == words)


def test_the_practice_is_entered_and_kept(typist: Typist, page: PracticePage) -> None:
    fields = page.practice.fields.form
    typist.fill(
        fields,
        name="Cedar Hollow",
        address__line1="410 Larkspur Mill Road",
        address__city="Springfield",
        address__state="il",
        address__postal_code="62701-0142",
        phone="217-555-0142",
        npi="1999999019",
        taxonomy="207q00000x",
        tax_id="00-1234567",
    )
    assert typist.problems(fields) == [
        "1999999019 is not a valid NPI: its check digit does not fit, so a digit is mistyped."
    ]
    page.practice.save()
    assert typist.services.office.practice() is None
    typist.fill(fields, npi="1999999018")
    assert typist.problems(fields) == []
    page.practice.save()
    typist.settle()
    practice = typist.services.office.practice()
    assert practice is not None
    assert practice.tax_id == "001234567"
    assert practice.taxonomy == "207Q00000X"
    assert typist.changes[-1].what is Changed.PRACTICE


def test_a_payer_is_added_changed_and_removed(
    typist: Typist, page: PracticePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.show_payers()
    typist.settle()
    assert not button(page.payers, "Change…").isEnabled()
    page.add()
    dialog = dialog_of(typist)
    typist.fill(dialog.form, name="Blue Plan PPO", payer_id="99001")
    save(typist, dialog)
    assert [payer.name for payer in typist.services.office.payers()] == ["Blue Plan PPO"]
    assert page.payers.model.rowCount() == 1
    assert button(page.payers, "Change…").isEnabled()
    typist.bring_to_front(typist.window)
    page.payers.view.setFocus()
    QTest.keyClick(page.payers.view, Qt.Key.Key_Return)
    dialog = dialog_of(typist)
    typist.fill(dialog.form, name="Blue Plan HMO")
    save(typist, dialog)
    assert [payer.name for payer in typist.services.office.payers()] == ["Blue Plan HMO"]
    typist.bring_to_front(typist.window)
    page.payers.view.setFocus()
    monkeypatch.setattr("medcoder_desktop.ui.office.table_page.confirmed", lambda *_: True)
    QTest.keyClick(page.payers.view, Qt.Key.Key_Delete)
    typist.settle()
    assert typist.services.office.payers() == ()


def test_a_facility_is_checked_as_one_types_and_kept(typist: Typist, page: PracticePage) -> None:
    page.show_facilities()
    page.add()
    dialog = dialog_of(typist)
    typist.fill(
        dialog.form, name="Cedar General", npi="1999999019", place_of_service="22",
        address__line1="1 Hospital Way", address__city="Exampleton", address__state="IL",
        address__postal_code="6270",
    )  # fmt: skip
    assert [sentence.split(":")[0] for sentence in typist.problems(dialog.form)] == [
        "1999999019 is not a valid NPI", "“6270” is not a ZIP code",
    ]  # fmt: skip
    typist.fill(dialog.form, npi="", address__postal_code="62701")
    save(typist, dialog)
    (facility,) = typist.services.office.facilities()
    assert (facility.name, facility.place_of_service) == ("Cedar General", "22")
    model = page.facilities.model
    assert str(model.index(0, 2).data()) == "22 On-campus outpatient hospital"


def test_a_fee_needs_an_amount_and_stands_in_the_list_once(
    typist: Typist, page: PracticePage
) -> None:
    page.show_fees()
    page.add()
    dialog = dialog_of(typist)
    typist.fill(dialog.form, procedure="99213", description="Office visit", charge="much")
    assert typist.problems(dialog.form) == [
        "“much” is not an amount: write dollars such as 185 or 185.00."
    ]
    typist.fill(dialog.form, charge="125")
    save(typist, dialog)
    (fee,) = typist.services.office.fee_lines()
    assert fee.charge == 125_00
    page.add()
    dialog = dialog_of(typist)
    typist.fill(dialog.form, procedure="99213", description="Again", charge="130")
    save(typist, dialog)
    assert dialog.isVisible()
    assert "is in the fee schedule already" in dialog.refusal
    dialog.reject()


def test_a_provider_is_listed_by_name_and_filtered(typist: Typist, page: PracticePage) -> None:
    page.show_providers()
    for family, npi in (("Lindqvist", "1999999026"), ("Caldwell", "1999999034")):
        page.add()
        dialog = dialog_of(typist)
        typist.fill(dialog.form, name__family=family, name__given="Test", npi=npi)
        save(typist, dialog)
    model = page.providers.model
    assert [model.index(row, 0).data() for row in range(2)] == ["Caldwell, Test", "Lindqvist, Test"]
    QTest.keyClicks(page.providers.filter, "lind")
    assert model.rowCount() == 1

"""The office's own fee schedule comes in from its table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medcoder_desktop.domain.changes import Changed
from medcoder_desktop.domain.fee_tables import FeeField
from medcoder_desktop.ui.office.fee_import_dialog import FeeImportDialog
from medcoder_desktop.ui.office.page import PracticePage
from tests.ui.typist import Typist

TABLE = """Our prices,,,
CPT,Mod,What we call it,2027 fee
99213,,Office visit,125.00
99214,25,Longer office visit,"$185.00"
G0439,,Yearly wellness visit,170
"""


@pytest.fixture
def typist(qtbot: QtBot, tmp_path: Path) -> Iterator[Typist]:
    made = Typist(qtbot, tmp_path / "folder")
    yield made
    made.close()


@pytest.fixture
def page(typist: Typist) -> PracticePage:
    made = PracticePage(typist.context)
    typist.show(made.widget)
    typist.settle()
    return made


def table_at(tmp_path: Path, text: str = TABLE) -> Path:
    path = tmp_path / "fees.csv"
    path.write_text(text, encoding="utf-8")
    return path


def opened(typist: Typist, page: PracticePage, path: Path) -> FeeImportDialog:
    page.import_fee_file(path)
    typist.settle()
    (dialog,) = typist.window.findChildren(FeeImportDialog)
    return dialog


def choose(dialog: FeeImportDialog, field: FeeField, heading: str) -> None:
    combo = dialog.view.combos[field]
    combo.setCurrentIndex(combo.findData(heading))


def test_the_columns_are_guessed_and_the_fees_shown_as_they_will_be(
    typist: Typist, page: PracticePage, tmp_path: Path
) -> None:
    dialog = opened(typist, page, table_at(tmp_path))
    assert dialog.columns == {
        FeeField.CODE: "CPT",
        FeeField.MODIFIER: "Mod",
        FeeField.DESCRIPTION: "What we call it",
        FeeField.CHARGE: "2027 fee",
    }
    model = dialog.view.model
    assert [[model.index(row, column).data() for column in range(5)] for row in range(2)] == [
        ["3", "99213", "125.00", "from now on", "Office visit"],
        ["4", "99214-25", "185.00", "from now on", "Longer office visit"],
    ]
    assert dialog.view.said.text() == "3 fees to import."
    dialog.reject()


def test_enter_imports_and_the_choice_of_columns_is_remembered(
    typist: Typist, page: PracticePage, tmp_path: Path
) -> None:
    path = table_at(tmp_path)
    dialog = opened(typist, page, path)
    choose(dialog, FeeField.DESCRIPTION, "Mod")
    choose(dialog, FeeField.MODIFIER, "")
    typist.settle()
    choose(dialog, FeeField.DESCRIPTION, "What we call it")
    typist.settle()
    typist.bring_to_front(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    typist.settle()
    fees = typist.services.office.fee_lines()
    assert [(fee.procedure, fee.modifier, fee.charge) for fee in fees] == [
        ("99213", "", 125_00), ("99214", "", 185_00), ("G0439", "", 170_00),
    ]  # fmt: skip
    assert typist.changes[-1].what is Changed.FEES
    again = opened(typist, page, path)
    assert FeeField.MODIFIER not in again.columns
    assert again.columns[FeeField.DESCRIPTION] == "What we call it"
    again.reject()


def test_a_row_that_cannot_be_read_is_named_by_its_line_and_stops_the_import(
    typist: Typist, page: PracticePage, tmp_path: Path
) -> None:
    dialog = opened(typist, page, table_at(tmp_path, TABLE + "99215,,Longest visit,ask Mary\n"))
    said = dialog.view.said
    assert "line 6" in said.text()
    assert "ask Mary" in said.text()
    assert said.property("role") == "error"
    assert dialog.view.model.rowCount() == 3
    assert not dialog.view.import_button.isEnabled()
    dialog.import_fees()
    typist.settle()
    assert typist.services.office.fee_lines() == ()
    dialog.reject()


def test_without_a_column_of_charges_it_asks_for_one(
    typist: Typist, page: PracticePage, tmp_path: Path
) -> None:
    dialog = opened(typist, page, table_at(tmp_path))
    choose(dialog, FeeField.CHARGE, "")
    typist.settle()
    assert dialog.view.said.text() == "Choose the column that holds the charge."
    choose(dialog, FeeField.CHARGE, "CPT")
    typist.settle()
    assert dialog.view.said.text() == "One column is chosen for two fields."
    assert not dialog.view.import_button.isEnabled()
    dialog.reject()


def test_rows_that_contradict_each_other_are_refused_whole(
    typist: Typist, page: PracticePage, tmp_path: Path
) -> None:
    dialog = opened(typist, page, table_at(tmp_path, TABLE + "99213,,Office visit,130.00\n"))
    dialog.import_fees()
    typist.settle()
    assert dialog.view.said.property("role") == "error"
    assert "99213" in dialog.view.said.text()
    assert dialog.isVisible()
    assert typist.services.office.fee_lines() == ()
    dialog.reject()


def test_a_file_that_is_no_table_is_one_sentence(
    typist: Typist, page: PracticePage, tmp_path: Path
) -> None:
    page.import_fee_file(table_at(tmp_path, ""))
    typist.settle()
    (error,) = typist.errors
    typist.errors.clear()
    assert "fees.csv" in error.sentence  # type: ignore[attr-defined] # one of this program's
    assert typist.window.findChildren(FeeImportDialog) == []


def test_the_fee_schedule_offers_the_import(typist: Typist, page: PracticePage) -> None:
    ids = {spec.id: spec for spec in page.actions_offered()}
    assert ids["practice.import_fees"].shortcut == "Ctrl+Shift+F"
    from PySide6.QtWidgets import QPushButton

    words = [button.text() for button in page.fees.findChildren(QPushButton)]
    assert "Import fee schedule…" in words

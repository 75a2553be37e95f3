"""Procedures in the code browser, and words the office teaches the search, with keys alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from medcoder_desktop.domain.codes import CodeSystem
from medcoder_desktop.ui.workbench.office_words_dialog import OfficeWordsDialog
from tests.ui.workbench.bench import CONTROL, SHIFT, Bench


def test_a_procedure_found_by_its_words_becomes_a_line_with_enter(bench: Bench) -> None:
    opened = bench.page.desk.current
    assert opened is not None
    fee = opened.fees[0]
    before = len(bench.sheet.lines)
    bench.press(Qt.Key.Key_F3)
    bench.type(fee.procedure)
    row = bench.view.codes.results.current_row()
    assert row is not None
    assert row.code.code == fee.procedure
    assert bench.view.codes.book.code == fee.procedure
    bench.press(Qt.Key.Key_Return)
    assert len(bench.sheet.lines) == before + 1
    assert bench.sheet.lines[-1].procedure == fee.procedure
    assert bench.sheet.lines[-1].charge == fee.charge


def test_a_procedure_without_a_fee_asks_for_its_charge(bench: Bench) -> None:
    bench.press(Qt.Key.Key_F3)
    bench.type("forearm crutches")
    bench.press(Qt.Key.Key_Return)
    entry = bench.view.sheet.entry
    assert entry.text() == "E0110 @"
    assert entry.hasFocus()


def test_ctrl_t_searches_diagnoses_then_procedures_and_is_remembered(bench: Bench) -> None:
    bench.press(Qt.Key.Key_F3)
    bench.type("electrocardiogram")
    found = bench.view.codes.results
    bench.press(Qt.Key.Key_T, CONTROL)
    row = found.current_row()
    assert row is not None
    assert row.code.system is CodeSystem.ICD10CM
    bench.press(Qt.Key.Key_T, CONTROL)
    row = found.current_row()
    assert row is not None
    assert row.code.system is not CodeSystem.ICD10CM
    assert bench.settings.text("search/sets") == "procedures"
    bench.press(Qt.Key.Key_T, CONTROL)
    assert bench.settings.text("search/sets") == "all"


def test_the_search_is_taught_words_and_knows_them_at_once(bench: Bench) -> None:
    bench.press(Qt.Key.Key_F3)
    bench.type("wobbly sugars")
    bench.press(Qt.Key.Key_T, CONTROL | SHIFT)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, OfficeWordsDialog))
    assert dialog.said.text() == "wobbly sugars"
    dialog.meant.setText("E11.65")
    QTest.keyClick(dialog.meant, Qt.Key.Key_Return)
    bench.settle()
    assert dialog.model.rows[0].meant == "E11.65"
    dialog.said.setText("x")
    dialog.meant.setText("I10.99")
    dialog.save()
    bench.settle()
    assert "I10.99" in dialog.refusal.text()
    dialog.reject()
    bench.settle()
    bench.press(Qt.Key.Key_F3)
    bench.type("wobbly sugars")
    row = bench.view.codes.results.current_row()
    assert row is not None
    assert row.code.code == "E11.65"
    assert "your office's words" in row.why

"""The list of documents is narrowed without losing what is being read."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from medcoder_desktop.ui.workbench.choice_button import ChoiceButton
from tests.ui.workbench.bench import CONTROL, OKAFOR_DAY, SHIFT, Bench


def listed(bench: Bench) -> list[str]:
    model = bench.view.record.documents.model()
    return [str(model.index(number, 0).data()) for number in range(model.rowCount())]


def entry(button: ChoiceButton[Any], words: str) -> QAction:
    """An entry of a button's list, as it is when the list opens."""
    button.list.aboutToShow.emit()
    return next(each for each in button.list.actions() if each.text().startswith(words))


def test_words_narrow_the_list_and_esc_shows_all_again(bench: Bench) -> None:
    bench.open_okafor()
    before, record = listed(bench), bench.view.record
    reading = record.note.document_id
    bench.press(Qt.Key.Key_D, CONTROL | SHIFT)
    assert record.filter_bar.isVisible()
    bench.type("x-ray")
    assert [row.split(",")[0] for row in listed(bench)] == ["Foot X-ray"]
    assert record.header.remark.text() == "1 of 3 documents"
    assert record.note.document_id == reading
    bench.press(Qt.Key.Key_Escape)
    assert listed(bench) == before
    assert not record.filter_bar.isVisible()


def test_closing_the_filter_leaves_what_is_read_and_where(bench: Bench) -> None:
    bench.open_okafor()
    record = bench.view.record
    reading = record.note.document_id
    bench.press(Qt.Key.Key_D, CONTROL | SHIFT)
    entry(record.filter_bar.authors, "Edmund Sorrel").setChecked(True)
    bench.press(Qt.Key.Key_Escape)
    bench.settle()
    row = record.documents.current_row()
    assert row is not None
    assert record.note.document_id == reading == row.key
    assert record.note.hasFocus()


def test_a_filter_stays_when_the_chart_is_read_anew_and_goes_with_the_visit(bench: Bench) -> None:
    bench.open_okafor()
    bar = bench.view.record.filter_bar
    bench.press(Qt.Key.Key_D, CONTROL | SHIFT)
    bench.type("zzz")
    reading = bench.view.record.note.document_id
    assert listed(bench) == []
    bench.page.desk.reload()
    bench.settle()
    assert listed(bench) == []
    assert bench.view.record.note.document_id == reading
    bench.open(bench.visit_of("Tanaka"))
    assert listed(bench)
    assert not bar.wanted.asks


def test_the_lists_offer_what_the_chart_has(bench: Bench) -> None:
    bench.open_okafor()
    bar = bench.view.record.filter_bar
    everything = listed(bench)
    entry(bar.kinds, "Imaging report").setChecked(True)
    assert [row.split(",")[0] for row in listed(bench)] == ["Foot X-ray"]
    assert bar.kinds.text() == "Kind: Imaging report"
    entry(bar.kinds, "Progress note").setChecked(True)
    assert bar.kinds.text() == "Kind: 2"
    bar.clear_button.click()
    assert listed(bench) == everything
    entry(bar.visits, "2026-03-14").setChecked(True)
    assert len(listed(bench)) == 1
    entry(bar.visits, "Any").trigger()
    entry(bar.authors, "Edmund Sorrel").setChecked(True)
    assert [row.split(",")[0] for row in listed(bench)] == ["Foot X-ray"]
    bar.clear_button.click()
    assert bar.signatures.isHidden()  # all of the chart is signed


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
def test_a_list_stays_open_while_one_ticks_with_keys(bench: Bench) -> None:
    bench.open_okafor()
    bar = bench.view.record.filter_bar
    menu = bar.kinds.list
    menu.popup(bar.mapToGlobal(bar.rect().bottomLeft()))
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Space)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert menu.isVisible()
    assert len(bar.wanted.kinds) == 2
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert len(bar.wanted.kinds) == 1
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()
    assert len(bar.wanted.kinds) == 1


def test_dates_are_typed_or_taken_from_the_usual_spans(bench: Bench) -> None:
    bench.open_okafor()
    bar = bench.view.record.filter_bar
    bench.press(Qt.Key.Key_D, CONTROL | SHIFT)
    bar.since.setText("03/14/2026")
    assert bar.wanted.since == OKAFOR_DAY
    assert len(listed(bench)) == 1
    bar.since.setText("03/14/20")
    assert bar.since.property("state") == "error"
    assert "03/14/20" in bar.since.toolTip()
    assert not bar.wanted.asks
    bench.press(Qt.Key.Key_Escape)
    bench.press(Qt.Key.Key_D, CONTROL | SHIFT)
    assert bar.since.text() == ""
    assert bar.since.property("state") == ""
    spans = {action.text(): action for action in bar.spans.menu().actions()}
    spans["More than a year before"].trigger()
    assert bar.until.text() == "2025-03-13"
    assert listed(bench) == []
    assert bar.said.text() == "No document is like this."
    spans["Any day"].trigger()
    assert listed(bench)


def test_lines_of_notes_become_narrower_and_wider_and_stay_so(bench: Bench) -> None:
    bench.open_okafor()
    bench.window.resize(1900, 900)
    bench.settle()
    note = bench.view.record.note
    at = note.first_character()
    usual = note.document().rootFrame().frameFormat().rightMargin()
    bench.actions.run("record.narrower")
    bench.actions.run("record.narrower")
    assert note.measure == 62
    assert note.document().rootFrame().frameFormat().rightMargin() > usual
    assert note.first_character() == at
    assert bench.settings.text("reader.measure") == "62"
    for _ in range(9):
        bench.actions.run("record.wider")
    assert "as wide as the panel" in bench.messages[-1]
    assert note.document().rootFrame().frameFormat().rightMargin() == 16
    before = note.room
    bench.actions.run("record.narrower")
    assert note.measure < before
    for _ in range(9):
        bench.actions.run("record.narrower")
    assert "as narrow as they become" in bench.messages[-1]
    bench.actions.run("record.usual-measure")
    assert note.measure == 78

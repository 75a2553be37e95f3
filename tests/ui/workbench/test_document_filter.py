"""The list of documents is narrowed without losing what is being read."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from medcoder_desktop.domain.document_filter import WrittenWithin
from tests.ui.workbench.bench import CONTROL, SHIFT, Bench


def listed(bench: Bench) -> list[str]:
    model = bench.view.record.documents.model()
    return [str(model.index(number, 0).data()) for number in range(model.rowCount())]


def entry(bench: Bench, words: str) -> QAction:
    """An entry of the filter's menu, or of one of its submenus."""
    bar = bench.view.record.filter_bar
    bar.menu.aboutToShow.emit()
    actions = [action for menu in bar.findChildren(QMenu) for action in menu.actions()]
    return next(action for action in actions if action.text().startswith(words))


def test_words_narrow_the_list_and_esc_shows_all_again(bench: Bench) -> None:
    bench.open_okafor()
    before, record = listed(bench), bench.view.record
    reading = record.note.document_id
    bench.press(Qt.Key.Key_D, CONTROL | SHIFT)
    assert record.filter_bar.isVisible()
    bench.type("x-ray")
    assert [row.split(",")[0] for row in listed(bench)] == ["Foot X-ray"]
    assert record.filter_bar.said.text() == "1 of 3"
    assert record.header.remark.text() == "1 of 3 documents"
    assert record.note.document_id == reading
    bench.press(Qt.Key.Key_Escape)
    assert listed(bench) == before
    assert not record.filter_bar.isVisible()


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


def test_the_menu_offers_what_the_chart_has(bench: Bench) -> None:
    bench.open_okafor()
    bar = bench.view.record.filter_bar
    entry(bench, "Imaging report").setChecked(True)
    assert [row.split(",")[0] for row in listed(bench)] == ["Foot X-ray"]
    assert bar.menu_button.text() == "More ●"
    entry(bench, "Show all").trigger()
    entry(bench, "This visit").trigger()
    assert bar.wanted.within is WrittenWithin.THIS_VISIT
    assert len(listed(bench)) == 1
    entry(bench, "Any time").trigger()
    entry(bench, "Edmund Sorrel").trigger()
    assert [row.split(",")[0] for row in listed(bench)] == ["Foot X-ray"]
    entry(bench, "Any author").trigger()
    entry(bench, "Not signed").trigger()
    assert listed(bench) == []
    bar.ask(replace(bar.wanted, signed=None))
    assert len(listed(bench)) > 3


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

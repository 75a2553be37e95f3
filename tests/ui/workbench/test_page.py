"""The page as a whole: opening, switching, notes, answer key, staleness."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QTextEdit, QWidget

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.search import SearchAnswer, SearchContext
from medcoder_desktop.services.library_service import LibraryService
from medcoder_desktop.ui.forms.visit_dialog import EditVisitDialog
from medcoder_desktop.ui.workbench.diagnosis_table import EVIDENCE
from tests.ui.workbench.bench import CONTROL, SHIFT, Bench


def test_without_a_visit_the_ways_to_open_one_are_offered(open_bench: Callable[[], Bench]) -> None:
    bench = open_bench()
    assert bench.view.currentWidget() is bench.view.empty
    bench.view.empty.choose.click()
    bench.view.empty.new.click()
    assert bench.went_to == ["worklist", "worklist"]
    assert bench.ran == ["visit.new"]


def test_the_banner_says_who_when_where_and_who_pays(bench: Bench) -> None:
    banner = bench.view.banner
    assert banner.name.text() == "Okafor, Adaeze N"
    assert banner.born.text == "F · 58 y · 1968-02-11"
    assert banner.day.text.startswith("2026-03-14")
    assert banner.place.text == "11 Office"
    assert banner.provider.text == "Hanna Lindqvist, MD"
    assert banner.payer.text.endswith("XQA555010234")
    assert banner.last.text.startswith("2025-12-02")
    assert banner.status.text() in ("New", "In progress")


def test_this_visits_documents_come_first_then_results_then_the_rest(bench: Bench) -> None:
    documents = bench.view.record.documents
    model = documents.model()
    rows = [model.index(number, 0).data() for number in range(model.rowCount())]
    assert rows[0].startswith("Progress note")
    assert rows[1].startswith("Results, 24 values · 3 abnormal")
    assert rows[-1].endswith("2025-12-02")


def test_results_are_a_table_with_flags_as_laboratories_print_them(bench: Bench) -> None:
    bench.view.record.documents.setFocus()
    bench.press(Qt.Key.Key_Down)
    table = bench.view.record.results
    assert bench.view.record.pages.currentWidget() is table
    rows = bench.shown(table)
    a1c = next(row for row in rows if "A1c" in row[0] and row[6] == "2026-03-14")
    assert a1c[1] == "9.1"
    assert a1c[2] == "H"
    model = table.model()
    flag = model.index(rows.index(a1c), 2)
    assert flag.data(Qt.ItemDataRole.ToolTipRole) == "high"
    assert flag.data(Qt.ItemDataRole.AccessibleTextRole) == "high"


def test_an_older_search_never_overwrites_a_newer_one(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer_is_answered = threading.Event()
    real = LibraryService.search

    def search(
        self: LibraryService, text: str, context: SearchContext, limit: int = 50
    ) -> SearchAnswer:
        if text == "E11.6":
            newer_is_answered.wait(5)
        answer = real(self, text, context, limit)
        if text == "E11.65":
            newer_is_answered.set()
        return answer

    monkeypatch.setattr(LibraryService, "search", search)
    bench.press(Qt.Key.Key_F3)
    QTest.keyClicks(bench.view.codes.search, "E11.65")
    bench.settle()
    row = bench.view.codes.results.current_row()
    assert row is not None
    assert row.code.code == "E11.65"
    assert bench.view.codes.search.remark.startswith("1 result ")


def test_an_older_sheet_never_overwrites_a_newer_one(bench: Bench) -> None:
    bench.assign("I10")
    before = bench.view.sheet.state
    assert before is not None
    bench.assign("B35.1")
    bench.page.desk._take_state(before)
    assert [row[1] for row in bench.shown(bench.view.sheet.diagnoses)] == ["I10", "B35.1"]


def test_what_another_program_codes_is_shown(bench: Bench) -> None:
    visit = bench.page.encounter_id
    assert visit is not None
    bench.services.coding.assign(Actor("elsewhere"), visit, "I10")
    bench.page.refresh(Changes(Changed.SHEET, frozenset({visit})))
    bench.settle()
    assert bench.shown(bench.view.sheet.diagnoses)[0][1] == "I10"


def test_another_visit_puts_the_search_and_its_evidence_away(bench: Bench) -> None:
    bench.select("now with diabetic polyneuropathy")
    bench.press(Qt.Key.Key_Return, CONTROL)
    bench.open(bench.visit_of("Mayhew"))
    assert bench.view.banner.name.text().startswith("Mayhew")
    assert bench.view.codes.search.text() == ""
    assert bench.view.codes.pending is None
    assert bench.view.record.note.text.startswith("CEDAR HOLLOW")


def test_a_note_is_added_and_opened(bench: Bench) -> None:
    bench.press(Qt.Key.Key_N, CONTROL | SHIFT)
    dialog = bench.page.note_dialog
    assert not dialog.save.isEnabled()
    QTest.keyClicks(dialog.title, "Addendum")
    dialog.text.setPlainText("ADDENDUM\nUrine ketones negative.")
    dialog.save.click()
    bench.settle()
    assert bench.view.record.note.text == "ADDENDUM\nUrine ketones negative."
    row = bench.view.record.documents.current_row()
    assert row is not None
    assert row.name == "Addendum"
    assert row.of_visit


def test_a_sample_shows_its_answer_key(bench: Bench) -> None:
    bench.press(Qt.Key.Key_K, CONTROL | SHIFT)
    window = bench.page._key_window
    assert window is not None
    text = window.text.toPlainText()
    assert "E11.42" in text
    assert "Not coded" in text
    window.close()


def test_back_returns_through_the_book(bench: Bench) -> None:
    bench.press(Qt.Key.Key_F3)
    bench.type("E11.42")
    book = bench.view.codes.book
    book.turn_to("Z79.4")
    bench.settle()
    book.turn_to("E11")
    bench.settle()
    bench.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert book.code == "Z79.4"
    bench.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert book.code == "E11.42"
    bench.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert book.code == "Z79.4"


def test_the_seventh_character_is_chosen_in_the_book(bench: Bench) -> None:
    bench.press(Qt.Key.Key_F3)
    bench.type("S52.501")
    book = bench.view.codes.book
    assert "CHOOSE THE 7TH CHARACTER" in book.text.toPlainText()
    assert not book.assign.isEnabled()
    book.turn_to("S52.501A")
    bench.settle()
    assert book.assign.isEnabled()
    book.assign.click()
    bench.settle()
    assert bench.codes == ["S52.501A"]


def test_every_widget_that_takes_the_keyboard_has_a_name(bench: Bench) -> None:
    for widget in bench.view.findChildren(QWidget):
        named = isinstance(
            widget, (QAbstractItemView, QLineEdit, QTextEdit, QAbstractButton)
        ) and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if named and not widget.objectName().startswith("qt_"):
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            assert widget.accessibleName() or text, widget


def test_every_action_has_words_and_most_a_key(bench: Bench) -> None:
    specs = bench.page.actions_offered()
    assert len({spec.id for spec in specs}) == len(specs)
    keys = [key for spec in specs for key in spec.shortcut.split("; ") if key]
    assert len(set(keys)) == len(keys)
    assert {"F2", "F3", "F4", "F5", "F6", "Ctrl+Z", "Ctrl+Return"} <= set(keys)


def test_the_borders_between_panels_are_remembered(open_bench: Callable[[], Bench]) -> None:
    bench = open_bench()
    bench.open_okafor()
    bench.view.splitter.setSizes([400, 500, 466])
    bench.view.splitter.splitterMoved.emit(400, 1)
    widths = bench.view.splitter.sizes()
    bench = open_bench()
    bench.open_okafor()
    assert bench.view.splitter.sizes() == widths


def test_a_click_on_a_highlight_shows_its_code_and_moves_nothing(bench: Bench) -> None:
    bench.assign("E11.42", "numbness and burning in both feet")
    note = bench.view.record.note
    before = note.verticalScrollBar().value()
    (area, *_) = note.areas_of(bench.phrase("numbness and burning in both feet"))
    spot = area.center().toPoint() - QPoint(0, before)
    QTest.mouseClick(note.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    bench.settle()
    assert bench.view.codes.book.code == "E11.42"
    assert note.verticalScrollBar().value() == before


def test_a_click_on_the_count_of_quotes_leads_to_the_next_one(bench: Bench) -> None:
    bench.assign("E11.42", "numbness and burning in both feet")
    bench.assign("E11.42", "now with diabetic polyneuropathy")
    table = bench.view.sheet.diagnoses
    spot = table.visualRect(table.model().index(0, EVIDENCE)).center()
    tops = []
    for _ in range(2):
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        bench.settle()
        tops.append(bench.view.record.note.textCursor().position())
    text = bench.view.record.note.text
    assert tops == [
        text.index("numbness and burning in both feet"),
        text.index("now with diabetic polyneuropathy"),
    ]


def test_the_visit_is_corrected_from_the_banner(bench: Bench) -> None:
    bench.press(Qt.Key.Key_E, CONTROL)
    dialog = bench.view.findChild(EditVisitDialog)
    assert dialog is not None
    dialog.reject()


def test_the_tab_key_goes_through_the_panels_from_left_to_right(bench: Bench) -> None:
    view = bench.view
    wanted = [
        view.record.documents,
        view.record.note,
        view.codes.search,
        view.codes.book.text,
        view.sheet.diagnoses,
        view.sheet.services,
        view.sheet.entry,
        view.sheet.findings,
    ]
    met = []
    widget: QWidget | None = view.banner.edit
    for _ in range(400):
        assert widget is not None
        widget = widget.nextInFocusChain()
        if widget in wanted and widget not in met:
            met.append(widget)
    assert met == wanted


def test_codes_in_a_note_are_links_and_vitamins_are_not(bench: Bench) -> None:
    bench.press(Qt.Key.Key_F3)
    bench.type("E53.8")
    html = bench.view.codes.book.text.toHtml()
    assert "code:B12" not in html
    bench.view.codes.book.turn_to("E11")
    bench.settle()
    html = bench.view.codes.book.text.toHtml()
    assert "code:Z79.4" in html
    assert "code:E08" in html

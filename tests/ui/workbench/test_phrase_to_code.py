"""From words of the note to a code on the sheet, with keys alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from medcoder_desktop.domain.sheet import CodingSheet
from tests.ui.workbench.bench import CONTROL, SHIFT, Bench

WORDS = "Type 2 diabetes, uncontrolled with hyperglycemia"


def test_a_selected_phrase_is_searched_and_assigned_with_two_keys(bench: Bench) -> None:
    evidence = bench.select(WORDS)
    bench.press(Qt.Key.Key_Return, CONTROL)
    assert bench.view.codes.search.text() == WORDS
    assert bench.view.codes.chip.words == f"evidence: {WORDS}"
    bench.press(Qt.Key.Key_Return)
    (diagnosis,) = bench.sheet.diagnoses
    assert diagnosis.code == "E11.65"
    assert diagnosis.evidence == (evidence,)
    assert bench.shown(bench.view.sheet.diagnoses)[0][3:] == ["38", "❝ 1"]
    assert bench.view.codes.chip.words == ""


def test_the_phrase_can_be_selected_with_the_keyboard_alone(bench: Bench) -> None:
    note = bench.view.record.note
    assert note.hasFocus()
    start = note.text.index("PROGRESS NOTE")
    note.select(start, start)
    bench.press(Qt.Key.Key_Right, CONTROL | SHIFT, times=1)
    bench.press(Qt.Key.Key_Right, SHIFT, times=4)
    selected = note.selected()
    assert selected is not None
    assert selected.quote == "PROGRESS NOTE"


def test_shift_enter_keeps_the_words_for_the_next_code(bench: Bench) -> None:
    evidence = bench.select("now with diabetic polyneuropathy")
    bench.press(Qt.Key.Key_Return, CONTROL)
    bench.press(Qt.Key.Key_A, CONTROL)
    bench.type("E11.42")
    bench.press(Qt.Key.Key_Return, SHIFT)
    bench.type("E11.65")
    bench.press(Qt.Key.Key_Return)
    assert [d.evidence for d in bench.sheet.diagnoses] == [(evidence,), (evidence,)]


def test_escape_drops_the_waiting_words(bench: Bench) -> None:
    bench.select(WORDS)
    bench.press(Qt.Key.Key_Return, CONTROL)
    bench.press(Qt.Key.Key_Escape)
    assert bench.view.codes.pending is None
    bench.press(Qt.Key.Key_Return)
    assert bench.sheet.diagnoses[0].evidence == ()


def test_a_code_typed_with_enter_is_assigned_without_waiting_for_the_results(bench: Bench) -> None:
    bench.press(Qt.Key.Key_F3)
    QTest.keyClicks(bench.view.codes.search, "i10")
    QTest.keyClick(bench.view.codes.search, Qt.Key.Key_Return)
    bench.settle()
    assert bench.codes == ["I10"]


def test_a_code_that_does_not_exist_is_explained_beside_the_search(bench: Bench) -> None:
    bench.press(Qt.Key.Key_F3)
    bench.type("E11.99")
    bench.press(Qt.Key.Key_Return)
    assert bench.codes == []
    assert "E11.99 is not in" in bench.view.codes.notice.sentence


def test_ctrl_enter_without_a_selection_says_what_to_do(bench: Bench) -> None:
    bench.press(Qt.Key.Key_Return, CONTROL)
    assert "Select words" in bench.view.codes.notice.sentence


def test_a_mended_spelling_is_said_and_finds_the_code(bench: Bench) -> None:
    bench.press(Qt.Key.Key_F3)
    bench.type("hypertenson")
    row = bench.view.codes.results.current_row()
    assert row is not None
    assert row.code.code == "I10"
    assert "“hypertenson” → hypertension" in row.why


def test_a_heading_opens_its_codes_instead_of_being_assigned(bench: Bench) -> None:
    bench.press(Qt.Key.Key_F3)
    bench.type("E11.4")
    row = bench.view.codes.results.current_row()
    assert row is not None
    assert row.chip == "6 more specific"
    bench.press(Qt.Key.Key_Return)
    assert bench.codes == []
    row = bench.view.codes.results.current_row()
    assert row is not None
    assert row.code.code == "E11.40"
    bench.press(Qt.Key.Key_Down, times=2)
    bench.press(Qt.Key.Key_Return)
    assert bench.codes == ["E11.42"]


def test_escape_leaves_an_opened_heading(bench: Bench) -> None:
    bench.press(Qt.Key.Key_F3)
    bench.type("E11.4")
    bench.press(Qt.Key.Key_Return)
    bench.press(Qt.Key.Key_Escape)
    row = bench.view.codes.results.current_row()
    assert row is not None
    assert row.code.code == "E11.4"


def test_the_highlighted_code_is_open_in_the_book(bench: Bench) -> None:
    bench.press(Qt.Key.Key_F3)
    bench.type("E11.42")
    assert bench.view.codes.book.code == "E11.42"
    page = bench.view.codes.book.text.toPlainText()
    assert "USE ADDITIONAL CODE · from E11" in page
    assert "Z79.4" in page


def test_a_release_not_in_force_is_said_in_words(
    open_bench: Callable[[], Bench],
) -> None:
    bench = open_bench()
    visit = bench.services.patients.visit(bench.visit_of("Okafor"))
    from dataclasses import replace
    from datetime import date

    moved = replace(visit.encounter, date_of_service=date(2025, 9, 5))
    bench.services.patients.save_encounter(bench.page._context.actor, moved)
    bench.open(moved.id)
    words = bench.view.codes.release.sentence
    assert "2025-09-05" in words
    assert "FY2026" in words
    assert bench.sheet == CodingSheet(moved.id)

"""Reading position is sacred: nothing but the coder moves the note."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from medcoder_desktop.ui.theme import ThemeChoice
from tests.ui.workbench.bench import CONTROL, Bench


def scrolled(bench: Bench) -> int:
    return bench.view.record.note.verticalScrollBar().value()


def scroll_down(bench: Bench) -> int:
    note = bench.view.record.note
    bar = note.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    return note.first_character()


def test_assigning_a_code_does_not_move_the_note(bench: Bench) -> None:
    scroll_down(bench)
    before = scrolled(bench)
    bench.select("Hypertension, still above goal")
    bench.press(Qt.Key.Key_Return, CONTROL)
    bench.press(Qt.Key.Key_Return)
    bench.press(Qt.Key.Key_Z, CONTROL)
    bench.press(Qt.Key.Key_Y, CONTROL)
    assert bench.sheet.diagnoses
    assert scrolled(bench) == before


def test_following_a_finding_on_the_sheet_does_not_move_the_note(bench: Bench) -> None:
    bench.assign("I10")
    scroll_down(bench)
    before = scrolled(bench)
    bench.press(Qt.Key.Key_F5)
    bench.press(Qt.Key.Key_Return)
    assert scrolled(bench) == before


def test_a_narrower_note_keeps_its_first_words(bench: Bench) -> None:
    first = scroll_down(bench)
    bench.view.splitter.setSizes([320, 520, 526])
    bench.settle()
    again = bench.view.record.note.first_character()
    bench.view.splitter.setSizes([520, 400, 446])
    bench.settle()
    text = bench.view.record.note.text
    assert text[again : first + 1] in text
    assert abs(again - first) < 120
    assert abs(bench.view.record.note.first_character() - first) < 120


def test_another_theme_keeps_the_place(bench: Bench) -> None:
    scroll_down(bench)
    before = scrolled(bench)
    bench.theme.choose(ThemeChoice.DARK)
    bench.settle()
    assert scrolled(bench) == before
    bench.theme.choose(ThemeChoice.LIGHT)


def test_the_place_is_found_again_after_a_restart(open_bench: Callable[[], Bench]) -> None:
    bench = open_bench()
    visit = bench.open_okafor()
    first = scroll_down(bench)
    document = bench.view.record.note.document_id
    bench.qtbot.waitUntil(
        lambda: (
            (place := bench.services.desk.place()) is not None and place.first_character == first
        ),
        timeout=3000,
    )
    bench = open_bench()
    bench.open(visit)
    assert bench.view.record.note.document_id == document
    assert bench.view.record.note.first_character() == first


def test_another_document_of_the_chart_is_remembered_too(
    open_bench: Callable[[], Bench],
) -> None:
    bench = open_bench()
    visit = bench.open_okafor()
    bench.press(Qt.Key.Key_F2)
    assert bench.view.record.documents.hasFocus()
    bench.press(Qt.Key.Key_End)
    document = bench.view.record.note.document_id
    assert "patient" in bench.view.record.note.text.casefold()
    bench = open_bench()
    bench.open(visit)
    assert bench.view.record.note.document_id == document
    row = bench.view.record.documents.current_row()
    assert row is not None
    assert row.key == document


def test_going_back_to_a_document_finds_the_place_in_it(bench: Bench) -> None:
    first = scroll_down(bench)
    here = bench.view.record.note.document_id
    documents = bench.view.record.documents
    documents.setFocus()
    bench.press(Qt.Key.Key_End)
    assert bench.view.record.note.document_id != here
    bench.press(Qt.Key.Key_Home)
    assert bench.view.record.note.document_id == here
    assert bench.view.record.note.first_character() == first


def test_the_evidence_of_a_diagnosis_is_jumped_to_on_request(bench: Bench) -> None:
    bench.assign("B35.1", "Onychomycosis of six toenails")
    assert scrolled(bench) == 0
    bench.press(Qt.Key.Key_F4)
    bench.press(Qt.Key.Key_Return)
    assert scrolled(bench) > 0
    note = bench.view.record.note
    assert note.first_character() < note.text.index("Onychomycosis of six toenails")


def test_a_highlight_shows_its_code(bench: Bench) -> None:
    bench.assign("I10", "Hypertension, still above goal")
    evidence = bench.phrase("Hypertension, still above goal")
    note = bench.view.record.note
    note.select(evidence.start + 3, evidence.start + 3)
    note.setFocus()
    bench.press(Qt.Key.Key_Return)
    assert bench.view.codes.book.code == "I10"


def test_delete_takes_the_mark_under_the_caret_off(bench: Bench) -> None:
    bench.assign("I10", "Hypertension, still above goal")
    evidence = bench.phrase("Hypertension, still above goal")
    note = bench.view.record.note
    note.select(evidence.start + 3, evidence.start + 3)
    note.setFocus()
    bench.press(Qt.Key.Key_Delete)
    assert bench.codes == ["I10"]
    assert bench.sheet.diagnoses[0].evidence == ()

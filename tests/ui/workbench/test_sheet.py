"""The coding sheet under the coder's hands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox

from medcoder_desktop.domain.claims import ExportKind
from medcoder_desktop.domain.visit_states import EncounterStatus
from tests.ui.workbench.bench import CONTROL, Bench

shows_completions = pytest.mark.qt_log_ignore(
    "This plugin does not support (raise|grabbing the keyboard)", extend=True
)
"""Without a screen a popup cannot be raised; it opens all the same."""


def test_undo_and_redo_work_with_the_search_box_in_use(bench: Bench) -> None:
    bench.press(Qt.Key.Key_F3)
    bench.type("I10")
    bench.press(Qt.Key.Key_Return)
    bench.press(Qt.Key.Key_Z, CONTROL)
    assert bench.codes == []
    bench.press(Qt.Key.Key_Y, CONTROL)
    assert bench.codes == ["I10"]


def test_undo_and_redo_work_after_a_restart(open_bench: Callable[[], Bench]) -> None:
    bench = open_bench()
    visit = bench.open_okafor()
    bench.assign("I10")
    bench.assign("E11.65")
    bench = open_bench()
    bench.open(visit)
    bench.press(Qt.Key.Key_Z, CONTROL)
    assert bench.codes == ["I10"]
    bench = open_bench()
    bench.open(visit)
    bench.press(Qt.Key.Key_Y, CONTROL)
    assert bench.codes == ["I10", "E11.65"]


@shows_completions
def test_a_line_is_jotted_and_priced_from_the_fee_schedule(bench: Bench) -> None:
    bench.assign("I10")
    bench.press(Qt.Key.Key_L, CONTROL)
    bench.type("99214-25 a")
    bench.press(Qt.Key.Key_Return)
    (row,) = bench.shown(bench.view.sheet.services)
    assert row[0].startswith("99214")
    assert row[1:] == ["25", "A", "1", "185.00"]
    assert bench.view.sheet.total.text() == "185.00"
    assert bench.view.sheet.entry.text() == ""


@shows_completions
def test_a_line_that_cannot_be_read_is_explained_and_stays_in_the_box(bench: Bench) -> None:
    bench.press(Qt.Key.Key_L, CONTROL)
    bench.type("99214 q7q")
    bench.press(Qt.Key.Key_Return)
    assert "“q7q”" in bench.view.sheet.notice.sentence
    assert bench.view.sheet.entry.text() == "99214 q7q"
    bench.type(" ")
    assert bench.view.sheet.notice.sentence == ""


@shows_completions
def test_words_of_the_fee_schedule_complete_to_a_code(bench: Bench) -> None:
    bench.press(Qt.Key.Key_L, CONTROL)
    bench.type("1172")
    popup = bench.view.sheet.entry.completer().popup()
    assert popup is not None
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    bench.settle()
    assert bench.view.sheet.entry.text().startswith("1172")
    assert bench.view.sheet.entry.text().endswith(" ")
    assert bench.sheet.lines == ()


def test_cells_of_a_line_are_edited_with_the_keyboard(bench: Bench) -> None:
    bench.assign("I10")
    bench.assign("E11.65")
    bench.add_line("99214 A")
    services = bench.view.sheet.services
    services.setFocus()
    services.select(0, 3)
    bench.press(Qt.Key.Key_Return)
    bench.type("2")
    bench.press(Qt.Key.Key_Return)
    assert bench.shown(services)[0][3:] == ["2", "370.00"]
    services.select(0, 2)
    bench.type("ba")
    bench.press(Qt.Key.Key_Return)
    assert bench.shown(services)[0][2] == "B A"
    assert bench.sheet.letters_of(bench.sheet.lines[0]) == "BA"


def test_what_cannot_stand_in_a_cell_is_explained_and_not_kept(bench: Bench) -> None:
    bench.assign("I10")
    bench.add_line("99214 A")
    services = bench.view.sheet.services
    services.setFocus()
    services.select(0, 2)
    bench.type("C")
    bench.press(Qt.Key.Key_Return)
    assert "Pointer C names no diagnosis" in bench.view.sheet.notice.sentence
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    bench.press(Qt.Key.Key_Escape)
    assert bench.view.sheet.notice.sentence == ""
    assert bench.shown(services)[0][2] == "A"


def test_another_procedure_brings_its_own_fee_and_words(bench: Bench) -> None:
    bench.assign("I10")
    bench.add_line("99214 A")
    services = bench.view.sheet.services
    services.setFocus()
    services.select(0, 0)
    bench.press(Qt.Key.Key_Return)
    bench.press(Qt.Key.Key_A, CONTROL)
    bench.type("11721")
    bench.press(Qt.Key.Key_Return)
    (line,) = bench.sheet.lines
    assert (line.procedure, line.charge) == ("11721", 6000)
    assert line.description
    assert line.description in bench.shown(services)[0][0]


def test_diagnoses_are_reordered_and_pointers_follow(bench: Bench) -> None:
    for code in ("I10", "E11.65", "B35.1"):
        bench.assign(code)
    bench.add_line("11721 C")
    diagnoses = bench.view.sheet.diagnoses
    diagnoses.setFocus()
    diagnoses.select(2)
    bench.press(Qt.Key.Key_Up, CONTROL, times=2)
    assert bench.codes == ["B35.1", "I10", "E11.65"]
    assert diagnoses.currentIndex().row() == 0
    assert bench.shown(bench.view.sheet.services)[0][2] == "A"


def test_delete_removes_the_current_diagnosis_and_its_pointers(bench: Bench) -> None:
    bench.assign("I10")
    bench.assign("E11.65")
    bench.add_line("99214 AB")
    bench.press(Qt.Key.Key_F4)
    bench.press(Qt.Key.Key_Delete)
    assert bench.codes == ["E11.65"]
    assert bench.shown(bench.view.sheet.services)[0][2] == "A"


def test_a_finding_leads_to_the_cell_it_is_about(bench: Bench) -> None:
    bench.assign("I10", "Hypertension, still above goal")
    bench.add_line("99214 A")
    bench.press(Qt.Key.Key_F4)
    bench.press(Qt.Key.Key_Delete)
    bench.assign("I10", "Hypertension, still above goal")
    bench.press(Qt.Key.Key_F5)
    findings = bench.view.sheet.findings
    assert findings.hasFocus()
    finding = findings.current()
    assert finding is not None
    assert finding.rule == "line_without_pointer"
    bench.press(Qt.Key.Key_Return)
    services = bench.view.sheet.services
    assert services.hasFocus()
    assert (services.currentIndex().row(), services.currentIndex().column()) == (0, 2)


def test_findings_change_with_the_sheet(bench: Bench) -> None:
    assert not bench.view.sheet.finish_bar.finish.isEnabled()
    bench.assign("I10", "Hypertension, still above goal")
    bench.add_line("99214 A")
    assert bench.view.sheet.findings.count() == 0
    assert bench.view.sheet.finish_bar.finish.isEnabled()


def test_f6_says_what_stands_in_the_way(bench: Bench) -> None:
    bench.assign("I10")
    bench.press(Qt.Key.Key_F6)
    assert "no service line" in bench.view.sheet.notice.sentence
    assert bench.page.encounter_id is not None
    visit = bench.services.patients.visit(bench.page.encounter_id)
    assert visit.encounter.status is EncounterStatus.IN_PROGRESS


def finish(bench: Bench) -> None:
    bench.assign("I10", "Hypertension, still above goal")
    bench.add_line("99214 A")
    bench.press(Qt.Key.Key_F6)


def test_a_finished_visit_shows_its_claim_and_is_locked(bench: Bench) -> None:
    finish(bench)
    assert bench.view.sheet.claim_card.title.text() == "Claim C1001   185.00"
    assert bench.view.locked.isVisible()
    assert "C1001" in bench.view.locked.words.text()
    assert not bench.view.sheet.entry.isEnabled()
    bench.press(Qt.Key.Key_F3)
    bench.type("B35.1")
    bench.press(Qt.Key.Key_Return)
    assert bench.codes == ["I10"]
    assert "reopen" in bench.view.codes.notice.sentence
    assert bench.messages == ["Claim C1001 is finished: 185.00."]


def test_a_finished_claim_is_saved_and_the_visit_reopened(bench: Bench, tmp_path: Path) -> None:
    finish(bench)
    assert bench.view.sheet.claim_card.save_summary.hasFocus()
    claim = bench.page.claim.claim
    assert claim is not None
    bench.page.claim.save(claim, ExportKind.JSON, tmp_path / "claim.json")
    bench.settle()
    assert (tmp_path / "claim.json").is_file()
    assert "claim.json" in bench.view.sheet.claim_card.remark.text()
    bench.view.locked.reopen.click()
    question = bench.window.findChild(QMessageBox)
    assert question is not None
    QTest.keyClick(question, Qt.Key.Key_Return)
    bench.settle()
    assert not bench.view.locked.isVisible()
    bench.assign("B35.1")
    assert bench.codes == ["I10", "B35.1"]


def test_saving_asks_where(bench: Bench) -> None:
    finish(bench)
    bench.press(Qt.Key.Key_S, CONTROL)
    dialog = bench.window.findChild(QFileDialog)
    assert dialog is not None
    assert [Path(name).name for name in dialog.selectedFiles()] == ["claim-C1001.pdf"]
    dialog.reject()


def test_totals_and_note_and_results_are_visible_together_on_a_small_screen(bench: Bench) -> None:
    for code in ("I10", "E11.65", "B35.1", "E11.42", "Z79.4", "Z79.84", "M77.32", "E53.8"):
        bench.assign(code)
    for text in ("99214-25 ABC", "11721 DA", "83036-QW BA", "80048-QW CB", "36415 CB"):
        bench.add_line(text)
    bench.press(Qt.Key.Key_F3)
    bench.type("diabetes")
    view = bench.view
    for widget in (view.sheet.total, view.record.note, view.codes.results, view.sheet.entry):
        corner = widget.mapTo(bench.window, widget.rect().bottomRight())
        assert widget.isVisible()
        assert bench.window.rect().contains(corner)
    assert bench.window.width() == 1366
    assert view.sheet.findings.height() >= 60

"""The work list: visits to choose from, records brought in, documents filed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from medcoder_desktop.domain.import_batches import ImportReport
from medcoder_desktop.domain.visit_states import EncounterStatus
from medcoder_desktop.domain.work_list import STANDARD_VIEWS, WorkList
from medcoder_desktop.ui.forms.visit_dialog import NewVisitDialog
from medcoder_desktop.ui.importing.dialog import ImportDialog
from medcoder_desktop.ui.importing.imports_dialog import ImportsDialog
from medcoder_desktop.ui.pages.inbox import VisitChooser
from medcoder_desktop.ui.pages.visits_model import VisitsModel
from medcoder_desktop.ui.pages.worklist_view import COLUMNS
from tests.ui.opened import OpenedWindow

_LOOKALIKE = json.dumps(
    {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [
            {
                "resource": {
                    "resourceType": "Patient",
                    "id": "p1",
                    "identifier": [{"system": "urn:elsewhere", "value": "X-1"}],
                    "name": [{"family": "Okafor", "given": ["Adaeze"]}],
                    "gender": "female",
                    "birthDate": "1968-02-11",
                }
            },
            {
                "resource": {
                    "resourceType": "Encounter",
                    "id": "e1",
                    "status": "finished",
                    "class": {"code": "AMB"},
                    "subject": {"reference": "Patient/p1"},
                    "period": {"start": "2026-04-01"},
                }
            },
        ],
    }
)
_NOTE = "PROGRESS NOTE\n\nPatient has numb feet and type 2 diabetes. Start gabapentin.\n"


def shown(opened: OpenedWindow, column: int) -> list[str]:
    model = opened.work_list.model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def imported(opened: OpenedWindow, *files: Path) -> ImportDialog:
    """Bring files in, agree to the preview where there is one, and wait for the result."""
    opened.work_list.bring_in(files)
    (dialog,) = opened.window.findChildren(ImportDialog)
    agree(opened, dialog)
    return dialog


def agree(opened: OpenedWindow, dialog: ImportDialog) -> None:
    """Press Import when the preview is there; nothing new needs no agreement."""
    opened.qtbot.waitUntil(
        lambda: dialog.store_button.isVisible() or dialog.button.text() == "Close"
    )
    if dialog.store_button.isVisible():
        dialog.store_button.click()
    opened.settle()
    opened.qtbot.waitUntil(lambda: dialog.button.text() == "Close")


def test_every_visit_is_listed_with_what_one_chooses_by(opened: OpenedWindow) -> None:
    row = shown(opened, 0).index("V1002")
    model = opened.work_list.model
    cells = [str(model.index(row, column).data()) for column in range(10)]
    assert cells[:5] == [
        "V1002", "2026-03-14", "Okafor, Adaeze N", "Hanna Lindqvist, MD", "Blue Plan PPO",
    ]  # fmt: skip
    assert cells[-1] == "new"


def test_the_list_narrows_as_one_types(opened: OpenedWindow) -> None:
    opened.press("Ctrl+F", opened.window)
    opened.type("okaf")
    assert set(shown(opened, 2)) == {"Okafor, Adaeze N"}
    opened.press("Esc")
    assert len(shown(opened, 2)) == 11


def test_a_filter_that_fits_nothing_says_so(opened: OpenedWindow) -> None:
    opened.work_list.view.filter.setText("zzzz")
    opened.settle()
    view = opened.work_list.view
    assert view.stack.currentWidget() is view.none_found


def test_down_and_enter_open_the_visit_found(opened: OpenedWindow) -> None:
    opened.press("Ctrl+F", opened.window)
    opened.type("tanaka")
    opened.press("Down")
    opened.enter()
    assert opened.window.current_page == "workbench"


def test_a_click_on_a_heading_sorts_and_keeps_the_chosen_visit(opened: OpenedWindow) -> None:
    table, model = opened.work_list.view.table, opened.work_list.model
    chosen = model.identity(table.currentIndex().row())
    table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    opened.settle()
    names = shown(opened, 2)
    assert names == sorted(names)
    assert model.identity(table.currentIndex().row()) == chosen


def test_the_list_keeps_the_chosen_visit_when_something_changes(opened: OpenedWindow) -> None:
    table, model = opened.work_list.view.table, opened.work_list.model
    table.choose(4)
    chosen = model.identity(4)
    opened.work_list.reload()
    opened.settle()
    assert model.identity(table.currentIndex().row()) == chosen


def test_cells_never_fail_whatever_they_are_asked(opened: OpenedWindow) -> None:
    model = opened.work_list.model
    for role in range(20):
        assert model.data(model.createIndex(999, 0), role) is None
        assert model.data(model.createIndex(0, 999), role) is None
    assert model.headerData(99, Qt.Orientation.Horizontal) is None


def test_an_empty_list_offers_three_ways_to_begin(
    open_on: Callable[[Path], OpenedWindow], empty_folder: Path
) -> None:
    opened = open_on(empty_folder)
    opened.start()
    opened.window.go_to("worklist")
    opened.settle()
    view = opened.work_list.view
    assert view.stack.currentWidget() is view.empty
    assert [b.accessibleName() for b in view.empty.findChildren(QPushButton)] == [
        "Import records…",
        "New patient and visit…",
        "Add the sample patients",
    ]


def test_new_visit_opens_its_form(opened: OpenedWindow) -> None:
    opened.press("Ctrl+N", opened.window)
    (dialog,) = opened.window.findChildren(NewVisitDialog)
    assert dialog.isVisible()
    dialog.reject()
    opened.settle()


def test_the_sample_patients_come_in_with_their_practice(
    open_on: Callable[[Path], OpenedWindow], empty_folder: Path, qtbot: QtBot
) -> None:
    opened = open_on(empty_folder)
    opened.start()
    opened.window.view.welcome.samples.click()
    opened.settle()
    qtbot.waitUntil(lambda: len(opened.work_list.rows) == 11)
    (dialog,) = opened.window.findChildren(ImportDialog)
    opened.settle()
    assert dialog.headline.text() == "10 files read, 11 visits and 14 documents added"
    opened.enter()
    assert opened.window.current_page == "workbench"


def test_each_file_says_what_came_of_it(opened: OpenedWindow, tmp_path: Path) -> None:
    page = tmp_path / "page.json"
    page.write_text('{"resourceType": "Nonsense"}')
    note = tmp_path / "note.txt"
    note.write_text(_NOTE)
    dialog = imported(opened, note, page)
    lines = [dialog.results.topLevelItem(n) for n in range(dialog.results.topLevelItemCount())]
    outcomes = {line.text(0): line.text(1) for line in lines if line is not None}
    assert outcomes["note.txt"] == "imported"
    assert outcomes["page.json"] in ("refused", "skipped")
    assert all(line is not None and line.text(2) for line in lines)
    dialog.reject()


def test_the_same_file_twice_changes_nothing(opened: OpenedWindow) -> None:
    other = opened.services
    file = other.records.sample_files()[0]
    other.close()
    dialog = imported(opened, file)
    line = dialog.results.topLevelItem(0)
    assert line is not None
    assert line.text(1) == "already there"
    assert len(opened.work_list.rows) == 11
    dialog.reject()


def test_files_dropped_on_the_window_are_imported(opened: OpenedWindow, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text(_NOTE)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "note.txt"))])
    opened.window.dropEvent(
        QDropEvent(
            QPointF(300, 300),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    opened.settle()
    (dialog,) = opened.window.findChildren(ImportDialog)
    agree(opened, dialog)
    assert opened.work_list.view.inbox.model.rowCount() == 1
    dialog.reject()


def test_an_import_can_be_cancelled_and_leaves_nothing(
    opened: OpenedWindow, tmp_path: Path
) -> None:
    files = []
    for number in range(60):
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(f"{_NOTE}{number}")
    opened.work_list.bring_in(files)
    (dialog,) = opened.window.findChildren(ImportDialog)
    ended: list[ImportReport] = []
    dialog._run.ended.connect(ended.append)
    dialog.reject()
    opened.settle()
    opened.qtbot.waitUntil(lambda: bool(ended))
    opened.settle()
    assert ended[0].files == ()
    assert opened.work_list.view.inbox.model.rowCount() == 0
    dialog.reject()


def test_before_anything_is_stored_the_preview_says_what_would_come(
    opened: OpenedWindow, tmp_path: Path
) -> None:
    note = tmp_path / "note.txt"
    note.write_text(_NOTE)
    opened.work_list.bring_in((note,))
    (dialog,) = opened.window.findChildren(ImportDialog)
    opened.qtbot.waitUntil(dialog.store_button.isVisible)
    assert dialog.headline.text() == "1 file, 1 document to add"
    line = dialog.results.topLevelItem(0)
    assert line is not None
    assert line.text(1) == "to import"
    dialog.reject()
    opened.settle()
    assert opened.work_list.view.inbox.model.rowCount() == 0


def test_a_patient_who_looks_like_a_known_one_is_decided_about_and_the_import_undone(
    opened: OpenedWindow, tmp_path: Path
) -> None:
    bundle = tmp_path / "maria.json"
    bundle.write_text(_LOOKALIKE)
    opened.work_list.bring_in((bundle,))
    (dialog,) = opened.window.findChildren(ImportDialog)
    opened.qtbot.waitUntil(dialog.store_button.isVisible)
    assert "1 patient may be known already" in dialog.doing.text()
    top = dialog.patients.topLevelItem(0)
    assert top is not None
    alone, same = top.child(0), top.child(1)
    assert alone is not None
    assert same is not None
    assert (alone.checkState(5), same.checkState(5)) == (
        Qt.CheckState.Checked, Qt.CheckState.Unchecked,
    )  # fmt: skip
    assert same.text(0) == "Okafor, Adaeze N"
    same.setCheckState(5, Qt.CheckState.Checked)
    assert alone.checkState(5) == Qt.CheckState.Unchecked
    agree(opened, dialog)
    assert {row.patient_name for row in opened.work_list.rows if "Okafor" in row.patient_name} == {
        "Okafor, Adaeze N"
    }
    assert len(opened.work_list.rows) == 12
    dialog.undo_button.click()
    opened.settle()
    assert dialog.headline.text() == "The import was undone"
    assert len(opened.work_list.rows) == 11
    dialog.reject()


def test_a_note_that_names_nobody_waits_in_the_inbox_until_it_is_filed(
    opened: OpenedWindow, tmp_path: Path
) -> None:
    note = tmp_path / "note.txt"
    note.write_text(_NOTE)
    imported(opened, note).reject()
    opened.settle()
    inbox = opened.work_list.view.inbox
    assert inbox.isVisible()
    inbox.table.setFocus()
    inbox.file_current()
    opened.settle()
    (chooser,) = opened.window.findChildren(VisitChooser)
    assert chooser.text.toPlainText().startswith("PROGRESS NOTE")
    QTest.keyClicks(chooser.filter, "okafor")
    opened.settle()
    assert chooser.model.rowCount() == 2
    chooser.accept()
    opened.settle()
    assert not inbox.isVisible()
    assert opened.window.view.messages.words.text().startswith("Filed")


@pytest.mark.parametrize("dialog_keys", ["Ctrl+I"])
def test_import_asks_for_files(opened: OpenedWindow, dialog_keys: str) -> None:
    opened.press(dialog_keys, opened.window)
    dialogs = [d for d in opened.window.findChildren(QDialog) if d.isVisible()]
    assert [d.windowTitle() for d in dialogs] == ["Import records"]
    dialogs[0].reject()
    opened.settle()


def test_states_are_chosen_with_their_counts_and_a_view_is_kept(opened: OpenedWindow) -> None:
    page, view = opened.work_list, opened.work_list.view
    assert view.chips.all.text() == "All 11"
    view.table.choose(0)
    page._bulk.move(page._chosen(), EncounterStatus.CODED)
    opened.settle()
    view.chips.buttons[EncounterStatus.CODED].click()
    opened.settle()
    assert len(shown(opened, 0)) == 1
    page._save_view("Ready for review")
    opened.settle()
    assert view.views.currentText() == "Ready for review"
    page.show_view(STANDARD_VIEWS[0])
    opened.settle()
    assert (len(shown(opened, 0)), view.views.currentText()) == (11, "All visits")
    page.show_view(page._choices.views[-1])
    opened.settle()
    assert len(shown(opened, 0)) == 1
    page.remove_view()
    opened.settle()
    assert view.views.findText("Ready for review") == -1


def test_the_fields_of_the_filter_narrow_the_list_and_say_what_is_wrong(
    opened: OpenedWindow,
) -> None:
    view = opened.work_list.view
    opened.press("Ctrl+Shift+F", opened.window)
    assert view.panel.isVisible()
    view.panel.payer.setCurrentIndex(view.panel.payer.findText("Self-pay"))
    opened.settle()
    assert set(shown(opened, 4)) == {"Self-pay"}
    view.panel.age.setText("soon")
    opened.settle()
    assert view.panel.age.toolTip() == "Write the age in whole days, for example 30."
    view.panel.clear_button.click()
    opened.settle()
    assert len(shown(opened, 0)) == 11


def test_the_chosen_visits_become_one_coders_work(opened: OpenedWindow) -> None:
    page, table = opened.work_list, opened.work_list.view.table
    table.choose(0)
    table.selectAll()
    assert opened.work_list.view.assign_button.text() == "Assign 11…"
    page._bulk._assign(page._chosen(), "dev")
    opened.settle()
    assert set(shown(opened, 8)) == {"dev"}
    assert opened.window.view.messages.words.text() == "11 visits assigned."
    assert page.view.panel.coder.findText("dev") > 0


def test_a_visit_cannot_be_moved_where_its_state_does_not_lead(opened: OpenedWindow) -> None:
    page, table = opened.work_list, opened.work_list.view.table
    table.choose(0)
    page._bulk._move(page._chosen(), EncounterStatus.IN_REVIEW, "")
    opened.settle()
    assert "is new and cannot become in review" in opened.window.view.messages.words.text()
    menu = page._bulk.menu_of_states(page._chosen(), EncounterStatus.NEW)
    assert [action.text() for action in menu.actions()] == [
        "In progress", "On hold", "Query out", "Coded",
    ]  # fmt: skip


def test_a_visit_on_hold_says_what_it_waits_for(opened: OpenedWindow) -> None:
    page, table = opened.work_list, opened.work_list.view.table
    table.choose(0)
    page._bulk._move(page._chosen(), EncounterStatus.ON_HOLD, " the referral letter ")
    opened.settle()
    assert shown(opened, 9)[0] == "on hold: the referral letter"
    opened.enter()
    status = opened.workbench.view.banner.status
    assert status.toolTip() == "on hold: the referral letter"
    assert status.text().startswith("On hold: the")


def test_lines_far_down_are_read_when_they_come_into_sight(opened: OpenedWindow) -> None:
    asked: list[tuple[int, tuple[int, ...]]] = []
    model = VisitsModel(
        COLUMNS, lambda page, serials: asked.append((page, serials)), opened.window.theme
    )
    model.show(WorkList(tuple(range(100_000))), opened.work_list.rows)
    assert model.rowCount() == 100_000
    assert model.index(3, 0).data() is not None
    assert model.index(50_000, 0).data() is None
    assert model.index(50_001, 1).data() is None
    assert asked == [(500, tuple(range(50_000, 50_100)))]
    model.take(500, asked[0][1], opened.work_list.rows)
    assert model.index(50_000, 0).data() == opened.work_list.rows[0].encounter.number
    for page in range(600, 700):
        model.index(page * 100, 0).data()
        model.take(*asked[-1], opened.work_list.rows)
    assert len(model.rows) < 100 * 11


def test_an_import_of_the_past_is_undone_from_the_list_of_imports(
    opened: OpenedWindow, tmp_path: Path
) -> None:
    note = tmp_path / "note.txt"
    note.write_text(_NOTE)
    imported(opened, note).reject()
    opened.settle()
    opened.work_list._bringing.show_imports()
    opened.settle()
    (dialog,) = opened.window.findChildren(ImportsDialog)
    assert dialog.model.rowCount() == 2
    dialog.undo_button.click()
    opened.settle()
    assert dialog.said.text() == "Import 2 was undone."
    assert not dialog.undo_button.isEnabled()
    assert opened.work_list.view.inbox.model.rowCount() == 0
    dialog.reject()
    opened.settle()


def test_the_inbox_suggests_the_visit_a_note_names(opened: OpenedWindow, tmp_path: Path) -> None:
    note = tmp_path / "letter.txt"
    note.write_text("LETTER\n\nRe: Tanaka, Priscilla\n\nThank you for sending her to us.\n")
    imported(opened, note).reject()
    opened.settle()
    opened.work_list.view.inbox.file_current()
    opened.settle()
    (chooser,) = opened.window.findChildren(VisitChooser)
    assert str(chooser.model.index(0, 2).data()).startswith("Tanaka")
    assert chooser.model.rowCount() == 11
    chooser.reject()
    opened.settle()

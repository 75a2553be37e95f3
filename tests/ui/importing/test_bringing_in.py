"""Records come in: chosen or dropped, looked at, stored, undone, filed from the inbox."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from medcoder_desktop.domain.import_batches import ImportReport
from medcoder_desktop.ui.importing.dialog import ImportDialog
from medcoder_desktop.ui.importing.imports_dialog import ImportsDialog
from medcoder_desktop.ui.pages.inbox import VisitChooser
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


def test_visits_and_their_patient_in_many_files_are_brought_together(
    opened: OpenedWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "answers"
    folder.mkdir()
    patient, visit = (entry["resource"] for entry in json.loads(_LOOKALIKE)["entry"])
    for number in range(1, 15):
        one = {**visit, "id": f"e{number}", "period": {"start": f"2026-04-{number:02}"}}
        (folder / f"{number:02}.json").write_text(json.dumps(one))
    (folder / "patient.json").write_text(json.dumps({**patient, "birthDate": "1950-02-03"}))
    before = len(opened.work_list.rows)
    dialog = imported(opened, *sorted(folder.iterdir()))
    opened.qtbot.waitUntil(lambda: len(opened.work_list.rows) == before + 14)
    assert dialog.headline.text() == "15 files read, 14 visits added"
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
    dialog.patients.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(dialog.patients, key)
    assert same.checkState(5) == Qt.CheckState.Checked
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

"""The real window through the whole path, with keys only."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit
from pytestqt.qtbot import QtBot

from medcoder_desktop.domain.claims import Claim
from medcoder_desktop.domain.visit_states import EncounterStatus
from medcoder_desktop.exports.claim_json import read_claim_json
from tests.ui.coder import CONTROL, SHIFT, Coder

# A list of completions pops up, which the screenless platform can neither raise nor let grab keys.
pytestmark = pytest.mark.qt_log_ignore(
    r"This plugin does not support (raise\(\)|grabbing the keyboard)", extend=True
)

PHRASE = "now with diabetic polyneuropathy"


@pytest.fixture
def data_dir(tmp_path: Path, library_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copyfile(library_path, folder / "library.db")
    return folder


@pytest.fixture
def coder(qtbot: QtBot, data_dir: Path) -> Iterator[Coder]:
    made = Coder(qtbot, data_dir)
    yield made
    made.close()


def text_of(pdf: Path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)


def stored_claim(coder: Coder) -> Claim:
    services = coder.look()
    try:
        (row,) = services.claims.rows()
        return services.claims.claim(row.id)
    finally:
        services.close()


def test_a_sample_is_read_coded_finished_and_saved(coder: Coder, tmp_path: Path) -> None:
    coder.press(Qt.Key.Key_Return)
    coder.press(Qt.Key.Key_Escape)
    assert coder.window.current_page == "worklist"
    coder.press(Qt.Key.Key_F, CONTROL)
    coder.type("okafor")
    coder.press(Qt.Key.Key_Down)
    coder.press(Qt.Key.Key_Return)
    assert coder.window.current_page == "workbench"

    note = coder.focus()
    assert isinstance(note, QTextEdit | QPlainTextEdit)
    coder.press(Qt.Key.Key_Home, CONTROL)
    coder.press(Qt.Key.Key_Right, times=note.toPlainText().index(PHRASE))
    coder.press(Qt.Key.Key_Right, SHIFT, times=len(PHRASE))
    assert note.textCursor().selectedText() == PHRASE
    place = note.verticalScrollBar().value()
    coder.press(Qt.Key.Key_Return, CONTROL)
    coder.type("type 2 diabetes polyneuropathy")
    coder.press(Qt.Key.Key_Return)
    assert note.verticalScrollBar().value() == place

    coder.press(Qt.Key.Key_F3)
    coder.type("hypertenson")
    coder.press(Qt.Key.Key_Return)
    coder.press(Qt.Key.Key_L, CONTROL)
    coder.type("99214-25 x1 AB")
    coder.press(Qt.Key.Key_Return)
    coder.press(Qt.Key.Key_Z, CONTROL)
    coder.press(Qt.Key.Key_Y, CONTROL)
    coder.press(Qt.Key.Key_F6)

    claim = stored_claim(coder)
    assert [d.code for d in claim.diagnoses] == ["E11.42", "I10"]
    assert claim.diagnoses[0].evidence[0].quote == PHRASE
    assert claim.lines[0].pointers == "AB"
    assert claim.total == 185_00

    pdf, file = tmp_path / "claim.pdf", tmp_path / "claim.json"
    coder.save_as(pdf, lambda: coder.press(Qt.Key.Key_S, CONTROL))
    text = text_of(pdf)
    for words in ("Okafor, Adaeze", "E11.42", PHRASE, "185.00", claim.number):
        assert words in text
    coder.save_as(file, lambda: coder.run("save claim json"))
    assert read_claim_json(file) == stored_claim(coder)


def test_practice_payer_patient_and_visit_typed_by_hand_become_a_claim(
    coder: Coder, tmp_path: Path
) -> None:
    coder.press(Qt.Key.Key_Tab)
    coder.press(Qt.Key.Key_Return)
    assert coder.window.current_page == "practice"
    coder.press(Qt.Key.Key_Tab)
    coder.fill(
        "Papermill Family Practice", "12 Quire Street", "", "Springfield", "IL", "62701-0100",
        "217-555-0111", "1999999018", "207Q00000X", "12-3456789", "",
    )  # fmt: skip
    coder.press(Qt.Key.Key_Return, CONTROL)

    coder.run("providers")
    coder.press(Qt.Key.Key_N, CONTROL | SHIFT)
    coder.fill("Foolscap", "Fern", "", "MD", "1999999026")
    coder.press(Qt.Key.Key_Return, CONTROL)
    coder.run("payers")
    coder.press(Qt.Key.Key_N, CONTROL | SHIFT)
    coder.fill("Vellum Health", "99055")
    coder.press(Qt.Key.Key_Return, CONTROL)
    coder.run("fee schedule")
    coder.press(Qt.Key.Key_N, CONTROL | SHIFT)
    coder.fill("99213", "", "Established visit, low complexity", "125")
    coder.press(Qt.Key.Key_Return, CONTROL)

    coder.press(Qt.Key.Key_N, CONTROL)
    coder.fill(
        "", "Superbill", "Paula", "", "05/05/1980", "", "1 Paper Street", "", "Springfield",
        "IL", "62701", "217-555-0122", "P-1",
    )  # fmt: skip
    coder.fill("Vellum", "TEST55501", "", "", "")
    coder.press(Qt.Key.Key_A, CONTROL)
    coder.fill("03/14/2026", "", "", "", "Blood pressure check")
    coder.press(Qt.Key.Key_Return, CONTROL)
    assert coder.window.current_page == "workbench"

    coder.press(Qt.Key.Key_F3)
    coder.type("I10")
    coder.press(Qt.Key.Key_Return)
    coder.press(Qt.Key.Key_L, CONTROL)
    coder.type("99213")
    coder.press(Qt.Key.Key_Return)
    coder.press(Qt.Key.Key_F6)

    claim = stored_claim(coder)
    assert claim.practice.name == "Papermill Family Practice"
    assert claim.patient.name.listed == "Superbill, Paula"
    assert claim.payer is not None
    assert claim.payer.name == "Vellum Health"
    assert claim.provider.signed_name == "Fern Foolscap, MD"
    assert claim.total == 125_00
    pdf, file = tmp_path / "claim.pdf", tmp_path / "claim.json"
    coder.save_as(pdf, lambda: coder.press(Qt.Key.Key_S, CONTROL))
    text = text_of(pdf)
    for words in (
        "Papermill Family Practice",
        "Superbill, Paula",
        "Vellum Health",
        "I10",
        "125.00",
    ):
        assert words in text
    coder.save_as(file, lambda: coder.run("save claim json"))
    assert read_claim_json(file) == stored_claim(coder)


def test_the_window_reopens_where_the_coder_was(qtbot: QtBot, data_dir: Path) -> None:
    first = Coder(qtbot, data_dir)
    first.press(Qt.Key.Key_Return)
    first.press(Qt.Key.Key_Escape)
    first.press(Qt.Key.Key_F, CONTROL)
    first.type("okafor")
    first.press(Qt.Key.Key_Down)
    first.press(Qt.Key.Key_Return)
    first.press(Qt.Key.Key_F3)
    first.type("I10")
    first.press(Qt.Key.Key_Return)
    first.close()
    second = Coder(qtbot, data_dir)
    try:
        assert second.window.current_page == "workbench"
        second.press(Qt.Key.Key_Z, CONTROL)
        services = second.look()
        (row,) = (
            row
            for row in services.patients.encounter_rows("okafor")
            if row.encounter.status is EncounterStatus.IN_PROGRESS
        )
        version = services.coding.sheet(row.encounter.id)
        services.close()
        assert version.sheet.is_empty
        assert version.can_redo
    finally:
        second.close()


def test_after_a_crash_the_window_reopens_on_the_visit_document_and_line(
    qtbot: QtBot, data_dir: Path, tmp_path: Path
) -> None:
    first = Coder(qtbot, data_dir)
    crashed = tmp_path / "crashed"
    try:
        first.press(Qt.Key.Key_Return)
        first.press(Qt.Key.Key_Escape)
        first.press(Qt.Key.Key_F, CONTROL)
        first.type("okafor")
        first.press(Qt.Key.Key_Down)
        first.press(Qt.Key.Key_Return)
        first.press(Qt.Key.Key_PageDown, times=2)
        note = first.focus()
        assert isinstance(note, QTextEdit | QPlainTextEdit)
        words, line = note.toPlainText(), note.verticalScrollBar().value()
        assert line > 0
        services = first.look()
        qtbot.waitUntil(
            lambda: (place := services.desk.place()) is not None and place.first_character > 0
        )
        services.close()
        shutil.copytree(data_dir, crashed)
    finally:
        first.close()
    second = Coder(qtbot, crashed)
    try:
        assert second.window.current_page == "workbench"
        note = second.focus()
        assert isinstance(note, QTextEdit | QPlainTextEdit)
        assert note.toPlainText() == words
        assert abs(note.verticalScrollBar().value() - line) < note.fontMetrics().height() * 2
    finally:
        second.close()

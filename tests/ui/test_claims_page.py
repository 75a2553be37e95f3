"""The claims page: what was finished, and how it leaves the program."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter

from medcoder_desktop.domain.claims import ExportKind
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.exports.claim_json import read_claim_json, write_claim_json
from medcoder_desktop.ui.importing.dialog import ImportDialog
from medcoder_desktop.ui.printing.job import PrintJob
from medcoder_desktop.ui.printing.pages import draw_pages
from tests.ui.opened import ACTOR, OpenedWindow


def read_back(opened: OpenedWindow, file: Path) -> ImportDialog:
    """What comes up when a claim file was chosen on the page."""
    opened.claims.read_back(str(file))
    opened.settle()
    dialog = opened.window.findChildren(ImportDialog)[-1]
    opened.qtbot.waitUntil(dialog.isVisible)
    opened.settle()
    return dialog


@pytest.fixture
def with_claim(opened: OpenedWindow) -> OpenedWindow:
    """The window with the claim of one sample visit."""
    other = opened.services
    row = next(r for r in other.patients.encounter_rows() if r.encounter.number == "V1002")
    other.coding.assign(ACTOR, row.encounter.id, "E11.42")
    other.coding.add_line(ACTOR, row.encounter.id, "99214 x1 @185.00 A")
    other.claims.finish(ACTOR, row.encounter.id)
    other.close()
    opened.claims.reload()
    opened.window.go_to("claims")
    opened.settle()
    return opened


def test_without_a_claim_the_page_says_how_to_get_one(opened: OpenedWindow) -> None:
    opened.window.go_to("claims")
    opened.settle()
    view = opened.claims.view
    assert view.stack.currentWidget() is view.empty
    assert not any(button.isEnabled() for button in view.buttons)


def test_a_finished_claim_is_listed_and_opens_its_visit(with_claim: OpenedWindow) -> None:
    model = with_claim.claims.model
    cells = [str(model.index(0, column).data()) for column in range(7)]
    assert cells[0].startswith("C")
    assert cells[1:] == [
        "V1002", "Okafor, Adaeze N", "Blue Plan PPO", "2026-03-14", "185.00", "finished",
    ]  # fmt: skip
    with_claim.enter()
    assert with_claim.window.current_page == "workbench"


def test_saving_writes_the_file_and_marks_the_claim_exported(
    with_claim: OpenedWindow, tmp_path: Path
) -> None:
    row = with_claim.claims.current
    assert row is not None
    pdf, file = tmp_path / "claim.pdf", tmp_path / "claim.json"
    with_claim.claims.save(row, ExportKind.SUMMARY, pdf)
    with_claim.claims.save(row, ExportKind.JSON, file)
    with_claim.settle()
    assert pdf.read_bytes().startswith(b"%PDF")
    assert read_claim_json(file).number == row.number
    assert with_claim.claims.model.index(0, 6).data() == "exported"
    assert with_claim.window.view.messages.words.text() == (
        f"Claim {row.number} is saved as claim.json."
    )


def test_a_file_that_cannot_be_written_is_one_sentence(
    with_claim: OpenedWindow, tmp_path: Path
) -> None:
    row = with_claim.claims.current
    assert row is not None
    with_claim.claims.save(row, ExportKind.JSON, tmp_path / "no such folder" / "claim.json")
    with_claim.settle()
    assert with_claim.window.view.messages.isVisible()
    assert with_claim.claims.model.index(0, 6).data() == "finished"


def test_a_saved_claim_is_read_back_without_a_second_one(
    with_claim: OpenedWindow, tmp_path: Path
) -> None:
    row = with_claim.claims.current
    assert row is not None
    with_claim.claims.save(row, ExportKind.JSON, tmp_path / "claim.json")
    with_claim.settle()
    dialog = read_back(with_claim, tmp_path / "claim.json")
    assert dialog.headline.text() == "1 file read, nothing added"
    dialog.reject()
    with_claim.settle()
    assert with_claim.claims.model.rowCount() == 1


def test_a_claim_of_another_program_folder_comes_in_and_is_taken_back(
    with_claim: OpenedWindow, tmp_path: Path
) -> None:
    row = with_claim.claims.current
    assert row is not None
    with_claim.claims.save(row, ExportKind.JSON, tmp_path / "claim.json")
    with_claim.settle()
    other = replace(
        read_claim_json(tmp_path / "claim.json"), id=new_id(), number="C9001", encounter_id=new_id()
    )
    write_claim_json(other, tmp_path / "other.json")
    dialog = read_back(with_claim, tmp_path / "other.json")
    assert dialog.headline.text() == "1 file, 1 claim to add"
    dialog.store_button.click()
    with_claim.settle()
    assert dialog.headline.text() == "1 file read, 1 claim added"
    assert with_claim.claims.model.rowCount() == 2
    view, model = with_claim.claims.view, with_claim.claims.model
    place = model.place_of(other.id)
    view.table.choose(place)
    assert str(model.index(place, 1).data()).endswith("elsewhere")
    assert not view.visit_button.isEnabled()
    dialog.undo_button.click()
    with_claim.settle()
    assert with_claim.claims.model.rowCount() == 1


def test_a_file_that_is_no_claim_says_so_in_one_sentence(
    with_claim: OpenedWindow, tmp_path: Path
) -> None:
    (tmp_path / "list.json").write_text("[]")
    dialog = read_back(with_claim, tmp_path / "list.json")
    row = dialog.results.topLevelItem(0)
    assert row is not None
    assert row.text(1) == "refused"
    assert "list.json" in row.text(2)


def test_the_summary_opens_in_the_system_viewer(
    with_claim: OpenedWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def open_url(url: object) -> bool:
        asked.append(Path(url.toLocalFile()).read_bytes()[:4].decode())  # type: ignore[attr-defined]  # a QUrl
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    with_claim.claims.open_pdf()
    with_claim.settle()
    assert asked == ["%PDF"]


def test_without_a_printer_printing_says_so(
    with_claim: OpenedWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtPrintSupport import QPrinterInfo

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    with_claim.press("Ctrl+P", with_claim.window)
    assert with_claim.window.view.messages.words.text().startswith("There is no printer")


def test_every_page_reaches_the_paper(with_claim: OpenedWindow, tmp_path: Path) -> None:
    import pypdf

    row = with_claim.claims.current
    assert row is not None
    source, target = tmp_path / "claim.pdf", tmp_path / "printed.pdf"
    with_claim.claims.save(row, ExportKind.SUMMARY, source)
    with_claim.settle()
    pages = draw_pages(source, 100)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    job = PrintJob(with_claim.claims._context, with_claim.window)
    job.paint_on(printer, pages)
    with_claim.qtbot.waitUntil(lambda: job._painter is None)
    assert len(pypdf.PdfReader(target).pages) == len(pypdf.PdfReader(source).pages) == len(pages)

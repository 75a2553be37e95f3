"""Reading: sections, finding, size and light, pages of PDF documents and scans, versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.evidence import Evidence
from medcoder_desktop.domain.pages import PageRegion
from medcoder_desktop.ui.colours import DARK
from medcoder_desktop.ui.workbench.chart_tables import TREND_ROLE
from medcoder_desktop.ui.workbench.document_list import Shelf
from medcoder_desktop.ui.workbench.version_dialog import VersionDialog
from tests.ui.workbench.bench import ACTOR, CLOCK, CONTROL, Bench
from tests.unit.records.documents.files import pdf, picture

LETTER = (("CONSULTATION LETTER", "HISTORY: numb feet"), ("PLAN", "gabapentin at night"))
REGION = PageRegion(0, 0, 0, 10_000, 10_000)


def file_with_visit(bench: Bench, name: str, content: bytes) -> str:
    """Import a document into the open visit; its id."""
    path = bench.folder / name
    path.write_bytes(content)
    visit = bench.page.encounter_id
    assert visit is not None
    bench.services.records.import_files(ACTOR, (path,), encounter_id=visit)
    bench.page.refresh(Changes(Changed.CHART))
    bench.settle()
    documents = bench.services.records.chart(visit).documents
    return next(each.id for each in documents if each.source == name)


def open_document(bench: Bench, document_id: str) -> None:
    row = bench.view.record.documents.row_of(document_id)
    assert row is not None
    bench.view.record._open_row(row)
    bench.settle()


def test_a_section_is_jumped_to(bench: Bench) -> None:
    outline, note = bench.view.record.bar.outline, bench.view.record.note
    outline.next_section()
    section = outline.current
    assert section is not None
    outline.section_chosen.emit(section.start)
    assert note._offsets.offset(note.textCursor().position()) == section.start
    assert note.hasFocus()


def test_words_are_found_one_after_the_other(bench: Bench) -> None:
    bench.press(Qt.Key.Key_F, CONTROL)
    find = bench.view.record.find_bar
    find.field.setText("diabet")
    bench.qtbot.waitUntil(lambda: find.count.text().startswith("1 of "))
    bench.press(Qt.Key.Key_Return)
    assert find.count.text().startswith("2 of ")
    find.field.setText("zebra")
    bench.qtbot.waitUntil(lambda: find.count.text() == "not found")
    bench.press(Qt.Key.Key_Escape)
    assert not find.isVisible()
    assert bench.view.record.note.hasFocus()


def test_the_whole_chart_is_looked_through(bench: Bench) -> None:
    bench.press(Qt.Key.Key_F, CONTROL)
    find = bench.view.record.find_bar
    find.everywhere.setChecked(True)
    find.field.setText("calcaneal")
    bench.qtbot.waitUntil(lambda: find.hits.count() > 0)
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    note = bench.view.record.note
    assert "calcaneal" in note.text.lower()
    assert find.count.text().startswith("1 of ")
    assert [place.quote.lower() for place in note._found] == ["calcaneal"]
    bench.press(Qt.Key.Key_Escape)
    selected = note.selected()
    assert selected is not None
    assert selected.quote.lower() == "calcaneal"


def test_size_and_light_are_kept(bench: Bench) -> None:
    reader, ink = bench.page.reader, bench.view.record.reading_ink
    usual = ink.pixels("note")
    reader.larger()
    reader.larger()
    reader.toggle_night()
    assert ink.pixels("note") > usual
    assert ink.colour("surface") == QColor(DARK.surface)
    assert bench.settings.text("reader.scale") == "1.3"
    reader.usual_size()
    reader.smaller()
    assert ink.pixels("note") < usual


def test_the_size_of_pages_is_kept_until_they_fit_the_width_again(bench: Bench) -> None:
    open_document(bench, file_with_visit(bench, "letter.pdf", pdf(*LETTER)))
    reader, viewer = bench.page.reader, bench.view.record.viewer
    reader.larger()
    kept = bench.settings.text("reader.zoom")
    assert float(kept) == pytest.approx(viewer.zoom, abs=0.001)
    reader.usual_size()
    assert viewer.fits_width
    assert bench.settings.text("reader.zoom") == ""
    for stored, fits in ((kept, False), ("large", True)):
        viewer.fit_width()
        bench.settings.set_text("reader.zoom", stored)
        reader._restore()
        assert viewer.fits_width is fits


def test_a_pdf_is_read_as_pages_or_as_text(bench: Bench) -> None:
    letter = file_with_visit(bench, "letter.pdf", pdf(*LETTER))
    open_document(bench, letter)
    record = bench.view.record
    assert record.pages.currentWidget() is record.viewer
    assert record.viewer.page_count == 2
    bench.press(Qt.Key.Key_F, CONTROL)
    record.find_bar.field.setText("gabapentin")
    bench.qtbot.waitUntil(lambda: record.find_bar.count.text() == "1 of 1")
    bench.settle()
    assert record.viewer.verticalScrollBar().value() > 0
    record.find_bar.close_up()
    record.show_other_form()
    bench.settle()
    assert record.pages.currentWidget() is record.note
    assert "numb feet" in record.note.text
    assert record.bar.other.text() == "Pages"


def test_a_place_on_a_page_is_evidence_with_its_words(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = file_with_visit(bench, "letter.pdf", pdf(*LETTER))
    open_document(bench, letter)
    record = bench.view.record
    monkeypatch.setattr(record.viewer, "selected_region", lambda: REGION)
    bench.page.from_record.search_selection()
    bench.settle()
    pending = bench.view.codes.pending
    assert pending is not None
    assert pending.region == REGION
    assert "numb feet" in pending.quote
    bench.page.desk.assign("E11.42", (pending,))
    bench.settle()
    (piece,) = bench.sheet.diagnoses[0].evidence
    assert piece.region == REGION
    bench.open(bench.visit_of("Mayhew"))
    bench.open_okafor()
    bench.page._on_evidence_wanted(bench.sheet.diagnoses[0].id)
    bench.settle()
    assert record.pages.currentWidget() is record.viewer
    assert [mark.code for mark in record.viewer._marks] == ["E11.42"]
    record.viewer.setFocus()
    bench.press(Qt.Key.Key_M)
    bench.press(Qt.Key.Key_Delete)
    assert bench.sheet.diagnoses[0].evidence == ()


def test_a_place_on_a_scan_is_evidence_without_words(bench: Bench) -> None:
    scan = file_with_visit(bench, "scan.tiff", picture("TIFF", 2))
    visit = bench.page.encounter_id
    assert visit is not None
    bench.page.desk.assign("E11.42", (Evidence(scan, 0, 0, "", REGION),))
    bench.settle()
    assert bench.sheet.diagnoses[0].evidence[0].shown == "marked on page 1"
    findings = bench.services.coding.findings(visit)
    assert not any("no words of the record" in finding.sentence for finding in findings)


def test_history_and_charges_have_shelves_of_their_own(bench: Bench, tmp_path: Path) -> None:
    chart = bench.page.desk.current
    assert chart is not None
    shelves = {row.shelf for row in bench.view.record.documents._model._rows}
    assert Shelf.HISTORY not in shelves
    message = tmp_path / "feed.hl7"
    number = chart.visit.patient.record_numbers[0]
    message.write_text(
        "MSH|^~\\&|A|B|C|D|20260314||ADT^A08|1|P|2.5\r"
        f"PID|1||{number.value}^^^{number.system}||OKAFOR^ADAEZE||19680211|F\r"
        "AL1|1|DA|1^Penicillin^L||hives\r"
    )
    report = bench.services.records.import_files(ACTOR, (message,))
    assert report.files[0].counts
    bench.page.refresh(Changes(Changed.CHART))
    bench.settle()
    assert [match.reason for match in report.patients] == [f"same record number {number.value}"]
    row = bench.view.record.documents.row_of(Shelf.HISTORY.value)
    assert row is not None
    assert row.aside == "1 allergy"


def test_versions_of_a_note_are_compared(bench: Bench) -> None:
    visit = bench.page.encounter_id
    assert visit is not None
    document = bench.services.records.chart(visit).documents[0]
    old = (document, "HPI\nnumb feet\nPlan: none")
    new = (replace(document, signed=True), "HPI\nnumb feet, both sides\nPlan: none")
    dialog = VersionDialog(old, new, bench.view.record.reading_ink, bench.view)
    shown = dialog.text.toPlainText()
    assert "− numb feet" in shown
    assert "+ numb feet, both sides" in shown
    dialog.close()
    bench.page.reader.compare()
    assert bench.messages[-1] == "There is no version before this one."


def test_a_result_shows_how_it_went(bench: Bench) -> None:
    rows = bench.view.record.result_rows
    trends = [rows.index(row, 5).data(TREND_ROLE) for row in range(rows.rowCount())]
    drawn = next(trend for trend in trends if trend is not None)
    assert len(drawn.values) >= 2
    place = trends.index(drawn)
    assert rows.index(place, 5).data(Qt.ItemDataRole.ToolTipRole) == drawn.words
    row = bench.view.record.documents.row_of(Shelf.RESULTS.value)
    assert row is not None
    bench.view.record._open_row(row)
    bench.settle()
    assert not bench.view.record.results.grab().isNull()


def test_what_came_in_since_the_visit_was_open_is_new(bench: Bench) -> None:
    documents = [row.aside for row in bench.view.record.documents._model._rows]
    assert not any(aside.startswith("new") for aside in documents)
    visit = bench.page.encounter_id
    assert visit is not None
    assert bench.services.records.last_opened(visit) == CLOCK.now()
    bench.view.record.news_since = CLOCK.now() - timedelta(days=1)
    letter = file_with_visit(bench, "letter.pdf", pdf(*LETTER))
    row = bench.view.record.documents.row_of(letter)
    assert row is not None
    assert row.aside.startswith("new · 2 pages")

"""With nothing searched, the codes of the past stand beside the note and are carried forward."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt

from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.documents import PriorCondition
from medcoder_desktop.domain.import_batches import ImportChoice
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.records.recognise import read_record
from medcoder_desktop.ui.workbench.diagnosis_table import EVIDENCE
from tests.ui.workbench.bench import ACTOR, OKAFOR_DAY, Bench
from tests.unit.records.tables.files import as_guessed


def coded_before(bench: Bench, *codes: str) -> None:
    """Code the visit in December, then open the one of today."""
    earlier = bench.visit_of("Okafor", date(2025, 12, 2))
    for code in codes:
        bench.services.coding.assign(ACTOR, earlier, code)
    bench.open_okafor()


def rows(bench: Bench) -> list[str]:
    model = bench.view.codes.results.model()
    return [str(model.index(number, 0).data()) for number in range(model.rowCount())]


def test_what_was_coded_before_is_listed_while_nothing_is_searched(bench: Bench) -> None:
    coded_before(bench, "E11.42", "I10")
    listed = rows(bench)
    assert listed[0].startswith("E11.42, Type 2 diabetes")
    assert "carry forward, coded at" in listed[0]
    bench.view.codes.search_for("cough")
    bench.settle()
    assert rows(bench)[0].startswith("R05")
    bench.view.codes.search_for("")
    bench.settle()
    assert rows(bench) == listed


def test_a_code_is_carried_forward_by_two_keys_and_waits_to_be_verified(bench: Bench) -> None:
    coded_before(bench, "E11.42", "I10")
    bench.view.codes.focus_search()
    bench.press(Qt.Key.Key_Down)
    bench.press(Qt.Key.Key_Down)
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    assert bench.codes == ["I10"]
    table = bench.view.sheet.diagnoses
    assert bench.shown(table)[0][EVIDENCE] == "verify"
    assert "on the sheet" in rows(bench)[1]
    found = bench.services.coding.findings(bench.sheet.encounter_id)
    assert any("carried forward from V1001" in finding.sentence for finding in found)
    table.setFocus()
    bench.press(Qt.Key.Key_V)
    bench.settle()
    assert bench.shown(table)[0][EVIDENCE] == "none"


def test_enter_in_an_empty_search_box_carries_nothing(bench: Bench) -> None:
    coded_before(bench, "I10")
    bench.view.codes.focus_search()
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    assert bench.codes == []


def test_a_problem_without_a_code_of_its_own_is_searched(bench: Bench) -> None:
    bench.open_okafor()
    smoker = PriorCondition("c", "p", None, "Smoker", "77176002", "http://snomed.info/sct", None)
    bench.view.record.condition_rows.show((smoker,))
    table = bench.view.record.conditions
    bench.view.record.pages.setCurrentWidget(table)
    table.setFocus()
    table.selectRow(0)
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    assert bench.view.codes.search.text() == "Smoker"
    assert bench.codes == []


def test_a_charge_of_the_record_is_taken_over_with_enter(bench: Bench, tmp_path: Path) -> None:
    encounter_id = bench.open_okafor()
    path = tmp_path / "charges.csv"
    path.write_text(
        "Patient,DOB,Sex,DOS,Provider,CPT,Charge,Dx\n"
        f'"Okafor, Adaeze N",02/11/1968,F,{OKAFOR_DAY},"Hanna Lindqvist, MD",99214,185.00,E1142\n',
        "utf-8",
    )
    record = read_record(path, as_guessed(path))
    assert isinstance(record, ImportedRecord)
    chart = bench.services.records
    (okafor,) = record.patients
    known = bench.services.patients.visit(encounter_id).patient
    chart.store(ACTOR, [(path, record)], choices=[ImportChoice(okafor.id, known.id)])
    bench.page.refresh(Changes(Changed.CHART, frozenset({encounter_id})))
    bench.settle()
    documents = bench.view.record.documents
    row = documents.row_of("charges")
    assert row is not None
    assert "1 for this visit" in row.aside
    documents.chosen.emit(row)
    table = bench.view.record.charges
    table.setFocus()
    table.selectRow(0)
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    assert bench.codes == ["E11.42"]
    (line,) = bench.sheet.lines
    assert (line.procedure, line.charge) == ("99214", 18_500)

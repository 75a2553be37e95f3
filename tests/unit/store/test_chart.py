"""The chart as it is stored: documents and their text, laboratory values, conditions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from medcoder_desktop.domain.documents import AbnormalFlag, DocumentKind, Original
from medcoder_desktop.domain.errors import Defect
from medcoder_desktop.store.store import Store
from tests.unit.store.fictions import (
    CODER,
    attempt,
    commit,
    condition,
    document,
    history,
    lab_result,
    recorded_charge,
    stored_patient,
    stored_visit,
)

TEXT = "HPI:\r\n\t58 y.o. “naïve” \N{GRINNING FACE} e\u0301 \x0c\u2028 end  \n"


def test_the_text_of_a_document_comes_back_character_for_character(store: Store) -> None:
    somebody = stored_patient(store)
    note = document(somebody, length=99)
    with store.writing(CODER) as work:
        work.chart.add_document(note, TEXT)
        commit(work)
    with store.reading() as records:
        assert records.chart.text(note.id) == TEXT
        assert records.chart.document(note.id) == replace(note, length=len(TEXT))
        for missing in (records.chart.text, records.chart.document):
            with pytest.raises(KeyError):
                missing("0" * 32)


def test_documents_are_listed_newest_first_those_without_a_date_last(store: Store) -> None:
    somebody = stored_patient(store)
    undated = document(somebody, written_on=None, signed=None, kind=DocumentKind.LETTER)
    old = document(somebody, written_on=date(2020, 1, 1), signed=False)
    new = document(somebody)
    with store.writing(CODER) as work:
        for note in (undated, old, new):
            work.chart.add_document(note, "")
        commit(work)
    with store.reading() as records:
        assert records.chart.documents_of(somebody.id) == (new, old, undated)


def test_a_document_waits_in_the_inbox_until_it_is_filed(store: Store) -> None:
    visit = stored_visit(store)
    loose = document(None, source_key="sha:1")
    with store.writing(CODER) as work:
        work.chart.add_document(loose, TEXT)
        commit(work)
    with store.reading() as records:
        (waiting,) = records.chart.unfiled()
        assert waiting.id == loose.id
        assert records.chart.document_with_source_key(None, "sha:1") == waiting
        assert records.chart.source_keys(None) == {("document", "sha:1")}
    with store.writing(CODER) as work:
        work.chart.save_document(
            replace(waiting, patient_id=visit.patient_id, encounter_id=visit.id, length=0)
        )
        commit(work)
    with store.reading() as records:
        assert records.chart.unfiled() == ()
        (filed,) = records.chart.documents_of(visit.patient_id)
        assert (filed.encounter_id, filed.length) == (visit.id, len(TEXT))
        assert records.chart.text(loose.id) == TEXT
        assert records.chart.document_with_source_key(None, "sha:1") is None
        assert records.chart.document_with_source_key(visit.patient_id, "sha:1") == filed


def test_a_document_that_was_never_added_cannot_be_saved(store: Store) -> None:
    with store.writing(CODER) as work, pytest.raises(KeyError):
        work.chart.save_document(document(None))


def test_results_come_back_newest_first_in_the_order_of_their_report(store: Store) -> None:
    somebody = stored_patient(store)
    results = [
        lab_result(somebody, "WBC", "7.1", panel="CBC", flag=AbnormalFlag.NORMAL),
        lab_result(somebody, "Hgb", "9.8", panel="CBC", flag=AbnormalFlag.LOW),
        lab_result(somebody, "HbA1c", "8.1", panel="HbA1c", code="", reference_range=""),
        lab_result(somebody, "HbA1c", "negative", taken_on=date(2025, 1, 1)),
        lab_result(somebody, "Weight", "80", taken_on=None),
    ]
    with store.writing(CODER) as work:
        work.chart.add_results(iter(results))
        work.chart.add_results([])
        commit(work)
    with store.reading() as records:
        assert records.chart.results_of(somebody.id) == tuple(results)
        assert records.chart.results_of("0" * 32) == ()


def test_conditions_come_back_latest_onset_first(store: Store) -> None:
    somebody = stored_patient(store)
    diabetes = condition(somebody, "Type 2 diabetes")
    fracture = condition(somebody, "Fracture", onset=date(2024, 3, 1), status="resolved")
    unknown = condition(somebody, "Hypertension", onset=None, code="", code_system="")
    with store.writing(CODER) as work:
        work.chart.add_conditions([unknown, diabetes])
        work.chart.add_condition(fracture)
        commit(work)
    with store.reading() as records:
        assert records.chart.conditions_of(somebody.id) == (fracture, diabetes, unknown)


def test_what_is_there_already_is_known_by_its_source_key(store: Store) -> None:
    somebody, another = stored_patient(store), stored_patient(store)
    note = document(somebody, source_key="DocumentReference/1")
    with store.writing(CODER) as work:
        work.chart.add_document(note, "")
        work.chart.add_result(lab_result(somebody, "HbA1c", "8.1", source_key="Observation/1"))
        work.chart.add_condition(condition(somebody, "Asthma", source_key="Observation/1"))
        work.chart.add_condition(condition(somebody, "typed by hand"))
        commit(work)
    with store.reading() as records:
        assert records.chart.source_keys(somebody.id) == {
            ("document", "DocumentReference/1"),
            ("result", "Observation/1"),
            ("condition", "Observation/1"),
        }
        assert records.chart.source_keys(another.id) == frozenset()
        chart, key = records.chart, "Observation/1"
        assert chart.document_with_source_key(somebody.id, "DocumentReference/1") == note
        assert chart.document_with_source_key(somebody.id, key) is None


def test_nothing_can_be_put_into_the_chart_of_nobody(store: Store) -> None:
    stranger = replace(lab_result(stored_patient(store), "HbA1c", "8.1"), patient_id="0" * 32)
    with pytest.raises(Defect):
        attempt(store, lambda work: work.chart.add_result(stranger))


def test_a_file_is_recognised_by_what_it_contains(store: Store) -> None:
    with store.writing(CODER) as work:
        assert not work.imports.seen("a" * 64)
        for source in ("bundle.json", "again.json"):
            work.imports.add("a" * 64, source, "FHIR R4 bundle")
        commit(work)
    with store.reading() as records:
        assert records.imports.seen("a" * 64)
        assert not records.imports.seen("b" * 64)


def test_the_pages_of_a_document_come_back_byte_for_byte(store: Store) -> None:
    somebody = stored_patient(store)
    scan = document(somebody, media_type="image/tiff", page_starts=(0, 0))
    with store.writing(CODER) as work:
        work.chart.add_document(scan, "", Original(scan.id, "image/tiff", b"\x00II*\xff"))
        commit(work)
    with store.reading() as records:
        assert records.chart.document(scan.id).page_starts == (0, 0)
        assert records.chart.original(scan.id).content == b"\x00II*\xff"
        with pytest.raises(KeyError):
            records.chart.original("0" * 32)


def test_a_visit_counts_its_newest_documents_and_those_without_a_signature(store: Store) -> None:
    visit = stored_visit(store)
    of_visit = {"patient_id": visit.patient_id, "encounter_id": visit.id}
    first = document(None, signed=False, source_key="n1", version_key="1", **of_visit)
    second = document(None, signed=True, source_key="n1", version_key="2", **of_visit)
    with store.writing(CODER) as work:
        work.chart.add_document(first, "draft")
        commit(work)
    with store.reading() as records:
        (row,) = records.encounters.rows()
        assert (row.document_count, row.unsigned_count) == (1, 1)
    with store.writing(CODER) as work:
        work.chart.add_document(second, "signed")
        work.chart.save_document(replace(first, superseded_by=second.id))
        commit(work)
    with store.reading() as records:
        (row,) = records.encounters.rows()
        assert (row.document_count, row.unsigned_count) == (1, 0)
        versions = records.chart.versions(visit.patient_id, "n1")
        assert {each.superseded_by for each in versions} == {None, second.id}
        assert set(records.chart.texts_of(visit.patient_id).values()) == {"draft", "signed"}


def test_history_and_recorded_charges_come_back_the_latest_first(store: Store) -> None:
    somebody = stored_patient(store)
    old = history(somebody, "Aspirin", on=date(2020, 1, 1))
    new = history(somebody, "Metformin", source_key="m1", detail="500 mg twice a day")
    undated = history(somebody, "Penicillin", on=None)
    charge = recorded_charge(somebody, "99213", charge=None, source_key="c1")
    with store.writing(CODER) as work:
        work.chart.add_history([undated, old, new])
        work.chart.add_charges([charge])
        work.chart.add_history([])
        work.chart.add_charges([])
        commit(work)
    with store.reading() as records:
        assert records.chart.history_of(somebody.id) == (new, old, undated)
        assert records.chart.charges_of(somebody.id) == (charge,)
        assert records.chart.source_keys(somebody.id) == {("history", "m1"), ("charge", "c1")}

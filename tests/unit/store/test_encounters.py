"""Visits as they are stored and listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from medcoder_desktop.domain.sheet_versions import SheetVersion
from medcoder_desktop.domain.visit_states import EncounterStatus
from medcoder_desktop.store.store import Store
from tests.unit.store.fictions import (
    CODER,
    DAY,
    commit,
    coverage,
    document,
    encounter,
    patient,
    payer,
    provider,
    sheet,
    stored_patient,
    stored_visit,
)


def test_visits_are_numbered_from_v1001_without_gaps(store: Store) -> None:
    somebody = stored_patient(store)
    with store.writing(CODER) as work:
        assert work.encounters.add(encounter(somebody)).number == "V1001"
    assert stored_visit(store, somebody).number == "V1001"
    assert stored_visit(store, somebody).number == "V1002"


def test_a_visit_comes_back_as_it_was_stored(store: Store) -> None:
    somebody, doctor, insurer = patient(), provider(), payer()
    policy = coverage(somebody, insurer)
    visit = replace(
        encounter(somebody, reason="numb feet", source_key="Encounter/7", place_of_service="22"),
        provider_id=doctor.id,
        coverage_id=policy.id,
        status=EncounterStatus.IN_PROGRESS,
    )
    with store.writing(CODER) as work:
        work.patients.save(somebody)
        work.providers.save(doctor)
        work.payers.save(insurer)
        work.coverages.save(policy)
        added = work.encounters.add(visit)
        commit(work)
    assert added == replace(visit, number="V1001")
    with store.reading() as records:
        assert records.encounters.get(visit.id) == added
        assert records.encounters.by_number("V1001") == added
        assert records.encounters.of_patient_on(somebody.id, DAY) == (added,)
        assert records.encounters.with_source_key(somebody.id, "Encounter/7") == added
        assert records.encounters.with_source_key(somebody.id, "Encounter/8") is None
        assert records.encounters.with_source_key(doctor.id, "Encounter/7") is None
        for missing in (records.encounters.get, records.encounters.by_number):
            with pytest.raises(KeyError):
                missing("V1")


def test_a_saved_visit_keeps_its_number_and_its_sheet(store: Store) -> None:
    visit = stored_visit(store)
    with store.writing(CODER) as work:
        work.sheets.add(SheetVersion(sheet(visit.id, "E11.42"), 1, undo_to=0))
        work.encounters.save(replace(visit, number="", status=EncounterStatus.FINISHED))
        commit(work)
    with store.reading() as records:
        (row,) = records.encounters.rows()
        assert row.encounter == replace(visit, status=EncounterStatus.FINISHED)
        assert (row.charge_total, row.diagnosis_codes) == (18500, ("E11.42",))


def test_a_visit_that_was_never_added_cannot_be_saved(store: Store) -> None:
    somebody = stored_patient(store)
    with store.writing(CODER) as work, pytest.raises(KeyError):
        work.encounters.save(encounter(somebody))


def test_the_list_shows_everyone_concerned_newest_visit_first(store: Store) -> None:
    ada, tom = stored_patient(store, "Okafor", "Adaeze"), stored_patient(store, "Brennan", "Tom")
    doctor, insurer = provider(), payer()
    policy = coverage(ada, insurer)
    old = stored_visit(store, tom, DAY - timedelta(days=1))
    first = stored_visit(store, tom)
    with store.writing(CODER) as work:
        work.providers.save(doctor)
        work.payers.save(insurer)
        work.coverages.save(policy)
        seen = work.encounters.add(encounter(ada, provider_id=doctor.id, coverage_id=policy.id))
        for title in ("Note", "Lab"):
            work.chart.add_document(document(ada, title, encounter_id=seen.id), "text")
        work.chart.add_document(document(ada, "Elsewhere"), "text")
        work.sheets.add(SheetVersion(sheet(seen.id, "E11.42", "I10", charge=21000), 1))
        commit(work)
    with store.reading() as records:
        rows = records.encounters.rows()
        assert [row.encounter for row in rows] == [seen, first, old]
        assert rows[0].patient_name == "Okafor, Adaeze N"
        assert rows[0].payer_name == "Blue Plan PPO"
        assert rows[0].provider_name == "Hanna Lindqvist, MD"
        assert rows[0].diagnosis_codes == ("E11.42", "I10")
        assert (rows[0].charge_total, rows[0].document_count) == (21000, 2)
        assert (rows[1].payer_name, rows[1].provider_name) == ("", "")
        assert (rows[1].charge_total, rows[1].diagnosis_codes) == (0, ())
        assert records.encounters.rows(limit=1) == rows[:1]
        assert records.encounters.of_patient(tom.id) == (first, old)


def test_the_list_is_filtered_by_patient_number_and_date(store: Store) -> None:
    ada, tom = stored_patient(store, "Okafor", "Adaeze"), stored_patient(store, "Brennan", "Tom")
    one = stored_visit(store, ada)
    two = stored_visit(store, tom, date(2025, 12, 31))
    with store.reading() as records:

        def found(text: str) -> list[str]:
            return [row.encounter.number for row in records.encounters.rows(text)]

        assert found("oka") == found("ada okaf") == found("v1001") == [one.number]
        assert found("2025-12-31") == found("2025-12-31 bren") == found("V1002 tom") == [two.number]
        assert found("V10") == [one.number, two.number]
        assert found("2025-12-31 oka") == found("x") == []


def test_the_list_takes_two_queries_however_many_visits_there_are(store: Store) -> None:
    for _ in range(12):
        stored_visit(store)
    statements: list[str] = []
    event.listen(store._engine, "before_cursor_execute", lambda *what: statements.append(what[2]))
    with store.reading() as records:
        assert len(records.encounters.rows("oka")) == 12
    assert [statement[:6] for statement in statements] == ["BEGIN", "SELECT", "SELECT"]

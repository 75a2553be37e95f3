"""Coding sheets in their chain of versions, and the claims made of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from medcoder_desktop.domain.claims import ClaimStatus
from medcoder_desktop.domain.errors import Defect
from medcoder_desktop.domain.sheet import CodingSheet
from medcoder_desktop.domain.sheet_versions import SheetVersion, next_version, redone, undone
from medcoder_desktop.store.store import Store
from tests.unit.store.fictions import (
    CLOCK,
    CODER,
    MOMENT,
    attempt,
    claim,
    commit,
    encounter,
    patient,
    sheet,
    stored_patient,
    stored_visit,
)


def _add(store: Store, version: SheetVersion) -> SheetVersion:
    with store.writing(CODER) as work:
        work.sheets.add(version)
        commit(work, "sheet.assign")
    return _current(store, version.sheet.encounter_id)


def _current(store: Store, encounter_id: str) -> SheetVersion:
    with store.reading() as records:
        return records.sheets.current(encounter_id)


def test_a_visit_without_codes_has_an_empty_sheet_of_version_0(store: Store) -> None:
    visit = stored_visit(store)
    empty = SheetVersion(CodingSheet(visit.id), 0)
    with store.reading() as records:
        assert records.sheets.current(visit.id) == empty
        assert records.sheets.version(visit.id, 0) == empty
        with pytest.raises(KeyError):
            records.sheets.version(visit.id, 1)


def test_undo_and_redo_walk_the_chain_of_versions_after_a_restart_too(
    store: Store, path: Path
) -> None:
    visit = stored_visit(store)
    empty = _current(store, visit.id)
    one = _add(store, next_version(empty, sheet(visit.id, "E11.42"), "assign E11.42"))
    two = _add(store, next_version(one, sheet(visit.id, "E11.42", "I10"), "assign I10"))
    store.close()

    again = Store.open(path, CLOCK)
    assert _current(again, visit.id) == two
    assert two.undo_to == 1
    with again.reading() as records:
        target = records.sheets.version(visit.id, 1)
    three = _add(again, undone(two, target))
    assert (three.sheet, three.undo_to, three.redo_to) == (one.sheet, 0, 2)
    four = _add(again, redone(three, two))
    assert (four.sheet, four.undo_to, four.redo_to) == (two.sheet, 1, None)
    with again.reading() as records:
        assert [records.sheets.version(visit.id, n) for n in range(5)] == [
            empty,
            one,
            two,
            three,
            four,
        ]
    again.close()


def test_a_version_gets_the_time_of_its_transaction_unless_it_brings_its_own(store: Store) -> None:
    visit = stored_visit(store)
    first = _add(store, SheetVersion(sheet(visit.id, "I10"), 1))
    assert first.committed_at == MOMENT
    elsewhere = datetime(2026, 3, 14, 23, 30, tzinfo=timezone(timedelta(hours=-6)))
    second = _add(store, SheetVersion(sheet(visit.id), 2, committed_at=elsewhere))
    assert second.committed_at == elsewhere


@pytest.mark.parametrize("wrong", [1, 3, 0])
def test_versions_are_only_ever_added_one_after_the_other(store: Store, wrong: int) -> None:
    visit = stored_visit(store)
    first = _add(store, SheetVersion(sheet(visit.id, "I10"), 1))
    with pytest.raises(Defect), store.writing(CODER) as work:
        work.sheets.add(SheetVersion(sheet(visit.id, "E11.9"), wrong))
    assert _current(store, visit.id) == first


def test_a_visit_that_is_not_stored_has_no_sheet_to_add_to(store: Store) -> None:
    with pytest.raises(Defect), store.writing(CODER) as work:
        work.sheets.add(SheetVersion(sheet("0" * 32, "I10"), 1))


def test_claims_are_numbered_and_come_back_whole(store: Store) -> None:
    somebody = stored_patient(store)
    visit = stored_visit(store, somebody)
    with store.writing(CODER) as work:
        first = work.claims.add(claim(visit, somebody))
        commit(work)
    assert first.number == "C1001"
    with store.writing(CODER) as work:
        later = replace(claim(visit, somebody), finished_at=MOMENT + timedelta(hours=1))
        second = work.claims.add(replace(later, coverage=None, payer=None))
        commit(work)
    with store.reading() as records:
        assert records.claims.get(first.id) == records.claims.by_number("C1001") == first
        assert records.claims.of_encounter(visit.id) == (second, first)
        assert records.claims.exists("C1002")
        assert not records.claims.exists("C1003")
        for missing in (records.claims.get, records.claims.by_number):
            with pytest.raises(KeyError):
                missing("C1003")
        latest, earliest = records.claims.rows()
    assert (earliest.number, earliest.encounter_number) == ("C1001", "V1001")
    assert (earliest.patient_name, earliest.payer_name) == ("Okafor, Adaeze N", "Blue Plan PPO")
    assert (earliest.total, earliest.status) == (24500, ClaimStatus.FINISHED)
    assert (latest.number, latest.payer_name) == ("C1002", "")


def test_only_the_status_of_a_claim_changes(store: Store) -> None:
    somebody = stored_patient(store)
    visit = stored_visit(store, somebody)
    with store.writing(CODER) as work:
        finished = work.claims.add(claim(visit, somebody))
        commit(work)
    with store.writing(CODER) as work:
        work.claims.set_status(finished.id, ClaimStatus.WITHDRAWN)
        commit(work)
    with pytest.raises(KeyError), store.writing(CODER) as work:
        work.claims.set_status("0" * 32, ClaimStatus.EXPORTED)
    with store.reading() as records:
        assert records.claims.get(finished.id) == replace(finished, status=ClaimStatus.WITHDRAWN)
        assert records.claims.rows()[0].status is ClaimStatus.WITHDRAWN


def test_a_claim_from_a_file_keeps_its_number_and_new_ones_pass_it_over(store: Store) -> None:
    somebody = patient()
    elsewhere = replace(encounter(somebody), number="V2044")
    with store.writing(CODER) as work:
        read_back = work.claims.add(claim(elsewhere, somebody, number="C1002"))
        first, second = (work.claims.add(claim(elsewhere, somebody)) for _ in range(2))
        commit(work)
    assert [c.number for c in (read_back, first, second)] == ["C1002", "C1001", "C1003"]
    with store.reading() as records:
        assert records.claims.by_number("C1002") == read_back


def test_two_claims_never_have_the_same_number(store: Store) -> None:
    somebody = patient()
    with pytest.raises(Defect):
        attempt(
            store,
            lambda work: work.claims.add(claim(encounter(somebody), somebody, number="C7")),
            lambda work: work.claims.add(claim(encounter(somebody), somebody, number="C7")),
        )

"""Which codes a new release may touch: on unfinished visits and on claims of days to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from medcoder_desktop.domain.claims import ClaimStatus
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.sheet_versions import SheetVersion
from medcoder_desktop.domain.visit_states import EncounterStatus
from medcoder_desktop.store.store import Store
from medcoder_desktop.store.tables.claims import ClaimDocumentRow
from tests.unit.store.fictions import (
    CODER,
    DAY,
    claim,
    commit,
    patient,
    sheet,
    stored_visit,
)


def _coded(store: Store, day: date, *codes: str, status: EncounterStatus) -> Encounter:
    visit = stored_visit(store, day=day)
    with store.writing(CODER) as work:
        work.sheets.add(SheetVersion(sheet(visit.id, *codes), 1))
        work.encounters.save(replace(visit, status=status))
        commit(work)
    return visit


def test_only_visits_that_can_still_be_coded_are_listed_with_diagnoses_and_procedures(
    store: Store,
) -> None:
    later = _coded(store, DAY, "E11.42", "I10", status=EncounterStatus.IN_PROGRESS)
    earlier = _coded(store, date(2025, 9, 30), "G35", status=EncounterStatus.NEW)
    _coded(store, DAY, "Z00.00", status=EncounterStatus.FINISHED)
    _coded(store, DAY, "Z23", status=EncounterStatus.EXPORTED)
    stored_visit(store)
    with store.reading() as records:
        assert records.codes_in_use.codes_on_open_visits() == (
            (earlier.id, earlier.number, date(2025, 9, 30), "G35"),
            (earlier.id, earlier.number, date(2025, 9, 30), "99214"),
            (later.id, later.number, DAY, "E11.42"),
            (later.id, later.number, DAY, "I10"),
            (later.id, later.number, DAY, "99214"),
        )


def test_only_the_newest_sheet_counts_and_a_procedure_billed_twice_stands_once(
    store: Store,
) -> None:
    visit = _coded(store, DAY, "E11.42", status=EncounterStatus.IN_PROGRESS)
    newest = sheet(visit.id, "I10")
    twice = replace(newest, lines=newest.lines + newest.lines)
    with store.writing(CODER) as work:
        work.sheets.add(SheetVersion(twice, 2))
        commit(work)
    with store.reading() as records:
        found = records.codes_in_use.codes_on_open_visits()
    assert [each.code for each in found] == ["I10", "99214"]


def test_claims_count_from_the_first_day_on_unless_they_are_withdrawn(store: Store) -> None:
    visit, somebody = stored_visit(store), patient()
    with store.writing(CODER) as work:
        numbers = {}
        for days, name in ((-1, "before"), (0, "first day"), (9, "later"), (9, "withdrawn")):
            made = replace(claim(visit, somebody), date_of_service=DAY + timedelta(days))
            numbers[name] = (stored := work.claims.add(made)).number
        work.claims.set_status(stored.id, ClaimStatus.WITHDRAWN)
        commit(work)
    with store.reading() as records:
        found = records.codes_in_use.codes_on_future_claims(DAY)
        assert {each.claim_number for each in found} == {numbers["first day"], numbers["later"]}
        assert found[:4] == tuple(
            (numbers["first day"], DAY, code) for code in ("E11.42", "I10", "99214", "11721")
        )
        assert found[4].date_of_service == DAY + timedelta(9)


def test_a_claim_of_a_newer_program_is_not_passed_over(store: Store) -> None:
    visit = stored_visit(store)
    with store.writing(CODER) as work:
        made = work.claims.add(claim(visit, patient()))
        row = work._session.get(ClaimDocumentRow, made.id)
        assert row is not None
        row.content = row.content.replace('"schema":1', '"schema":99')
        commit(work)
    with store.reading() as records, pytest.raises(InputError):
        records.codes_in_use.codes_on_future_claims(DAY)

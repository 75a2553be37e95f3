"""The work list: what fits a filter, in which order, and what is done to many visits at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.sheet_versions import SheetVersion
from medcoder_desktop.domain.visit_states import EncounterStatus
from medcoder_desktop.domain.work_list import (
    NEWEST_FIRST,
    SELF_PAY,
    SavedView,
    SortBy,
    WorkList,
    WorkListFilter,
    WorkListOrder,
)
from medcoder_desktop.store.store import Store
from tests.unit.store.fictions import (
    CODER,
    DAY,
    attempt,
    commit,
    coverage,
    document,
    encounter,
    patient,
    payer,
    provider,
    sheet,
)


@pytest.fixture
def office(store: Store) -> dict[str, str]:
    """Four visits that differ in everything a filter asks; ids of payer and provider."""
    blue, doctor = payer(), provider()
    ada, bea = patient("Okafor", "Ada", "7"), patient("Brennan", "Bea", "8")
    policy = coverage(ada, blue)
    with store.writing(CODER) as work:
        work.payers.save(blue)
        work.providers.save(doctor)
        for who in (ada, bea):
            work.patients.save(who)
        work.coverages.save(policy)
        one = work.encounters.add(
            replace(encounter(ada), coverage_id=policy.id, provider_id=doctor.id)
        )
        work.encounters.add(
            replace(
                encounter(ada),
                date_of_service=DAY - timedelta(days=40),
                status=EncounterStatus.ON_HOLD,
            )
        )
        work.encounters.add(replace(encounter(bea), status=EncounterStatus.FINISHED))
        three = work.encounters.add(
            replace(encounter(bea), status=EncounterStatus.QUERY_OUT, assigned_to="dev")
        )
        work.chart.add_document(document(bea, encounter_id=three.id, signed=False), "note")
        work.sheets.add(SheetVersion(sheet(one.id, "I10"), 1))
        commit(work)
    return {"payer": blue.id, "provider": doctor.id}  # fmt: skip


def numbers(store: Store, wanted: WorkListFilter, order: WorkListOrder = NEWEST_FIRST) -> list[str]:
    with store.reading() as records:
        listed = records.work_list.listed(wanted, order)
        return [row.encounter.number for row in records.work_list.rows(listed.serials)]


def test_every_field_of_a_filter_narrows_the_list(store: Store, office: dict[str, str]) -> None:
    wanted = {
        "V1001 V1002": WorkListFilter(text="oka"),
        "V1002": WorkListFilter(statuses=(EncounterStatus.ON_HOLD,)),
        "V1001": WorkListFilter(provider_id=office["provider"]),
        "V1001 ": WorkListFilter(payer_id=office["payer"]),
        "V1004 V1003 V1002": WorkListFilter(payer_id=SELF_PAY),
        "V1004": WorkListFilter(assigned_to="dev"),
        "V1003 V1001 V1002": WorkListFilter(assigned_to=""),
        "V1002 ": WorkListFilter(last_day=DAY - timedelta(days=1)),
        "V1004 V1003 V1001": WorkListFilter(first_day=DAY, last_day=DAY),
        "V1002  ": WorkListFilter(least_age=40),
        "": WorkListFilter(least_age=41),
        "V1001  ": WorkListFilter(least_value=18500, most_value=18500),
        "V1004 ": WorkListFilter(unsigned=True),
        "V1003 V1001 V1002 ": WorkListFilter(without_documents=True),
        "V1004 V1003 V1002 ": WorkListFilter(without_charges=True),
    }
    for expected, one in wanted.items():
        assert numbers(store, one) == expected.split(), one


def test_counts_are_those_of_the_filter_whatever_its_statuses(
    store: Store, office: dict[str, str]
) -> None:
    with store.reading() as records:
        listed = records.work_list.listed(
            WorkListFilter("oka", (EncounterStatus.ON_HOLD,)), NEWEST_FIRST
        )
        assert listed.counts == {EncounterStatus.NEW: 1, EncounterStatus.ON_HOLD: 1}
        assert len(listed.serials) == 1
        assert sum(records.work_list.counts(WorkListFilter()).values()) == 4


@pytest.mark.parametrize("by", SortBy)
@pytest.mark.parametrize("descending", [True, False])
def test_every_order_lists_every_visit(
    store: Store, office: dict[str, str], by: SortBy, descending: bool
) -> None:
    assert sorted(numbers(store, WorkListFilter(), WorkListOrder(by, descending))) == [
        "V1001", "V1002", "V1003", "V1004",
    ]  # fmt: skip


def test_the_order_by_status_is_that_of_the_work(store: Store, office: dict[str, str]) -> None:
    order = WorkListOrder(SortBy.STATUS, descending=False)
    assert numbers(store, WorkListFilter(), order) == ["V1001", "V1002", "V1004", "V1003"]
    by_name = WorkListOrder(SortBy.PATIENT, descending=False)
    assert numbers(store, WorkListFilter(), by_name)[:2] == ["V1004", "V1003"]


def test_many_visits_are_assigned_at_once(store: Store, office: dict[str, str]) -> None:
    with store.writing(CODER) as work:
        serials = work.work_list.listed(WorkListFilter(), NEWEST_FIRST).serials
        assert work.work_list.assign(serials, "dev") == 3
        assert work.work_list.assigned_names() == ("dev",)
        commit(work)
    assert len(numbers(store, WorkListFilter(assigned_to="dev"))) == 4


def test_what_is_behind_a_visit_goes_round(store: Store) -> None:
    listed = WorkList((5, 3, 9))
    assert listed.after(3) == (9, 5)
    assert listed.after(9) == (5, 3)
    assert listed.after(None) == listed.after(77) == (5, 3, 9)
    assert (listed.place_of(9), listed.place_of(77), listed.place_of(None)) == (3, 0, 0)


def test_a_view_comes_back_as_it_was_saved(store: Store, office: dict[str, str]) -> None:
    wanted = WorkListFilter(
        "oka", (EncounterStatus.CODED,), office["provider"], SELF_PAY, "", DAY,
        date(2026, 12, 31), 3, 100, 200, True, True, True,
    )  # fmt: skip
    view = SavedView(new_id(), "Mine", wanted, WorkListOrder(SortBy.VALUE, descending=False))
    with store.writing(CODER) as work:
        work.ways.save_view(view)
        work.ways.save_view(replace(view, id=new_id(), name="Second"))
        work.ways.save_view(replace(view, name="Mine still"))
        commit(work)
    with store.reading() as records:
        first, second = records.ways.views()
        assert first == replace(view, name="Mine still")
        assert second.name == "Second"
    attempt(store, lambda work: work.ways.remove_view(view.id))
    with store.reading() as records:
        assert [each.name for each in records.ways.views()] == ["Second"]


def test_a_setting_is_kept_until_it_is_decided_anew(store: Store) -> None:
    for value in ("yes", "no"):
        with store.writing(CODER) as work:
            work.ways.save_setting("evidence", value)
            commit(work)
    with store.reading() as records:
        assert records.ways.setting("evidence") == "no"
        assert records.ways.setting("other") is None
        assert records.ways.settings() == {"evidence": "no"}

"""A visit gets the plan that was in force on its day, and never one that had ended."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.unit.records.fhir.files import PATIENT, VISIT, read


def plan(member: str, **fields: Any) -> dict[str, Any]:
    return {
        "resourceType": "Coverage",
        "id": member.lower(),
        "status": "active",
        "subscriberId": member,
        "beneficiary": {"reference": "Patient/p1"},
        "payor": [{"display": f"Plan of {member}"}],
        **fields,
    }


def chosen(folder: Path, *resources: dict[str, Any]) -> str:
    """Member number of the plan of the visit of March 14, 2026; empty without one."""
    record = read(folder, PATIENT, VISIT, *resources)
    members = {coverage.id: coverage.member_id for coverage in record.coverages}
    return members.get(record.encounters[0].coverage_id or "", "")


ENDED = plan("ENDED", period={"start": "2020-01-01", "end": "2025-12-31"})


def test_a_plan_that_ended_gives_way_to_one_without_dates(tmp_path: Path) -> None:
    assert chosen(tmp_path, ENDED, plan("OPEN", order=2)) == "OPEN"


def test_a_plan_that_ended_is_not_chosen_even_where_there_is_no_other(tmp_path: Path) -> None:
    assert chosen(tmp_path, ENDED) == ""


@pytest.mark.parametrize(
    ("period", "holds"),
    [
        ({"end": "2025"}, False),
        ({"end": "2026-02"}, False),
        ({"end": "2026-03"}, True),
        ({"end": "2026"}, True),
        ({"start": "2026-04"}, False),
        ({"start": "2026"}, True),
        ({"start": "2026-13"}, True),
        ({"end": "2026-03-14"}, True),
        ({"end": "2026-03-13T23:59:59-05:00"}, False),
    ],
)
def test_a_month_or_a_year_stands_for_all_its_days(
    tmp_path: Path, period: dict[str, str], holds: bool
) -> None:
    assert (chosen(tmp_path, plan("ONE", period=period)) == "ONE") is holds


def test_the_plan_that_pays_first_is_chosen_wherever_it_stands(tmp_path: Path) -> None:
    plans = (plan("THIRD", order=3), plan("SECOND", order=2), plan("FIRST", order=1))
    assert chosen(tmp_path, *plans) == "FIRST"
    assert chosen(tmp_path, *plans[:2]) == "SECOND"


def test_a_plan_with_dates_goes_before_its_equal_without(tmp_path: Path) -> None:
    dated = plan("DATED", period={"start": "2026-01-01"})
    assert chosen(tmp_path, plan("OPEN"), dated) == "DATED"


def test_a_plan_renewed_each_year_holds_in_each(tmp_path: Path) -> None:
    years = [
        plan("ONE", id=f"c{year}", period={"start": f"{year}-01-01", "end": f"{year}-12-31"})
        for year in (2024, 2025, 2026)
    ]
    assert chosen(tmp_path, *years) == "ONE"
    assert chosen(tmp_path, *years[:2]) == ""


def test_a_claim_that_names_a_plan_already_ended_does_not_bring_it_back(tmp_path: Path) -> None:
    benefit = {
        "resourceType": "ExplanationOfBenefit",
        "id": "b1",
        "patient": {"reference": "Patient/p1"},
        "insurance": [{"coverage": {"reference": "Coverage/ended"}}],
        "item": [{"encounter": [{"reference": "Encounter/e1"}]}],
    }
    assert chosen(tmp_path, ENDED, plan("OPEN", order=2), benefit) == "OPEN"

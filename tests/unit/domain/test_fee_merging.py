"""A table of fees laid over the fee schedule."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medcoder_desktop.domain.changes import Changed
from medcoder_desktop.domain.fee_merging import (
    FeeImportReport,
    MergedFees,
    contradicted,
    merged_fees,
)
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.practice import FeeLine

TODAY = date(2026, 3, 14)
Y25, Y26, Y27 = date(2025, 1, 1), date(2026, 1, 1), date(2027, 1, 1)
DAY = timedelta(days=1)


def fee(
    charge: int,
    start: date | None = None,
    end: date | None = None,
    *,
    code: str = "99213",
    modifier: str = "",
    description: str = "Office visit",
) -> FeeLine:
    return FeeLine(new_id(), code, modifier, description, charge, start, end)


def after(schedule: Iterable[FeeLine], merged: MergedFees) -> tuple[FeeLine, ...]:
    """The schedule once the changes are stored."""
    lines = {line.id: line for line in (*schedule, *merged.new, *merged.altered)}
    return tuple(lines.values())


def periods(schedule: Iterable[FeeLine], *rows: FeeLine) -> list[tuple[int, object, object]]:
    """Charge, start and end of each line after the rows were laid over the schedule."""
    schedule = tuple(schedule)
    lines = after(schedule, merged_fees(schedule, rows, TODAY))
    lines = tuple(sorted(lines, key=lambda line: line.effective_from or date.min))
    return [(line.charge, line.effective_from, line.effective_to) for line in lines]


def report(schedule: Iterable[FeeLine], *rows: FeeLine) -> FeeImportReport:
    return merged_fees(schedule, rows, TODAY).report


def test_rows_for_codes_the_schedule_does_not_have_are_added() -> None:
    rows = (fee(12500), fee(3000, modifier="26"), fee(9000, code="99214"))
    assert report((), *rows) == FeeImportReport(added=3, changed=0, unchanged=0, ended=0)
    assert merged_fees((), rows, TODAY).new == rows


def test_a_row_equal_to_a_line_leaves_it_and_its_id() -> None:
    line = fee(12500, Y26)
    merged = merged_fees((line,), (fee(12500, Y26),), TODAY)
    assert merged == MergedFees((), (), FeeImportReport(0, 0, 1, 0))
    assert merged.report.changes.what == Changed.NOTHING


def test_another_charge_for_the_same_dates_changes_the_line_in_its_place() -> None:
    line = fee(12500, Y26)
    merged = merged_fees((line,), (fee(13000, Y26, description="Visit"),), TODAY)
    assert merged.altered == (FeeLine(line.id, "99213", "", "Visit", 13000, Y26, None),)
    assert merged.report == FeeImportReport(0, 1, 0, 0)
    assert merged.report.changes.what == Changed.FEES


def test_a_newer_row_ends_the_open_line_the_day_before() -> None:
    assert periods((fee(12500, Y25),), fee(13000, Y26)) == [
        (12500, Y25, Y26 - DAY),
        (13000, Y26, None),
    ]
    assert report((fee(12500, Y25),), fee(13000, Y26)) == FeeImportReport(1, 0, 0, 1)


def test_a_line_that_has_ended_before_stays_as_it_is() -> None:
    ended = fee(12500, Y25, date(2025, 6, 30))
    assert report((ended,), fee(13000, Y26)) == FeeImportReport(1, 0, 0, 0)


def test_an_older_table_imported_again_does_not_reach_into_newer_lines() -> None:
    schedule = (fee(12500, Y25, Y26 - DAY), fee(13000, Y26))
    assert report(schedule, fee(12500, Y25)) == FeeImportReport(0, 0, 1, 0)
    assert periods(schedule, fee(12000, date(2024, 1, 1))) == [
        (12000, date(2024, 1, 1), Y25 - DAY),
        (12500, Y25, Y26 - DAY),
        (13000, Y26, None),
    ]


def test_the_years_of_one_table_follow_on_each_other_whatever_their_order() -> None:
    assert periods((), fee(14000, Y27), fee(12500, Y25), fee(13000, Y26)) == [
        (12500, Y25, Y26 - DAY),
        (13000, Y26, Y27 - DAY),
        (14000, Y27, None),
    ]


def test_other_modifiers_and_other_codes_are_left_alone() -> None:
    schedule = (fee(3000, Y25, modifier="26"), fee(9000, Y25, code="99214"))
    assert merged_fees(schedule, (fee(1, Y26),), TODAY).altered == ()


def test_a_row_without_dates_changes_the_line_in_force_today() -> None:
    schedule = (fee(12500, Y25, Y26 - DAY), fee(13000, Y26, Y27 - DAY), fee(14000, Y27))
    assert periods(schedule, fee(13500)) == [
        (12500, Y25, Y26 - DAY),
        (13500, Y26, Y27 - DAY),
        (14000, Y27, None),
    ]


def test_a_row_without_dates_follows_on_lines_that_have_ended() -> None:
    ended = fee(12500, Y25, Y26 - DAY)
    assert periods((ended,), fee(13000)) == [(12500, Y25, Y26 - DAY), (13000, Y26, None)]
    assert periods((fee(14000, Y27),), fee(13000)) == [
        (13000, None, Y27 - DAY),
        (14000, Y27, None),
    ]


def test_rows_of_one_code_with_and_without_a_start_are_a_chain() -> None:
    assert periods((fee(100),), fee(12500), fee(13000, Y26)) == [
        (12500, None, Y26 - DAY),
        (13000, Y26, None),
    ]


def test_a_row_without_words_keeps_those_of_the_office() -> None:
    schedule = (fee(12500, Y25, description="Brief visit"),)
    newer = fee(13000, Y26, description="")
    for_modifier = fee(1, modifier="26", description="")
    unknown = fee(1, code="99299", description="")
    merged = merged_fees(schedule, (newer, for_modifier, unknown), TODAY)
    assert [line.description for line in merged.new] == ["Brief visit", "Brief visit", ""]
    same = merged_fees(schedule, (fee(12500, Y25, description=""),), TODAY)
    assert same.report == FeeImportReport(0, 0, 1, 0)


def test_a_row_that_stands_twice_counts_once() -> None:
    assert report((), fee(12500, Y26), fee(12500, Y26)) == FeeImportReport(1, 0, 0, 0)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ((fee(1, Y26), fee(1, Y26), fee(1, Y25)), None),
        ((fee(1), fee(1, Y26), fee(2, Y26)), (1, 2)),
        ((fee(1), fee(1, None, Y26)), (0, 1)),
        ((fee(1), fee(1, description="Other words")), None),
        ((fee(1), fee(2, modifier="26"), fee(3, code="99214")), None),
    ],
)
def test_rows_that_contradict_each_other_are_found(
    rows: tuple[FeeLine, ...], found: tuple[int, int] | None
) -> None:
    assert contradicted(rows) == found


DAYS = st.none() | st.dates(date(2025, 1, 1), date(2025, 1, 9)) | st.just(date.min)


@st.composite
def tables(draw: st.DrawFn) -> tuple[FeeLine, ...]:
    """Rows of two codes; only one of those that start on a day is kept."""
    rows: dict[object, FeeLine] = {}
    for _ in range(draw(st.integers(0, 6))):
        start, end = draw(DAYS), draw(DAYS)
        if end is not None and end < (start or date.min):
            end = None
        row = fee(
            draw(st.integers(1, 3)), start, end, code=draw(st.sampled_from(["99213", "99214"]))
        )
        rows.setdefault((row.procedure, start or date.min), row)
    return tuple(rows.values())


@given(tables(), tables(), st.dates(date(2024, 12, 30), date(2025, 1, 12)))
def test_periods_never_overlap_and_a_table_laid_over_twice_changes_nothing(
    first: tuple[FeeLine, ...], second: tuple[FeeLine, ...], today: date
) -> None:
    lines = after((), merged_fees((), first, today))
    lines = after(lines, merged_fees(lines, second, today))
    for line in lines:
        others = [each for each in lines if each.procedure == line.procedure and each.id != line.id]
        for other in others:
            starts = max(each.effective_from or date.min for each in (line, other))
            ends = min(each.effective_to or date.max for each in (line, other))
            assert starts > ends
    again = merged_fees(lines, second, today)
    assert (again.new, again.altered) == ((), ())

"""A visit is of the day on which the people in the office had it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date

import pytest

from medcoder_desktop.records.moments import day_of_moment

MARCH_12 = date(2026, 3, 12)


@pytest.fixture
def chicago(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer whose clock is set to Chicago's time."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system does not let a program choose its time zone")
    monkeypatch.setenv("TZ", "CST6CDT,M3.2.0,M11.1.0")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-13T00:30:00.000Z", MARCH_12),
        ("2026-03-13T04:59:59+00:00", MARCH_12),
        ("20260313003000+0000", MARCH_12),
        ("202603130030Z", MARCH_12),
        ("2026-01-13T05:30:00Z", date(2026, 1, 12)),
        ("2026-03-13T05:30:00Z", date(2026, 3, 13)),
        ("2026-03-13T00:00:00Z", date(2026, 3, 13)),
        ("2026-03-13T00:30:00-05:00", date(2026, 3, 13)),
        ("2026-03-12T23:30:00", MARCH_12),
        ("20260312233000-0500", MARCH_12),
        ("2026-03-12", MARCH_12),
        ("20260312", MARCH_12),
        ("2026-03-12 08:15", MARCH_12),
        ("0001-01-01T00:30:00Z", date(1, 1, 1)),
        ("2026-03-13T25:70:00Z", date(2026, 3, 13)),
    ],
)
@pytest.mark.usefixtures("chicago")
def test_a_moment_in_universal_time_is_of_the_day_it_was_in_the_office(
    written: str, day: date
) -> None:
    assert day_of_moment(written) == day


@pytest.mark.parametrize("written", ["", "2026", "2026-03", "2026-02-30", "2026-03-121", "soon"])
def test_what_is_no_whole_day_is_none(written: str) -> None:
    assert day_of_moment(written) is None

"""How laboratory values went."""

from __future__ import annotations

from datetime import date

from medcoder_desktop.domain.documents import AbnormalFlag, LabResult
from medcoder_desktop.domain.trends import MOST_POINTS, trends_of


def result(number: int, value: str, day: date | None, code: str = "4548-4") -> LabResult:
    return LabResult(
        f"r{number}", "p", None, code, "HbA1c", value, "%", "4.0-5.6", AbnormalFlag.HIGH, day
    )


def test_a_value_stands_with_the_earlier_ones_of_the_same_thing() -> None:
    first, second = date(2025, 1, 2), date(2026, 3, 14)
    found = trends_of([result(2, "8.1", second), result(1, "6.8", first), result(3, "9", None)])
    assert set(found) == {"r2"}
    assert found["r2"].values == (6.8, 8.1)
    assert found["r2"].words == "up from 6.8 on 2025-01-02"


def test_words_and_other_analytes_take_no_part() -> None:
    day = date(2026, 1, 1)
    several = [result(1, "negative", day), result(2, ">14", day), result(3, "5", day, code="x")]
    assert trends_of([*several, result(4, "7", date(2026, 2, 1))]) == {}


def test_down_and_unchanged_are_said() -> None:
    days = [date(2026, month, 1) for month in (1, 2, 3)]
    values = ("7", "6.5", "6.5")
    found = trends_of(result(n, value, days[n]) for n, value in enumerate(values))
    assert found["r1"].words == "down from 7 on 2026-01-01"
    assert found["r2"].words == "unchanged since 2026-02-01"


def test_a_long_trend_shows_its_latest_values() -> None:
    found = trends_of(result(n, str(n + 1), date(2000 + n, 1, 1)) for n in range(20))
    assert len(found["r19"].values) == MOST_POINTS

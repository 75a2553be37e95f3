"""Days and quarters as publishers of code sets write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medcoder_desktop.codesets.published_dates import quarter_name, read_day


@pytest.mark.parametrize(
    "text", ["20260401", "4/1/2026", "04/01/2026", "2026-04-01", " 20260401 ", "04/1/2026"]
)
def test_every_writing_of_a_day_is_read(text: str) -> None:
    assert read_day(text) == date(2026, 4, 1)


@pytest.mark.parametrize("text", ["", "   ", "00000000", "0", "*"])
def test_blanks_zeros_and_a_star_are_no_day(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "20260230",
        "2026411",
        "202604",
        "02010101",
        "13/01/2026",
        "01/01/201",
        "4/1/26",
        "May",
        "２０２６０４０１",
    ],
)
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the text itself is the message
        read_day(text)


@given(st.dates(min_value=date(1900, 1, 1)))
def test_what_is_written_is_read_back(day: date) -> None:
    assert read_day(f"{day.year:04}{day.month:02}{day.day:02}") == day
    assert read_day(day.isoformat()) == day
    assert read_day(f"{day.month}/{day.day}/{day.year:04}") == day


@given(st.text(max_size=12))
def test_any_text_is_a_day_or_none_or_refused(text: str) -> None:
    try:
        day = read_day(text)
    except ValueError:
        return
    assert day is None or isinstance(day, date)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 1), "2026-Q1"),
        (date(2026, 3, 31), "2026-Q1"),
        (date(2026, 4, 1), "2026-Q2"),
        (date(2026, 9, 30), "2026-Q3"),
        (date(2026, 12, 31), "2026-Q4"),
    ],
)
def test_a_quarter_is_named_by_year_and_number(day: date, name: str) -> None:
    assert quarter_name(day) == name

"""Procedure pairs of a claim are those a look at every row would find, on any day."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.payment_rules import ModifierIndicator, PtpPair
from medcoder_desktop.library.pairs import (
    PairRow,
    add_pairs,
    all_pairs,
    count_pairs,
    pairs_among,
    remove_pairs,
)
from medcoder_desktop.library.schema import TABLES

CODES = ("11720", "11721", "99213", "G0402", "0001U", "J1234", "ZZZZZ")
REASONS = ("Misuse of column two code", "Standards of practice")
_starts = st.dates(date(1996, 1, 1), date(2027, 12, 31)).map(
    lambda day: day.replace(day=1 if day.day < 16 else 16)
)
_rows = st.lists(
    st.tuples(
        st.sampled_from(CODES),
        st.sampled_from(CODES),
        _starts,
        st.none() | st.integers(0, 3_000),
        st.sampled_from("019"),
        st.sampled_from(REASONS),
    ),
    max_size=40,
    unique_by=lambda row: row[:3],
)


def number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def later(day: date, days: int | None) -> date | None:
    return None if days is None else date.fromordinal(day.toordinal() + days)


def table_of(connection: dbapi2.Connection, rows: list[PairRow]) -> int:
    connection.executescript(TABLES)
    return add_pairs(connection, 7, rows, lambda _done, _total: None)


@settings(max_examples=80, deadline=None)
@given(
    _rows,
    st.lists(st.sampled_from((*CODES, "123", "1172é", "")), max_size=6),
    st.dates(date(1995, 1, 1), date(2036, 12, 31)),
    st.data(),
)
def test_pairs_of_a_claim_are_those_a_look_at_every_row_finds(
    drawn: list[tuple[str, str, date, int | None, str, str]],
    procedures: list[str],
    some_day: date,
    data: st.DataObject,
) -> None:
    pairs = [
        PtpPair(first, second, start, later(start, days), ModifierIndicator(mark), reason)
        for first, second, start, days, mark, reason in drawn
    ]
    turning = [each.effective for each in pairs] + [each.deleted for each in pairs if each.deleted]
    day = data.draw(st.sampled_from([some_day, *turning]))
    rows: list[PairRow] = [
        (
            each.column1,
            each.column2,
            number(each.effective),
            number(each.deleted) if each.deleted else None,
            each.indicator.value,
            each.rationale,
        )
        for each in pairs
    ]
    claim = set(procedures)
    several = len(claim & set(CODES)) > 1
    expected = {
        each
        for each in pairs
        if several and {each.column1, each.column2} <= claim and each.holds_on(day)
    }
    with closing(dbapi2.connect(":memory:")) as connection:
        assert table_of(connection, rows) == len(rows)
        found = pairs_among(connection, 7, procedures, day)
        assert len(found) == len(expected)
        assert set(found) == expected
        for code in CODES:
            held = sum(each.column1 == code and each.holds_on(day) for each in pairs)
            assert count_pairs(connection, 7, code, day) == held
        assert sorted(all_pairs(connection, 7), key=repr) == sorted(rows, key=repr)


def test_a_pair_that_begins_twice_at_once_is_refused() -> None:
    row: PairRow = ("11721", "11720", 20260401, None, "1", REASONS[0])
    with closing(dbapi2.connect(":memory:")) as connection, pytest.raises(InputError):
        table_of(connection, [row, row])


def test_a_removed_release_of_pairs_leaves_no_table() -> None:
    with closing(dbapi2.connect(":memory:")) as connection:
        table_of(connection, [("11721", "11720", 20260401, None, "1", REASONS[0])])
        remove_pairs(connection, 7)
        rows = connection.execute("SELECT name FROM sqlite_master WHERE name LIKE 'pairs%'")
        assert rows.fetchall() == []

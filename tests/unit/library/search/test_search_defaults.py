"""The table of bare conditions sends each of them to one code that may stand on a claim."""

from __future__ import annotations

from datetime import date

import pytest

from medcoder_desktop import paths
from medcoder_desktop.library.library import Library
from medcoder_desktop.library.search.words import singular, words_of

FILE = paths.codesets() / "search_defaults.tsv"
COLUMNS = ["term", "code", "note"]
IN_FY2026 = date(2026, 3, 14)
IN_FY2027 = date(2026, 11, 14)


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if not line.startswith("#")]
    assert table[0] == COLUMNS
    return table[1:]


def test_the_file_says_at_its_top_what_it_is_and_remarks_stand_nowhere_else() -> None:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    remarks = [number for number, line in enumerate(lines) if line.startswith("#")]
    assert remarks == list(range(len(remarks)))
    assert len(remarks) >= 5


def test_every_row_has_its_columns_and_no_stray_blanks(rows: list[list[str]]) -> None:
    odd = [
        row
        for row in rows
        if len(row) != len(COLUMNS) or any(cell != " ".join(cell.split()) for cell in row)
    ]
    assert odd == []


def test_terms_are_lower_case_and_made_of_words(rows: list[list[str]]) -> None:
    odd = [term for term, *_ in rows if term != term.lower() or term != " ".join(words_of(term))]
    assert odd == []


def test_a_term_stands_once_whatever_the_order_and_number_of_its_words(
    rows: list[list[str]],
) -> None:
    seen: dict[tuple[str, ...], str] = {}
    twice = []
    for term, *_ in rows:
        words = tuple(sorted(singular(word) for word in words_of(term)))
        if words in seen:
            twice.append((term, seen[words]))
        seen[words] = term
    assert twice == []


@pytest.mark.parametrize("on", [IN_FY2026, IN_FY2027])
def test_every_code_may_be_billed(rows: list[list[str]], library: Library, on: date) -> None:
    asked = library.answering(on)
    assert asked.in_force.exact
    wrong = []
    for term, code, *_ in rows:
        row = library.row_of(code, asked)
        if row is None or row[1] != code or not row[4]:
            wrong.append((term, code))
    assert wrong == []


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ("hypertension", "I10"),
        ("diabetes", "E11.9"),
        ("type 2 diabetes with neuropathy", "E11.40"),
        ("depression", "F32.A"),
        ("anemia", "D64.9"),
        ("pneumonia", "J18.9"),
        ("low back pain", "M54.50"),
        ("right knee pain", "M25.561"),
        ("concussion", "S06.0XAA"),
        ("bmi 32", "Z68.32"),
        ("12 weeks gestation", "Z3A.12"),
        ("well child", "Z00.129"),
    ],
)
def test_a_bare_condition_goes_where_coders_look_for_it(
    rows: list[list[str]], term: str, code: str
) -> None:
    assert {row[0]: row[1] for row in rows}[term] == code


def test_the_table_covers_what_offices_code_day_by_day(rows: list[list[str]]) -> None:
    assert 1200 <= len(rows) <= 2000
    chapters = {row[1][0] for row in rows}
    assert chapters == set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

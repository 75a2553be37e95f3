"""Waived tests are read from the tables that are made of the list of CMS."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from medcoder_desktop.codesets.clia_waived import FORMAT, edition, read, recognises
from medcoder_desktop.codesets.source import SourceFile, unpacked
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.payment_rules import WaivedTest
from tests.shared_data import shared

LIST = (
    ("Tests granted waived status under CLIA",),
    ("CPT CODE(S)", "TEST NAME", "MANUFACTURER", "USE"),
    ("81002", "Dipsticks read by eye", "Various", "Looks for many things"),
    ("87880QW", "Quick Strip", "Invented Labs", "Looks for one thing"),
    ("", "Invented Labs Quicker Strip", "Invented Labs", "The same"),
    ("82465QW, 83718QW\nand 84478 QW (ask the contractor)", "Panel", "Other Labs", "Fats"),
    ("87880QW", "Strip", "Other Labs", "The same"),
)
TESTS = [
    WaivedTest("81002", False, "Dipsticks read by eye"),
    WaivedTest(
        "87880",
        True,
        "Invented Labs Quick Strip; Invented Labs Quicker Strip; Other Labs Strip",
    ),
    WaivedTest("82465", True, "Other Labs Panel"),
    WaivedTest("83718", True, "Other Labs Panel"),
    WaivedTest("84478", True, "Other Labs Panel"),
]
NEW = (
    "CPT Code\tEffective Date\tDescription\n"
    "80305QW\tOctober 4, 2013\tInvented cup\n"
    "80305QW\t09/06/2013\tInvented panel\n"
    "G0328QW\t2026-02-10\tInvented kit\n"
)


def written(folder: Path, text: str, name: str = "waived.txt") -> SourceFile:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return SourceFile(file)


def refusal(file: SourceFile) -> str:
    with pytest.raises(InputError) as refused:
        list(read(file))
    return refused.value.sentence


def test_the_list_is_read_from_a_workbook_and_from_commas(tmp_path: Path) -> None:
    book = Workbook()
    for row in LIST:
        book.worksheets[0].append([int(row[0]) if row[0].isdigit() else row[0], *row[1:]])
    book.save(tmp_path / "list.xlsx")
    commas = "\n".join(",".join(f'"{cell}"' for cell in row) for row in LIST)
    for file in (SourceFile(tmp_path / "list.xlsx"), written(tmp_path, commas, "list.csv")):
        assert recognises(file)
        assert list(read(file)) == TESTS


def test_new_tests_with_their_dates_are_read_from_tabs(tmp_path: Path) -> None:
    file = written(tmp_path, NEW, "new.txt")
    assert recognises(file)
    assert list(read(file)) == [
        WaivedTest("80305", True, "Invented cup; Invented panel", date(2013, 9, 6)),
        WaivedTest("G0328", True, "Invented kit", date(2026, 2, 10)),
    ]


def test_the_modifier_may_have_its_own_column_and_days_may_be_cells(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(("HCPCS/CPT", "Modifier", "Eff. Date", "Test System"))
    book.worksheets[0].append((87880, "QW", datetime(2020, 3, 1), "Strip"))  # noqa: DTZ001
    book.worksheets[0].append((81025, None, None, "Stick"))
    book.save(tmp_path / "clia.xlsx")
    assert list(read(SourceFile(tmp_path / "clia.xlsx"))) == [
        WaivedTest("87880", True, "Strip", date(2020, 3, 1)),
        WaivedTest("81025", False, "Stick"),
    ]


def test_many_names_are_cut_to_what_can_be_shown(tmp_path: Path) -> None:
    rows = "".join(f"80305QW\t\tCup number {number}\n" for number in range(100))
    (test,) = read(written(tmp_path, NEW.split("\n", 1)[0] + "\n" + rows))
    assert test.name.startswith("Cup number 0; Cup number 1; ")
    assert test.name.endswith("; and 84 more")
    assert len(test.name) < 260


def test_the_quarter_is_told_by_the_name_or_the_newest_test(tmp_path: Path) -> None:
    named = edition(written(tmp_path, NEW, "CLIA waived 2026Q3.txt"))
    assert (named.name, named.effective_from, named.remark) == ("2026-Q3", date(2026, 7, 1), "")
    newest = edition(written(tmp_path, NEW))
    assert (newest.name, newest.effective_from) == ("2026-Q1", date(2026, 2, 10))
    assert "does not name it" in newest.remark
    commas = "\n".join(",".join(f'"{cell}"' for cell in row) for row in LIST)
    assert edition(written(tmp_path, commas, "list.csv")).effective_from is None


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ("8030QW\t\tCup", "line 5: “8030QW” stands where a procedure code"),
        ("80305QW x\t\tCup", "“80305QW x” stands where a procedure code"),
        ("ABCDEQW\t\tCup", "“ABCDEQW” stands where a procedure code"),
        ("80305QW\t13/13/2013\tCup", "“13/13/2013” stands where an effective date"),
        ("80305QW\tOctopus 4, 2013\tCup", "“Octopus 4, 2013” stands where"),
        ("80305QW\tJune 31, 2013\tCup", "“June 31, 2013” stands where"),
        ("80305QW\t", "breaks off at line 5"),
    ],
)
def test_the_line_that_is_wrong_is_named(tmp_path: Path, row: str, part: str) -> None:
    assert part in refusal(written(tmp_path, NEW + row))


def test_a_first_row_without_a_code_a_list_without_rows_and_another_are_refused(
    tmp_path: Path,
) -> None:
    headings = NEW.split("\n", 1)[0] + "\n"
    assert "breaks off at line 2" in refusal(written(tmp_path, headings + "\t\tCup\n"))
    assert "holds no rows" in refusal(written(tmp_path, headings))
    assert "has no column Test Name" in refusal(written(tmp_path, "something"))


def test_a_fee_schedule_with_codes_and_descriptions_is_not_claimed(tmp_path: Path) -> None:
    text = "CPT Code,Description,Charge\n99213,Office visit,125.00\n87880,Strip,20.00\n"
    assert not recognises(written(tmp_path, text, "fees.csv"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_damage_ends_in_tests_or_in_one_sentence(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(NEW.encode("ascii"))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    file = SourceFile(tmp_path / "damaged.txt")
    file.path.write_bytes(content[: data.draw(st.integers(1, len(content)))])
    recognises(file)
    with suppress(InputError):
        edition(file)
        assert all(isinstance(test, WaivedTest) for test in read(file))


def official_files() -> Iterator[SourceFile]:
    for path in sorted(shared("data/codesets").rglob("*.*")):
        with unpacked(path) as files:
            yield from files


def test_no_official_file_of_another_kind_is_claimed() -> None:
    assert [file.label for file in official_files() if FORMAT.recognises(file)] == []

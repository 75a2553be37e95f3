"""Add-on codes are read from the record of fixed width and from the workbook of CMS."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from medcoder_desktop.codesets.ncci_add_on import FORMAT, edition, read, recognises
from medcoder_desktop.codesets.source import SourceFile, unpacked
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.payment_rules import AddOnRule, AddOnType
from tests.shared_data import shared

NAME = "AOC_V2026Q2-F-MCR.txt"
HEADINGS = (
    "AOC_Edit_Type",
    "Add-On_Code",
    "AOC_DelDT",
    "Primary_Code",
    "Primary_Code_DelDT",
    "AOC_Edit_EffDT",
    "AOC_Edit_DelDT",
    "Special_Instruction_Notes",
)
WIDTHS = (1, 5, 7, 5, 7, 7, 7, 58)
NOTE = "Invented words about the primaries"
ROWS = (
    ("1", "11045", "", "11042", "", "2013091", "", ""),
    ("1", "11045", "", "11010", "", "2014001", "2019365", "no longer"),
    ("2", "0054T", "", "CCCCC", "", "2013091", "", NOTE),
    ("1", "11045", "", "97597", "", "2020001", "2026120", ""),
    ("3", "G2212", "", "99205", "", "2021001", "", ""),
    ("3", "G2212", "", "CCCCC", "", "2021001", "", NOTE),
    ("1", "99358", "2022365", "99357", "2022365", "2013091", "2022365", ""),
)
RULES = [
    AddOnRule("11045", AddOnType.LISTED, ("11042", "97597"), date(2013, 4, 1)),
    AddOnRule("0054T", AddOnType.CONTRACTOR, (), date(2013, 4, 1), None, NOTE),
    AddOnRule("G2212", AddOnType.SOME_LISTED, ("99205",), date(2021, 1, 1), None, NOTE),
    AddOnRule("99358", AddOnType.LISTED, ("99357",), date(2013, 4, 1), deleted=date(2022, 12, 31)),
]


def record(row: tuple[str, ...]) -> str:
    return "".join(cell.ljust(width) for cell, width in zip(row, WIDTHS, strict=True))


def written(folder: Path, *rows: tuple[str, ...], name: str = NAME) -> SourceFile:
    file = folder / name
    file.write_bytes("".join(f"{record(row)}\r\n" for row in rows).encode("ascii"))
    return SourceFile(file)


def refusal(file: SourceFile) -> str:
    with pytest.raises(InputError) as refused:
        list(read(file))
    return refused.value.sentence


def test_records_of_fixed_width_are_gathered_for_each_add_on_code(tmp_path: Path) -> None:
    file = written(tmp_path, *ROWS)
    assert recognises(file)
    assert list(read(file)) == RULES


def test_a_primary_that_ended_before_the_quarter_is_left_out(tmp_path: Path) -> None:
    later = written(tmp_path, *ROWS, name="AOC_V2026Q3-F-MCR.txt")
    assert next(read(later)).primaries == ("11042",)
    earlier = written(tmp_path, *ROWS, name="AOC_V2019Q1-F-MCR.txt")
    assert next(read(earlier)).primaries == ("11042", "11010", "97597")


def test_trailing_blanks_may_be_missing(tmp_path: Path) -> None:
    file = written(tmp_path, *ROWS)
    lines = file.path.read_text(encoding="ascii").splitlines()
    file.path.write_text("\n".join(line.rstrip() for line in lines), encoding="ascii")
    assert list(read(SourceFile(file.path))) == RULES


@pytest.mark.parametrize("kind", ["xlsx", "csv", "txt"])
def test_workbook_commas_and_tabs_hold_the_same(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"AOC_V2026Q2-MCR.{kind}"
    table = (("A notice",), HEADINGS, *ROWS)
    if kind == "xlsx":
        book = Workbook()
        for row in table:
            book.worksheets[0].append(
                [int(cell) if cell.isdigit() and len(cell) == 7 else cell for cell in row]
            )
        book.save(path)
    else:
        between = "," if kind == "csv" else "\t"
        path.write_text("\n".join(between.join(row) for row in table), encoding="ascii")
    assert recognises(SourceFile(path))
    assert list(read(SourceFile(path))) == RULES


def test_other_headings_days_and_several_primaries_in_a_cell_are_read(tmp_path: Path) -> None:
    path = tmp_path / "add-on.csv"
    path.write_text(
        "Add-on Code,Primary Code(s),Type,Effective Date,Deletion Date,Special Instructions\n"
        '11045,"11042 - 11047, 97597",Type I,4/1/2013,,\n'
        "0054T,,II,20130401,12/31/2030,words\n",
        encoding="ascii",
    )
    assert list(read(SourceFile(path))) == [
        AddOnRule("11045", AddOnType.LISTED, ("11042-11047", "97597"), date(2013, 4, 1)),
        AddOnRule("0054T", AddOnType.CONTRACTOR, (), date(2013, 4, 1), date(2030, 12, 31), "words"),
    ]


@pytest.mark.parametrize(
    "name", [NAME, "AOC_V2026Q2-MCR.xlsx", "add-code-edits-medicare-effective-04012026.txt"]
)
def test_the_name_tells_the_quarter(tmp_path: Path, name: str) -> None:
    told = edition(SourceFile(tmp_path / name))
    assert (told.name, told.effective_from, told.effective_to) == (
        "2026-Q2",
        date(2026, 4, 1),
        None,
    )


@pytest.mark.parametrize(
    ("place", "text", "part"),
    [
        (0, "4", "“4” stands where a type"),
        (1, "11O45", "“11O45” stands where an add-on code"),
        (3, "abcde", "“ABCDE” stands where a primary code"),
        (3, "", "“” stands where a primary code"),
        (4, "2013367", "“2013367” stands where a day"),
        (5, "2013366", "“2013366” stands where a day"),
        (6, "0001000", "“0001000” stands where a day"),
    ],
)
def test_the_line_that_is_wrong_is_named(tmp_path: Path, place: int, text: str, part: str) -> None:
    row = [*ROWS[0]]
    row[place] = text
    sentence = refusal(written(tmp_path, *ROWS, tuple(row), *ROWS))
    assert part in sentence
    assert "line 8" in sentence


@pytest.mark.parametrize("length", [6, 31, 39, 96])
def test_a_last_record_that_breaks_off_is_noticed(tmp_path: Path, length: int) -> None:
    file = written(tmp_path, *ROWS * 4)
    file.path.write_bytes(file.path.read_bytes()[: 27 * 99 + length])
    assert "breaks off at line 28" in refusal(SourceFile(file.path))


def test_a_notice_above_the_records_is_skipped_but_not_a_damaged_record(tmp_path: Path) -> None:
    file = written(tmp_path, *ROWS)
    records = file.path.read_text(encoding="ascii")
    file.path.write_text(f"A notice of the publisher\n\n{records}", encoding="ascii")
    assert list(read(SourceFile(file.path))) == RULES
    for first, part in (("x" + records[1:], "“x” stands"), (records.replace("2", "?", 3), "“1")):
        file.path.write_text(first, encoding="ascii")
        assert part in refusal(SourceFile(file.path))


def test_a_file_without_records_and_one_of_medicaid_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_text(",".join(HEADINGS), encoding="ascii")
    assert "holds no rows" in refusal(SourceFile(path))
    path.write_text("nothing of this", encoding="ascii")
    assert "has no column Primary_Code" in refusal(SourceFile(path))
    medicaid = written(tmp_path, *ROWS, name="AOC_V2026Q2-MCD.txt")
    assert "the edits for Medicaid" in refusal(medicaid)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_damage_ends_in_rules_or_in_one_sentence(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(written(tmp_path, *ROWS).path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    file = SourceFile(tmp_path / "damaged.txt")
    file.path.write_bytes(content[: data.draw(st.integers(1, len(content)))])
    with suppress(InputError):
        assert all(isinstance(rule, AddOnRule) for rule in read(file))


def official_files() -> Iterator[SourceFile]:
    for path in sorted(shared("data/codesets").rglob("*.*")):
        with unpacked(path) as files:
            yield from files


def test_no_official_file_of_another_kind_is_claimed() -> None:
    assert [file.label for file in official_files() if FORMAT.recognises(file)] == []

"""A practice's fee schedule is read from whatever table the office keeps it in."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from medcoder_desktop.codesets.fee_table import looks_like_fee_table, read_fees, read_head
from medcoder_desktop.codesets.source import SourceFile, unpacked
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.fee_tables import FeeField, FeeRow
from tests.shared_data import shared
from tests.unit.codesets.pprrvu_files import as_csv, as_workbook

SCHEDULE = """\
Prairie Family Practice,,,,,
"Springfield, IL",62701,,,,
Fee schedule,,,,,
,,,,,
CPT Code,Mod,Description,Our Fee,Start date,End date
OFFICE VISITS,,,,,
,,Without a procedure,,,
99213,,Office visit,$185.00,2026-01-01,
99213,25,Office visit with a procedure,"$1,234.50",1/1/2026,12/31/2026
,,,,,
CPT Code,Mod,Description,Our Fee,Start date,End date
G0439,,Yearly visit,175,,
"""


def written(folder: Path, text: str | bytes, name: str = "fees.csv") -> SourceFile:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return SourceFile(path)


def workbook(folder: Path, rows: Sequence[list[Any]]) -> SourceFile:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    path = folder / "fees.xlsx"
    book.save(path)
    return SourceFile(path)


def guessed(file: SourceFile) -> dict[FeeField, str]:
    return dict(read_head(file).guessed)


def fees(file: SourceFile) -> list[FeeRow]:
    return list(read_fees(file, guessed(file)))


def refusal(file: SourceFile) -> str:
    with pytest.raises(InputError) as error:
        fees(file)
    return error.value.sentence


def test_a_schedule_with_titles_and_sections_is_read(tmp_path: Path) -> None:
    file = written(tmp_path, SCHEDULE)
    assert guessed(file) == {
        FeeField.CODE: "CPT Code",
        FeeField.MODIFIER: "Mod",
        FeeField.DESCRIPTION: "Description",
        FeeField.CHARGE: "Our Fee",
        FeeField.EFFECTIVE_FROM: "Start date",
        FeeField.EFFECTIVE_TO: "End date",
    }
    new_year = date(2026, 1, 1)
    assert fees(file) == [
        FeeRow(8, "99213", "", "Office visit", 18500, new_year, None),
        FeeRow(
            9,
            "99213",
            "25",
            "Office visit with a procedure",
            123450,
            new_year,
            date(2026, 12, 31),
        ),
        FeeRow(12, "G0439", "", "Yearly visit", 17500, None, None),
    ]


def test_the_first_rows_are_shown_for_choosing_columns(tmp_path: Path) -> None:
    rows = "".join(f"99{n:03},Visit {n},{n}.00\n" for n in range(200, 240))
    head = read_head(written(tmp_path, f"Code,What,Fee\n{rows}"))
    assert head.headings == ("Code", "What", "Fee")
    assert len(head.samples) == 20
    assert head.samples[0] == ("99200", "Visit 200", "200.00")


@pytest.mark.parametrize(
    ("headings", "row", "code", "charge"),
    [
        ("HCPCS,Modifier,Price", "J1100,,12.50", "HCPCS", "Price"),
        ("Procedure Code,Amount", "99213,12.50", "Procedure Code", "Amount"),
        ("proc_code,std_charge", "99213,185", "proc_code", "std_charge"),
        ("Service,Code,Units,Fee ($)", "Visit,99213,1,185", "Code", "Fee ($)"),
        ("Number,Words,Dollars", "99213,Visit,185.00", "Number", "Dollars"),
        ("CPT,RVU weight,Charge", "99213,1.30,185", "CPT", "Charge"),
        ("Description,CPT/HCPCS,Medicare Rate", "Visit,99213,92.10", "CPT/HCPCS", "Medicare Rate"),
    ],
)
def test_columns_are_guessed_by_headings_or_by_cells(
    tmp_path: Path, headings: str, row: str, code: str, charge: str
) -> None:
    found = guessed(written(tmp_path, f"{headings}\n{row}\n{row}\n"))
    assert found[FeeField.CODE] == code
    assert found[FeeField.CHARGE] == charge


def test_a_date_with_another_heading_is_not_taken_for_the_first_day(tmp_path: Path) -> None:
    file = written(tmp_path, "CPT,Fee,Changed on\n99213,185.00,2026-03-01\n")
    assert FeeField.EFFECTIVE_FROM not in guessed(file)


def test_a_table_without_headings_names_its_columns_by_number(tmp_path: Path) -> None:
    file = written(tmp_path, "99213\tOffice visit\t185.00\t2026-01-01\n36415\tBlood\t15.00\t\n")
    assert read_head(file).headings == ("Column 1", "Column 2", "Column 3", "Column 4")
    assert [row.charge for row in fees(file)] == [18500, 1500]
    assert fees(file)[0].description == "Office visit"
    assert fees(file)[0].effective_from == date(2026, 1, 1)


def test_headings_that_come_twice_are_told_apart(tmp_path: Path) -> None:
    file = written(tmp_path, "CPT,Fee,Fee,\n99213,185.00,150.00,x\n")
    assert read_head(file).headings == ("CPT", "Fee", "Fee (2)", "Column 4")
    columns = {FeeField.CODE: "CPT", FeeField.CHARGE: "Fee (2)"}
    assert [row.charge for row in read_fees(file, columns)] == [15000]


@pytest.mark.parametrize("cell", ["99213-25", "99213 25", "99213 - 25", "99213–25", "99213/25"])
def test_a_modifier_behind_the_code_is_split_off(tmp_path: Path, cell: str) -> None:
    (fee,) = fees(written(tmp_path, f"CPT,Fee\n{cell},185\n"))
    assert (fee.procedure, fee.modifier) == ("99213", "25")


@pytest.mark.parametrize(
    ("charge", "cents"),
    [("185", 18500), ("185.00", 18500), ("$ 185.5", 18550), ('"$1,234.50"', 123450), ("0.00", 0)],
)
def test_charges_are_read_as_people_write_them(tmp_path: Path, charge: str, cents: int) -> None:
    (fee,) = fees(written(tmp_path, f"CPT,Fee\n99213,{charge}\n"))
    assert fee.charge == cents


def test_a_workbook_is_read_as_it_shows(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Fees of the practice"],
        ["CPT", "Mod", "Words", "Charge", "Effective from", "Effective to"],
        [99213, 25, "Visit", 92.48333, datetime(2026, 1, 1), None],  # noqa: DTZ001 - a calendar day
        ["G0439", None, "Yearly visit", 175, None, "6/30/2026"],
    ]
    assert fees(workbook(tmp_path, rows)) == [
        FeeRow(3, "99213", "25", "Visit", 9248, date(2026, 1, 1), None),
        FeeRow(4, "G0439", "", "Yearly visit", 17500, None, date(2026, 6, 30)),
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("9921,,Visit,185,,", "“9921” stands where a CPT or HCPCS code"),
        (",,Visit,185,,", "stands where a CPT or HCPCS code"),
        ("99213,,Visit,,,", "stands where a charge such as 185.00"),
        ("99213,,Visit,-5,,", "“-5” stands where a charge"),
        ("99213,,Visit,12.345,,", "“12.345” stands where a charge"),
        ("99213,255,Visit,185,,", "“255” stands where one modifier"),
        ("99213-25,59,Visit,185,,", "“59” stands where one modifier"),
        ("99213,,Visit,185,soon,", "“soon” stands where a date"),
        ("99213,,Visit,185,2026-02-01,2026-01-01", "a last day not before 2026-02-01"),
    ],
)
def test_a_bad_row_is_named_with_its_line(tmp_path: Path, row: str, said: str) -> None:
    headings = "CPT,Mod,Description,Fee,From,To"
    sentence = refusal(written(tmp_path, f"{headings}\n99212,,Visit,120.00,,\n{row}\n"))
    assert "fees.csv, line 3" in sentence
    assert said in sentence


def test_missing_columns_and_rows_are_said(tmp_path: Path) -> None:
    file = written(tmp_path, "CPT,Fee\n99213,185\n")
    with pytest.raises(InputError) as error:
        list(read_fees(file, {FeeField.CODE: "CPT"}))
    assert "no column for “charge”" in error.value.sentence
    with pytest.raises(InputError) as error:
        list(read_fees(file, {FeeField.CODE: "CPT", FeeField.CHARGE: "Price"}))
    assert "no column for “Price”" in error.value.sentence
    assert "holds no fees" in refusal(written(tmp_path, "CPT,Fee\n,\n"))
    assert "holds no fees" in refusal(written(tmp_path, "\n\n"))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (SCHEDULE, True),
        ("99213,185.00\n99214,220.00\n", True),
        ("CPT,Fee\n99213,185\n", True),
        ("CPT,Fee\n", False),
        ("Code,Words\n99213,Visit\n", False),
        ("Name,Amount\nRent,185.00\n", False),
        ("A letter, with a comma\n", False),
        ("", False),
    ],
)
def test_a_fee_schedule_is_told_from_other_tables(tmp_path: Path, text: str, is_one: bool) -> None:
    assert looks_like_fee_table(written(tmp_path, text)) == is_one


def test_no_official_file_is_taken_for_a_fee_schedule(tmp_path: Path) -> None:
    assert not looks_like_fee_table(written(tmp_path, as_csv(), "PPRRVU26_JAN.csv"))
    assert not looks_like_fee_table(SourceFile(as_workbook(tmp_path / "PPRRVU26_JAN.xlsx")))
    for path in sorted(shared("data/codesets").rglob("*")):
        if path.suffix in {".zip", ".tsv", ".csv", ".txt", ".xlsx"}:
            with unpacked(path) as files:
                assert [file.label for file in files if looks_like_fee_table(file)] == []


def test_a_damaged_table_ends_in_fees_or_one_sentence(tmp_path: Path) -> None:
    chance = random.Random(185)
    refusals: list[str] = []
    book = workbook(tmp_path, [line.split(",") for line in SCHEDULE.splitlines()])
    for whole in (bytearray(SCHEDULE.encode()), bytearray(book.path.read_bytes())):
        for _ in range(120):
            damaged = (
                whole[: chance.randrange(1, len(whole))] if chance.random() < 0.4 else whole[:]
            )
            for _ in range(chance.randrange(6)):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            file = written(tmp_path, bytes(damaged), "damaged")
            assert looks_like_fee_table(file) in {True, False}
            try:
                assert all(fee.charge >= 0 for fee in fees(file))
            except InputError as refusal:
                refusals.append(refusal.sentence)
    assert refusals
    assert all("damaged" in sentence for sentence in refusals)


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.text(alphabet='9213G$.,"-–/ 25CPTfe\n\t', max_size=9), max_size=6), max_size=8
    )
)
def test_any_table_ends_in_fees_or_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]]
) -> None:
    file = written(tmp_path_factory.mktemp("fees"), "\n".join(map(",".join, table)))
    looks_like_fee_table(file)
    with suppress(InputError):
        columns = dict.fromkeys(FeeField, "")
        head = read_head(file)
        for field, place in zip(columns, range(6), strict=True):
            columns[field] = head.headings[place % len(head.headings)]
        assert all(len(row.procedure) == 5 and row.charge >= 0 for row in read_fees(file, columns))

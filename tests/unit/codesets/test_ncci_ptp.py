"""Procedure pairs are read as CMS publishes them, millions of them quickly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from medcoder_desktop.codesets.ncci_ptp import FORMAT, edition, read, read_rows, recognises
from medcoder_desktop.codesets.source import SourceFile, unpacked
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.payment_rules import ModifierIndicator, PtpPair
from tests.benchmarks.ptp_file import PREAMBLE, write_ptp_file
from tests.shared_data import shared

NAME = "ccipra-v321r0-f1.txt"
ROWS = (
    "0001A\t0591T\t\t20220101\t20231231\t1\tWords of a manual",
    "11042\t97597\t*\t19960101\t*\t0\tMisuse of a code",
    "G0439\t99213\t\t20260401\t*\t9\tMisuse of a code",
)
READ = [
    ("0001A", "0591T", 20220101, 20231231, "1", "Words of a manual"),
    ("11042", "97597", 19960101, None, "0", "Misuse of a code"),
    ("G0439", "99213", 20260401, None, "9", "Misuse of a code"),
]


def written(
    folder: Path, *rows: str, name: str = NAME, end: str = "\r\n", above: str = PREAMBLE[1]
) -> SourceFile:
    file = folder / name
    lines = (PREAMBLE[0], above, *PREAMBLE[2:], *rows, "")
    file.write_bytes(end.join(lines).encode("cp1252"))
    return SourceFile(file)


def refusal(file: SourceFile) -> str:
    with pytest.raises(InputError) as refused:
        list(read_rows(file))
    return refused.value.sentence


def test_every_cell_of_the_official_layout_is_read(tmp_path: Path) -> None:
    file = written(tmp_path, *ROWS)
    assert recognises(file)
    assert list(read_rows(file)) == READ
    assert list(read(file))[:2] == [
        PtpPair(
            "0001A",
            "0591T",
            date(2022, 1, 1),
            date(2023, 12, 31),
            ModifierIndicator.ALLOWED,
            "Words of a manual",
        ),
        PtpPair(
            "11042",
            "97597",
            date(1996, 1, 1),
            None,
            ModifierIndicator.NOT_ALLOWED,
            "Misuse of a code",
        ),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_blanks_and_empty_lines_make_no_difference(tmp_path: Path, end: str) -> None:
    padded = ROWS[1].replace("\t", " \t ") + " \t"
    assert list(read_rows(written(tmp_path, ROWS[0], "", padded, ROWS[2], "", end=end))) == READ


def test_a_last_line_without_its_end_is_read(tmp_path: Path) -> None:
    file = written(tmp_path, *ROWS)
    file.path.write_bytes(file.path.read_bytes().rstrip())
    assert list(read_rows(file)) == READ


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / NAME
    file.write_text("\n".join((*PREAMBLE, *ROWS, "")), encoding=encoding)
    assert recognises(SourceFile(file))
    assert list(read_rows(SourceFile(file))) == READ


def test_a_rationale_with_letters_beyond_ascii_is_kept(tmp_path: Path) -> None:
    (row,) = read_rows(written(tmp_path, ROWS[0] + " – §3"))
    assert row[-1] == "Words of a manual – §3"


@pytest.mark.parametrize("as_workbook", [True, False])
def test_workbook_and_commas_hold_the_same(tmp_path: Path, as_workbook: bool) -> None:
    lines = [line.split("\t") for line in (*PREAMBLE, *ROWS)]
    path = tmp_path / ("ccipra.xlsx" if as_workbook else "ccipra.csv")
    if as_workbook:
        book = Workbook()
        for cells in lines:
            book.worksheets[0].append(
                [int(cell) if cell.isdigit() and len(cell) == 8 else cell for cell in cells]
            )
        book.save(path)
    else:
        quoted = [",".join(f'"{cell}"' for cell in cells) for cells in lines]
        path.write_text("\n".join(quoted), encoding="utf-8")
    assert recognises(SourceFile(path))
    assert list(read_rows(SourceFile(path))) == READ


def test_headings_in_one_row_with_commas_are_found(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    headings = (
        "Column 1,Column 2,*=in existence prior to 1996,Effective Date,Deletion Date *=no data,"
        '"Modifier 0=not allowed, 1=allowed, 9=not applicable",PTP Edit Rationale'
    )
    rows = [row.replace("\t", ",") for row in ROWS]
    path.write_text("\n".join((headings, *rows)), encoding="utf-8")
    assert list(read_rows(SourceFile(path))) == READ


@pytest.mark.parametrize(
    ("name", "above", "quarter", "remark"),
    [
        ("ccipra-v321r0-f2.txt", "", "2026-Q2", "part 2 of"),
        ("ccipra-v313r0.txt", "", "2025-Q4", ""),
        ("PTP Edits Eff 07-01-2026.txt", "", "2026-Q3", ""),
        ("medicare-ncci-2026q1-practitioner.txt", "", "2026-Q1", ""),
        ("pairs.txt", "Edits v321r0", "2026-Q2", ""),
        ("pairs.txt", "", "2026-Q2", "does not name it"),
    ],
)
def test_the_quarter_is_told_by_name_or_text_or_the_newest_edit(
    tmp_path: Path, name: str, above: str, quarter: str, remark: str
) -> None:
    told = edition(written(tmp_path, *ROWS, name=name, above=above))
    begins = date(int(quarter[:4]), 3 * int(quarter[-1]) - 2, 1)
    assert (told.name, told.effective_from, told.effective_to) == (quarter, begins, None)
    assert remark in told.remark
    assert bool(remark) == bool(told.remark)


@pytest.mark.parametrize(
    ("name", "above", "whom"),
    [
        ("ccioph-v321r0-f1.txt", "", "outpatient hospitals"),
        ("pairs.txt", "Outpatient Hospital PTP Edits", "outpatient hospitals"),
        ("MCD_PTP_Practitioner.txt", "", "Medicaid"),
    ],
)
def test_the_edits_of_others_are_refused(tmp_path: Path, name: str, above: str, whom: str) -> None:
    file = written(tmp_path, *ROWS, name=name, above=above)
    assert recognises(file)
    assert whom in refusal(file)


def test_a_table_of_hospitals_is_refused_by_the_words_above_its_headings(tmp_path: Path) -> None:
    lines = ("Hospital edits v321r0", *PREAMBLE[2:], *ROWS)
    path = tmp_path / "pairs.csv"
    path.write_text("\n".join(line.replace("\t", ",") for line in lines), encoding="ascii")
    assert edition(SourceFile(path)).name == "2026-Q2"
    assert "outpatient hospitals" in refusal(SourceFile(path))


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ("1104\t97597\t*\t19960101\t*\t0\tMisuse", "“1104” stands where a procedure code"),
        ("11042\t9759a\t*\t19960101\t*\t0\tMisuse", "“9759a” stands where a procedure code"),
        ("11042\t97597\tx\t19960101\t*\t0\tMisuse", "“x” stands where * or nothing"),
        ("11042\t97597\t*\t19960231\t*\t0\tMisuse", "“19960231” stands where a day"),
        ("11042\t97597\t*\t*\t*\t0\tMisuse", "“*” stands where a day"),
        ("11042\t97597\t*\t19960101\t2001\t0\tMisuse", "“2001” stands where a day"),
        ("11042\t97597\t*\t19960101\t*\t2\tMisuse", "“2” stands where a modifier indicator"),
        ("11042\t97597\t*\t19960101\t*\t0", "breaks off at line 5008"),
        ("11042\t97597\t*\t19960101\t*\t0\tMisuse\t11042", "“11042” stands where the end"),
        ("11042\t97597\t*\t19960101\t*\t0\tMis\x00use", "is no text at line 5008"),
    ],
)
def test_the_line_that_is_wrong_is_named(tmp_path: Path, row: str, part: str) -> None:
    path = tmp_path / "pairs.txt"
    write_ptp_file(path, 10_000)
    lines = path.read_text(encoding="ascii").split("\n")
    lines[5007] = row
    path.write_text("\n".join(lines), encoding="ascii")
    sentence = refusal(SourceFile(path))
    assert part in sentence
    assert "line 5008" in sentence


def test_cells_that_slip_into_the_next_line_are_not_taken_for_its_own(tmp_path: Path) -> None:
    short = ROWS[1].rpartition("\t")[0]
    assert "breaks off at line 8" in refusal(written(tmp_path, ROWS[0], short, f"{ROWS[2]}\tx"))


def test_a_file_that_breaks_off_is_noticed_wherever_it_does(tmp_path: Path) -> None:
    whole = written(tmp_path, *ROWS).path.read_bytes().rstrip()
    last = whole.rindex(b"G0439")
    for length in range(last + 1, len(whole)):
        (tmp_path / NAME).write_bytes(whole[:length])
        assert "breaks off at line 9" in refusal(SourceFile(tmp_path / NAME)), whole[last:length]


def test_a_file_without_edits_is_refused(tmp_path: Path) -> None:
    assert "holds no rows" in refusal(written(tmp_path))
    (tmp_path / "other.txt").write_text("11042 97597", encoding="ascii")
    assert "has no column Column 1" in refusal(SourceFile(tmp_path / "other.txt"))


def test_a_generated_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / NAME
    write_ptp_file(path, 30_000)
    rows = list(read_rows(SourceFile(path)))
    assert len({row[:2] for row in rows}) == 30_000
    assert rows[-1][0] == "10119"


def test_a_line_without_end_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    assert "longer than any published list" in refusal(
        written(tmp_path, *ROWS * 30, "x" * 3_000_000)
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_damage_ends_in_rows_or_in_one_sentence(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(written(tmp_path, *ROWS * 3).path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(content)))
    file = SourceFile(tmp_path / "damaged.txt")
    file.path.write_bytes(content[:cut])
    with suppress(InputError):
        edition(file)
        assert all(len(row) == 6 for row in read_rows(file))


def official_files() -> Iterator[SourceFile]:
    for path in sorted(shared("data/codesets").rglob("*.*")):
        with unpacked(path) as files:
            yield from files


def test_no_official_file_of_another_kind_is_claimed() -> None:
    assert [file.label for file in official_files() if FORMAT.recognises(file)] == []

"""The relative value file answers what a coder asks of it, in every layout CMS publishes."""

from __future__ import annotations

import random
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.pprrvu import FORMATS
from medcoder_desktop.codesets.source import SourceFile, unpacked
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.payment_rules import RelativeValues
from tests.shared_data import shared
from tests.unit.codesets.pprrvu_files import HEADINGS, LINES, as_csv, as_text, as_workbook


def written(path: Path, text: str | bytes) -> SourceFile:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return SourceFile(path)


def claiming(file: SourceFile) -> Format:
    formats = [each for each in FORMATS if each.recognises(file)]
    assert len(formats) == 1
    return formats[0]


def rows(file: SourceFile) -> list[RelativeValues]:
    return list(claiming(file).read(file))


def refusal(file: SourceFile, layout: int) -> str:
    with pytest.raises(InputError) as error:
        list(FORMATS[layout].read(file))
    return error.value.sentence


@pytest.fixture
def schedule(tmp_path: Path) -> dict[tuple[str, str], RelativeValues]:
    file = written(tmp_path / "PPRRVU2026_Jan_nonQPP.csv", as_csv())
    return {(values.code, values.modifier): values for values in rows(file)}


def test_all_layouts_hold_the_same_lines(tmp_path: Path) -> None:
    table = rows(written(tmp_path / "PPRRVU2026_Jan_nonQPP.csv", as_csv()))
    text = rows(written(tmp_path / "PPRRVU2026_Jan_nonQPP.txt", as_text()))
    workbook = rows(SourceFile(as_workbook(tmp_path / "PPRRVU2026_Jan_nonQPP.xlsx")))
    assert len(table) == 20
    assert text == table
    assert workbook == table


def test_only_a_test_with_both_parts_splits_into_26_and_tc(
    schedule: dict[tuple[str, str], RelativeValues],
) -> None:
    splitting = {code for (code, _), values in schedule.items() if values.splits_into_components}
    assert splitting == {"71046", "77065"}
    assert {modifier for code, modifier in schedule if code == "71046"} == {"", "26", "TC"}
    assert schedule["93010", ""].pc_tc == "2"
    whole, part, rest = (schedule["71046", modifier] for modifier in ("", "26", "TC"))
    assert part.work + rest.work == whole.work


@pytest.mark.parametrize(
    ("code", "days"),
    [("11042", 0), ("10060", 10), ("29881", 90), ("99213", None), ("59400", None), ("G0439", None)],
)
def test_global_days_follow_a_procedure(
    schedule: dict[tuple[str, str], RelativeValues], code: str, days: int | None
) -> None:
    assert schedule[code, ""].follow_up_days == days


@pytest.mark.parametrize(
    ("code", "raised"),
    [("20610", True), ("29881", True), ("77065", True), ("10060", False), ("19303", True)],
)
def test_the_bilateral_indicator_says_whether_modifier_50_is_paid_more(
    schedule: dict[tuple[str, str], RelativeValues], code: str, raised: bool
) -> None:
    values = schedule[code, ""]
    assert (values.bilateral in {"1", "3"}) == raised
    assert values.bilateral_raises_payment == raised


def test_a_line_carries_its_values_and_nothing_for_a_place_flagged_na(
    schedule: dict[tuple[str, str], RelativeValues],
) -> None:
    knee = schedule["29881", ""]
    assert knee == RelativeValues(
        code="29881",
        modifier="",
        status="A",
        work=Decimal("7.03"),
        practice_nonfacility=None,
        practice_facility=Decimal("8.95"),
        malpractice=Decimal("1.37"),
        total_nonfacility=None,
        total_facility=Decimal("17.35"),
        pc_tc="0",
        global_days="090",
        multiple="3",
        bilateral="1",
        assistant="1",
        co_surgeons="0",
        team="0",
        endoscopic_base="29870",
        conversion_factor=Decimal("33.4009"),
        pre_operative=Decimal("0.10"),
        intra_operative=Decimal("0.69"),
        post_operative=Decimal("0.21"),
    )
    assert schedule["71046", "TC"].total_facility is None
    assert schedule["71046", "TC"].total_nonfacility == Decimal("0.70")


def test_the_description_is_not_kept(schedule: dict[tuple[str, str], RelativeValues]) -> None:
    assert not any("knee" in repr(values).lower() for values in schedule.values())


def test_the_file_of_the_usual_office_comes_first(tmp_path: Path) -> None:
    archive = tmp_path / "RVU26A.zip"
    with zipfile.ZipFile(archive, "w") as bundle:
        for name in ("PPRRVU2026_Jan_QPP", "PPRRVU2026_Jan_nonQPP"):
            factor = "33.5675" if name.endswith("_QPP") else "33.4009"
            bundle.writestr(f"{name}.csv", as_csv(factor=factor))
            bundle.writestr(f"{name}.txt", as_text(factor=factor))
    with unpacked(archive) as files:
        best = max(files, key=lambda file: claiming(file).rank)
        assert best.name == "pprrvu2026_jan_nonqpp.csv"
        assert rows(best)[0].conversion_factor == Decimal("33.4009")
        ranks = {file.name: claiming(file).rank for file in files}
    assert len(set(ranks.values())) == 4


@pytest.mark.parametrize(
    ("name", "text", "edition", "day"),
    [
        ("renamed.csv", as_csv(), "2026-Q1", date(2026, 1, 1)),
        ("renamed.csv", as_csv().replace("January", "October"), "2026-Q4", date(2026, 10, 1)),
        ("PPRRVU26_JAN.txt", as_text(), "2026-Q1", date(2026, 1, 1)),
        ("PPRRVU2025_Oct.txt", as_text(), "2025-Q4", date(2025, 10, 1)),
        ("list.txt", as_text(), "", None),
    ],
)
def test_the_quarter_is_told_by_the_preamble_or_the_name(
    tmp_path: Path, name: str, text: str, edition: str, day: date | None
) -> None:
    file = written(tmp_path / name, text)
    found = claiming(file).edition(file)
    assert (found.name, found.effective_from, found.effective_to) == (edition, day, None)


def test_the_quarter_is_told_by_the_archive_at_last(tmp_path: Path) -> None:
    file = written(tmp_path / "PPRRVU26_V0330.txt", as_text())
    inside = SourceFile(file.path, "rvu26b.zip › PPRRVU26_V0330.txt")
    assert claiming(inside).edition(inside).name == "2026-Q2"


def test_columns_are_found_wherever_they_stand(tmp_path: Path) -> None:
    table = [line.split(",") for line in as_csv().replace(", ", " ").splitlines()]
    moved = "\n".join(",".join([*row[:3], *row[5:], *row[3:5]]) for row in table)
    file = written(tmp_path / "moved.csv", moved)
    assert rows(file) == rows(written(tmp_path / "as_published.csv", as_csv()))


def test_a_lost_column_is_named(tmp_path: Path) -> None:
    file = written(tmp_path / "rvu.csv", as_csv().replace("BILAT", "BOTH"))
    assert claiming(file)
    assert "bilateral" in refusal(file, 0)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (",7.03,", ",seven,", "“seven”"),
        (",XXX,", ",XX,", "“XX”"),
        ("10060", "1006X1", "“1006X1”"),
        (",TC,", ",26,", "“71046-26”"),
    ],
)
def test_a_damaged_row_is_named_with_its_line(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    broken = as_csv().replace(before, after, 1)
    sentence = refusal(written(tmp_path / "rvu.csv", broken), 0)
    assert said in sentence
    assert "line" in sentence


def test_a_file_that_breaks_off_is_refused(tmp_path: Path) -> None:
    assert "breaks off at line 29" in refusal(written(tmp_path / "a.csv", as_csv()[:-30]), 0)
    assert "breaks off at line 22" in refusal(written(tmp_path / "a.txt", as_text()[:-10]), 1)
    assert "no rows" in refusal(written(tmp_path / "b.csv", as_csv(())), 0)
    assert "no rows" in refusal(written(tmp_path / "b.txt", as_text(())), 1)


def test_zeros_that_a_spreadsheet_program_took_away_are_put_back(tmp_path: Path) -> None:
    saved = as_csv().replace("\r\n00100,", "\r\n100,").replace(",010,", ",10,")
    found = rows(written(tmp_path / "saved.csv", saved))
    assert found == rows(written(tmp_path / "rvu.csv", as_csv()))


def test_no_file_of_another_set_is_claimed() -> None:
    for path in sorted(shared("data/codesets").rglob("*")):
        if path.suffix in {".zip", ".tsv", ".csv", ".txt", ".xlsx"}:
            with unpacked(path) as files:
                claimed = [f.label for f in files for each in FORMATS if each.recognises(f)]
            assert claimed == []


@pytest.mark.parametrize("text", [as_csv(), as_text()])
def test_a_damaged_file_ends_in_rows_or_one_sentence(tmp_path: Path, text: str) -> None:
    chance = random.Random(26)
    refusals: list[str] = []
    whole = bytearray(text.encode())
    for _ in range(150):
        damaged = whole[: chance.randrange(1, len(whole))] if chance.random() < 0.4 else whole[:]
        for _ in range(chance.randrange(6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        file = written(tmp_path / "damaged", bytes(damaged))
        for each in FORMATS:
            assert each.recognises(file) in {True, False}
            assert each.edition(file).effective_to is None
            try:
                assert all(isinstance(row, RelativeValues) for row in each.read(file))
            except InputError as refusal:
                refusals.append(refusal.sentence)
    assert refusals
    assert all("damaged" in sentence for sentence in refusals)


@settings(deadline=None)
@given(cell=st.text(max_size=8), place=st.integers(0, 31), line=st.integers(0, len(LINES) - 1))
def test_any_text_in_a_cell_ends_in_rows_or_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, cell: str, place: int, line: int
) -> None:
    table = as_csv().splitlines()
    row = table[4 + len(HEADINGS) + line].split(",")
    row[min(place, len(row) - 1)] = cell
    table[4 + len(HEADINGS) + line] = ",".join(row)
    text = "\n".join(table).encode("utf-8", "surrogatepass")
    file = written(tmp_path_factory.mktemp("rvu") / "rvu.csv", text)
    said = file.label
    try:
        assert all(isinstance(row, RelativeValues) for row in FORMATS[0].read(file))
    except InputError as refusal:
        said = refusal.sentence
    assert "rvu.csv" in said

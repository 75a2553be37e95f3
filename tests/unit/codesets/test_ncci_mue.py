"""Unit limits are read from the table for practitioners, and from no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from medcoder_desktop.codesets.ncci_mue import FORMAT, edition, read, recognises
from medcoder_desktop.codesets.source import SourceFile, unpacked
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.payment_rules import MueAdjudication, UnitLimit
from tests.shared_data import shared

OFFICIAL = "MCR_MUE_PractitionerServices_Eff_04-01-2026.zip"
BANNER = "A notice of the publisher, which is long.\n\nIt has commas, and lines of its own.\n"
VALUES = "Practitioner Services MUE Values"
ROWS = (
    ("11042", "1", "2 Date of Service Edit: Policy", "Invented, with a comma"),
    ("J1234", "400", "3 Date of Service Edit: Clinical", "Words of a label"),
    ("0001U", "0", "1 Line Edit", "Words of a label"),
)
LIMITS = [
    UnitLimit("11042", 1, MueAdjudication.DATE_OF_SERVICE_POLICY, "Invented, with a comma"),
    UnitLimit("J1234", 400, MueAdjudication.DATE_OF_SERVICE_CLINICAL, "Words of a label"),
    UnitLimit("0001U", 0, MueAdjudication.CLAIM_LINE, "Words of a label"),
]


def text_of(*rows: tuple[str, ...], values: str = VALUES) -> str:
    lines = [f'"{BANNER}",,,', f'"HCPCS/\nCPT Code",{values},MUE Adjudication Indicator,']
    lines[1] += "MUE Rationale"
    lines += [",".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows]
    return "\r\n".join((*lines, ""))


def written(folder: Path, content: str, name: str = "table.csv") -> SourceFile:
    file = folder / name
    file.write_bytes(content.encode("cp1252"))
    return SourceFile(file)


def refusal(file: SourceFile) -> str:
    with pytest.raises(InputError) as refused:
        list(read(file))
    return refused.value.sentence


def test_the_table_is_read_below_its_banner_and_headings(tmp_path: Path) -> None:
    file = written(tmp_path, text_of(*ROWS))
    assert recognises(file)
    assert list(read(file)) == LIMITS


def test_workbook_and_tabs_hold_the_same(tmp_path: Path) -> None:
    headings = ("HCPCS/\nCPT Code", VALUES, "MUE Adjudication Indicator", "MUE Rationale")
    book = Workbook()
    book.worksheets[0].append((BANNER,))
    book.worksheets[0].append(headings)
    for row in ROWS:
        book.worksheets[0].append((row[0], int(row[1]), *row[2:]))
    book.save(tmp_path / "table.xlsx")
    tabs = ["A notice", '"HCPCS/', 'CPT Code"\t' + "\t".join(headings[1:])]
    text = written(tmp_path, "\n".join((*tabs, *map("\t".join, ROWS))), "table.txt")
    for file in (SourceFile(tmp_path / "table.xlsx"), text):
        assert recognises(file)
        assert list(read(file)) == LIMITS


def test_the_name_tells_the_quarter(tmp_path: Path) -> None:
    file = written(tmp_path, text_of(*ROWS), OFFICIAL.replace(".zip", ".csv"))
    told = edition(file)
    assert (told.name, told.effective_from, told.effective_to) == (
        "2026-Q2",
        date(2026, 4, 1),
        None,
    )
    assert edition(written(tmp_path, text_of(*ROWS))).name == ""


@pytest.mark.parametrize(
    ("values", "whom"),
    [
        ("DME Supplier Services MUE Values", "suppliers of medical equipment"),
        ("Outpatient Hospital Services MUE Values", "outpatient hospitals"),
    ],
)
def test_the_tables_of_others_are_refused(tmp_path: Path, values: str, whom: str) -> None:
    file = written(tmp_path, text_of(*ROWS, values=values))
    assert recognises(file)
    assert f"holds the edits for {whom}" in refusal(file)


@pytest.mark.parametrize(
    ("row", "part"),
    [
        (("1104", "1", "1 Line Edit", "x"), "line 10: “1104” stands where a procedure code"),
        (("11042", "-1", "1 Line Edit", "x"), "“-1” stands where a number of units"),
        (("11042", "1", "4 Line Edit", "x"), "“4 Line Edit” stands where an adjudication"),
        (("11042", "1", "1 Line Edit", ""), "breaks off at line 10"),
        (("11042", "1"), "breaks off at line 10"),
    ],
)
def test_the_line_that_is_wrong_is_named(tmp_path: Path, row: tuple[str, ...], part: str) -> None:
    assert part in refusal(written(tmp_path, text_of(*ROWS, row, *ROWS)))


def test_a_last_rationale_that_breaks_off_is_noticed(tmp_path: Path) -> None:
    whole = text_of(*ROWS).rstrip()
    assert list(read(written(tmp_path, whole))) == LIMITS
    for length in range(1, len("Words of a label")):
        assert "breaks off at line 9" in refusal(written(tmp_path, whole[:-length]))


def test_a_table_with_a_column_missing_or_without_rows_is_refused(tmp_path: Path) -> None:
    without = text_of(*ROWS).replace("MUE Rationale", "Remark")
    assert "has no column MUE rationale" in refusal(written(tmp_path, without))
    assert "holds no rows" in refusal(written(tmp_path, text_of()))
    assert "has no column Practitioner" in refusal(written(tmp_path, "something else"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_damage_ends_in_rows_or_in_one_sentence(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(text_of(*ROWS).encode("cp1252"))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    file = tmp_path / "damaged.csv"
    file.write_bytes(content[: data.draw(st.integers(1, len(content)))])
    with suppress(InputError):
        assert all(isinstance(limit, UnitLimit) for limit in read(SourceFile(file)))


def test_the_official_table_has_15095_limits() -> None:
    with unpacked(shared(f"data/codesets/ncci/{OFFICIAL}")) as (file,):
        limits = list(read(file))
        told = edition(file)
    by_code = {limit.code: limit for limit in limits}
    assert (told.name, told.effective_from) == ("2026-Q2", date(2026, 4, 1))
    assert len(limits) == len(by_code) == 15_095
    assert Counter(limit.adjudication.value for limit in limits) == {1: 41, 2: 5417, 3: 9637}
    assert limits[0].code == "0001U"
    assert by_code["V5364"] == UnitLimit(
        "V5364", 0, MueAdjudication.DATE_OF_SERVICE_CLINICAL, "CMS Policy"
    )
    assert (by_code["0009U"].units, by_code["99213"].units) == (2, 2)


def official_files() -> Iterator[SourceFile]:
    for path in sorted(shared("data/codesets").rglob("*.*")):
        with unpacked(path) as files:
            yield from files


def test_only_the_official_table_is_claimed() -> None:
    claimed = [file.name for file in official_files() if FORMAT.recognises(file)]
    assert claimed == [OFFICIAL.lower().replace(".zip", ".csv")]

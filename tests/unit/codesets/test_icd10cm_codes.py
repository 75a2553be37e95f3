"""The code descriptions give every valid code with its title, whatever the file is called."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medcoder_desktop.codesets import icd10cm_order
from medcoder_desktop.codesets.icd10cm_codes import FORMAT, read
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.tabular import CodeTitle
from tests.unit.codesets.icd10cm_files import (
    CODES_2026,
    DESCRIPTIONS_2018,
    DESCRIPTIONS_2019,
    codes_text,
    official,
    refusal_of,
    written,
)

SMALL = codes_text(
    ("A000", "Invented infection, first kind"),
    ("G35", "Invented sclerosis"),
    ("E1140", "Invented diabetes, with nerves"),
    ("S0000XA", "Invented injury, initial encounter"),
)


@pytest.mark.parametrize(
    ("archive", "name", "release", "count"),
    [
        (DESCRIPTIONS_2018, "icd10cm_codes_2", "FY2018", 71_704),
        (DESCRIPTIONS_2019, "icd10cm_codes_2", "FY2019", 71_932),
        (CODES_2026, "", "FY2026", 74_719),
    ],
)
def test_official_descriptions_are_read_whole(
    archive: str, name: str, release: str, count: int
) -> None:
    with official(archive, name) as file:
        assert FORMAT.recognises(file)
        assert FORMAT.edition(file).name == release
        assert len({title.code for title in read(file)}) == count


def test_descriptions_say_what_the_order_file_says() -> None:
    with official(DESCRIPTIONS_2019, "icd10cm_codes_2") as file:
        codes = {row.code: row.title for row in read(file)}
    with official(DESCRIPTIONS_2019, "icd10cm_order_2") as file:
        ordered = [entry.code for entry in icd10cm_order.read(file) if entry.code.billable]
    assert codes == {code.code: code.title for code in ordered}


def test_records_of_fy2026_are_as_printed() -> None:
    with official(CODES_2026) as file:
        codes = {row.code: row.title for row in read(file)}
    assert codes["U07.1"] == "COVID-19"
    assert codes["G35.A"] == "Relapsing-remitting multiple sclerosis"
    assert codes["C44.1021"].startswith("Unspecified malignant neoplasm of skin of right upper")
    assert "G35" not in codes


def test_a_renamed_file_is_recognised(tmp_path: Path) -> None:
    file = written(tmp_path, SMALL, "download(1).dat")
    assert FORMAT.recognises(file)
    assert FORMAT.edition(file).name == ""
    assert list(read(file))[2] == CodeTitle("E11.40", "Invented diabetes, with nerves")


@pytest.mark.parametrize(
    "text",
    [
        "A000    0010  00000\r\nA001    0011  00000\r\n",
        "0010  A000    00000\r\n",
        "0016070 Invented bypass\r\n",
        "B00BYZZ Invented picture\r\nB00BZZZ Invented picture\r\n",
        "A0021   Invented ride\r\nA0080   Invented ride\r\n",
        "A000\tInvented infection\r\n",
        "",
    ],
)
def test_lists_of_other_sets_are_not_claimed(tmp_path: Path, text: str) -> None:
    assert not FORMAT.recognises(written(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("\r\n", "holds no rows"),
        (SMALL.replace("G35 ", "A000"), "line 2: “A000"),
        (SMALL + "U071   \r\n", "line 5: “U071"),
        (SMALL.replace("E1140   ", "E1140 "), "line 3: "),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, part: str) -> None:
    with pytest.raises(InputError) as refusal:
        list(read(written(tmp_path, text)))
    assert part in refusal.value.sentence


def test_a_published_list_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    with official(CODES_2026) as file:
        whole = file.path.read_bytes()
    for cut in (whole[:-6], whole[:2_000_000], whole[: whole.index(b"S0000XA")]):
        assert refusal_of(FORMAT, written(tmp_path, cut))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, len(SMALL) - 1), put=st.binary(max_size=4), cut=st.integers(0, 40))
def test_a_damaged_file_ends_in_rows_or_one_sentence(
    tmp_path: Path, place: int, put: bytes, cut: int
) -> None:
    text = SMALL.encode()
    file = written(tmp_path, text[:place] + put + text[place + cut :])
    FORMAT.recognises(file)
    sentence = refusal_of(FORMAT, file)
    assert not sentence or "list.txt" in sentence

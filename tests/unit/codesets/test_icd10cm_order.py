"""The order file gives every code, heading and long title, each under its parent."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medcoder_desktop.codesets.icd10cm_order import FORMAT, read
from medcoder_desktop.domain.codes import CodeLevel
from medcoder_desktop.domain.errors import InputError
from tests.unit.codesets.icd10cm_files import (
    DESCRIPTIONS_2018,
    DESCRIPTIONS_2019,
    official,
    order_line,
    order_text,
    refusal_of,
    written,
)

SMALL = order_text(
    ("B99", 0, "Invented infections"),
    ("B991", 1, "Invented infection of the first kind, in words far longer than sixty of them are"),
    ("C00", 0, "Invented growths"),
    ("C000", 0, "Invented growth, upper"),
    ("C0001", 1, "Invented growth, upper right"),
    ("C001", 1, "Invented growth, lower"),
    ("I10", 1, "Invented pressure"),
)


@pytest.mark.parametrize(
    ("archive", "billable", "headings"),
    [(DESCRIPTIONS_2018, 71_704, 22_423), (DESCRIPTIONS_2019, 71_932, 22_512)],
)
def test_an_official_order_file_is_read_whole(archive: str, billable: int, headings: int) -> None:
    with official(archive, "icd10cm_order_2") as file:
        assert FORMAT.recognises(file)
        codes = [entry.code for entry in read(file)]
    below = [code for code in codes if code.level is not CodeLevel.CHAPTER]
    assert Counter(code.billable for code in below) == {True: billable, False: headings}
    chapters = [code.code for code in codes if code.level is CodeLevel.CHAPTER]
    assert chapters == [str(number) for number in range(1, 22)]
    seen = {""}
    for code in codes:
        assert code.parent in seen, code.code
        seen.add(code.code)


def test_records_of_fy2019_stand_where_the_book_has_them() -> None:
    with official(DESCRIPTIONS_2019, "icd10cm_order_2") as file:
        codes = {entry.code.code: entry.code for entry in read(file)}
        edition = FORMAT.edition(file)
    assert (edition.name, edition.effective_from, edition.effective_to) == (
        "FY2019",
        date(2018, 10, 1),
        date(2019, 9, 30),
    )
    lid = codes["C43.111"]
    assert lid.title == "Malignant melanoma of right upper eyelid, including canthus"
    assert (lid.parent, lid.level, lid.billable) == ("C43.11", CodeLevel.CODE, True)
    assert (codes["C43.11"].billable, codes["C43.11"].level) == (False, CodeLevel.SUBCATEGORY)
    assert (codes["C43"].parent, codes["C43"].level) == ("2", CodeLevel.CATEGORY)
    assert (codes["I10"].parent, codes["I10"].level, codes["I10"].billable) == (
        "9",
        CodeLevel.CODE,
        True,
    )
    assert codes["S69.90XA"].parent == "S69.90"
    assert codes["O9A"].parent == "15"
    assert "Z99.12" in codes
    assert codes["Z99.12"].title == (
        "Encounter for respirator [ventilator] dependence during power failure"
    )


def test_each_chapter_comes_once_before_its_first_category(tmp_path: Path) -> None:
    entries = [entry.code for entry in read(written(tmp_path, SMALL))]
    assert [(code.code, code.parent, code.level.value) for code in entries] == [
        ("1", "", "chapter"),
        ("B99", "1", "category"),
        ("B99.1", "B99", "code"),
        ("2", "", "chapter"),
        ("C00", "2", "category"),
        ("C00.0", "C00", "subcategory"),
        ("C00.01", "C00.0", "code"),
        ("C00.1", "C00", "code"),
        ("9", "", "chapter"),
        ("I10", "9", "code"),
    ]
    assert entries[2].title.endswith("far longer than sixty of them are")


@pytest.mark.parametrize(
    ("name", "release"),
    [
        ("icd10cm_order_2019.txt", "FY2019"),
        ("icd10cm-order-April-1-2026.txt", "FY2026-April"),
        ("order_october_2025.txt", "FY2026"),
        ("renamed.txt", ""),
    ],
)
def test_the_release_is_told_by_the_name(tmp_path: Path, name: str, release: str) -> None:
    assert FORMAT.edition(written(tmp_path, SMALL, name)).name == release


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "holds no rows"),
        (SMALL.replace("00003", "00004"), "line 3: “00004” stands where order number 00003"),
        (SMALL.replace("C000    0", "C000    2"), "line 4: "),
        (SMALL.replace("C001 ", "C0001"), "line 6: “C0001” stands where a code that does not"),
        (SMALL.replace("C00     0", "C00     1"), "line 4: “C000” stands where the heading C00"),
        (SMALL.replace("I10", "010"), "line 7: "),
        (SMALL[:-25], "line 7: "),
        (order_text(("I10", 0, "Invented pressure")), "a code below the heading I10"),
        (SMALL + "last line\r\n", "line 8: “last line”"),
        (order_text(("F00", 0, "No such"), ("F000", 1, "No")), "one of the 22 chapters"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, part: str) -> None:
    with pytest.raises(InputError) as refusal:
        list(read(written(tmp_path, text)))
    assert part in refusal.value.sentence
    assert "list.txt" in refusal.value.sentence


def test_a_published_list_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    with official(DESCRIPTIONS_2019, "icd10cm_order_2") as file:
        whole = file.path.read_bytes()
    lines = whole.splitlines(keepends=True)
    for cut in (b"".join(lines[:50_003]), whole[:-4], whole[: len(whole) // 2]):
        with pytest.raises(InputError) as refusal:
            list(read(written(tmp_path, cut)))
        assert refusal.value.message_id in {"codeset.cut_off", "codeset.wrong_line"}


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


def test_an_order_file_of_procedures_is_not_claimed(tmp_path: Path) -> None:
    lines = [order_line(1, "001", 0, "Brain"), order_line(2, "0016070", 1, "Invented bypass")]
    assert not FORMAT.recognises(written(tmp_path, "\r\n".join(lines)))
    late = order_line(70_000, "B00BYZZ", 1, "Invented picture")
    assert not FORMAT.recognises(written(tmp_path, late))

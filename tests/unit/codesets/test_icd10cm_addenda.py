"""The addenda turn one year's list into the next, code for code."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medcoder_desktop.codesets import icd10cm_codes, icd10cm_order
from medcoder_desktop.codesets.icd10cm_addenda import FORMATS, read
from medcoder_desktop.domain.code_changes import ChangeAction, CodeChange
from medcoder_desktop.domain.codes import CodeLevel
from medcoder_desktop.domain.errors import InputError
from tests.unit.codesets.icd10cm_files import (
    DESCRIPTIONS_2018,
    DESCRIPTIONS_2019,
    official,
    readers_of,
    refusal_of,
    written,
)

ORDER, CODES = FORMATS


def order_step(action: str, flag: int, code: str, title: str, short: str = "") -> str:
    return f"{action + ':':13}{flag} {code:7} {short or title:60.60} {title}\r\n"


def codes_step(action: str, code: str, title: str) -> str:
    return f"{action + ':':13}{code:7} {title}\r\n"


CHANGES = "".join(
    (
        order_step("Delete", 1, "G35", "Invented sclerosis"),
        order_step("Add", 0, "G35", "Invented sclerosis"),
        order_step("Add", 1, "G35A", "Invented sclerosis, coming and going"),
        order_step("Delete", 0, "I10", "Invented pressure"),
        order_step("Add", 1, "I10", "Invented high pressure"),
        order_step("Delete", 1, "I100", "Invented pressure, once"),
        order_step("Revise from", 1, "J00", "Invented colds"),
        order_step("Revise to", 1, "J00", "Invented cold"),
        order_step("Revise from", 1, "J010", "Invented cough", "Inv cough"),
        order_step("Revise to", 1, "J010", "Invented cough", "Invented cough"),
    )
)
TOTALS = (
    "\r\nHeaders\r\n  100 headers in icd10cm_order_2029.txt\r\n"
    "  100 headers in icd10cm_order_2030.txt\r\n    1 additions\r\n    1 deletions\r\n"
    "    0 revisions\r\n\r\nCodes\r\n  100 codes in icd10cm_order_2029.txt\r\n"
    "  100 codes in icd10cm_order_2030.txt\r\n    2 additions\r\n    2 deletions\r\n"
    "    2 revisions\r\nof which\r\n    1 revisions to both long and short titles\r\n"
)
SMALL = CHANGES + TOTALS
CODES_SMALL = (
    codes_step("Delete", "G35", "Invented sclerosis")
    + codes_step("Add", "G35A", "Invented sclerosis, coming and going")
    + "\r\nCodes\r\n  100 codes in icd10cm_order_2029.txt\r\n"
    "  100 codes in icd10cm_order_2030.txt\r\n"
    "    1 additions\r\n    1 deletions\r\n    0 revisions\r\n"
)


def test_order_addenda_turn_fy2018_into_fy2019() -> None:
    def entries(archive: str) -> dict[str, tuple[bool, str]]:
        with official(archive, "icd10cm_order_2") as file:
            codes = [entry.code for entry in icd10cm_order.read(file)]
        return {
            code.code: (code.billable, code.title)
            for code in codes
            if code.level is not CodeLevel.CHAPTER
        }

    before, after = entries(DESCRIPTIONS_2018), entries(DESCRIPTIONS_2019)
    with official(DESCRIPTIONS_2019, "icd10cm_order_addenda") as file:
        changes = list(read(file))
    assert expected_changes(before, after) == set(changes)
    assert len(changes) == len({change.code for change in changes})


def expected_changes(
    before: dict[str, tuple[bool, str]], after: dict[str, tuple[bool, str]]
) -> set[CodeChange]:
    """Every difference of two lists, as a change."""
    found = {
        CodeChange(ChangeAction.DELETE, code, billable=False) for code in before.keys() - after
    }
    for code, (billable, title) in after.items():
        was = before.get(code)
        new_title = title if was is None or was[1] != title else ""
        if was is None:
            found.add(CodeChange(ChangeAction.ADD, code, billable, title))
        elif was[0] != billable:
            action = ChangeAction.TO_BILLABLE if billable else ChangeAction.TO_HEADING
            found.add(CodeChange(action, code, billable, new_title))
        elif new_title:
            found.add(CodeChange(ChangeAction.RETITLE, code, billable, new_title))
    return found


def test_code_addenda_turn_fy2018_into_fy2019() -> None:
    with official(DESCRIPTIONS_2018, "icd10cm_codes_2") as file:
        codes = {row.code: row.title for row in icd10cm_codes.read(file)}
    with official(DESCRIPTIONS_2019, "icd10cm_codes_addenda") as file:
        for change in read(file):
            if change.action is ChangeAction.DELETE:
                del codes[change.code]
            else:
                assert (change.code in codes) == (change.action is ChangeAction.RETITLE)
                codes[change.code] = change.title
    with official(DESCRIPTIONS_2019, "icd10cm_codes_2") as file:
        assert codes == {row.code: row.title for row in icd10cm_codes.read(file)}


@pytest.mark.parametrize(
    ("archive", "name", "claimed", "release", "counts"),
    [
        (
            DESCRIPTIONS_2018,
            "icd10cm_order_addenda",
            "ICD-10-CM order addenda",
            "FY2018",
            {"add": 419, "delete": 122, "retitle": 270, "to heading": 34},
        ),
        (
            DESCRIPTIONS_2019,
            "icd10cm_order_addenda",
            "ICD-10-CM order addenda",
            "FY2019",
            {"add": 320, "delete": 3, "retitle": 172, "to heading": 48},
        ),
        (
            DESCRIPTIONS_2018,
            "icd10cm_codes_addenda",
            "ICD-10-CM code addenda",
            "FY2018",
            {"add": 360, "delete": 142, "retitle": 226},
        ),
        (
            DESCRIPTIONS_2019,
            "icd10cm_codes_addenda",
            "ICD-10-CM code addenda",
            "FY2019",
            {"add": 279, "delete": 51, "retitle": 143},
        ),
    ],
)
def test_official_addenda_hold_what_their_totals_say(
    archive: str, name: str, claimed: str, release: str, counts: dict[str, int]
) -> None:
    with official(archive, name) as file:
        assert readers_of(file, FORMATS) == [claimed]
        assert {entry.edition(file).name for entry in FORMATS} == {release}
        assert Counter(change.action.value for change in read(file)) == counts


def test_records_of_fy2019_are_as_printed() -> None:
    with official(DESCRIPTIONS_2019, "icd10cm_order_addenda") as file:
        changes = {change.code: change for change in read(file)}
    assert changes["C43.11"] == CodeChange(ChangeAction.TO_HEADING, "C43.11", billable=False)
    assert changes["E72.53"] == CodeChange(
        ChangeAction.RETITLE, "E72.53", billable=True, title="Primary hyperoxaluria"
    )
    assert changes["C43.111"].title == (
        "Malignant melanoma of right upper eyelid, including canthus"
    )


def test_what_the_lines_mean_together(tmp_path: Path) -> None:
    assert list(read(written(tmp_path, SMALL))) == [
        CodeChange(ChangeAction.TO_HEADING, "G35", billable=False),
        CodeChange(
            ChangeAction.ADD, "G35.A", billable=True, title="Invented sclerosis, coming and going"
        ),
        CodeChange(ChangeAction.TO_BILLABLE, "I10", billable=True, title="Invented high pressure"),
        CodeChange(ChangeAction.DELETE, "I10.0", billable=False),
        CodeChange(ChangeAction.RETITLE, "J00", billable=True, title="Invented cold"),
    ]


def test_the_new_year_is_read_from_the_totals(tmp_path: Path) -> None:
    file = written(tmp_path, SMALL, "changes.txt")
    assert readers_of(file, FORMATS) == [ORDER.name]
    assert ORDER.edition(file).name == "FY2030"
    assert ORDER.edition(written(tmp_path, CHANGES, "addenda_2031.txt")).name == "FY2031"
    assert readers_of(written(tmp_path, CODES_SMALL), FORMATS) == [CODES.name]


def test_addenda_without_totals_are_taken_as_they_are(tmp_path: Path) -> None:
    assert len(list(read(written(tmp_path, CHANGES)))) == 5


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "holds no rows"),
        (SMALL.replace("2 additions", "3 additions"), "says “3 additions”, but there are 2 in it"),
        (SMALL.replace("100 codes in icd10cm_order_2030", "101 codes in x"), "but there are 100"),
        (SMALL[: SMALL.index("Codes")], "the totals of the codes was expected"),
        (SMALL[: SMALL.index("    2 revisions")], "the totals of the codes was expected"),
        (CHANGES.replace("Revise to:", "Add:      "), "line 8: “J00”"),
        (CHANGES[: CHANGES.index("Revise to")], "breaks off at line 7"),
        (SMALL.replace("Revise from:", "Add:        ", 1), "line 8: “J00”"),
        (SMALL + CHANGES, "a total of the changes"),
        (CHANGES + CODES_SMALL, "line 11: "),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, part: str) -> None:
    with pytest.raises(InputError) as refusal:
        list(read(written(tmp_path, text)))
    assert part in refusal.value.sentence
    assert "list.txt" in refusal.value.sentence


@pytest.mark.parametrize(
    "text",
    [
        "Add:         001U072 Bypass Spinal Canal                 Invented\r\n",
        "Add:         1 001U072 Bypass Spinal Canal                 Invented\r\n",
        "Add: something\r\n",
        "",
    ],
)
def test_changes_of_other_sets_are_not_claimed(tmp_path: Path, text: str) -> None:
    assert readers_of(written(tmp_path, text), FORMATS) == []


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, len(SMALL) - 1), put=st.binary(max_size=4), cut=st.integers(0, 40))
def test_a_damaged_file_ends_in_rows_or_one_sentence(
    tmp_path: Path, place: int, put: bytes, cut: int
) -> None:
    text = SMALL.encode()
    file = written(tmp_path, text[:place] + put + text[place + cut :])
    readers_of(file, FORMATS)
    sentence = refusal_of(ORDER, file)
    assert not sentence or "list.txt" in sentence

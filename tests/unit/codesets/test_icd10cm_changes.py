"""The list of changes that is shipped turns FY2026 into FY2027."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medcoder_desktop import paths
from medcoder_desktop.codesets import icd10cm_codes
from medcoder_desktop.codesets.icd10cm_changes import FORMAT, read
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.code_changes import ChangeAction, CodeChange
from medcoder_desktop.domain.errors import InputError
from tests.shared_data import shared
from tests.unit.codesets.icd10cm_files import CODES_2026, official, refusal_of, written

SMALL = (
    "action\tcode\tbillable\ttitle\n"
    "add\tA00.5\t1\tInvented infection\nadd\tA01\t0\tInvented heading\n"
    "delete\tB99.1\t1\t\nheader\tD69.1\t0\t\nrevise\tE11.9\t1\tInvented diabetes\n"
)


@pytest.fixture
def shipped() -> SourceFile:
    return SourceFile(paths.codesets() / "icd10cm-fy2027-changes.tsv")


def test_fy2026_and_the_shipped_list_make_the_74879_codes_of_fy2027(shipped: SourceFile) -> None:
    with official(CODES_2026) as file:
        codes = {row.code: row.title for row in icd10cm_codes.read(file)}
    for change in read(shipped):
        if change.action is ChangeAction.ADD:
            assert change.code not in codes
            if change.billable:
                codes[change.code] = change.title
        elif change.action is ChangeAction.RETITLE:
            assert codes[change.code] != change.title
            codes[change.code] = change.title
        elif change.action is ChangeAction.TO_HEADING:
            del codes[change.code]
        else:
            codes.pop(change.code, None)
    assert len(codes) == 74_879


def test_the_shipped_list_is_fy2027_and_says_what_is_missing(shipped: SourceFile) -> None:
    assert FORMAT.recognises(shipped)
    edition = FORMAT.edition(shipped)
    assert (edition.name, edition.effective_from, edition.effective_to) == (
        "FY2027",
        date(2026, 10, 1),
        date(2027, 9, 30),
    )
    assert edition.remark.startswith("Codes and titles complete; notes of new codes until")
    changes = list(read(shipped))
    assert Counter(change.action for change in changes) == {
        ChangeAction.ADD: 238,
        ChangeAction.DELETE: 21,
        ChangeAction.TO_HEADING: 15,
        ChangeAction.RETITLE: 4,
    }
    assert changes[0] == CodeChange(
        ChangeAction.ADD, "C78.31", billable=True, title="Secondary malignant neoplasm of larynx"
    )
    assert CodeChange(ChangeAction.TO_HEADING, "D69.1", billable=False) in changes


def test_the_shipped_list_is_the_public_one(shipped: SourceFile) -> None:
    public = shared("data/codesets/icd10/icd10cm-fy2027-changes.tsv")
    assert shipped.path.read_text(encoding="utf-8") == public.read_text(encoding="utf-8")


def test_each_action_is_a_change(tmp_path: Path) -> None:
    assert list(read(written(tmp_path, SMALL))) == [
        CodeChange(ChangeAction.ADD, "A00.5", billable=True, title="Invented infection"),
        CodeChange(ChangeAction.ADD, "A01", billable=False, title="Invented heading"),
        CodeChange(ChangeAction.DELETE, "B99.1", billable=False),
        CodeChange(ChangeAction.TO_HEADING, "D69.1", billable=False),
        CodeChange(ChangeAction.RETITLE, "E11.9", billable=True, title="Invented diabetes"),
    ]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "holds no rows"),
        (SMALL.replace("billable", "valid"), "has no column action, code, billable, title"),
        (SMALL.splitlines()[0], "holds no rows"),
        (SMALL.replace("header", "turn"), "line 5: “turn"),
        (SMALL.replace("E11.9\t1", "E11.9\tyes"), "line 6: "),
        (SMALL.replace("D69.1", "A00.5"), "line 5: "),
        (SMALL[:-20], "line 6: "),
        (SMALL.replace("\tInvented infection", "\t"), "line 2: "),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, part: str) -> None:
    with pytest.raises(InputError) as refusal:
        list(read(written(tmp_path, text)))
    assert part in refusal.value.sentence


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

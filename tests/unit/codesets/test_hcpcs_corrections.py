"""Corrections to a HCPCS file, as a workbook and as a printout."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medcoder_desktop.codesets import hcpcs_corrections, hcpcs_corrections_text
from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.source import SourceFile, unpacked
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.procedures import ActionCode, ProcedureCorrection, ProcedureEntry
from medcoder_desktop.domain.releases import Edition
from tests.shared_data import shared
from tests.unit.codesets.hcpcs_files import (
    CORRECTIONS_2019,
    HCPCS_2018,
    HCPCS_2019,
    claimed_by,
    official,
    sentence_of,
    text_file,
    workbook,
)

BOOK = hcpcs_corrections.FORMAT
PRINTOUT = hcpcs_corrections_text.FORMAT
HEADINGS = ["CODE", "ACTION", "EFF DATE", "SHORT DESC", "LONG DESC", "TOS ", "BETOS", "COV"]
HEADINGS += ["PRICE", "XREF CODE", "ASC IND", "ASC DATE", "COMMENTS"]
TITLE = [None, None, None, "2019 ALPHA-NUMERIC HCPCS CORRECTIONS"]
ADDED: list[object] = [
    "A1234",
    "ADD CODE",
    date(2019, 1, 1),
    "Invented",
    "An invented supply",
    "9,F",
    "D1E",
]
ADDED += ["D", "53", None, None, None, "A remark"]
GONE: list[object] = ["C9999", "Discontinue ", "1/1/2019", *[None] * 6, "A1234"]
CHANGED: list[object] = ["Q1", "Change xref code to J7203", "01/0/12019"]
PRINTED_HEADINGS = (
    "  CODE   ACTION  EFF DATE        SHORT DESC                LONG DESC          "
    "TOBETOCOPRICXREF CODASC IASC DATCOMMENTS"
)
WORDS = "An invented supply of many words"
PRINTED = [
    " " * 26 + "2019 ALPHA-NUMERIC HCPCS CORRECTIONS",
    "",
    PRINTED_HEADINGS,
    f" A1234  ADD CODE 01/01/201{WORDS[3:27]:24}{WORDS[:28]}9,D1E D  53" + " " * 21 + "Remark",
    " C9999  Discontin01/01/2019" + " " * 63 + "A1234",
    "   Q1   Change Co12/03/2018" + " " * 57 + "C  39",
]


def test_the_workbook_gives_what_can_be_applied(tmp_path: Path) -> None:
    file = workbook(tmp_path, [TITLE, [], HEADINGS, ADDED, GONE, CHANGED])
    assert claimed_by(file) == [BOOK]
    assert BOOK.changes_a_base
    assert PRINTOUT.changes_a_base
    assert BOOK.edition(file) == Edition("2019", date(2019, 1, 1))
    assert list(BOOK.read(file)) == [
        ProcedureCorrection(
            code="A1234",
            wording="ADD CODE [A remark]",
            action=ActionCode.ADDED,
            effective=date(2019, 1, 1),
            short="Invented",
            long="An invented supply",
            coverage="D",
            pricing=("53",),
            type_of_service=("9", "F"),
        ),
        ProcedureCorrection(
            code="C9999",
            wording="Discontinue",
            action=ActionCode.DISCONTINUED,
            effective=date(2019, 1, 1),
            cross_references=("A1234",),
        ),
        ProcedureCorrection(
            code="Q1",
            wording="Change xref code to J7203 [effective “01/0/12019”]",
            action=ActionCode.FIELD_CHANGED,
            cross_references=("J7203",),
        ),
    ]


def test_the_printout_gives_what_was_not_cut_off(tmp_path: Path) -> None:
    file = text_file(tmp_path, PRINTED)
    assert claimed_by(file) == [PRINTOUT]
    told = PRINTOUT.edition(file)
    assert (told.name, "cuts off" in told.remark) == ("2019", True)
    added, gone, changed = PRINTOUT.read(file)
    assert added == ProcedureCorrection(
        code="A1234",
        wording="ADD CODE [effective “01/01/201”]",
        action=ActionCode.ADDED,
        short="invented supply of many…",
        long="An invented supply of many w…",
        coverage="D",
        pricing=("53",),
    )
    assert (gone.action, gone.effective) == (ActionCode.DISCONTINUED, date(2019, 1, 1))
    assert gone.cross_references == ("A1234",)
    assert (changed.code, changed.wording, changed.coverage) == ("Q1", "Change Co…", "C")
    assert (changed.pricing, changed.short, changed.long) == (("39",), "", "")


def test_the_workbook_is_preferred_to_the_printout() -> None:
    assert BOOK.rank > PRINTOUT.rank


def test_a_missing_column_is_refused_by_its_name(tmp_path: Path) -> None:
    headings = [name for name in HEADINGS if name != "PRICE"]
    file = workbook(tmp_path, [TITLE, headings, ADDED])
    with pytest.raises(InputError) as refusal:
        list(BOOK.read(file))
    assert "no column PRICE:" in sentence_of(refusal.value)


def test_damaged_corrections_end_in_a_sentence_with_the_line(tmp_path: Path) -> None:
    cut = [*PRINTED[:5], PRINTED[5][:20]]
    unknown = [*PRINTED[:5], PRINTED[5].replace("  Q1 ", " Q-1 ")]
    for lines, words in (
        (cut, "breaks off at line 6"),
        (unknown, "line 6: “Q-1”"),
        (PRINTED[:3], "no rows"),
    ):
        with pytest.raises(InputError) as refusal:
            list(PRINTOUT.read(text_file(tmp_path, lines)))
        assert words in sentence_of(refusal.value)
    for row, words in ((["A1234"], "line 3: “A1234”"), (["?", "ADD CODE"], "line 3: “?”")):
        with pytest.raises(InputError) as refusal:
            list(BOOK.read(workbook(tmp_path, [TITLE, HEADINGS, row])))
        assert words in sentence_of(refusal.value)


BASE = ProcedureEntry("A1234", is_modifier=False, short="Old", long="Old words", coverage="C")


def test_a_correction_changes_only_what_it_names() -> None:
    correction = ProcedureCorrection(
        "A1234", "Change Cov", ActionCode.FIELD_CHANGED, date(2019, 1, 1), coverage="D"
    )
    corrected = correction.applied_to(BASE)
    assert corrected is not None
    assert (corrected.coverage, corrected.long, corrected.effective) == (
        "D",
        "Old words",
        date(2019, 1, 1),
    )
    assert correction.applied_to(None) is None


def test_a_discontinued_code_ends_the_day_before() -> None:
    correction = ProcedureCorrection("A1234", "x", ActionCode.DISCONTINUED, date(2019, 1, 1))
    corrected = correction.applied_to(BASE)
    assert corrected is not None
    assert corrected.terminated == date(2018, 12, 31)
    again = ProcedureCorrection("A1234", "x", ActionCode.REACTIVATED).applied_to(corrected)
    assert again is not None
    assert again.terminated is None


def test_an_added_code_begins_on_its_day() -> None:
    correction = ProcedureCorrection(
        "Q1", "ADD CODE", ActionCode.ADDED, date(2019, 1, 1), short="New", long="New words"
    )
    added = correction.applied_to(None)
    assert added is not None
    assert (added.is_modifier, added.added, added.title) == (True, date(2019, 1, 1), "New words")


@pytest.mark.parametrize("form", [PRINTOUT, BOOK], ids=lambda form: form.name)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 5500), put=st.binary(max_size=6), cut=st.integers(0, 6000))
def test_any_damage_ends_in_corrections_or_a_refusal(
    tmp_path: Path, form: Format, at: int, put: bytes, cut: int
) -> None:
    if form is PRINTOUT:
        content = text_file(tmp_path, PRINTED).path.read_bytes()
        at %= len(content)
    else:
        content = workbook(tmp_path, [TITLE, [], HEADINGS, ADDED, GONE]).path.read_bytes()
    path = tmp_path / "damaged"
    path.write_bytes((content[:at] + put + content[at + len(put) :])[: cut or None])
    with suppress(InputError):
        form.recognises(SourceFile(path))
        assert all(isinstance(row, ProcedureCorrection) for row in form.read(SourceFile(path)))


def test_the_corrections_of_2019_have_their_counts_and_lines() -> None:
    for version, count in (("", 11), ("_v2", 3)):
        name = f"hcpc2019_corrections_alpha{version}"
        with official(CORRECTIONS_2019, f"{name}.xlsx") as file:
            assert claimed_by(file) == [BOOK]
            assert BOOK.edition(file).name == "2019"
            whole = list(BOOK.read(file))
        with official(CORRECTIONS_2019, f"{name}.prn") as file:
            assert claimed_by(file) == [PRINTOUT]
            printed = list(PRINTOUT.read(file))
        assert len(whole) == len(printed) == count
        for one, other in zip(whole, printed, strict=True):
            assert (one.code, one.action, one.coverage) == (
                other.code,
                other.action,
                other.coverage,
            )
            assert one.short.startswith(other.short.removesuffix("…"))
            assert one.long.startswith(other.long.removesuffix("…"))
            assert other.effective in {one.effective, None}


def test_corrections_of_2019_apply_to_the_file_of_2019() -> None:
    with official(CORRECTIONS_2019, "hcpc2019_corrections_alpha.xlsx") as file:
        rows = {row.code: row for row in BOOK.read(file)}
    assert rows["J1095"].long.startswith("Injection, dexamethasone 9 percent")
    assert rows["Q5111"].effective is None
    assert rows["C9468"].cross_references == ("J7203",)
    assert rows["B4105"].pricing == ("39",)
    assert [row.action for row in rows.values()].count(ActionCode.ADDED) == 5


def test_reports_of_changes_are_claimed_by_no_format() -> None:
    reports = 0
    for archive in (HCPCS_2018, HCPCS_2019):
        with unpacked(shared(f"data/codesets/hcpcs/{archive}")) as files:
            for file in files:
                if "trans" in file.name or "changes" in file.name or "note" in file.name:
                    reports += 1
                    assert claimed_by(file) == [], file.label
    assert reports >= 6

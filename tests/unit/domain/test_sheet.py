"""What may be done to a coding sheet."""

from __future__ import annotations

import pytest

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.evidence import Evidence, evidence_from
from medcoder_desktop.domain.sheet import (
    CodingSheet,
    Diagnosis,
    ServiceLine,
    with_diagnosis,
    with_diagnosis_moved,
    with_line,
    with_line_changed,
    with_line_moved,
    without_diagnosis,
    without_evidence,
    without_line,
)

DIABETES = Diagnosis("d1", "E11.42", "Type 2 diabetes mellitus with diabetic polyneuropathy")
HYPERTENSION = Diagnosis("d2", "I10", "Essential (primary) hypertension")


def line(
    line_id: str = "l1", pointers: tuple[str, ...] = ("d1",), charge: int = 185_00
) -> ServiceLine:
    return ServiceLine(line_id, "99214", "Office visit", ("25",), pointers, 1, charge)


def coded() -> CodingSheet:
    sheet = with_diagnosis(with_diagnosis(CodingSheet("v1"), DIABETES), HYPERTENSION)
    return with_line(with_line(sheet, line(pointers=("d1", "d2"))), line("l2", ("d2",), 60_00))


def test_pointer_letters_follow_the_order_of_the_diagnoses() -> None:
    sheet = coded()
    assert sheet.letters_of(sheet.line("l1")) == "AB"
    moved = with_diagnosis_moved(sheet, "d2", 0)
    assert [d.code for d in moved.diagnoses] == ["I10", "E11.42"]
    assert moved.letters_of(moved.line("l1")) == "BA"


def test_total_is_the_sum_of_the_line_charges() -> None:
    assert coded().total == 245_00


def test_removing_a_diagnosis_removes_every_pointer_to_it() -> None:
    sheet = without_diagnosis(coded(), "d1")
    assert sheet.letters_of(sheet.line("l1")) == "A"
    assert sheet.line("l1").pointers == ("d2",)


def test_assigning_a_code_again_adds_the_evidence_to_it() -> None:
    first, second = Evidence("doc", 40, 50, "burning"), Evidence("doc", 3, 9, "numb")
    sheet = with_diagnosis(CodingSheet("v1"), Diagnosis("d1", "E11.42", "", (first,)))
    again = with_diagnosis(sheet, Diagnosis("other", "e1142", "", (second,)))
    assert len(again.diagnoses) == 1
    assert again.diagnoses[0].evidence == (second, first)
    assert without_evidence(again, "d1", first).diagnoses[0].evidence == (second,)


def test_assigning_a_code_twice_without_new_evidence_is_refused() -> None:
    with pytest.raises(InputError) as refusal:
        with_diagnosis(coded(), DIABETES)
    assert refusal.value.sentence == "E11.42 is on the sheet already."


def test_a_thirteenth_diagnosis_is_refused() -> None:
    sheet = CodingSheet("v1")
    for number in range(12):
        sheet = with_diagnosis(sheet, Diagnosis(f"d{number}", f"Z00.{number}", ""))
    with pytest.raises(InputError, match="diagnoses_full"):
        with_diagnosis(sheet, HYPERTENSION)


def test_a_fifty_first_line_is_refused() -> None:
    sheet = with_diagnosis(CodingSheet("v1"), DIABETES)
    for number in range(50):
        sheet = with_line(sheet, line(f"l{number}"))
    with pytest.raises(InputError, match="lines_full"):
        with_line(sheet, line("one more"))


@pytest.mark.parametrize(
    ("letters", "message"),
    [
        ("C", "pointer_unknown"),
        ("AA", "pointer_twice"),
        ("ABABA", "too_many_pointers"),
        ("Z", "pointer_unknown"),
    ],
)
def test_pointer_letters_must_name_diagnoses_once(letters: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        coded().pointers_for(letters)


def test_pointer_letters_are_read_in_any_usual_writing() -> None:
    assert coded().pointers_for("b, a") == ("d2", "d1")


def test_lines_change_move_and_go() -> None:
    sheet = coded()
    assert [each.id for each in with_line_moved(sheet, "l2", 0).lines] == ["l2", "l1"]
    assert with_line_changed(sheet, line(charge=1)).line("l1").charge == 1
    assert [each.id for each in without_line(sheet, "l1").lines] == ["l2"]


def test_a_line_needs_a_unit_and_known_pointers() -> None:
    with pytest.raises(InputError, match="no_units"):
        with_line(coded(), ServiceLine("x", "99213", "", (), (), 0, 0))
    with pytest.raises(InputError, match="pointer_unknown"):
        with_line(coded(), line("x", ("nobody",)))


def test_marked_evidence_leaves_out_white_space_at_its_ends() -> None:
    text = "Assessment:  type 2 diabetes \nPlan"
    evidence = evidence_from("doc", text, 11, 30)
    assert evidence.quote == "type 2 diabetes"
    assert evidence.stands_in(text)
    assert not evidence.stands_in("An amended note")
    with pytest.raises(ValueError, match="marks no words"):
        evidence_from("doc", text, 11, 13)

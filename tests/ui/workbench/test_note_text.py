"""Text is shown without an offset moving, and its headings are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medcoder_desktop.ui.workbench.note_text import (
    HeadingKind,
    TextOffsets,
    headings_in,
    shown_text,
)
from tests.shared_data import shared


def names(text: str) -> list[str]:
    return [text[heading.start : heading.end] for heading in headings_in(text)]


@given(st.text())
def test_shown_text_has_a_character_for_each_stored_one(text: str) -> None:
    assert len(shown_text(text)) == len(text)


@given(st.text(alphabet=st.sampled_from("ab\U0001f600\U00020000\n")))
def test_positions_come_back_as_the_offsets_they_were(text: str) -> None:
    offsets = TextOffsets(text)
    for offset in range(len(text) + 1):
        position = offsets.position(offset)
        assert position == len(text[:offset].encode("utf-16-le")) // 2
        assert offsets.offset(position) == offset


@pytest.mark.parametrize(
    "line",
    [
        "HISTORY OF PRESENT ILLNESS",
        "HPI:",
        "Assessment and Plan",
        "PAST HISTORY (reviewed)",
        "# Plan",
    ],
)
def test_a_line_that_names_a_section_is_a_heading(line: str) -> None:
    assert names(f"{line}\nWords follow here.") == [line.strip("# ").rstrip(":")]


@pytest.mark.parametrize(
    "line",
    [
        "NKDA",
        "BP 148/92 HR 78",
        "Denies chest pain.",
        "EKG: normal",
        "Plan to return.",
        "RTC 4 WKS.",
    ],
)
def test_a_line_of_content_is_no_heading(line: str) -> None:
    assert [h for h in headings_in(line) if h.kind is HeadingKind.OWN_LINE] == []


def test_capitals_before_a_colon_run_into_their_paragraph() -> None:
    text = "IMPRESSION: Acute bronchitis."
    (heading,) = headings_in(text)
    assert heading.kind is HeadingKind.RUN_IN
    assert text[heading.start : heading.end] == "IMPRESSION"


def test_a_part_of_a_section_is_told_from_a_section() -> None:
    text = "EXAM\nNeck: supple.\n\nPLAN\nRest."
    assert [(text[h.start : h.end], h.level) for h in headings_in(text)] == [
        ("EXAM", 0),
        ("Neck", 1),
        ("PLAN", 0),
    ]


def test_every_encounter_note_of_others_gets_an_outline() -> None:
    notes = sorted(shared("data/records/notes").glob("*.txt"))
    outlines = {note.name: names(note.read_text(encoding="utf-8")) for note in notes}
    assert {name for name, outline in outlines.items() if len(outline) < 4} == set()

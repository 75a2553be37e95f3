"""Any text has an outline in order, soon; the notes of others have the one they ask for."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medcoder_desktop.domain.outline import Section, SectionKind, outline_of
from tests.shared_data import shared

K = SectionKind


def headed(text: str) -> list[str]:
    return [text[section.start : section.heading_end] for section in outline_of(text)]


def test_a_letterhead_that_comes_again_on_each_page_is_no_section() -> None:
    page = "NOWHERE FAMILY MEDICINE\n"
    text = f"{page}Patient: Testa, Pat\n\nPLAN\nRest.\n\n{page}More rest."
    assert headed(text) == ["PLAN"]


def test_a_section_ends_where_the_next_of_its_level_begins() -> None:
    text = "EXAM\n• Skin: clear\n• Neck: supple\n\n# Plan\nRest."
    exam, skin, neck, plan = outline_of(text)
    assert text[exam.start : exam.end] == "EXAM\n• Skin: clear\n• Neck: supple\n\n"
    assert text[skin.start : skin.end] == "Skin: clear\n"
    assert text[neck.start : neck.end] == "Neck: supple\n\n"
    assert text[plan.start : plan.end] == "Plan\nRest."


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\f", "\u2028"])
def test_offsets_are_those_of_the_stored_text_whatever_ends_its_lines(line_end: str) -> None:
    text = line_end.join(["\U0001f600 seen", "HPI", "Cough.", "", "PLAN: rest", "ALLERGIES"])
    assert headed(text) == ["HPI", "PLAN", "ALLERGIES"]


def test_a_text_without_headings_has_no_outline() -> None:
    assert outline_of("") == ()
    assert outline_of(" \n\n\t") == ()
    assert outline_of("Called her about the refill.") == ()


def check_order(sections: tuple[Section, ...], length: int) -> None:
    """In order, within the text, and those of a level one after the other."""
    assert [s.start for s in sections] == sorted({s.start for s in sections})
    for level in (0, 1):
        ends = 0
        for section in (s for s in sections if s.level == level):
            assert ends <= section.start < section.heading_end <= section.end <= length
            ends = section.end
    mains = [s for s in sections if s.level == 0]
    for part in (s for s in sections if s.level == 1):
        assert any(main.start < part.start and part.end <= main.end for main in mains)


LINES = st.sampled_from(
    ["PLAN", "Exam", "• Neck: x", "HPI: y", "A:", "P: 88", "# Plan", "----", "UNKNOWN WORDS", "",
     "S:", "Plan:", "x. PMH: y  FH: z", "RESULTS", "Impression: z", "ADDENDUM", "1. PLAN", "word"]
)  # fmt: skip


@given(st.lists(LINES, max_size=12).map("\n".join) | st.text(max_size=200))
def test_whatever_the_text_sections_are_in_order_and_within_it(text: str) -> None:
    check_order(outline_of(text), len(text))


HOSTILE = {
    "spaces": " ",
    "lines of spaces": " " * 50 + "\n",
    "tabs": "\t",
    "blank lines": "\n",
    "short lines": "ab\n",
    "headings": "PLAN\n",
    "parts": "EXAM\nNeck\n",
    "answers": "PLAN\n" + "Labs\n" * 50,
    "letterheads": "THE CLINIC\n",
    "capitals": "A",
    "words of capitals": "AB ",
    "sentences of capitals": ". AB CD: ",
    "colons": "a: ",
    "brackets": "A (",
    "stars": "*",
    "hashes": "# ",
    "rules": "abc\n---\n",
    "numbers": "1. ",
    "labels": "Name ",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_takes_longer_than_its_length_asks(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    began = time.perf_counter()
    outline_of(text)
    assert time.perf_counter() - began < 3  # a tenth of it; time that grows as a square is minutes


def test_a_record_of_two_megabytes_takes_less_than_a_second() -> None:
    visit = "HPI\n" + "She walked for a while and was well. " * 40 + "\n\nPLAN\nRest.\n\n"
    text = visit * (2_000_000 // len(visit))
    times = []
    for _ in range(3):
        began = time.perf_counter()
        assert len(outline_of(text)) == 2 * text.count("HPI\n")
        times.append(time.perf_counter() - began)
    assert min(times) < 1


NAMED = {
    K.CHIEF_COMPLAINT: ("CHIEF COMPLAINT", "CC"),
    K.HPI: ("HISTORY OF PRESENT ILLNESS", "HPI"),
    K.HISTORY: ("PAST HISTORY", "MEDICAL HISTORY", "PAST MEDICAL HISTORY", "SURGICAL HISTORY",
                "SOCIAL HISTORY", "FAMILY HISTORY"),
    K.MEDICATIONS: ("MEDICATIONS", "CURRENT MEDICATIONS"),
    K.ALLERGIES: ("ALLERGIES",),
    K.REVIEW: ("REVIEW OF SYSTEMS",),
    K.VITALS: ("VITALS", "VITALS REVIEWED"),
    K.EXAM: ("PHYSICAL EXAM", "PHYSICAL EXAMINATION", "EXAM"),
    K.RESULTS: ("RESULTS",),
    K.ASSESSMENT: ("ASSESSMENT", "IMPRESSION"),
    K.PLAN: ("PLAN",),
    K.ASSESSMENT_AND_PLAN: ("ASSESSMENT AND PLAN",),
    K.PROCEDURE: ("PROCEDURE",),
    K.INSTRUCTIONS: ("INSTRUCTIONS",),
}  # fmt: skip
"""What the headings of the notes of others are called, and which kind each is."""


@pytest.mark.parametrize("number", range(1, 68))
def test_every_encounter_note_of_others_gets_its_outline(number: int) -> None:
    path = shared("data/records/notes") / f"D2N{number:03}.txt"
    text = path.read_text(encoding="utf-8")
    sections = outline_of(text)
    check_order(sections, len(text))
    assert all(0 < len(section.title) <= 60 for section in sections)
    mains = {section.start: section.kind for section in sections if section.level == 0}
    there = {
        match.start(): kind
        for kind, names in NAMED.items()
        for name in names
        for match in re.finditer(rf"^{name}(?=:?[ \t]*$)", text, re.MULTILINE)
    }
    assert len(there) >= 4
    assert there.items() <= mains.items()
    assert {K.HPI, K.HISTORY, K.CHIEF_COMPLAINT} & set(mains.values())
    assert {K.ASSESSMENT, K.ASSESSMENT_AND_PLAN, K.PLAN} & set(mains.values())
    strange = [s.title for s in sections if s.level == 0 and s.start not in there]
    assert set(strange) <= {"Results", "Gynecologic History"}

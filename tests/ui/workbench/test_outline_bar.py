"""The outline bar names the section being read and leads to every other one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medcoder_desktop.domain.outline import outline_of
from medcoder_desktop.ui.workbench.outline_bar import OutlineBar

NOTE = """PROGRESS NOTE
Patient: Testa, Pat   DOB: 02/01/1960

HPI
A sore elbow since Sunday.

PHYSICAL EXAM
• Skin: intact.
• Elbow: tender.

A&P
Rest.
"""
SECTIONS = outline_of(NOTE)
HPI, EXAM, SKIN, ELBOW, PLAN = SECTIONS


@pytest.fixture
def bar(qtbot: QtBot) -> OutlineBar:
    made = OutlineBar()
    qtbot.addWidget(made)
    made.resize(400, made.sizeHint().height())
    made.show()
    made.show_sections(SECTIONS)
    return made


@pytest.fixture
def chosen(bar: OutlineBar) -> list[int]:
    """Where the coder was led, in order."""
    offsets: list[int] = []
    bar.section_chosen.connect(offsets.append)
    return offsets


def entries(bar: OutlineBar) -> list[str]:
    bar.menu.aboutToShow.emit()
    return [entry.text() for entry in bar.menu.actions()]


def test_above_the_first_section_the_button_says_what_it_is_for(bar: OutlineBar) -> None:
    assert bar.current is None
    assert bar.button.text() == "Sections"
    assert bar.button.isEnabled()


@pytest.mark.parametrize(
    ("place", "title"),
    [
        (HPI.start, "HPI"),
        (HPI.start + 20, "HPI"),
        (EXAM.start, "Physical exam"),
        (ELBOW.start - 2, "Elbow"),
        (len(NOTE), "A&&P"),
    ],
)
def test_the_button_follows_the_reading(bar: OutlineBar, place: int, title: str) -> None:
    bar.follow(place)
    assert bar.button.text() == title


def test_the_menu_lists_parts_below_their_section_and_marks_where_one_is(bar: OutlineBar) -> None:
    bar.follow(EXAM.start)
    assert [words.strip("\u2003") for words in entries(bar)] == [
        "HPI",
        "Physical exam",
        "Skin",
        "Elbow",
        "A&&P",
    ]
    indented = [words.startswith("\u2003") for words in entries(bar)]
    assert indented == [False, False, True, True, False]
    assert [entry.text() for entry in bar.menu.actions() if entry.isChecked()] == ["Physical exam"]


def test_an_entry_of_the_menu_leads_to_its_heading(bar: OutlineBar, chosen: list[int]) -> None:
    entries(bar)
    bar.menu.actions()[4].trigger()
    assert chosen == [PLAN.start]
    assert bar.current == PLAN


def test_next_and_previous_go_from_section_to_section(bar: OutlineBar, chosen: list[int]) -> None:
    for _ in range(7):
        bar.next_section()
        if chosen:
            bar.follow(chosen[-1])
    assert chosen == [section.start for section in SECTIONS]
    bar.previous_section()
    assert chosen[-1] == ELBOW.start


def test_previous_leads_to_the_beginning_of_the_section_first(
    bar: OutlineBar, chosen: list[int]
) -> None:
    bar.follow(HPI.start + 15)
    bar.previous_section()
    bar.follow(HPI.start)
    bar.previous_section()
    assert chosen == [HPI.start]


def test_a_section_that_cannot_come_to_the_top_is_current_all_the_same(
    bar: OutlineBar, chosen: list[int]
) -> None:
    bar.follow(EXAM.start)
    bar.next_section()
    bar.follow(EXAM.start)  # the end of the note is on the screen already
    bar.next_section()
    bar.follow(EXAM.start)
    assert chosen == [SKIN.start, ELBOW.start]
    assert bar.current == ELBOW
    bar.follow(HPI.start)
    assert bar.current == HPI


def test_the_buttons_say_who_they_are_and_when_they_lead_nowhere(
    bar: OutlineBar, chosen: list[int]
) -> None:
    assert not bar.previous.isEnabled()
    QTest.mouseClick(bar.next, Qt.MouseButton.LeftButton)
    assert chosen == [HPI.start]
    assert bar.button.accessibleName() == "Sections, HPI"
    assert bar.next.accessibleName() == "Next section"
    assert bar.previous.accessibleName() == "Previous section"
    bar.follow(PLAN.start)
    assert not bar.next.isEnabled()
    assert bar.previous.isEnabled()


def test_a_note_without_sections_has_nothing_to_choose(bar: OutlineBar, chosen: list[int]) -> None:
    bar.show_sections(())
    bar.follow(10)
    bar.next_section()
    bar.previous_section()
    bar.open_menu()
    assert chosen == []
    assert bar.button.text() == "Sections"
    assert not bar.button.isEnabled()


def test_another_note_is_read_from_its_top(bar: OutlineBar) -> None:
    bar.follow(PLAN.start)
    bar.show_sections(outline_of("PLAN\nRest."))
    assert bar.button.text() == "Plan"


def test_a_long_title_is_shortened_to_the_room_there_is(bar: OutlineBar) -> None:
    bar.resize(220, bar.height())
    bar.show_sections(outline_of("INDICATIONS FOR PROCEDURE AND INFORMED CONSENT OF PATIENT\nx"))
    assert bar.button.text().endswith("…")
    assert "consent" in bar.button.accessibleName()


def test_of_a_very_long_outline_the_menu_has_the_main_sections(bar: OutlineBar) -> None:
    visit = "EXAM\nSkin: clear.\nNeck: supple.\nLungs: clear.\n\nPLAN\nRest.\n\n"
    bar.show_sections(outline_of(visit * 60))
    assert set(entries(bar)) == {"Exam", "Plan"}
    assert len(entries(bar)) == 120

"""Codes in the notes of the tabular list are found, whatever stands beside them."""

from __future__ import annotations

import pytest

from medcoder_desktop.ui.workbench.note_links import code_named, parts_of_note


def targets(text: str) -> list[tuple[str, str]]:
    return [(part.text, part.target) for part in parts_of_note(text) if part.target]


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("diabetes due to underlying condition (E08.-)", [("E08.-", "E08")]),
        ("gestational diabetes (O24.4-)", [("O24.4-", "O24.4")]),
        ("diabetes mellitus (E08-E13)", [("E08-E13", "E08-E13")]),
        (
            "with (T36-T50 with fifth or sixth character 5), or Z79",
            [("T36-T50", "T36-T50"), ("Z79", "Z79")],
        ),
        (
            "codes from categories E08, E09 and E13",
            [("E08", "E08"), ("E09", "E09"), ("E13", "E13")],
        ),
        ("Osteitis - see category M86", [("M86", "M86")]),
        ("during delivery as in O70.0, also", [("O70.0", "O70.0")]),
        (
            "for codes G31.0-G31.83, G31.85",
            [("G31.0-G31.83", "G31.0-G31.83"), ("G31.85", "G31.85")],
        ),
        ("other diseases of the pancreas (K85-K86.-)", [("K85-K86.-", "K85-K86")]),
        ("vitamin B12 deficiency", []),
        ("responsive to vitamin B12 or folate", []),
        ("collagen VI-related LGMD R22", []),
    ],
)
def test_a_note_leads_to_the_codes_it_names(note: str, found: list[tuple[str, str]]) -> None:
    assert targets(note) == found


def test_the_parts_of_a_note_are_the_note_again() -> None:
    note = "use additional code (B95-B97), if applicable: see D50.-"
    assert "".join(part.text for part in parts_of_note(note)) == note


@pytest.mark.parametrize(
    ("printed", "code"), [("C79.8-", "C79.8"), ("I70.-", "I70"), (" E11.9 ", "E11.9"), ("", "")]
)
def test_a_dash_stands_for_the_heading(printed: str, code: str) -> None:
    assert code_named(printed) == code

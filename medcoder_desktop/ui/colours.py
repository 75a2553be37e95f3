"""The colours of both themes; every pair of text and ground has a contrast of at least 4.5:1."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme's colours, by what they are for.

    Attributes:
        window: Behind everything. ``surface`` lies on it, ``raised`` on that.
        line: Hairlines between panels and rows; ``control_line`` around what can be used, where
            the outline alone must be seen (3:1).
        selection: Behind the chosen row or words.
        on_accent: Text on the accent colour.
        evidence: Behind words of the record that support a code; ``evidence_line`` under them.
        neutral_soft: Behind chips that say nothing good or bad.
    """

    window: str
    surface: str
    raised: str
    line: str
    control_line: str
    text: str
    text_secondary: str
    text_hint: str
    accent: str
    accent_strong: str
    accent_soft: str
    on_accent: str
    selection: str
    evidence: str
    evidence_line: str
    error: str
    error_soft: str
    warning: str
    warning_soft: str
    information: str
    information_soft: str
    ok: str
    ok_soft: str
    neutral_soft: str


LIGHT = Colours(
    window="#F5F6F8",
    surface="#FFFFFF",
    raised="#FBFCFD",
    line="#E2E6EB",
    control_line="#C6CDD6",
    text="#19222E",
    text_secondary="#556271",
    text_hint="#5B6877",
    accent="#14697A",
    accent_strong="#0F5664",
    accent_soft="#E2F0F2",
    on_accent="#FFFFFF",
    selection="#DCEBF7",
    evidence="#FFF0B3",
    evidence_line="#D9A400",
    error="#B3261E",
    error_soft="#FCE9E7",
    warning="#8A5A00",
    warning_soft="#FFF3D6",
    information="#2B55B8",
    information_soft="#E8EEFB",
    ok="#19713F",
    ok_soft="#E3F4EA",
    neutral_soft="#EDF0F3",
)

DARK = Colours(
    window="#12161B",
    surface="#191E25",
    raised="#1E242C",
    line="#2B333D",
    control_line="#434D5A",
    text="#E4E9EF",
    text_secondary="#A3AFBD",
    text_hint="#96A2B0",
    accent="#62C3D2",
    accent_strong="#86D4E0",
    accent_soft="#17353B",
    on_accent="#0B1E22",
    selection="#223447",
    evidence="#4A3E12",
    evidence_line="#C79A1E",
    error="#FF8A80",
    error_soft="#3A1F1E",
    warning="#F2C063",
    warning_soft="#38301B",
    information="#8FB0FF",
    information_soft="#1E2A44",
    ok="#6FD39B",
    ok_soft="#173326",
    neutral_soft="#262E38",
)

"""How a free-text note is laid out: its header, its section headings, its title."""

from __future__ import annotations

import re

from medcoder_desktop.domain.outline import outline_of
from medcoder_desktop.records.document_kinds import kind_of_title
from medcoder_desktop.records.limits import LONGEST_LINE
from medcoder_desktop.records.notes.dates import DATE

_MOST_HEADER_LINES = 30
_LONGEST_HEADER_LINE = 200
"""Characters; a longer line is prose."""
_LONGEST_HEADING = 60
_TITLE_WITHIN = 6
_LONGEST_TITLE = 100
_MARKDOWN = re.compile(r"#{1,6}\s+(.*?)\s*#*")
_PRACTICE = re.compile(
    r"\b(?:medicine|clinics?|associates|hospital|medical (?:center|group)|physicians|healthcare"
    r"|health (?:system|center)|practice|llc|pllc|p\.?c\.?|laborator(?:y|ies)|diagnostics?)\b",
    re.IGNORECASE,
)
_DOCUMENT_WORD = re.compile(
    r"\b(?:note|report|visit|summary|letter|consult\w*|exam\w*|physical|study|check-?up)\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"[A-Z]+(?:['’&/][A-Z]+)*")
_ABBREVIATIONS = frozenset(
    ["OB", "GYN", "OB/GYN", "H&P", "ED", "ER", "ENT", "MRI", "CT", "PET", "US", "DXA", "DEXA",
     "ECG", "EKG", "EEG", "EMG", "EGD", "PFT", "IUD", "SOAP", "COPD", "CHF", "CKD", "DM", "HTN",
     "UTI", "URI", "ADHD", "PT", "OT", "IV", "AWV", "AP", "PA", "X", "II", "III"]
)  # fmt: skip
"""What stays in capitals when a title in capitals is written as other titles are."""
_LABELLED = re.compile(r"[A-Za-z][\w .#/'-]{0,40}:|\b(?:DOB|MRN|DOS)\b|^\s*RE\b")
_MEASURED = re.compile(r" \| .*\d")
"""A row of a table, such as a blood pressure."""
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_ONLY_A_DATE = re.compile(rf"\s*{DATE}\s*", re.IGNORECASE)


def headings_of(text: str) -> frozenset[str]:
    """The headings of a note's main sections, upper case, without remarks in brackets."""
    sections = (section for section in outline_of(text) if section.level == 0)
    return frozenset(
        _IN_BRACKETS.sub("", text[section.start : section.heading_end]).strip().upper()
        for section in sections
    )


def header_lines(text: str) -> tuple[str, ...]:
    """The lines above the first section, where a note says whose it is; prose left out."""
    found: list[str] = []
    sections = outline_of(text)
    header = text[: sections[0].start] if sections else text
    for line in header.split("\n")[: 2 * _MOST_HEADER_LINES]:
        if len(found) == _MOST_HEADER_LINES:
            break
        if line.strip(" \t#*") and len(line) <= _LONGEST_HEADER_LINE:
            found.append(line)
    return tuple(found)


def title_of(header: tuple[str, ...]) -> str:
    """The note's own title; empty when the header has none.

    A line that names a kind of document comes first, then a heading; the practice's name on its
    letterhead is no title.
    """
    candidates = [
        line.strip()
        for line in header[:_TITLE_WITHIN]
        if not _LABELLED.search(line)
        and not _ONLY_A_DATE.fullmatch(line)
        and not _MEASURED.search(line)
    ]
    named = [line for line in candidates if len(line) <= _LONGEST_TITLE and kind_of_title(line)]
    # "RADIOLOGY REPORT" rather than "LARKSPUR IMAGING CENTER" above it
    named.sort(key=lambda line: _DOCUMENT_WORD.search(line) is None)
    if named:
        return _calm(_without_practice(named[0]))
    for line in candidates:
        marked = _MARKDOWN.fullmatch(line)
        if marked or (line.isupper() and len(line) <= _LONGEST_HEADING):
            title = _without_practice(marked[1] if marked else line)
            if title:
                return _calm(title)
    return ""


def _calm(title: str) -> str:
    """``PROGRESS NOTE`` → ``Progress note``; abbreviations and mixed titles stay as they are."""
    capitals = sum(letter.isupper() for letter in title)
    if 2 * capitals <= sum(letter.isalpha() for letter in title):
        return title
    lowered = _CAPITALS.sub(
        lambda word: word[0] if word[0] in _ABBREVIATIONS else word[0].lower(), title
    )
    return lowered[:1].upper() + lowered[1:]


def _without_practice(line: str) -> str:
    """``CEDAR CLINIC - PROGRESS NOTE`` → ``PROGRESS NOTE``; empty when nothing else is there."""
    parts = re.split(r"\s+[-–—|]\s+", line.lstrip("# "))
    kept = [part for part in parts if not _PRACTICE.search(part) or kind_of_title(part)]
    return " - ".join(kept)[:LONGEST_LINE]

"""How a free-text note is laid out: its header, its section headings, its title."""

from __future__ import annotations

import re

from medcoder_desktop.records.document_kinds import kind_of_title
from medcoder_desktop.records.limits import LONGEST_LINE
from medcoder_desktop.records.note_dates import DATE

_MOST_HEADER_LINES = 30
_LONGEST_HEADER_LINE = 200
"""Characters; a longer line is prose."""
_LONGEST_HEADING = 60
_TITLE_WITHIN = 6
_LONGEST_TITLE = 100
_MARKDOWN = re.compile(r"#{1,6}\s+(.*?)\s*#*")
_KNOWN_SECTIONS = frozenset(
    ["CC", "CHIEF COMPLAINT", "HPI", "HISTORY OF PRESENT ILLNESS", "HISTORY", "INTERVAL HISTORY",
     "SUBJECTIVE", "OBJECTIVE", "ASSESSMENT", "PLAN", "ASSESSMENT AND PLAN", "ASSESSMENT & PLAN",
     "A/P", "S", "O", "A", "P", "IMPRESSION", "FINDINGS", "INDICATION", "TECHNIQUE",
     "COMPARISON", "CLINICAL INFORMATION", "CLINICAL HISTORY", "SPECIMEN", "SPECIMENS",
     "GROSS DESCRIPTION", "MICROSCOPIC DESCRIPTION", "PREOPERATIVE DIAGNOSIS",
     "PREOPERATIVE IMPRESSION", "POSTOPERATIVE DIAGNOSIS", "REASON FOR VISIT",
     "REVIEW OF SYSTEMS", "ROS", "PHYSICAL EXAM", "PHYSICAL EXAMINATION", "VITALS",
     "VITAL SIGNS", "PMH", "PAST MEDICAL HISTORY", "PAST HISTORY", "MEDICATIONS",
     "CURRENT MEDICATIONS", "ALLERGIES", "SOCIAL HISTORY", "FAMILY HISTORY", "RESULTS",
     "RADIOLOGY", "PARENT CONCERNS", "PROBLEM LIST", "LABS"]
)  # fmt: skip
"""Headings under which the words of the note begin; the header is over there."""
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
_ONLY_A_DATE = re.compile(rf"\s*{DATE}\s*", re.IGNORECASE)


def heading_of(line: str) -> str:
    """The section heading a line begins with, upper case and without colon; else empty.

    A heading is in capitals, marked as one (``# Plan``), or known and followed by a colon.
    """
    line = line.strip()
    if len(line) > _LONGEST_HEADER_LINE and ":" not in line[: _LONGEST_HEADING + 1]:
        return ""
    line = line[:_LONGEST_HEADER_LINE]
    if match := _MARKDOWN.fullmatch(line):
        return match[1].rstrip(":").upper()
    head, colon, _ = line.partition(":")
    head = head.strip()
    if not 0 < len(head) <= _LONGEST_HEADING or not head[0].isalpha():
        return ""
    if head.upper() in _KNOWN_SECTIONS and (colon or head == line):
        return head.upper()
    return head if head.isupper() and len(head) > 1 else ""


def headings_of(text: str) -> frozenset[str]:
    """All section headings of a note."""
    return frozenset(heading for line in text.split("\n") if (heading := heading_of(line)))


def header_lines(text: str) -> tuple[str, ...]:
    """The lines above the first section, where a note says whose it is; prose left out."""
    found: list[str] = []
    for line in text.split("\n")[: 2 * _MOST_HEADER_LINES]:
        if heading_of(line) in _KNOWN_SECTIONS or len(found) == _MOST_HEADER_LINES:
            break
        if line.strip() and len(line) <= _LONGEST_HEADER_LINE:
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
        if not _LABELLED.search(line) and not _ONLY_A_DATE.fullmatch(line)
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

"""What stands above the first section of a note, and how a heading reads as a title."""

from __future__ import annotations

import re

from medcoder_desktop.domain.heading_places import Place
from medcoder_desktop.domain.section_names import kind_of_name, opens_no_section, plain_words

_MOST_HEADER_LINES = 40
_LETTERHEAD_LINES = 4
_LABEL = re.compile(
    r"(?:^|  |\t|\|)[ \t|]{0,40}(?P<label>[A-Za-z][A-Za-z .#'’/]{0,40}?)[ \t]{0,8}[:#]"
    r"|\b(?:DOB|MRN|D\.O\.B)\b"
)
_STUDIED = frozenset(
    ["exam", "examination", "procedure", "procedures", "study", "specimen", "cc", "diagnosis"]
)
"""What a header may tell before its last label without beginning the note's words."""
_LETTERHEAD = re.compile(
    r"\b(?:note|notes|report|visit|letter|consult|consultation|summary|record|exam|clinic|clinics"
    r"|medicine|associates|hospital|center|centre|group|physicians|healthcare|health|practice"
    r"|pathology|imaging|radiology|laborator(?:y|ies)|diagnostics|surgery|orthop(?:a?)edics)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"^[ \t]{0,20}\d{1,2}[.)][ \t]|\([^()]{0,120}\)")
_SOAP = re.compile(
    r"^[ \t]{0,20}(?:[#*_]{1,4}[ \t]{0,4})?([SOAP])(?:/P)?[ \t*_]{0,8}(?=:|$)", re.MULTILINE
)
_ABBREVIATIONS = frozenset(
    ["HPI", "CC", "PMH", "PMHX", "PSH", "PSHX", "FH", "FHX", "FMH", "SH", "SHX", "PFSH", "ROS",
     "PE", "MSE", "MDM", "VS", "RX", "DX", "HX", "TX", "ED", "ER", "ECG", "EKG", "EEG", "EMG",
     "MRI", "CT", "US", "OB", "GYN", "HEENT", "HENT", "ENT", "CV", "CVS", "GI", "GU", "MSK",
     "S", "O", "A", "P", "AP", "EBL", "ID", "IV", "PFT", "EGD", "ADL", "COVID", "II", "III",
     "PHQ", "GAD", "DME", "ICU", "OR", "PACU", "NICU", "IMP", "ABD", "F", "U"]
)  # fmt: skip
_CAPITALS = re.compile(r"[A-Z]+(?:['’][A-Z]+)*")
_SMALL = re.compile(r"[A-Z]{1,3}")


def end_of_header(text: str) -> int:
    """Where the last line of the note's header ends, which says whose note it is; 0 without one.

    The header is over where the first section begins.
    """
    position, end = 0, 0
    for _ in range(_MOST_HEADER_LINES):
        stop = text.find("\n", position)
        line = text[position : stop if stop >= 0 else len(text)][:200]
        if _begins_words(line):
            break
        if any(_is_label(match) for match in _LABEL.finditer(line)):
            end = position + len(line)
        if stop < 0:
            break
        position = stop + 1
    return end


def is_letterhead(text: str, place: Place) -> bool:
    """Whether capitals above the first section are the practice's name or the note's title."""
    above = [line for line in text[: min(place.line, 2000)].split("\n") if line.strip()]
    return len(above) < _LETTERHEAD_LINES and _LETTERHEAD.search(place.name) is not None


def is_mostly_capitals(text: str) -> bool:
    """Whether a note is typed in capitals, so that they mark nothing."""
    letters = [letter for letter in text[:20_000] if letter.isalpha()]
    return 2 * sum(letter.isupper() for letter in letters) > len(letters) > 200


def soap_letters(text: str) -> bool:
    """Whether the note is laid out under the letters S, O, A and P, two of them at least."""
    found: set[str] = set()
    for match in _SOAP.finditer(text):
        found.add(match[1])
        if len(found) > 1:
            return True
    return False


def tidy_title(name: str) -> str:
    """A heading as it is listed: as the note words it, capitals made calm.

    ``ASSESSMENT  AND PLAN`` → ``Assessment and plan``; ``HPI`` and ``Physical Exam`` stay.
    """
    title = " ".join(name.split())
    if not title.isupper():
        return title[:1].upper() + title[1:]
    lowered = _CAPITALS.sub(
        lambda word: word[0] if word[0] in _ABBREVIATIONS else word[0].lower(), title
    )
    return lowered[:1].upper() + lowered[1:]


def _begins_words(line: str) -> bool:
    """Whether a line begins the first section, by a name that no header has."""
    head, colon, rest = _BESIDE.sub("", line).partition(":")
    name = head.strip(" \t#*_")
    if not 0 < len(name) <= 60 or kind_of_name(name, capitals=name.isupper()) is None:
        return False
    return not (colon and rest.strip() and plain_words(name) in _STUDIED)


def _is_label(match: re.Match[str]) -> bool:
    label = match["label"]
    return label is None or opens_no_section(label)

"""How a note's stored text becomes what is shown, without any offset moving.

Evidence is kept as code points of the stored text. Qt counts UTF-16 units and drops or merges
some characters (a carriage return, for one), so the shown text has exactly one character for each
stored one, and positions beyond the basic plane are counted over.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import Enum

_REPLACED = str.maketrans(
    {
        "\0": " ",
        "\f": "\n",
        "\v": "\n",
        "\u0085": "\n",
        "\u2028": "\n",
        "\u2029": "\n",
        "\ufdd0": " ",
        "\ufdd1": " ",
        "\ufffc": "\ufffd",
    }
)
_KNOWN_HEADINGS = frozenset(
    {
        "cc",
        "hpi",
        "pmh",
        "psh",
        "ros",
        "pe",
        "a&p",
        "ap",
        "a/p",
        "plan",
        "exam",
        "labs",
        "vitals",
        "subjective",
        "objective",
        "assessment",
        "impression",
        "results",
        "medications",
        "allergies",
        "examination",
        "procedure",
        "findings",
        "indication",
        "technique",
        "history",
        "diagnosis",
        "diagnoses",
        "recommendations",
        "comparison",
        "conclusion",
        "instructions",
    }
)
_KNOWN_PHRASES = frozenset(
    {
        "chief complaint",
        "history of present illness",
        "past medical history",
        "past surgical history",
        "past history",
        "medical history",
        "surgical history",
        "family history",
        "social history",
        "review of systems",
        "physical exam",
        "physical examination",
        "vital signs",
        "assessment and plan",
        "assessment & plan",
        "assessment/plan",
        "current medications",
        "laboratory data",
        "follow up",
        "follow-up",
        "reason for visit",
        "clinical information",
        "final diagnosis",
        "gross description",
        "microscopic description",
    }
)
_SOAP_LETTERS = frozenset("soap")
_RUN_IN = re.compile(r"[ \t#*]*([A-Z][A-Z0-9 /&,()'-]{0,58}[A-Z)]):(?=\s*\S)")
_SHORTEST_UNKNOWN = 3
_LONGEST_HEADING = 60


class HeadingKind(Enum):
    """How a heading stands in the text."""

    OWN_LINE = "own line"
    RUN_IN = "run in"


@dataclass(frozen=True, slots=True)
class Heading:
    """A section heading found in free text.

    Attributes:
        start: First character of the heading's words.
        end: One past their last.
    """

    start: int
    end: int
    kind: HeadingKind


def shown_text(text: str) -> str:
    """The text as the note view shows it: as many characters as ``text``, each at its place."""
    return text.replace("\r\n", " \n").replace("\r", "\n").translate(_REPLACED)


def headings_in(text: str) -> tuple[Heading, ...]:
    """The section headings of a free-text note, in order.

    A line of capitals, a known section name alone on its line, or capitals before a colon at the
    beginning of a line.
    """
    found = []
    position = 0
    for line in shown_text(text).split("\n"):
        heading = _heading_of_line(line, position)
        if heading is not None:
            found.append(heading)
        position += len(line) + 1
    return tuple(found)


def _heading_of_line(line: str, position: int) -> Heading | None:
    words = line.strip().strip("#*").strip()
    bare = words.rstrip(":").rstrip()
    if not bare:
        return None
    if len(bare) <= _LONGEST_HEADING and _is_heading(bare, colon=words.endswith(":")):
        start = position + line.index(bare)
        return Heading(start, start + len(bare), HeadingKind.OWN_LINE)
    match = _RUN_IN.match(line)
    if match and (len(match[1]) >= _SHORTEST_UNKNOWN or match[1].casefold() in _KNOWN_HEADINGS):
        return Heading(position + match.start(1), position + match.end(1), HeadingKind.RUN_IN)
    return None


def _is_heading(bare: str, *, colon: bool) -> bool:
    folded = bare.casefold()
    if colon and folded in _SOAP_LETTERS:
        return True
    if folded in _KNOWN_HEADINGS or folded in _KNOWN_PHRASES:
        return True
    outside = re.sub(r"\([^)]*\)", "", bare).strip()
    letters = [character for character in outside if character.isalpha()]
    if len(letters) < 5 or any(character.islower() for character in letters):
        return False
    digits = sum(character.isdigit() for character in outside)
    ends_as_sentence = bare.endswith((".", ",", ";"))
    return colon or (digits <= len(letters) // 2 and not ends_as_sentence)


class TextOffsets:
    """Translates between code points of the text and positions of a Qt document.

    Args:
        text: The stored text.
    """

    def __init__(self, text: str) -> None:
        narrow = text.isascii() or max(text, default="") <= "\uffff"  # nearly every note there is
        self._wide = (
            []
            if narrow
            else [index for index, character in enumerate(text) if character > "\uffff"]
        )
        self._wide_positions = [index + count for count, index in enumerate(self._wide)]
        self.length = len(text)

    def position(self, offset: int) -> int:
        """The document position of the code point at ``offset``."""
        return offset + bisect_left(self._wide, offset)

    def offset(self, position: int) -> int:
        """The code point at a document position; the middle of a wide one counts as its end."""
        return position - bisect_left(self._wide_positions, position)

"""The outline of a free-text note: its sections, found by their headings.

There is one way to find headings, and it is here; what shows a note and what files it both ask
``outline_of``. A heading is known by its name (``section_names``), by its capitals, or by how it
is set: ``## Plan``, a line of dashes below. Offsets are code points of the text as it is stored.
Time grows with the length of the text, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from medcoder_desktop.domain.heading_places import (
    Place,
    is_after_blank,
    places_in,
    with_plain_lines,
)
from medcoder_desktop.domain.note_titles import (
    end_of_header,
    is_letterhead,
    is_mostly_capitals,
    soap_letters,
    tidy_title,
)
from medcoder_desktop.domain.section_names import (
    SectionKind,
    guessed_kind,
    is_worth_a_look,
    kind_of_name,
    opens_no_section,
    plain_words,
)
from medcoder_desktop.domain.section_nesting import PLANS, Found, level_of, part_of, weight_of

__all__ = ["Section", "SectionKind", "outline_of"]

MOST_SECTIONS = 20_000
"""Headings of one note; what has more is no note, and the rest stays without an outline."""
_SOAP_KINDS = {
    "S": SectionKind.SUBJECTIVE,
    "O": SectionKind.OBJECTIVE,
    "A": SectionKind.ASSESSMENT,
    "P": SectionKind.PLAN,
}
_PULSE = re.compile(r"\d{2,3}\b(?!\s*[.)/-])")
_ENTRY = re.compile(r"[<>=~+-]?\s*\d")
_DOSE = re.compile(
    r"\d\s*(?:mg|mcg|ml|g|units?|iu|%|puffs?|tabs?|caps?)\b|\b\d+/\d+\b", re.IGNORECASE
)
_SIGNED = re.compile(
    r"(?:,|\s)\s*(?:M\.?D|D\.?O|NP|PA|PA-C|RN|LPN|FNP|FNP-C|APRN|PH\.?D|DPM|DDS|CRNA|DNP)\.?$"
)
_ADDENDUM = re.compile(r"(?:LATE )?ADDENDUM\b")
_MOST_BETWEEN = 3
"""Characters between a title and what stands below it: line ends."""
_FARTHEST_ANSWER = 200
"""Characters between a heading and the line right below it, a rule included."""
_NO_ITEMS = frozenset([SectionKind.RESULTS, SectionKind.VITALS])
_HISTORIES = frozenset(
    [
        SectionKind.CHIEF_COMPLAINT,
        SectionKind.HPI,
        SectionKind.SUBJECTIVE,
        SectionKind.HISTORY,
        SectionKind.MEDICATIONS,
        SectionKind.ALLERGIES,
    ]
)
_LISTS = frozenset([SectionKind.MEDICATIONS, SectionKind.ALLERGIES])


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a note.

    Attributes:
        title: What the heading says, made tidy: ``Assessment and plan``.
        start: First character of the heading's words.
        heading_end: One past the last character of the heading's words, without its colon.
        end: One past the last character of the section, its parts included; the next section of
            the level or of a higher one begins there.
        level: 0 for a main section, 1 for a part of one, such as ``HEENT`` of an examination.
        run_in: The section's words begin on the heading's line.
    """

    title: str
    kind: SectionKind
    start: int
    heading_end: int
    end: int
    level: int
    run_in: bool = False


def outline_of(text: str) -> tuple[Section, ...]:
    """The sections of a free-text note in order; none where no heading is found.

    Args:
        text: The note as it is stored; offsets are code points of it.
    """
    found = _without_title(_Reader(with_plain_lines(text)).read())
    return tuple(_sections(_as_radiology(found), len(text)))


class _Reader:
    """Reads the headings of one note from its top to its end.

    Args:
        text: The note with plain line ends.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._header = end_of_header(text)
        self._soap = soap_letters(text)
        self._capitals_tell = not is_mostly_capitals(text)
        self._main: Found | None = None
        self._letterheads: set[str] = set()

    def read(self) -> list[Found]:
        """The headings, in order."""
        found: list[Found] = []
        for place in places_in(self._text, is_worth_a_look):
            if place.start < self._header:
                if place.capitals:
                    self._letterheads.add(place.name)
                continue
            judged = self._judge(place)
            if judged is None:
                continue
            kind, level = judged
            heading = Found(_without_date(place), kind, level)
            found.append(heading)
            if level == 0:
                self._main = heading
            if len(found) == MOST_SECTIONS:
                break
        return found

    def _judge(self, place: Place) -> tuple[SectionKind, int] | None:
        """What kind of section a place opens, and of which level; None where it opens none."""
        if len(place.name) == 1:
            return self._judge_letter(place)
        labels = place.own_line or place.colon or place.capitals
        if not labels or opens_no_section(place.name):
            return None
        part = part_of(place, self._main)
        if part is not None and place.name[0].isupper():
            return part, 1
        kind = kind_of_name(place.name, capitals=place.capitals)
        if kind is None:
            return self._judge_unknown(place)
        if self._is_set_as_heading(place, kind):
            return kind, level_of(kind, place, self._main)
        return None

    def _judge_letter(self, place: Place) -> tuple[SectionKind, int] | None:
        kind = _SOAP_KINDS.get(place.name)
        if kind is None or not self._soap or place.bullet or place.number or place.within:
            return None
        if not place.own_line and (not place.colon or _is_pulse(place)):
            return None
        return kind, 0

    def _is_set_as_heading(self, place: Place, kind: SectionKind) -> bool:
        """Whether a known name stands as a heading does, and not as a word or an item."""
        if place.within:
            return self._may_stand_within(place, kind)
        if place.capitals or place.hashes or place.marked:
            return place.own_line or place.colon or place.capitals
        if not place.name[0].isupper():
            return place.colon and (place.own_line or is_after_blank(self._text, place))
        return not (place.bullet or self._is_item(place) or self._is_answer(place))

    def _may_stand_within(self, place: Place, kind: SectionKind) -> bool:
        """Whether ``Meds:`` after a sentence begins a section; among items of a plan it does not.

        In a note of one paragraph, or before the examination, it does.
        """
        main = self._main
        if place.capitals or main is None:
            return place.capitals
        begun = main.kind is SectionKind.ASSESSMENT and kind is SectionKind.PLAN
        one_paragraph = main.weight == 0 and (begun or main.kind not in PLANS)
        return one_paragraph or main.kind in _HISTORIES

    def _is_item(self, place: Place) -> bool:
        """Whether ``2. Allergies`` is a problem of the plan."""
        main = self._main
        if main is None or not place.number:
            return False
        return main.kind in PLANS and not main.place.number

    def _is_answer(self, place: Place) -> bool:
        """Whether ``Follow-up`` right below a heading is what the section says."""
        main = self._main
        if main is None or not place.own_line or place.colon or weight_of(place) >= main.weight:
            return False
        if main.kind is SectionKind.HISTORY or place.start - main.place.end > _FARTHEST_ANSWER:
            return False
        return not self._text[main.place.end : place.start].strip(" \t\n:*_#-=~")

    def _judge_unknown(self, place: Place) -> tuple[SectionKind, int] | None:
        """A heading nobody knows, told by its capitals or by how it is set."""
        main = self._main
        if _ADDENDUM.match(place.name):
            return SectionKind.OTHER, 0
        if place.bullet or place.within or place.number.isalpha():
            return None
        if place.capitals and self._capitals_tell:
            if not (self._is_line_of_capitals(place) or self._runs_in(place)):
                return None
        elif not self._is_set_off(place):
            return None
        if main is None and is_letterhead(self._text, place):
            self._letterheads.add(place.name)
        if place.name in self._letterheads:
            return None
        lighter = main is not None and weight_of(place) < main.weight
        listed = main is not None and main.place.number and place.number
        alike = main is not None and _is_marked_alike(place, main.place)
        of_plan = main is not None and main.kind in PLANS and not (place.colon or listed or alike)
        deeper = main is not None and 0 < main.place.hashes < place.hashes
        return guessed_kind(place.name), int(lighter or of_plan or deeper)

    def _is_set_off(self, place: Place) -> bool:
        """Whether the way a line is set makes a heading of it, whatever it says."""
        if not place.own_line or place.name.endswith((".", ",", ";", "?")):
            return False
        main = self._main
        of_plan = main is not None and main.kind in PLANS and not main.place.underlined
        ruled = place.underlined and not of_plan and not _DOSE.search(place.name)
        return ruled or place.hashes > 1

    def _is_line_of_capitals(self, place: Place) -> bool:
        if not place.own_line:
            return False
        letters = sum(map(str.isalpha, place.name))
        digits = sum(map(str.isdigit, place.name))
        if letters < 5 or _SIGNED.search(place.name) or _DOSE.search(place.name):
            return False
        if place.colon or place.hashes or place.underlined:
            return True
        if digits > letters // 2 or place.name.endswith((".", ",", ";", "!", "?")):
            return False
        in_list = self._main is not None and self._main.kind in _LISTS
        return not in_list or is_after_blank(self._text, place)

    def _runs_in(self, place: Place) -> bool:
        if place.own_line or not place.colon or place.number or len(place.name) < 4:
            return False
        kind = self._main.kind if self._main is not None else None
        if kind in _NO_ITEMS or kind in _LISTS or _ENTRY.match(place.value):
            return False
        return place.name[-1].isalpha() and not _DOSE.search(place.name)


def _without_date(place: Place) -> Place:
    """An addendum's heading without when it was written."""
    match = _ADDENDUM.match(place.name)
    if match is None:
        return place
    return place._replace(name=match[0], end=place.start + match.end())


def _is_marked_alike(place: Place, other: Place) -> bool:
    """Whether two headings have the same ``##`` or line below, so that they are of one level."""
    hashed = 0 < place.hashes <= other.hashes
    return hashed or (place.underlined and other.underlined)


def _is_pulse(place: Place) -> bool:
    """Whether ``P: 88`` counts a pulse."""
    return place.name == "P" and _PULSE.match(place.value) is not None


def _without_title(found: list[Found]) -> list[Found]:
    """Without headings nobody knows at the top that have no words of their own: a title."""
    first = 0
    while first + 1 < len(found):
        heading, below = found[first].place, found[first + 1].place
        if kind_of_name(heading.name, capitals=True) is not None or not heading.own_line:
            break
        if below.line - heading.end > _MOST_BETWEEN or below.within:
            break
        first += 1
    return found[first:]


def _as_radiology(found: list[Found]) -> list[Found]:
    """In a report of a study, its ``Exam:`` names the study done and no examination."""
    names = {plain_words(heading.place.name) for heading in found if heading.level == 0}
    if not names & {"technique", "comparison"} or "findings" not in names:
        return found
    return [
        replace(heading, kind=SectionKind.PROCEDURE)
        if heading.kind is SectionKind.EXAM and heading.level == 0
        else heading
        for heading in found
    ]


def _sections(found: list[Found], length: int) -> Iterator[Section]:
    """The headings with where each section ends."""
    ends = [length] * len(found)
    next_main = length
    for index in range(len(found) - 1, -1, -1):
        below = found[index + 1].place.line if index + 1 < len(found) else length
        ends[index] = next_main if found[index].level == 0 else below
        if found[index].level == 0:
            next_main = found[index].place.line
    for heading, end in zip(found, ends, strict=True):
        place = heading.place
        yield Section(
            title=tidy_title(place.name),
            kind=heading.kind,
            start=place.start,
            heading_end=place.end,
            end=end,
            level=heading.level,
            run_in=not place.own_line,
        )

"""Which headings are main sections of a note and which are parts of the section they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from medcoder_desktop.domain.heading_places import Place
from medcoder_desktop.domain.section_names import (
    SectionKind,
    is_part_of_body,
    is_part_of_history,
    is_study,
    plain_words,
)

_K = SectionKind
PLANS = frozenset([_K.ASSESSMENT, _K.PLAN, _K.ASSESSMENT_AND_PLAN, _K.INSTRUCTIONS])
"""Sections whose items speak of medicines, tests and follow-up again."""
_BY_BODY = frozenset([_K.EXAM, _K.REVIEW, _K.OBJECTIVE])
_OF_EXAM = re.compile(
    r"(?:examination|exam|inspection) of [a-z ]{2,40}|[a-z ]{2,40} exam(?:ination)?"
)
_IN_HISTORY = frozenset([_K.HISTORY, _K.MEDICATIONS, _K.ALLERGIES])
_GENERAL_HISTORY = frozenset(["history", "hx", "past history", "patient history", "health history"])
_IN_RESULTS = frozenset([_K.RESULTS, _K.ASSESSMENT, _K.INDICATION])


@dataclass(frozen=True, slots=True)
class Found:
    """A heading and what it was taken for.

    Attributes:
        level: 0 for a main section, 1 for a part of it.
    """

    place: Place
    kind: SectionKind
    level: int

    @property
    def weight(self) -> int:
        """How much the heading stands out."""
        return weight_of(self.place)


def weight_of(place: Place) -> int:
    """How much words stand out: 2 capitals alone on their line, 1 one of both, 0 neither."""
    emphasis = place.capitals or place.hashes > 0 or place.marked
    return int(emphasis) + int(place.own_line)


def part_of(place: Place, main: Found | None) -> SectionKind | None:
    """The kind of a heading that is nothing but a part of the section it stands in, or None.

    ``HEENT`` of an examination, ``Surgical`` of the history, ``X-ray`` of the results.
    """
    if main is None or not (place.own_line or place.colon) or place.within:
        return None
    if _has_parts_of_body(main):
        kind = _K.EXAM if main.kind is _K.OBJECTIVE else main.kind
        if is_part_of_body(place.name) or (main.kind is not _K.REVIEW and _of_exam(place, main)):
            return kind
    if weight_of(place) >= main.weight:
        return None
    if main.kind in (_K.HISTORY, _K.SUBJECTIVE) and is_part_of_history(place.name):
        return _K.HISTORY
    quoted = main.kind is _K.RESULTS and not place.bullet and is_study(place.name)
    return _K.RESULTS if quoted and (not place.capitals or _is_test(place.name)) else None


def level_of(kind: SectionKind, place: Place, main: Found | None) -> int:
    """The level of a heading of a known kind after the main section before it."""
    if main is None or weight_of(place) >= main.weight:
        return 0
    if main.kind in PLANS:
        if kind in PLANS or kind is _K.PROCEDURE:
            begun = main.kind is _K.ASSESSMENT and kind in (_K.PLAN, _K.ASSESSMENT_AND_PLAN)
            return 0 if begun or place.capitals else 1
        return 1
    nested = (
        (_is_general_history(main) and kind in _IN_HISTORY and not place.capitals)
        or (main.kind is _K.RESULTS and kind in _IN_RESULTS and not place.capitals)
        or (main.kind is _K.EXAM and kind is _K.VITALS)
        or (main.kind is _K.PROCEDURE and kind is _K.PROCEDURE)
        or (main.kind in (_K.HPI, _K.SUBJECTIVE) and kind is _K.OTHER)
    )
    return int(nested)


def _is_general_history(main: Found) -> bool:
    """Whether a section is the history as a whole, with the family's and the rest in it."""
    return main.kind is _K.HISTORY and plain_words(main.place.name) in _GENERAL_HISTORY


def _has_parts_of_body(main: Found) -> bool:
    """Whether a section goes through the body: an examination, or the findings of a study."""
    findings = plain_words(main.place.name) in ("findings", "finding")
    return main.kind in _BY_BODY or (main.kind is _K.RESULTS and findings)


def _of_exam(place: Place, main: Found) -> bool:
    """Whether a line begins ``Examination of the left foot:`` or ``Lumbar spine exam:``."""
    if not place.colon or place.bullet or weight_of(place) >= main.weight:
        return False
    return _OF_EXAM.fullmatch(place.name.casefold()) is not None


def _is_test(name: str) -> bool:
    """Whether a study in capitals is a test among results and no section of a report."""
    return plain_words(name) not in ("impression", "findings", "technique", "comparison")

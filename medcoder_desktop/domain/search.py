"""What a search is asked and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from medcoder_desktop.domain.code_standing import CodeStanding
from medcoder_desktop.domain.codes import Code
from medcoder_desktop.domain.office_habits import OfficeHabits
from medcoder_desktop.domain.patients import Sex
from medcoder_desktop.domain.practice import FeeLine
from medcoder_desktop.domain.releases import InForce


class SearchedSet(Enum):
    """What a search looks through, by the words of the command line."""

    DIAGNOSES = "icd"
    HCPCS = "hcpcs"
    CPT = "cpt"
    FEES = "fees"


DIAGNOSES_ONLY = frozenset({SearchedSet.DIAGNOSES})
PROCEDURES_ONLY = frozenset({SearchedSet.HCPCS, SearchedSet.CPT, SearchedSet.FEES})
EVERY_SET = DIAGNOSES_ONLY | PROCEDURES_ONLY


@dataclass(frozen=True, slots=True)
class SearchContext:
    """Everything beside the words that a search may use. Values only, never a handle.

    Attributes:
        on: Date of service.
        age: Completed years of the patient; None when unknown.
        sex: The patient's sex; None when unknown.
        sets: What is searched.
        fees: The office's fee schedule, whose wording is searched with ``SearchedSet.FEES``.
        office: What the office is used to.
    """

    on: date
    age: int | None = None
    sex: Sex | None = None
    sets: frozenset[SearchedSet] = DIAGNOSES_ONLY
    fees: tuple[FeeLine, ...] = ()
    office: OfficeHabits = OfficeHabits()


class MatchField(Enum):
    """Where a result matched, in words the coder reads."""

    CODE = "code"
    TITLE = "title"
    INCLUSION_TERM = "inclusion term"
    INDEX = "index"
    FEE_SCHEDULE = "fee schedule"
    SYNONYM = "your office's words"


@dataclass(frozen=True, slots=True)
class MatchReason:
    """Why a result is in the list.

    Attributes:
        matched: The text that matched: a title, an inclusion term or the code.
        corrected: Pairs (as typed, as understood) for words that were taken for
            others: abbreviations, other names, mended spelling.
    """

    field: MatchField
    matched: str
    corrected: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One code that answers the query.

    Attributes:
        more_specific: How many billable codes stand below an unbillable heading.
        reasons: At least one.
        highlights: Character ranges of ``code.title`` that matched, in order, not overlapping.
        caution: Why the code can hardly be this patient's, or may not be billed that day;
            mostly empty.
        office: What this office has to do with the code; mostly empty.
        mark: Whose words the title is, where that must be said.
    """

    code: Code
    more_specific: int
    reasons: tuple[MatchReason, ...]
    highlights: tuple[tuple[int, int], ...] = ()
    caution: str = ""
    office: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The ranked results of one query.

    Attributes:
        query: As typed.
        results: Best first.
        in_force: The release that was searched.
        standing: For the text of a whole code that is not billable then: why, and what to use.
        milliseconds: Time inside the search.
        reminder: A guideline that the words of the query call for; mostly empty.
    """

    query: str
    results: tuple[SearchResult, ...]
    in_force: InForce
    milliseconds: float
    standing: CodeStanding | None = None
    reminder: str = ""

"""What the header of a note says in so many words: whose it is, of which day, by whom.

Only labelled values are taken, such as ``Patient: Okafor, Adaeze   DOB: 02/11/1968``. Nothing is
ever read out of prose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import TypeVar

from medcoder_desktop.domain.people import PersonName
from medcoder_desktop.records.notes.dates import DATE, read_date
from medcoder_desktop.records.person_names import name_from_text

_T = TypeVar("_T")


class _Label(Enum):
    NAME = auto()
    BIRTH = auto()
    NUMBER = auto()
    SERVICE = auto()
    COLLECTED = auto()
    WRITTEN = auto()
    AUTHOR = auto()
    OTHER = auto()


_LABELS = {
    _Label.BIRTH: r"date of birth|birth ?date|d\.?o\.?b\.?",
    _Label.NUMBER: r"medical record (?:number|no\.?|#)|mrn?\s?#?|mr number|chart (?:number|no\.?|#)"
    r"|(?:record|patient) (?:number|no\.?|#|id)",
    _Label.SERVICE: r"date of (?:service|visit|encounter|exam(?:ination)?|procedure|operation"
    r"|surgery|study)|(?:service|visit|encounter|exam|procedure|appointment) date|d\.?o\.?s\.?"
    r"|seen on",
    _Label.COLLECTED: r"(?:date )?collected(?: on)?|collection date",
    _Label.WRITTEN: r"date of (?:report|note|letter|dictation)|(?:report|note|dictation) date"
    r"|reported|dictated on|date",
    _Label.AUTHOR: r"(?:rendering |treating )?provider|attending(?: physician)?|physician|clinician"
    r"|author|seen by|dictated by|surgeon|pathologist|radiologist|performed by"
    r"|(?:ordering and )?interpreting physician|read by|doctor",
    _Label.OTHER: r"sex|gender|age|race|phone|address|insurance|payer|account|acct\.?|visit|room"
    r"|location|facility|referr(?:ed|ing)(?: by| physician| provider)?|order(?:ed|ing)"
    r"(?: by| physician| provider)?|submitting physician|pcp|ssn|arrived|roomed|modality"
    r"|accession|time|page|received|payment|exam(?:ination)?|accompanied by|present|equipment|cc",
    _Label.NAME: r"patient(?:'s)? name|patient|pt\.? name|pt\.?|name|re",
}
_ANY = re.compile(
    r"(?<![\w/])(?:" + "|".join(f"(?P<{k.name}>{p})" for k, p in _LABELS.items()) + r")"
    r"(?P<mark>\s*[:#]+\s*|(?=\s))",
    re.IGNORECASE,
)
_CELL_START = re.compile(r"(?:^|\s{2,}|\t|[|;]|,\s)\s*$")
_CELL_END = re.compile(r"\s{2,}|\t|\s*[|;]")
_UNMISTAKABLE = (_Label.BIRTH, _Label.NUMBER, _Label.SERVICE)
"""Labels that need not stand at the start of a cell when a colon or a fit value follows."""
_LEADING_DATE = re.compile(rf"\s*({DATE})(?!\w)", re.IGNORECASE)
_RECORD_NUMBER = re.compile(r"\s*#?\s*([A-Za-z0-9][A-Za-z0-9-]{1,23})(?![\w/-])")
_DATED = (_Label.BIRTH, _Label.SERVICE, _Label.COLLECTED, _Label.WRITTEN)
_LISTED_NAME = re.compile(r"\s*[A-Z][\w'’-]+, ?[A-Z]")
_NOT_NAMES = frozenset(
    ["results", "result", "visit", "report", "note", "referral", "lab", "letter", "patient", "test",
     "unknown", "follow", "follow-up", "exam", "consultation"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NoteHeader:
    """What a header says; None or empty where it says nothing, or two different things.

    Attributes:
        served_on: Date of service or visit, or of the examination or procedure.
        collected_on: Date a specimen was taken.
        written_on: Date of the note or report itself.
        author: As written.
    """

    name: PersonName | None = None
    birth_date: date | None = None
    record_number: str | None = None
    served_on: date | None = None
    collected_on: date | None = None
    written_on: date | None = None
    author: str = ""


def read_header(lines: Iterable[str]) -> NoteHeader:
    """Read the labelled values of header lines."""
    names: list[PersonName] = []
    numbers: list[str] = []
    authors: list[str] = []
    dates: dict[_Label, list[date]] = {}
    for line in lines:
        alone = _LEADING_DATE.fullmatch(line.rstrip())
        if alone and (day := read_date(alone[1])):
            dates.setdefault(_Label.WRITTEN, []).append(day)
        for label, value in _labelled(line):
            if label is _Label.NAME and (name := _patient_name(value)):
                names.append(name)
            elif label is _Label.NUMBER and (match := _RECORD_NUMBER.match(value)):
                numbers.append(match[1])
            elif label is _Label.AUTHOR and name_from_text(value):
                authors.append(value)
            elif label in _DATED and (found := _LEADING_DATE.match(value)):
                day = read_date(found[1], of_birth=label is _Label.BIRTH)
                dates.setdefault(label, []).extend([day] if day else [])
    return NoteHeader(
        name=_only(names, key=lambda name: (name.family.casefold(), name.given.casefold())),
        birth_date=_only(dates.get(_Label.BIRTH, [])),
        record_number=_only([n for n in numbers if any(c.isdigit() for c in n)]),
        served_on=_only(dates.get(_Label.SERVICE, [])),
        collected_on=_only(dates.get(_Label.COLLECTED, [])),
        written_on=_only(dates.get(_Label.WRITTEN, [])),
        author=authors[0] if authors else "",
    )


def _labelled(line: str) -> list[tuple[_Label, str]]:
    """The labels of a line with what stands behind each, up to the next label or gap."""
    found: list[tuple[_Label, int, int]] = []
    for match in _ANY.finditer(line):
        label = _accepted(line, match)
        if label is not None:
            found.append((label, match.start(), match.end()))
    values: list[tuple[_Label, str]] = []
    for place, (label, _, end) in enumerate(found):
        stop = found[place + 1][1] if place + 1 < len(found) else len(line)
        value = _CELL_END.split(line[end:stop].strip(), maxsplit=1)[0].strip(" ,;")
        values.append((label, value))
    unnamed = _listed_name_before(line, found)
    return [*unnamed, *values]


def _accepted(line: str, match: re.Match[str]) -> _Label | None:
    """Which label a match is; ``OTHER`` ends the value before it, None is just a word."""
    label = next(label for label in _Label if match[label.name] is not None)
    before, after = line[: match.start()], line[match.end() :]
    marked = bool(match["mark"].strip())
    at_cell = _CELL_START.search(before) is not None
    if before.endswith(("'s ", "’s ")):  # the mother's, not the patient's
        return _Label.OTHER if marked else None
    fits = _LEADING_DATE.match(after) is not None
    if label is _Label.NUMBER:
        number = _RECORD_NUMBER.match(after)
        fits = number is not None and any(c.isdigit() for c in number[1])
    if label is _Label.NAME and match[label.name].lower() == "re":
        # the subject of a letter may be anything
        about_somebody = _LISTED_NAME.match(after) or re.search(r"\bD\.?O\.?B\b", after)
        return label if marked and at_cell and about_somebody else None
    if marked:
        return label if at_cell or label in _UNMISTAKABLE else _Label.OTHER
    if label in (_Label.NAME, _Label.AUTHOR):
        set_apart = re.match(r"\s{2,}|\t", after) or match[0].isupper()
        return label if at_cell and set_apart else None
    if label is _Label.OTHER or not fits:
        return None
    return label if at_cell or (label in _UNMISTAKABLE and match[0].isupper()) else None


def _listed_name_before(
    line: str, found: list[tuple[_Label, int, int]]
) -> list[tuple[_Label, str]]:
    """``Haugen, Linnea R.   DOB 05/02/1989``: a name in list form right before a birth date."""
    if not found or found[0][0] is not _Label.BIRTH:
        return []
    before = line[: found[0][1]].strip(" ,;|\t")
    alone = len(_CELL_END.split(before)) == 1 and before.count(",") == 1
    return [(_Label.NAME, before)] if alone else []


def _patient_name(value: str) -> PersonName | None:
    written = name_from_text(value)
    if written is None:
        return None
    name = written[0]
    capital = name.family[:1].isupper() or " " in name.family
    ordinary = {name.family.lower(), name.given.lower()} & _NOT_NAMES
    return name if capital and name.given[:1].isupper() and not ordinary else None


def _only(values: list[_T], key: Callable[[_T], object] | None = None) -> _T | None:
    """The value, when all say the same."""
    told = {key(value) if key else value for value in values}
    return values[0] if len(told) == 1 else None

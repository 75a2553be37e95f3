"""Codes and problems of a patient's past, offered for today and never taken over unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from medcoder_desktop.domain.documents import PriorCondition

PROBLEM_LIST = "the problem list"
"""Where a problem comes from that was never coded here."""
_OVER = ("resolved", "inactive", "remission", "completed")
"""Words by which a record says that a problem is over."""


@dataclass(frozen=True, slots=True)
class CodedVisit:
    """A visit of the past with the diagnoses on its sheet.

    Attributes:
        codes: With their dots, in order.
    """

    number: str
    date_of_service: date
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EarlierCode:
    """A code that was coded before, or a problem of the list.

    Attributes:
        code: ICD-10-CM with its dot; empty for a problem the record does not code in it, which
            can only be searched.
        text: Title of the code, or the record's words for the problem.
        source: Where it comes from, as it is marked on today's sheet when it is carried forward.
        why: The same in full: how often and when, or what the problem list says.
        is_over: Whether the problem list calls it resolved.
        billable: Whether it may stand on a claim of the visit's day.
        standing: Why it is not billable, and what to use; empty when it is.
    """

    code: str
    text: str
    source: str
    why: str
    is_over: bool = False
    billable: bool = True
    standing: str = ""


def earlier_codes(
    visits: Iterable[CodedVisit], conditions: Iterable[PriorCondition], titles: Mapping[str, str]
) -> tuple[EarlierCode, ...]:
    """What was coded before, the latest first, then the problems that were not; each once.

    Args:
        visits: Of the past, the latest first.
        conditions: The problem list.
        titles: Of codes; one that is not there keeps the record's own words.
    """
    problems = tuple(conditions)
    coded: dict[str, list[CodedVisit]] = {}
    for visit in visits:
        for code in visit.codes:
            coded.setdefault(code, []).append(visit)
    listed = {problem.icd10cm: problem for problem in problems if problem.icd10cm}
    found = [
        EarlierCode(
            code,
            titles.get(code, ""),
            f"{there[0].number} of {there[0].date_of_service}",
            _counted(there, listed.get(code)),
        )
        for code, there in coded.items()
    ]
    seen: set[str] = set(coded)
    for problem in sorted(problems, key=lambda each: (_is_over(each), not each.icd10cm)):
        name = problem.icd10cm or problem.text.casefold()
        if name in seen:
            continue
        seen.add(name)
        found.append(
            EarlierCode(
                problem.icd10cm,
                titles.get(problem.icd10cm, problem.text),
                PROBLEM_LIST,
                _listed(problem),
                _is_over(problem),
            )
        )
    return tuple(found)


def _counted(visits: list[CodedVisit], problem: PriorCondition | None) -> str:
    latest = f"{visits[0].number} on {visits[0].date_of_service}"
    words = f"coded at {latest}"
    if len(visits) > 1:
        words = f"coded at {len(visits)} visits, last at {latest}"
    return f"{words} · {_listed(problem)}" if problem else words


def _listed(problem: PriorCondition) -> str:
    """What the problem list says: its words, status and since when."""
    since = f"since {problem.onset}" if problem.onset else ""
    about = ", ".join(part for part in (problem.status, since) if part)
    words = f"problem list: {problem.text}" if problem.icd10cm else "problem list"
    return f"{words} ({about})" if about else words


def _is_over(problem: PriorCondition) -> bool:
    return any(word in problem.status.casefold() for word in _OVER)

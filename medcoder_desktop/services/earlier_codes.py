"""Codes and problems of a patient's past with what they are called and worth on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from medcoder_desktop.domain.code_standing import Standing
from medcoder_desktop.domain.documents import PriorCondition
from medcoder_desktop.domain.earlier_codes import CodedVisit, EarlierCode, earlier_codes
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.services.library_service import LibraryService


def earlier_codes_of(
    library: LibraryService,
    visits: Sequence[CodedVisit],
    conditions: Iterable[PriorCondition],
    day: date,
) -> tuple[EarlierCode, ...]:
    """What was coded before and the problem list, each with its title and standing on a day.

    While the code library is not built, nothing is said of either.
    """
    problems = tuple(conditions)
    codes = {code for visit in visits for code in visit.codes}
    codes |= {problem.icd10cm for problem in problems if problem.icd10cm}
    ready = library.is_ready()
    titles = {code: _title(library, code, day) for code in sorted(codes)} if ready else {}
    found = earlier_codes(visits, problems, {code: t for code, t in titles.items() if t})
    return tuple(_standing(library, each, day) if ready and each.code else each for each in found)


def _title(library: LibraryService, code: str, day: date) -> str:
    try:
        return library.entry(code, day).code.title
    except InputError:  # not in the release of that day
        return ""


def _standing(library: LibraryService, earlier: EarlierCode, day: date) -> EarlierCode:
    standing = library.standing(earlier.code, day)
    if standing.standing is Standing.BILLABLE:
        return earlier
    return replace(earlier, billable=False, standing=standing.sentence)

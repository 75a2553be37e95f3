"""A search of every set of codes at once, for the book's filter line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from medcoder_desktop.domain.search import SearchContext
from medcoder_desktop.services.suite import Services
from medcoder_desktop.ui.workbench.results import ResultRow, row_of_result

_MOST = 100


@dataclass(frozen=True, slots=True)
class FoundCodes:
    """What was found for a text.

    Attributes:
        rows: Best first, of every set.
        about: What the search knew of the office, for the next key.
        remark: Why a code typed in full cannot be billed that day; empty otherwise.
    """

    text: str
    rows: tuple[ResultRow, ...]
    about: SearchContext
    remark: str = ""


def find_codes(services: Services, text: str, day: date, about: SearchContext | None) -> FoundCodes:
    """Search the codes of a day; called on a worker thread.

    Args:
        about: What an earlier search of that day knew; read when there is none.
    """
    known = about if about and about.on == day else services.search.office_context(day)
    answer = services.library.search(text, known, _MOST)
    rows = tuple(row_of_result(result) for result in answer.results)
    return FoundCodes(text, rows, known, answer.standing.sentence if answer.standing else "")

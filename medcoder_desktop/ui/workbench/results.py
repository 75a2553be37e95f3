"""What the result list shows of a code, and the words that say why it is there."""

from __future__ import annotations

from dataclasses import dataclass

from medcoder_desktop.domain.codes import Code, CodeSystem
from medcoder_desktop.domain.earlier_codes import EarlierCode
from medcoder_desktop.domain.search import MatchField, MatchReason, SearchResult


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One row of the result list.

    Attributes:
        highlights: Character ranges of the title that matched.
        why: Why it is there; empty for the children of a heading.
        chip: ``billable``, ``6 more specific`` or ``heading``.
        earlier: For a code or problem of the patient's past.
    """

    code: Code
    highlights: tuple[tuple[int, int], ...]
    why: str
    chip: str
    earlier: EarlierCode | None = None

    @property
    def spoken(self) -> str:
        """The row as one sentence, for assistive technology."""
        parts = (self.code.code, self.code.title, self.chip, self.why)
        return ", ".join(part for part in parts if part)


def row_of_result(result: SearchResult) -> ResultRow:
    """The row for a search result."""
    return ResultRow(
        result.code,
        result.highlights,
        " · ".join(
            filter(
                None,
                (
                    result.caution,
                    result.mark,
                    result.office,
                    *dict.fromkeys(map(_reason, result.reasons)),
                ),
            )
        ),
        _chip(result.code, result.more_specific),
    )


def row_of_child(code: Code) -> ResultRow:
    """The row for an entry below a heading."""
    return ResultRow(code, (), "", _chip(code, 0))


def _chip(code: Code, more_specific: int) -> str:
    if code.billable:
        return "billable"
    if code.system is not CodeSystem.ICD10CM:
        return "not valid"
    return f"{more_specific} more specific" if more_specific else "heading"


def _reason(reason: MatchReason) -> str:
    where = reason.field.value
    if reason.field in (MatchField.INCLUSION_TERM, MatchField.INDEX):
        where = f"{where}: {reason.matched}"
    mended = ", ".join(f"“{typed}” → {meant}" for typed, meant in reason.corrected)
    return " · ".join(part for part in (mended, where) if part)

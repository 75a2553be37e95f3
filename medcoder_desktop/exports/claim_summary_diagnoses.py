"""The diagnoses of a claim summary, by choice with the words of the record behind each."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from reportlab.platypus import Paragraph, Table

from medcoder_desktop.domain.claims import Claim, ClaimDiagnosis, ClaimEvidence, ClaimLine
from medcoder_desktop.exports.page_styles import CELL, CELL_BOLD, MEASURE, QUOTE, soft
from medcoder_desktop.exports.page_table import PADDING, Command, TableDraft, bar, pieces
from medcoder_desktop.exports.page_text import clipped, day_text, markup

_WIDTHS: Final = (18.0, 58.0, MEASURE - 176, 100.0)
_TITLE_WIDTH = _WIDTHS[2] - PADDING
_QUOTE_INDENT = 8.0
_QUOTE_WIDTH = MEASURE - _WIDTHS[0] - _QUOTE_INDENT
_QUOTE_GAP = 2.0
"""Between a title and its quotes; closer, PDF readers take the quotes for a column of their own."""
_QUOTE_ROW: Final[tuple[Command, ...]] = (
    ("SPAN", 1, 3, ()),
    ("LEFTPADDING", 1, 1, (_QUOTE_INDENT,)),
    ("RIGHTPADDING", 1, 1, (0,)),
    ("TOPPADDING", 0, -1, (0,)),
    bar(1, 1.5),
)


def diagnosis_table(claim: Claim, *, with_evidence: bool) -> Table:
    """Letter, code, title and the lines that point to it; quotes below, when wanted."""
    release = markup(clipped(claim.code_release, 60))
    draft = TableDraft(
        _WIDTHS,
        "Diagnoses",
        f"{release}, in force on the date of service" if claim.in_force else release,
        ("", "Code", "Diagnosis", "Service lines"),
    )
    for diagnosis in claim.diagnoses:
        _add_diagnosis(draft, diagnosis, claim.lines)
        if with_evidence and diagnosis.evidence:
            _add_evidence(draft, diagnosis.evidence)
        draft.end_entry()
    return draft.finish()


def lines_pointing_to(letter: str, lines: tuple[ClaimLine, ...]) -> str:
    """Numbers of the lines that point to a diagnosis, neighbours joined: ``1–3, 5``."""
    numbers = [line.number for line in lines if letter in line.pointers]
    ranges = []
    for _, run in groupby(enumerate(numbers), lambda placed: placed[1] - placed[0]):
        members = [number for _, number in run]
        joined = f"{members[0]}–{members[-1]}"
        ranges.append(joined if len(members) > 2 else ", ".join(map(str, members)))
    return ", ".join(ranges) or "none"


def _add_diagnosis(
    draft: TableDraft, diagnosis: ClaimDiagnosis, lines: tuple[ClaimLine, ...]
) -> None:
    title, *more = pieces(markup(diagnosis.title), CELL, _TITLE_WIDTH)
    draft.begin_entry(
        diagnosis.code,
        Paragraph(markup(diagnosis.letter), CELL),
        Paragraph(markup(diagnosis.code), CELL_BOLD),
        title,
        Paragraph(lines_pointing_to(diagnosis.letter, lines), CELL),
    )
    for piece in more:
        draft.continue_entry("", "", piece, "", commands=(("TOPPADDING", 0, -1, (0,)),))


def _add_evidence(draft: TableDraft, evidence: tuple[ClaimEvidence, ...]) -> None:
    """Put the quotes below the diagnosis that was added last, the first one kept with it."""
    draft.keep_with_next()
    gap: tuple[Command, ...] = (("TOPPADDING", 0, -1, (_QUOTE_GAP,)),)
    for quoted in evidence:
        parts = pieces(_quote(quoted), QUOTE, _QUOTE_WIDTH)
        for place, part in enumerate(parts, start=1):
            end: tuple[Command, ...] = (("BOTTOMPADDING", 0, -1, (3,)),)
            commands = (*_QUOTE_ROW, *gap, *(end if place == len(parts) else ()))
            draft.continue_entry("", part, "", "", commands=commands)
            gap = ()


def _quote(evidence: ClaimEvidence) -> str:
    source = clipped(evidence.document_title, 160) or "Untitled document"
    when = day_text(evidence.written_on) if evidence.written_on else "undated"
    return f"“{markup(evidence.quote)}” {soft(f'— {markup(source)}, {when}')}"

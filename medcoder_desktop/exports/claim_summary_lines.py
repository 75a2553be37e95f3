"""The service lines of a claim summary, and what they add up to."""

from __future__ import annotations

from typing import Final

from reportlab.platypus import Paragraph, Table

from medcoder_desktop.domain.claims import Claim, ClaimLine
from medcoder_desktop.domain.money import format_cents
from medcoder_desktop.exports.page_styles import CELL, CELL_BOLD, CELL_RIGHT, MEASURE, TOTAL
from medcoder_desktop.exports.page_table import PADDING, TableDraft, pieces
from medcoder_desktop.exports.page_text import day_text, dollars_text, markup

_COLUMNS: Final = {
    "": 18.0,
    "Date": 56.0,
    "Place": 30.0,
    "Procedure": 52.0,
    "Modifiers": 58.0,
    "Description": MEASURE - 348,
    "Pointers": 44.0,
    "Units": 30.0,
    "Charge": 60.0,
}


def line_table(claim: Claim) -> Table:
    """The service lines in order, with the total below them."""
    draft = TableDraft(
        tuple(_COLUMNS.values()),
        "Service lines",
        "",
        tuple(_COLUMNS),
        right=frozenset({"Units", "Charge"}),
    )
    for line in claim.lines:
        _add_line(draft, line)
    # In one paragraph, so that the words and the sum are copied and searched together.
    draft.add_total(Paragraph(f"Total charge&nbsp;&nbsp; {dollars_text(claim.total)}", TOTAL))
    return draft.finish()


def _add_line(draft: TableDraft, line: ClaimLine) -> None:
    description, *more = pieces(markup(line.description), CELL, _COLUMNS["Description"] - PADDING)
    draft.begin_entry(
        f"Line {line.number}",
        Paragraph(str(line.number), CELL),
        Paragraph(day_text(line.date_of_service), CELL),
        Paragraph(markup(line.place_of_service), CELL),
        Paragraph(markup(line.procedure), CELL_BOLD),
        Paragraph(markup(" ".join(line.modifiers)), CELL),
        description,
        Paragraph(markup(line.pointers), CELL),
        Paragraph(str(line.units), CELL_RIGHT),
        Paragraph(format_cents(line.charge), CELL_RIGHT),
    )
    for piece in more:
        draft.continue_entry(*[""] * 5, piece, *[""] * 3, commands=(("TOPPADDING", 0, -1, (0,)),))
    draft.end_entry()

"""Tells the columns of a table of visits by their headings, as practice systems write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from medcoder_desktop.domain.table_cells import Row, column_names, widest
from medcoder_desktop.domain.visit_tables import VisitField, VisitTable, missing_field

_NUMBER = r"\s*(?:no|nbr|num|number|id|#)"
_WORDS: tuple[tuple[VisitField, str], ...] = (
    (VisitField.BIRTH_DATE, r"\bdob\b|\bd o b\b|birth|\bborn\b"),
    (
        VisitField.DATE_OF_SERVICE,
        (
            r"\bdos\b|\bd o s\b|\b(?:date|day) of (?:service|visit)\b|\bservice (?:date|from)\b"
            r"|\b(?:visit|encounter|appt|appointment) (?:date|day)\b|\bseen(?: on)?$"
        ),
    ),
    (VisitField.DATE_OF_SERVICE, r"^(?:from )?date(?: from)?$"),
    (VisitField.FAMILY, r"\b(?:last|family|sur) ?name\b|^(?:patient |pt )?last$"),
    (VisitField.GIVEN, r"\b(?:first|given) ?name\b|^(?:patient |pt )?first$"),
    (VisitField.MIDDLE, r"\bmiddle\b|^m\s?i$"),
    (VisitField.SEX, r"\b(?:sex|gender)\b|^m/f$"),
    (VisitField.PROVIDER_NPI, r"\bnpi\b"),
    (VisitField.PAYER_ID, r"\bpay[eo]r" + _NUMBER + r"$"),
    (
        VisitField.MEMBER_ID,
        rf"\b(?:member|subscriber|policy|insured|insurance|ins){_NUMBER}$|\bmember\b",
    ),
    (VisitField.GROUP, r"\bgroup\b"),
    (
        VisitField.RECORD_NUMBER,
        (
            rf"\bmrn\b|\b(?:chart|medical record|record|mr)(?:{_NUMBER})?$"
            rf"|^(?:patient|pt|pat)(?: acc(?:oun)?t)?{_NUMBER}$|^acc(?:oun)?t(?:{_NUMBER})?$"
        ),
    ),
    (
        VisitField.VISIT_NUMBER,
        (
            rf"\b(?:visit|encounter|appt|appointment|claim|superbill|ticket){_NUMBER}$"
            r"|^(?:encounter|csn|visit)$"
        ),
    ),
    (VisitField.PLACE, r"^pos$|\bplace\b|\bpos code\b"),
    (VisitField.REASON, r"\breason\b|\bcomplaint\b|^cc$|\b(?:visit|appointment|appt) type\b"),
    (VisitField.MODIFIERS, r"^mod(?:ifier)?s?(?: ?1)?$"),
    (VisitField.MODIFIER_2, r"^mod(?:ifier)? ?2$"),
    (VisitField.MODIFIER_3, r"^mod(?:ifier)? ?3$"),
    (VisitField.MODIFIER_4, r"^mod(?:ifier)? ?4$"),
    (VisitField.DIAGNOSIS_2, r"^(?:dx|diag(?:nosis)?|icd(?:[ -]?10)?)(?: code)? ?2$"),
    (VisitField.DIAGNOSIS_3, r"^(?:dx|diag(?:nosis)?|icd(?:[ -]?10)?)(?: code)? ?3$"),
    (VisitField.DIAGNOSIS_4, r"^(?:dx|diag(?:nosis)?|icd(?:[ -]?10)?)(?: code)? ?4$"),
    (VisitField.DIAGNOSES, r"\bdx\b|^dx ?1$|\bicd(?:[ -]?10)?\b|\bdiag(?:nos[ei]s)?(?: ?1)?\b"),
    (VisitField.DESCRIPTION, r"\bdesc\w*"),
    (VisitField.PROCEDURE, r"\b(?:cpt|hcpcs|proc|procedure)\b"),
    (VisitField.UNITS, r"\b(?:units?|qty|quantity)\b"),
    (VisitField.CHARGE, r"\bcharges?\b|\bfees?\b|\b(?:billed|amount|amt)\b|\$"),
    (
        VisitField.PROVIDER,
        (
            r"^(?!.*\b(?:refer\w*|pcp|primary care)\b)"
            r".*\b(?:provider|doctor|physician|clinician|seen by)\b"
        ),
    ),
    (VisitField.PAYER, r"\bpay[eo]r\b|\binsurance\b|\bcarrier\b|\bplan(?: name)?$|^primary ins\b"),
    (VisitField.ZIP, r"\bzip\b|\bpostal\b"),
    (VisitField.PHONE, r"\bphone\b|\bcell\b|\bmobile\b|^tel\b"),
    (VisitField.STREET, r"\bstreet\b|^(?:patient |home |mailing )?address(?: ?(?:line)? ?1)?$"),
    (VisitField.CITY, r"\bcity\b|\btown\b"),
    (VisitField.STATE, r"\bstate\b|^st$"),
    (VisitField.NAME, r"^(?:patient|pt|client)?\s*(?:full )?name\b|^(?:patient|pt|client)$"),
)
"""Fields with a pattern of their headings, in lower case, the surest first."""
_LONGEST_HEADING = 40
_LOOKED_AT = 25
"""Rows at the beginning among which the headings are looked for."""
_FEWEST = 3
"""Fields a row of headings names at least."""
_SAMPLES = 20
_VALUE = re.compile(r"\d\d|:\s*\S")
"""What a line of a note has behind the name of a field, and no heading has."""


def fields_named(cells: Sequence[str]) -> dict[VisitField, int]:
    """The fields that headings name, with their columns; each column is one field's."""
    folded = [" ".join(re.sub(r"[_.:()]", " ", cell.lower()).split()) for cell in cells]
    found: dict[VisitField, int] = {}
    for field, pattern in _WORDS:
        if field in found:
            continue
        for column, heading in enumerate(folded):
            fits = 0 < len(heading) <= _LONGEST_HEADING and column not in found.values()
            if fits and re.search(pattern, heading):
                found[field] = column
                break
    return found


def heading_row(rows: Sequence[Row]) -> Row | None:
    """The row of headings among the first rows; None where no row names a visit."""
    best = max(rows[:_LOOKED_AT], key=lambda row: len(fields_named(row.cells)), default=None)
    if best is None:
        return None
    named = fields_named(best.cells)
    is_enough = len(named) >= _FEWEST and _half_is_short(best)
    names = {field: best.cells[column] for field, column in named.items()}
    if not is_enough or missing_field(names) or any(map(_VALUE.search, names.values())):
        return None
    return best if _are_even(best, rows) else None


def beginning_of(file: str, heading: Row, rows: Sequence[Row]) -> VisitTable:
    """How a table begins, with a guess of its columns.

    Args:
        rows: The first rows of the file, those above the headings too.
    """
    names = column_names(heading.cells, widest(rows))
    below = [row for row in rows if row.line > heading.line][:_SAMPLES]
    return VisitTable(
        file,
        names,
        tuple(tuple(map(row.cell, range(len(names)))) for row in below),
        tuple(_guessed(names, fields_named(heading.cells))),
    )


def _guessed(
    names: Sequence[str], found: dict[VisitField, int]
) -> Iterator[tuple[VisitField, str]]:
    for field in VisitField:
        if field in found:
            yield field, names[found[field]]


def _are_even(heading: Row, rows: Sequence[Row]) -> bool:
    """Rows of a table have as many cells as its headings; lines of a note have not."""
    below = [row for row in rows if row.line > heading.line]
    even = sum(len(row.cells) == len(heading.cells) for row in below)
    return even * 2 >= len(below)


def _half_is_short(row: Row) -> bool:
    """Headings are short words; a line of a note that names fields is a sentence."""
    filled = [cell for cell in row.cells if cell]
    return sum(len(cell) <= _LONGEST_HEADING for cell in filled) * 2 > len(filled)

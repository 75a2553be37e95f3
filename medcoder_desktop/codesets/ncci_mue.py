"""Reads the medically unlikely edits (MUE) for practitioners as CMS publishes them.

Source of the layout: ``MCR_MUE_PractitionerServices_Eff_04-01-2026.csv`` from the MUE page of
CMS; the workbook and the text have the same columns. A banner with the notice of the AMA comes
first, then the headings ``HCPCS/CPT Code`` (over two lines), ``Practitioner Services MUE
Values``, ``MUE Adjudication Indicator`` and ``MUE Rationale``, then a row for each code. The
indicator begins with its digit: ``2 Date of Service Edit: Policy``. The tables for hospitals
and suppliers differ in the heading of the values and are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.ncci_editions import edition_named, refuse_cut_off, refuse_others
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.table_rows import Headed, find_headings, rows_below, rows_of
from medcoder_desktop.domain.codes import looks_like_procedure
from medcoder_desktop.domain.errors import EnvironmentError_, InputError
from medcoder_desktop.domain.payment_rules import MueAdjudication, UnitLimit
from medcoder_desktop.domain.releases import CodeSet, Edition
from medcoder_desktop.domain.table_cells import Row

_WANTED: dict[str, Callable[[str], bool]] = {
    "code": lambda heading: heading.replace(" ", "").strip('"') in ("hcpcs/cptcode", "cptcode"),
    "units": lambda heading: heading.endswith("services mue values"),
    "adjudication": lambda heading: heading.startswith("mue adjudication"),
    "rationale": lambda heading: heading.startswith("mue rationale"),
}
_EXPECTED = "a row with code, units, adjudication indicator and rationale"
_INDICATOR = re.compile(r"([123])(?:\s.*)?")
_MOST_UNITS_DIGITS = 6


def recognises(file: SourceFile) -> bool:
    """Whether it is a table of medically unlikely edits, for practitioners or for others."""
    return find_headings(file, _WANTED, ("code", "units")) is not None


def edition(file: SourceFile) -> Edition:
    """The quarter that the name tells; the table itself does not say."""
    return edition_named(file.name, file.label)


def read(file: SourceFile) -> Iterator[UnitLimit]:
    """Every limit, in the order of the table.

    Raises:
        InputError: It is the table for hospitals or suppliers, or is damaged; names the line.
        EnvironmentError_: The file cannot be read.
    """
    headed = _headings(file)
    seen = set[str]()
    last: Row | None = None
    for row in rows_below(file, headed):
        limit = _limit(file, headed, row)
        if last is not None:
            seen.add(last.cell(headed.columns["rationale"]))
        last = row
        yield limit
    if last is None:
        raise InputError("codeset.no_rows", file=file.label, expected=_EXPECTED)
    if not _ends_with_its_line(file):
        refuse_cut_off(file, last.line, last.cell(headed.columns["rationale"]), seen)


def _headings(file: SourceFile) -> Headed:
    headed = find_headings(file, _WANTED, ("code", "units"))
    if headed is None:
        wanted = "Practitioner Services MUE Values"
        raise InputError("codeset.no_columns", file=file.label, wanted=wanted, expected=_EXPECTED)
    for row in rows_of(file):
        if row.line == headed.line:
            refuse_others(file, row.cell(headed.columns["units"]))
            break
    for name in ("adjudication", "rationale"):
        if name not in headed.columns:
            wanted = f"MUE {name}"
            raise InputError(
                "codeset.no_columns", file=file.label, wanted=wanted, expected=_EXPECTED
            )
    return headed


def _limit(file: SourceFile, headed: Headed, row: Row) -> UnitLimit:
    code, units, adjudication, rationale = (row.cell(headed.columns[name]) for name in _WANTED)
    found = _INDICATOR.fullmatch(adjudication)
    if not (units and adjudication and rationale):
        raise InputError("codeset.cut_off", file=file.label, line=row.line, expected=_EXPECTED)
    if not looks_like_procedure(code):
        raise _wrong(file, row, code, "a procedure code")
    if not (units.isascii() and units.isdigit() and len(units) <= _MOST_UNITS_DIGITS):
        raise _wrong(file, row, units, "a number of units")
    if found is None:
        raise _wrong(file, row, adjudication, "an adjudication indicator such as 1 Line Edit")
    return UnitLimit(code.upper(), int(units), MueAdjudication(int(found[1])), rationale)


def _wrong(file: SourceFile, row: Row, text: str, expected: str) -> InputError:
    text = " ".join(text.split())[:60]
    return InputError(
        "codeset.wrong_line", file=file.label, line=row.line, text=text, expected=expected
    )


def _ends_with_its_line(file: SourceFile) -> bool:
    """Whether the last line has its end; a workbook says itself when it is cut off."""
    if file.is_archive:
        return True
    try:
        with file.path.open("rb") as raw:
            raw.seek(-1, 2)
            return raw.read(1) in b"\r\n\x1a\x00"
    except OSError as error:
        raise EnvironmentError_("codeset.not_opened", file=file.label) from error


FORMAT = Format(
    CodeSet.MUE,
    "MUE table for practitioners",
    recognises,
    edition,
    read,
    UnitLimit,
)

"""A search of every set of codes at once, for the book's filter line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from medcoder_desktop.domain.codes import Code, CodeLevel, CodeSystem, procedure_system
from medcoder_desktop.domain.procedures import CPT_MARK, ProcedureEntry
from medcoder_desktop.domain.search import SearchContext
from medcoder_desktop.services.suite import Services
from medcoder_desktop.ui.workbench.results import ResultRow, row_of_result

_MOST = 100
_MOST_PROCEDURES = 30
_PROCEDURE_BEGUN = re.compile(r"[A-Za-z]?\d{2,4}[A-Za-z0-9]?")


@dataclass(frozen=True, slots=True)
class FoundCodes:
    """What was found for a text.

    Attributes:
        rows: Diagnoses best first, then procedures whose code begins so.
        remark: Why a code typed in full cannot be billed that day; empty otherwise.
    """

    text: str
    rows: tuple[ResultRow, ...]
    remark: str = ""


def find_codes(services: Services, text: str, day: date) -> FoundCodes:
    """Search the codes of a day; called on a worker thread."""
    library = services.library
    answer = library.search(text, SearchContext(day), _MOST)
    rows = [row_of_result(result) for result in answer.results]
    if _PROCEDURE_BEGUN.fullmatch(text.strip()):
        begun = library.procedures_beginning(text.strip().upper(), day, _MOST_PROCEDURES)
        procedures = [_row_of_procedure(entry, day) for entry in begun if not entry.is_modifier]
        rows = [*procedures, *rows] if not _names_first(rows, text) else [*rows, *procedures]
    return FoundCodes(text, tuple(rows), answer.standing.sentence if answer.standing else "")


def _names_first(rows: list[ResultRow], text: str) -> bool:
    """Whether the best result is a code that begins as typed."""
    return bool(rows) and rows[0].code.code.upper().startswith(text.strip().upper())


def _row_of_procedure(entry: ProcedureEntry, day: date) -> ResultRow:
    system = procedure_system(entry.code)
    valid = entry.valid_on(day)
    code = Code(system, entry.code, entry.title, CodeLevel.CODE, valid, "")
    source = CPT_MARK if system is CodeSystem.CPT else system.value
    return ResultRow(code, (), source, "billable" if valid else "no longer valid")

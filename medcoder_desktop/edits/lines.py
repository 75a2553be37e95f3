"""Edits over the service lines of a sheet (box 24, loop 2400)."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from medcoder_desktop.domain.findings import Finding, Part, Severity
from medcoder_desktop.domain.sheet import CodingSheet, ServiceLine
from medcoder_desktop.domain.visits import Visit


def check_lines(visit: Visit, sheet: CodingSheet) -> Iterator[Finding]:
    """Findings on the service lines."""
    if not sheet.lines:
        yield Finding("no_line", Severity.ERROR, Part.LINE, "24", "LX")
        return
    seen: set[tuple[object, ...]] = set()
    for line in sheet.lines:
        if not line.pointers:
            yield _about(line, "line_without_pointer", Severity.ERROR, "24E", "SV107")
        if line.charge == 0 and not _may_be_free(line):
            yield _about(line, "zero_charge", Severity.WARNING, "24F", "SV102")
        day = line.date_of_service or visit.encounter.date_of_service
        mark = (line.procedure, frozenset(line.modifiers), day)
        if mark in seen:
            yield _about(line, "line_repeated", Severity.WARNING, "24D", "SV101")
        seen.add(mark)


def _may_be_free(line: ServiceLine) -> bool:
    """Category II codes (0001F–9999F) report quality; supplied vaccines carry modifier SL."""
    return line.procedure.endswith("F") or "SL" in line.modifiers


def _about(line: ServiceLine, rule: str, severity: Severity, box: str, element: str) -> Finding:
    return Finding(
        rule,
        severity,
        Part.LINE,
        box,
        element,
        subject_id=line.id,
        params=MappingProxyType({"procedure": line.procedure}),
    )

"""Edits over procedures and modifiers against the lists in force (box 24D, SV101)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import MappingProxyType

from medcoder_desktop.domain.findings import Finding, Part, Severity
from medcoder_desktop.domain.procedure_facts import ProcedureFacts
from medcoder_desktop.domain.releases import Origin
from medcoder_desktop.domain.sheet import CodingSheet, ServiceLine
from medcoder_desktop.domain.visits import Visit
from medcoder_desktop.edits.lookup import CodeLookup


def check_procedures(visit: Visit, sheet: CodingSheet, lookup: CodeLookup) -> Iterator[Finding]:
    """Procedures that ended or that a complete list does not have, and unknown modifiers.

    Without an installed list a code is taken as written: CPT belongs to the AMA, and not every
    office has its files.
    """
    for line in sheet.lines:
        day = line.date_of_service or visit.encounter.date_of_service
        yield from _check_code(line, lookup.procedure(line.procedure), day)
        for modifier in line.modifiers:
            if not lookup.knows_modifier(modifier):
                yield _about(line, "modifier_unknown", Severity.INFORMATION, modifier=modifier)


def _check_code(line: ServiceLine, facts: ProcedureFacts, day: date) -> Iterator[Finding]:
    entry = facts.entry
    if entry is not None:
        if entry.terminated is not None and entry.terminated < day:
            instead = ", ".join(entry.cross_references)
            yield _about(
                line,
                "procedure_ended",
                Severity.ERROR,
                ended=entry.terminated,
                instead=f": {instead} took its place" if instead else "",
            )
        elif entry.added is not None and day < entry.added:
            yield _about(line, "procedure_not_yet", Severity.ERROR, added=entry.added)
        return
    in_force = facts.in_force
    if in_force is not None and in_force.exact and in_force.release.origin is Origin.OFFICIAL:
        release = in_force.release.title
        yield _about(line, "procedure_unknown", Severity.WARNING, release=release)


def _about(line: ServiceLine, rule: str, severity: Severity, **params: object) -> Finding:
    return Finding(
        rule,
        severity,
        Part.LINE,
        "24D",
        "SV101",
        subject_id=line.id,
        params=MappingProxyType({"procedure": line.procedure, **params}),
    )

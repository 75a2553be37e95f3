"""Edits over the diagnoses of a sheet (box 21, HI)."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from medcoder_desktop.domain.codes import CodeEntry, NoteKind
from medcoder_desktop.domain.findings import Finding, Part, Severity
from medcoder_desktop.domain.sheet import CodingSheet, Diagnosis
from medcoder_desktop.edits.lookup import CodeLookup
from medcoder_desktop.edits.note_references import first_reference_to

_EXTERNAL_CAUSES = ("V", "W", "X", "Y")
_MANIFESTATION_TITLE = "in diseases classified elsewhere"


def check_diagnoses(
    sheet: CodingSheet,
    lookup: CodeLookup,
    amended: frozenset[str],
    *,
    evidence_needed: bool = False,
) -> Iterator[Finding]:
    """Findings on the diagnoses.

    Args:
        amended: Ids of diagnoses with a quote that no longer stands in its document.
        evidence_needed: Whether the office finishes no claim with a code without evidence.
    """
    unproven = Severity.ERROR if evidence_needed else Severity.WARNING
    if not sheet.diagnoses:
        yield _finding("no_diagnosis", Severity.ERROR)
        return
    in_force = lookup.in_force
    release = in_force.release.title
    if not in_force.exact:
        yield _finding("outside_release", Severity.WARNING, day=in_force.day, release=release)
    entries = {diagnosis.id: lookup.entry(diagnosis.code) for diagnosis in sheet.diagnoses}
    yield from _check_first_listed(sheet.diagnoses[0], entries[sheet.diagnoses[0].id])
    pointed_to = {pointer for line in sheet.lines for pointer in line.pointers}
    for diagnosis in sheet.diagnoses:
        entry = entries[diagnosis.id]
        if entry is None or not entry.code.billable:
            why = lookup.standing(diagnosis.code).sentence
            yield _about(diagnosis, "diagnosis_not_billable", Severity.ERROR, why=why)
        if diagnosis.carried_from:
            yield _about(diagnosis, "not_verified", Severity.ERROR, source=diagnosis.carried_from)
        elif not diagnosis.evidence:
            yield _about(diagnosis, "no_evidence", unproven)
        if diagnosis.id in amended:
            yield _about(diagnosis, "evidence_amended", Severity.WARNING)
        if sheet.lines and diagnosis.id not in pointed_to:
            yield _about(diagnosis, "not_pointed_to", Severity.INFORMATION)
    yield from _check_excludes1(sheet, entries)


def _check_first_listed(first: Diagnosis, entry: CodeEntry | None) -> Iterator[Finding]:
    """External causes (guideline I.C.20.a.6) and manifestations (I.A.13) are never first."""
    if first.code.startswith(_EXTERNAL_CAUSES):
        yield _about(first, "external_cause_first", Severity.ERROR)
    elif (
        entry is not None
        and entry.notes_of(NoteKind.CODE_FIRST)
        and _MANIFESTATION_TITLE in entry.code.title
    ):
        yield _about(first, "manifestation_first", Severity.ERROR)


def _check_excludes1(sheet: CodingSheet, entries: dict[str, CodeEntry | None]) -> Iterator[Finding]:
    """Excludes1 pairs are a warning: two unrelated conditions may stand together (I.A.12.a)."""
    reported: set[frozenset[str]] = set()
    for diagnosis in sheet.diagnoses:
        entry = entries[diagnosis.id]
        if entry is None:
            continue
        for other in sheet.diagnoses:
            pair = frozenset({diagnosis.id, other.id})
            if other.id == diagnosis.id or pair in reported:
                continue
            note = first_reference_to(entry.notes_of(NoteKind.EXCLUDES1), other.code)
            if note is not None:
                reported.add(pair)
                yield _about(
                    diagnosis, "excludes1", Severity.WARNING, other=other.code, source=note.source
                )


def _about(diagnosis: Diagnosis, rule: str, severity: Severity, **params: object) -> Finding:
    return Finding(
        rule,
        severity,
        Part.DIAGNOSIS,
        "21",
        "HI",
        subject_id=diagnosis.id,
        params=MappingProxyType({"code": diagnosis.code, **params}),
    )


def _finding(rule: str, severity: Severity, **params: object) -> Finding:
    return Finding(rule, severity, Part.DIAGNOSIS, "21", "HI", params=MappingProxyType(params))

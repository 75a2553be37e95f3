"""Answers as a person reads them, and as JSON for a machine."""

from __future__ import annotations

import json
import textwrap
from datetime import date

import typer

from medcoder_desktop.domain.claims import Claim
from medcoder_desktop.domain.codes import CodeEntry, NoteKind, looks_like_procedure
from medcoder_desktop.domain.encounters import EncounterRow
from medcoder_desktop.domain.imports import FileReport, ImportOutcome
from medcoder_desktop.domain.money import format_cents
from medcoder_desktop.domain.releases import InForce
from medcoder_desktop.domain.search import MatchReason, SearchAnswer
from medcoder_desktop.domain.sheet import CodingSheet

_WIDTH = 96


def print_json(value: object) -> None:
    """Write a value as JSON, readable characters kept."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def warn_outside(in_force: InForce) -> None:
    """Say on the error stream when a date lies outside every installed release."""
    if not in_force.exact:
        release = in_force.release
        until = release.effective_to or "further notice"
        typer.echo(
            f"Note: {in_force.day} lies outside {release.title} "
            f"({release.effective_from} to {until}); its codes are shown as the nearest release.",
            err=True,
        )


def print_search(answer: SearchAnswer) -> None:
    """Results one a line, with the reason below."""
    if answer.reminder:
        typer.echo(answer.reminder)
    if answer.standing is not None:
        typer.echo(answer.standing.sentence)
    elif not answer.results:
        typer.echo("No code found. Try fewer words, or the beginning of a code.")
        if looks_like_procedure(answer.query):
            typer.echo(f"“medcoder show {answer.query}” tells what is known of the procedure.")
    for result in answer.results:
        mark = "" if result.code.billable else f"  [heading, {_billable(result.more_specific)}]"
        if result.mark:
            mark = f"  [{result.mark}]"
        typer.echo(f"{result.code.code:<9} {result.code.title}{mark}")
        said = "; ".join(filter(None, (_reason_text(reason) for reason in result.reasons)))
        for line in filter(None, (said, result.office, result.caution)):
            typer.echo(f"{'':<9} {line}")
    warn_outside(answer.in_force)


def search_json(answer: SearchAnswer) -> list[dict[str, object]]:
    """Results as a JSON array."""
    return [
        {
            "code": result.code.code,
            "title": result.code.title,
            "system": result.code.system.value,
            "billable": result.code.billable,
            "more_specific": result.more_specific,
            "reasons": [
                {
                    "field": reason.field.value,
                    "matched": reason.matched,
                    "corrected": [list(pair) for pair in reason.corrected],
                }
                for reason in result.reasons
            ],
            "caution": result.caution,
            "office": result.office,
            "reminder": answer.reminder,
            "release": answer.in_force.release.name,
            "in_force": answer.in_force.exact,
        }
        for result in answer.results
    ]


def print_entry(entry: CodeEntry) -> None:
    """A code with its path, every note and what stands below it."""
    code = entry.code
    path = " > ".join(f"{above.code} {above.title}" for above in entry.path)
    if path:
        typer.echo(textwrap.fill(path, _WIDTH) + "\n")
    typer.echo(f"{code.code}  {code.title}")
    release = entry.in_force.release
    kind = "billable" if code.billable else f"{code.level.value}, not billable"
    typer.echo(f"{kind} · {release.title}")
    for note_kind in NoteKind:
        last_source = ""
        for note in entry.notes_of(note_kind):
            if note.source != last_source:
                source = "" if note.source == code.code else f" (from {note.source})"
                typer.echo(f"\n{note_kind.value}{source}")
                last_source = note.source
            typer.echo(
                textwrap.fill(note.text, _WIDTH, initial_indent="  ", subsequent_indent="    ")
            )
    if entry.seventh_characters:
        typer.echo("\n7th character")
        for choice in entry.seventh_characters:
            typer.echo(f"  {choice.character}  {choice.meaning}")
    if entry.children:
        typer.echo("\nBelow it")
        for child in entry.children:
            typer.echo(f"  {child.code:<9} {child.title}")
    warn_outside(entry.in_force)


def entry_json(entry: CodeEntry) -> dict[str, object]:
    """A code with everything about it, for a machine."""
    return {
        "code": entry.code.code,
        "title": entry.code.title,
        "system": entry.code.system.value,
        "level": entry.code.level.value,
        "billable": entry.code.billable,
        "release": entry.in_force.release.name,
        "in_force": entry.in_force.exact,
        "path": [{"code": above.code, "title": above.title} for above in entry.path],
        "notes": [
            {"kind": note.kind.value, "text": note.text, "source": note.source}
            for note in entry.notes
        ],
        "seventh_characters": [
            {"character": choice.character, "meaning": choice.meaning}
            for choice in entry.seventh_characters
        ],
        "children": [
            {"code": child.code, "title": child.title, "billable": child.billable}
            for child in entry.children
        ],
    }


def print_report(report: FileReport, *, ahead: bool = False) -> None:
    """What came of one imported file.

    Args:
        ahead: Nothing is stored yet: what would come of it.
    """
    outcome = report.outcome.value
    if ahead and report.outcome is ImportOutcome.IMPORTED:
        outcome = "to import"
    head = f"{report.file}: {outcome}"
    if report.kind:
        head += f" ({report.kind})"
    typer.echo(f"{head}{': ' if report.counted else ''}{report.counted}", err=_is_refused(report))
    if report.encounter_numbers and not ahead:  # the numbers are given when they are stored
        typer.echo(f"  visits {_spans(report.encounter_numbers)}")
    if report.sentence:
        typer.echo(f"  {report.sentence}", err=_is_refused(report))
    for line in report.skipped:
        typer.echo(f"  skipped: {line}")


def report_json(report: FileReport) -> dict[str, object]:
    """What came of one imported file, for a machine."""
    return {
        "file": report.file,
        "outcome": report.outcome.value,
        "kind": report.kind,
        "message": report.sentence,
        "counts": dict(report.counts),
        "encounters": list(report.encounter_numbers),
        "skipped": list(report.skipped),
    }


def print_encounters(rows: tuple[EncounterRow, ...]) -> None:
    """The visits as a table."""
    if not rows:
        typer.echo("No visits yet: import a record, or add the sample patients with the window.")
    for row in rows:
        visit = row.encounter
        codes = " ".join(row.diagnosis_codes) or "-"
        typer.echo(
            f"{visit.number:<7} {visit.date_of_service}  {visit.standing[:24]:<14} "
            f"{row.patient_name[:28]:<28} {row.payer_name[:22]:<22} "
            f"{format_cents(row.charge_total):>10}  {codes}"
        )


def encounter_json(row: EncounterRow) -> dict[str, object]:
    """A visit of the list, for a machine."""
    visit = row.encounter
    return {
        "encounter": visit.number,
        "date_of_service": visit.date_of_service.isoformat(),
        "place_of_service": visit.place_of_service,
        "status": visit.status.value,
        "waiting_for": visit.waiting_for if visit.status.is_waiting else "",
        "patient": row.patient_name,
        "payer": row.payer_name,
        "rendering_provider": row.provider_name,
        "codes": list(row.diagnosis_codes),
        "total": _dollars(row.charge_total),
        "documents": row.document_count,
    }


def print_sheet(sheet: CodingSheet, number: str) -> None:
    """A coding sheet with letters and totals."""
    typer.echo(f"Visit {number}")
    for diagnosis in sheet.diagnoses:
        carried = f"  (carried from {diagnosis.carried_from})" if diagnosis.carried_from else ""
        letter = sheet.letter_of(diagnosis.id)
        typer.echo(f"  {letter}  {diagnosis.code:<9} {diagnosis.title}{carried}")
    for position, line in enumerate(sheet.lines, start=1):
        procedure = "-".join((line.procedure, *line.modifiers))
        typer.echo(
            f"  {position}  {procedure:<15} {sheet.letters_of(line):<5} x{line.units:<3} "
            f"{format_cents(line.charge):>10}  {line.description}"
        )
    typer.echo(f"  total {format_cents(sheet.total)}")


def sheet_json(sheet: CodingSheet, number: str, day: date) -> dict[str, object]:
    """A coding sheet for a machine."""
    return {
        "encounter": number,
        "date_of_service": day.isoformat(),
        "codes": [
            {
                "pointer": sheet.letter_of(diagnosis.id),
                "code": diagnosis.code,
                "title": diagnosis.title,
                "evidence": [piece.shown for piece in diagnosis.evidence],
                "carried_from": diagnosis.carried_from,
            }
            for diagnosis in sheet.diagnoses
        ],
        "lines": [
            {
                "procedure": line.procedure,
                "modifiers": list(line.modifiers),
                "pointers": sheet.letters_of(line),
                "units": line.units,
                "charge": _dollars(line.charge),
                "description": line.description,
            }
            for line in sheet.lines
        ],
        "total": _dollars(sheet.total),
    }


def claim_json(claim: Claim) -> dict[str, object]:
    """A claim in short, for a machine; ``export --format json`` writes it whole."""
    return {
        "claim": claim.number,
        "encounter": claim.encounter_number,
        "patient": claim.patient.name.listed,
        "date_of_service": claim.date_of_service.isoformat(),
        "codes": [diagnosis.code for diagnosis in claim.diagnoses],
        "total": _dollars(claim.total),
        "status": claim.status.value,
    }


def _billable(count: int) -> str:
    return "1 billable code" if count == 1 else f"{count} billable codes"


def _dollars(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def _reason_text(reason: MatchReason) -> str:
    corrected = ", ".join(f"“{typed}” read as “{meant}”" for typed, meant in reason.corrected)
    matched = (
        "" if reason.field.value in ("title", "code") else f"{reason.field.value}: {reason.matched}"
    )
    return "; ".join(part for part in (matched, corrected) if part)


def _is_refused(report: FileReport) -> bool:
    return report.outcome is ImportOutcome.REFUSED


def _spans(numbers: tuple[str, ...]) -> str:
    return numbers[0] if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}"

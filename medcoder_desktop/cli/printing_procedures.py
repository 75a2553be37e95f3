"""Procedures, modifiers and index terms, as a person reads them and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from medcoder_desktop.cli.printing import warn_outside
from medcoder_desktop.domain.money import format_cents
from medcoder_desktop.domain.values_in_words import values_in_words

if TYPE_CHECKING:
    from medcoder_desktop.domain.alphabetic_index import IndexEntry, IndexTerm
    from medcoder_desktop.domain.practice import FeeLine
    from medcoder_desktop.domain.procedure_facts import ProcedureFacts
    from medcoder_desktop.domain.procedures import ProcedureEntry

_WIDTH = 96


def print_procedure(facts: ProcedureFacts, fee: FeeLine | None) -> None:
    """A procedure with everything the installed tables say of it."""
    words = facts.title or (fee.description if fee else "")
    typer.echo(f"{facts.code}  {words or 'no description installed'}")
    if facts.in_force is not None:
        release = facts.in_force.release
        exact = "" if facts.in_force.exact else f", not in force on {facts.in_force.day}"
        typer.echo(f"{release.title}{exact}" if facts.entry else f"not in {release.title}{exact}")
    else:
        typer.echo(f"{facts.system.value}: no list is installed; the code is taken as written")
    for line in _told(facts):
        typer.echo(textwrap.fill(line, _WIDTH, initial_indent="  ", subsequent_indent="    "))
    if fee is not None:
        typer.echo(f"  Our fee: {format_cents(fee.charge)} {fee.description}".rstrip())
    for in_force in facts.nearest:
        warn_outside(in_force)
    if facts.notice:
        typer.echo(f"\n{facts.notice}")


def procedure_json(facts: ProcedureFacts, fee: FeeLine | None) -> dict[str, object]:
    """The same for a machine."""
    return {
        "code": facts.code,
        "system": facts.system.value,
        "title": facts.title,
        "notice": facts.notice,
        "release": facts.in_force.release.name if facts.in_force else None,
        "in_force": facts.in_force.exact if facts.in_force else None,
        "unlisted": facts.unlisted,
        "relative_values": [
            {
                "modifier": values.modifier,
                "status": values.status,
                "work": str(values.work),
                "pc_tc": values.pc_tc,
                "global_days": values.global_days,
                "multiple": values.multiple,
                "bilateral": values.bilateral,
                "assistant": values.assistant,
                "co_surgeons": values.co_surgeons,
                "team": values.team,
            }
            for values in facts.values
        ],
        "most_units": facts.unit_limit.units if facts.unit_limit else None,
        "add_on_to": list(facts.add_on.primaries) if facts.add_on else None,
        "clia_waived": facts.waived is not None,
        "pairs": facts.pairs,
        "policies": [policy.id for policy in facts.policies],
        "our_fee": f"{fee.charge // 100}.{fee.charge % 100:02d}" if fee else None,
    }


def print_modifier(entries: Sequence[ProcedureEntry]) -> None:
    """A modifier as each list has it."""
    for entry in entries:
        typer.echo(f"{entry.code}  {entry.title}")
        if entry.explanation:
            typer.echo(textwrap.fill(entry.explanation, _WIDTH, initial_indent="    "))


def print_index(entries: Sequence[IndexEntry], columns: Sequence[str]) -> None:
    """Terms with the way to them and where they lead."""
    for entry in entries:
        typer.echo(" › ".join((*entry.path, _titled(entry.term))))
        for line in _leads(entry.term, columns):
            typer.echo(f"    {line}")


def index_json(entries: Sequence[IndexEntry]) -> list[dict[str, object]]:
    """The same for a machine."""
    return [
        {
            "path": list(entry.path),
            "term": entry.term.title,
            "nonessential": list(entry.term.nonessential),
            "code": entry.term.code,
            "manifestation": entry.term.manifestation,
            "see": list(entry.term.see),
            "see_also": list(entry.term.see_also),
            "cells": list(entry.term.cells),
            "below": entry.below,
        }
        for entry in entries
    ]


def _titled(term: IndexTerm) -> str:
    return " ".join((term.title, *(f"({each})" for each in term.nonessential)))


def _leads(term: IndexTerm, columns: Sequence[str]) -> Iterator[str]:
    code = " ".join(
        part
        for part in (term.code, f"[{term.manifestation}]" if term.manifestation else "")
        if part
    )
    if code:
        yield code
    yield from (f"see {each}" for each in term.see)
    yield from (f"see also {each}" for each in (*term.see_also, *term.see_categories))
    for heading, cell in zip(columns[1:], term.cells, strict=False):
        if cell:
            yield f"{heading}: {cell}"


def _told(facts: ProcedureFacts) -> Iterator[str]:
    entry = facts.entry
    if entry is not None and entry.terminated is not None:
        yield f"Ended {entry.terminated}." + (
            f" Use {', '.join(entry.cross_references)}." if entry.cross_references else ""
        )
    if facts.unlisted or (entry is not None and entry.unlisted):
        yield "Unlisted: describe the service on the claim."
    for values in facts.values:
        yield values_in_words(values)
    if facts.unit_limit is not None:
        limit = facts.unit_limit
        per = "line" if limit.adjudication.value == 1 else "day"
        yield f"At most {limit.units} a {per} (MUE, indicator {limit.adjudication.value})."
    if facts.add_on is not None:
        named = ", ".join(facts.add_on.primaries) or "what the contractor accepts"
        yield f"Add-on to {named}."
    if facts.waived is not None:
        yield "CLIA-waived" + (" with modifier QW." if facts.waived.needs_qw else ".")
    if facts.pairs:
        which = "1 procedure is" if facts.pairs == 1 else f"{facts.pairs} procedures are"
        yield f"{which} not paid beside it (NCCI)."
    for policy in facts.policies:
        yield f"Coverage policy {policy.id}: {policy.title}"

"""``medcoder code`` and ``medcoder earlier``: codes and service lines of a visit."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from medcoder_desktop.cli.printing import print_json, print_sheet, sheet_json
from medcoder_desktop.cli.session import session_of
from medcoder_desktop.domain.line_entry import parse_line


def add_to(application: typer.Typer) -> None:
    """Add these commands."""
    application.command("code")(code)
    application.command("earlier")(earlier)


def code(
    context: typer.Context,
    encounter: Annotated[str, typer.Argument(help="The visit's number, such as V1001.")],
    *,
    dx: Annotated[
        list[str] | None,
        typer.Option("--dx", metavar="CODE...", help="ICD-10-CM codes, first-listed first."),
    ] = None,
    line: Annotated[
        list[str] | None,
        typer.Option(
            "--line",
            metavar="LINE",
            help="A service line: procedure-modifiers, x units, @ charge of each unit, pointer "
            "letters. Charge and units may be left out. May be repeated.",
        ),
    ] = None,
    carry: Annotated[
        list[str] | None,
        typer.Option(
            "--carry", metavar="CODE...", help="Earlier codes to carry forward, to be verified."
        ),
    ] = None,
    verify: Annotated[
        list[str] | None,
        typer.Option(
            "--verify", metavar="CODE...", help="Carried codes that today's record supports."
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Put codes and service lines on a visit.

    Without any, its sheet is shown.

    Example: medcoder code V1001 --dx E11.42 I10 --line "99213-25 x1 @125.00 AB"

    Everything is checked before the first code is stored.
    """
    session = session_of(context)
    with session.services() as services:
        visit = services.patients.encounter_by_number(encounter)
        for text in line or ():
            parse_line(text)
        for wanted in dx or ():
            services.coding.billable_entry(wanted, visit.date_of_service)
        for wanted in dx or ():
            services.coding.assign(session.actor, visit.id, wanted)
        for wanted in carry or ():
            services.coding.carry_earlier(session.actor, visit.id, wanted)
        for wanted in verify or ():
            services.coding.verify_code(session.actor, visit.id, wanted)
        for text in line or ():
            services.coding.add_line(session.actor, visit.id, text)
        sheet = services.coding.sheet(visit.id).sheet
        findings = services.coding.findings(visit.id)
    if json:
        print_json(sheet_json(sheet, visit.number, visit.date_of_service))
        return
    print_sheet(sheet, visit.number)
    for finding in findings:
        typer.echo(f"{finding.severity.value}: {finding.sentence}")


def earlier(
    context: typer.Context,
    encounter: Annotated[str, typer.Argument(help="The visit's number, such as V1001.")],
    json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """List what was coded for the patient before, and the problem list.

    Example: medcoder earlier V1002, then medcoder code V1002 --carry I10
    """
    with session_of(context).services() as services:
        visit = services.patients.encounter_by_number(encounter)
        found = services.coding.earlier_codes(visit.id)
    if json:
        print_json([asdict(each) for each in found])
        return
    if not found:
        typer.echo("Nothing was coded before, and the problem list is empty.")
    for each in found:
        typer.echo(f"{each.code or '-':<10} {each.text}")
        typer.echo(f"{'':<10} {' · '.join(part for part in (each.why, each.standing) if part)}")

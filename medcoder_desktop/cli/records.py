"""``medcoder import`` and ``medcoder encounters``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from medcoder_desktop.cli import exit_codes
from medcoder_desktop.cli.printing import (
    encounter_json,
    print_encounters,
    print_json,
    print_report,
    report_json,
)
from medcoder_desktop.cli.session import session_of, show_progress


def add_to(application: typer.Typer) -> None:
    """Add these commands."""
    application.command("import")(import_files)
    application.command("encounters")(encounters)


def import_files(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="FHIR R4 bundles, text notes, claims as JSON."),
    ],
    visit: Annotated[
        str | None,
        typer.Option(metavar="ENCOUNTER", help="File notes that do not say whose they are here."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Bring in patient records.

    Says for each file what came of it.

    Each file is stored whole or not at all, and importing it twice changes nothing. The exit
    code is 0 when every file was read or recognised as something to skip.
    """
    session = session_of(context)
    with session.services() as services:
        encounter_id = services.patients.encounter_by_number(visit).id if visit else None
        report = services.records.import_files(session.actor, files, show_progress, encounter_id)
    if json:
        print_json([report_json(each) for each in report.files])
    else:
        for each in report.files:
            print_report(each)
    if not report.all_read:
        raise typer.Exit(exit_codes.INPUT)


def encounters(
    context: typer.Context,
    text: Annotated[
        str,
        typer.Option(
            "--find", help="Only visits of this patient, record number, visit number or date."
        ),
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """List the visits, newest first."""
    with session_of(context).services() as services:
        rows = services.patients.encounter_rows(text)
    if json:
        print_json([encounter_json(row) for row in rows])
    else:
        print_encounters(rows)

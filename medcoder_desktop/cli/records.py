"""``medcoder import``, ``medcoder imports`` and ``medcoder encounters``."""

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
from medcoder_desktop.cli.printing_imports import batch_json, print_batches, print_lookalikes
from medcoder_desktop.cli.reading_files import Asked, columns_told, files_asked, read_asked
from medcoder_desktop.cli.session import session_of
from medcoder_desktop.domain.import_batches import ImportReport


def add_to(application: typer.Typer) -> None:
    """Add these commands."""
    application.command("import")(import_files)
    application.command("imports")(imports)
    application.command("encounters")(encounters)


def import_files(
    context: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE...]",
            help="Record files of any kind, tables of visits, zip archives, claims as JSON.",
        ),
    ] = None,
    *,
    visit: Annotated[
        str | None,
        typer.Option(metavar="ENCOUNTER", help="File notes that do not say whose they are here."),
    ] = None,
    watched: Annotated[
        bool, typer.Option("--watched", help="Bring in what waits in the watched folder.")
    ] = False,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=HEADING",
            help="Which column of a table of visits holds what, once for each field; remembered. "
            "An empty heading leaves the field out.",
        ),
    ] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Only say what would come of it.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Bring in patient records.

    Says for each file what came of it.

    All files come in together or not at all, importing them twice changes nothing, and
    "medcoder imports --undo" takes the whole import back. Columns of a table of visits that are
    not named are told by what was said of such a table before, else by its headings. The exit
    code is 0 when every file was read or recognised as something to skip.
    """
    session = session_of(context)
    asked = Asked(tuple(files or ()), watched, columns_told(columns or ()), preview)
    with session.services() as services:
        encounter_id = services.patients.encounter_by_number(visit).id if visit else None
        wanted = files_asked(services, asked)
        if not wanted:
            typer.echo("Nothing waits in the watched folder.")
            return
        read = read_asked(services, session.actor, wanted, asked)
        if preview:
            ahead = services.records.preview(session.actor, read, encounter_id)
            report = ImportReport(ahead.files, patients=ahead.patients)
        else:
            report = services.records.store(session.actor, read, encounter_id)
            services.watched.note_dealt_with(session.actor, wanted)
        number = services.records.number_of(report)
    if preview and not json:
        typer.echo("Nothing is stored. This is what would come of it:")
    if json:
        print_json([report_json(each) for each in report.files])
    else:
        for each in report.files:
            print_report(each, ahead=preview)
        print_lookalikes(report.patients)
        if number:
            typer.echo(f"To take it back: medcoder imports --undo {number}", err=True)
    if not report.all_read:
        raise typer.Exit(exit_codes.INPUT)


def imports(
    context: typer.Context,
    undo: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="Take this import back as a whole.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """List the imports, the latest first, or undo one.

    An import is undone whole or not at all; one whose visits were coded since stays.
    """
    session = session_of(context)
    with session.services() as services:
        if undo is not None:
            services.records.undo_number(session.actor, undo)
            typer.echo(f"Import {undo} was undone.")
            return
        batches = services.records.imports()
    if json:
        print_json([batch_json(batch) for batch in batches])
    else:
        print_batches(batches)


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

"""``medcoder finish``, ``reopen``, ``claims`` and ``export``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from medcoder_desktop.cli.printing import claim_json, print_json
from medcoder_desktop.cli.session import session_of
from medcoder_desktop.domain.claims import ExportKind
from medcoder_desktop.domain.money import format_cents

_JSON = typer.Option("--json", help="Answer as JSON.")


def add_to(application: typer.Typer) -> None:
    """Add these commands."""
    application.command("finish")(finish)
    application.command("reopen")(reopen)
    application.command("claims")(list_claims)
    application.command("export")(export)


def finish(
    context: typer.Context,
    encounter: Annotated[str, typer.Argument(help="The visit's number, such as V1001.")],
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Make the claim of a coded visit.

    The sheet is frozen as a claim with a number.
    """
    session = session_of(context)
    with session.services() as services:
        visit = services.patients.encounter_by_number(encounter)
        claim = services.claims.finish(session.actor, visit.id)
    if json:
        print_json(claim_json(claim))
    else:
        typer.echo(f"Claim {claim.number}, total {format_cents(claim.total)}.")


def reopen(
    context: typer.Context,
    encounter: Annotated[str, typer.Argument(help="The visit's number, such as V1001.")],
) -> None:
    """Open a finished visit again.

    It can be coded again; its claim is withdrawn and kept.
    """
    session = session_of(context)
    with session.services() as services:
        visit = services.patients.encounter_by_number(encounter)
        services.claims.reopen(session.actor, visit.id)
    typer.echo(f"Visit {visit.number} can be coded again.")


def list_claims(context: typer.Context, json: Annotated[bool, _JSON] = False) -> None:
    """List the claims, newest first."""
    with session_of(context).services() as services:
        rows = services.claims.rows()
    if json:
        print_json(
            [
                {
                    "claim": row.number,
                    "encounter": row.encounter_number,
                    "patient": row.patient_name,
                    "payer": row.payer_name,
                    "date_of_service": row.date_of_service.isoformat(),
                    "total": format_cents(row.total).replace(",", ""),
                    "status": row.status.value,
                }
                for row in rows
            ]
        )
        return
    if not rows:
        typer.echo("No claims yet: finish a coded visit first.")
    for row in rows:
        typer.echo(
            f"{row.number:<7} {row.encounter_number:<7} {row.date_of_service}  "
            f"{row.status.value:<10} {row.patient_name[:28]:<28} {format_cents(row.total):>10}"
        )


def export(
    context: typer.Context,
    claim: Annotated[str, typer.Argument(help="The claim's number, such as C1001.")],
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help="File to write.")],
    kind: Annotated[
        ExportKind, typer.Option("--format", help="summary is a PDF to print; json a file.")
    ] = ExportKind.SUMMARY,
    evidence: Annotated[
        bool, typer.Option(help="Print the words of the record behind each diagnosis.")
    ] = True,
) -> None:
    """Write a claim as PDF or JSON.

    The PDF is a summary to print; docs/claim.schema.json describes the JSON.
    """
    session = session_of(context)
    with session.services() as services:
        found = services.claims.claim_by_number(claim)
        written = services.claims.export(session.actor, found.id, kind, out, evidence)
    typer.echo(f"Claim {found.number} written to {written}.")

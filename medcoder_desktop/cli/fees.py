"""``medcoder fees``: the office's fee schedule."""

from __future__ import annotations

from typing import Annotated

import typer

from medcoder_desktop.cli.printing import print_json
from medcoder_desktop.cli.session import session_of
from medcoder_desktop.domain.dates import parse_day
from medcoder_desktop.domain.money import format_cents
from medcoder_desktop.domain.practice import FeeLine

_JSON = typer.Option("--json", help="Answer as JSON.")


def add_to(application: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(
        help="The office's fee schedule.", no_args_is_help=True, rich_markup_mode=None
    )
    group.command("list")(list_fees)
    application.add_typer(group, name="fees")


def list_fees(
    context: typer.Context,
    text: Annotated[
        list[str] | None,
        typer.Argument(help="Beginning of a code, or words of the description; all without."),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="Only lines in force on this day."),
    ] = None,
    json: Annotated[bool, _JSON] = False,
) -> None:
    """List the fee schedule by code.

    Example: medcoder fees list office visit --on 2026-03-14
    """
    day = None if on is None else parse_day(on)
    words = " ".join(text or ())
    with session_of(context).services() as services:
        lines = services.office.fee_lines(words, day)
    if json:
        print_json([_fee_json(line) for line in lines])
        return
    if not lines:
        typer.echo("No line of the fee schedule answers that.")
    for line in lines:
        typer.echo(
            f"{_code(line):<8} {format_cents(line.charge):>12}  {_period(line):<26}"
            f"{line.description}".rstrip()
        )


def _code(line: FeeLine) -> str:
    return f"{line.procedure}-{line.modifier}" if line.modifier else line.procedure


def _period(line: FeeLine) -> str:
    since = f"from {line.effective_from}" if line.effective_from else ""
    until = f"to {line.effective_to}" if line.effective_to else ""
    return f"{since} {until}".strip()


def _fee_json(line: FeeLine) -> dict[str, object]:
    return {
        "code": line.procedure,
        "modifier": line.modifier,
        "description": line.description,
        "charge": format_cents(line.charge).replace(",", ""),
        "effective_from": line.effective_from.isoformat() if line.effective_from else None,
        "effective_to": line.effective_to.isoformat() if line.effective_to else None,
    }

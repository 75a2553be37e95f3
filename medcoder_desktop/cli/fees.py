"""``medcoder fees``: the office's fee schedule."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from medcoder_desktop.cli.printing import print_json
from medcoder_desktop.cli.session import session_of, show_progress
from medcoder_desktop.domain.dates import parse_day
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.fee_tables import FeeField, FeeTable
from medcoder_desktop.domain.money import format_cents
from medcoder_desktop.domain.practice import FeeLine

_JSON = typer.Option("--json", help="Answer as JSON.")


def add_to(application: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(
        help="The office's fee schedule.", no_args_is_help=True, rich_markup_mode=None
    )
    group.command("import")(import_fees)
    group.command("list")(list_fees)
    application.add_typer(group, name="fees")


def import_fees(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV, tab-delimited text or workbook (XLSX).")
    ],
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=HEADING",
            help="Which column holds what, once for each: code, modifier, description, charge, "
            "effective-from, effective-to. An empty heading leaves the field out.",
        ),
    ] = None,
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Lay a table over the fee schedule, whole or not at all.

    Columns that are not named are told by what was said of such a table before, else by the
    headings. Importing a table twice changes nothing.

    Example: medcoder fees import fees-2026.csv --map code=CPT --map charge=Fee
    """
    session = session_of(context)
    named = [_named_column(each) for each in columns or ()]
    with session.services() as services:
        table = services.office.read_fee_table(file)
        mapping = {field.value: heading for field, heading in table.guessed}
        for field, heading in named:
            # A heading holds one thing: what is said here wins over what was guessed.
            mapping = {name: told for name, told in mapping.items() if told != heading}
            mapping[field] = heading
        _refuse_missing(file, table, mapping)
        report = services.office.import_fees(session.actor, file, mapping, show_progress)
    if json:
        print_json(
            {
                "added": report.added,
                "changed": report.changed,
                "unchanged": report.unchanged,
                "ended": report.ended,
                "columns": {field: heading for field, heading in mapping.items() if heading},
            }
        )
        return
    typer.echo(
        f"{report.added} added, {report.changed} changed, {report.ended} ended, "
        f"{report.unchanged} unchanged."
    )


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
        typer.echo(
            "No line of the fee schedule answers that."
            if words or day
            else "No fees yet: import the office's table with `medcoder fees import FILE`."
        )
    for line in lines:
        typer.echo(
            f"{line.named:<8} {format_cents(line.charge):>12}  {_period(line):<26}"
            f"{line.description}".rstrip()
        )


def _named_column(text: str) -> tuple[str, str]:
    """A field and a heading from ``effective-from=Start date``."""
    field, separator, heading = text.partition("=")
    name = field.strip().lower().replace("-", " ").replace("_", " ")
    if not separator or name not in {each.value for each in FeeField}:
        fields = ", ".join(each.value.replace(" ", "-") for each in FeeField)
        raise InputError("fees.unknown_field", text=text, fields=fields)
    return name, " ".join(heading.split())


def _refuse_missing(file: Path, table: FeeTable, mapping: dict[str, str]) -> None:
    for field in (FeeField.CODE, FeeField.CHARGE):
        if not mapping.get(field.value):
            raise InputError(
                "fees.no_column",
                file=file.name,
                wanted=field.value,
                headings=", ".join(table.headings),
            )


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

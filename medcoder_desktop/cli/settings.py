"""``medcoder settings``: what the office decided."""

from __future__ import annotations

from typing import Annotated

import typer

from medcoder_desktop.cli.printing import print_json
from medcoder_desktop.cli.session import session_of
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.office_settings import named_settings


def add_to(application: typer.Typer) -> None:
    """Add this command."""
    application.command("settings")(settings)


def settings(
    context: typer.Context,
    changes: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME=VALUE...]", help="Settings to change; none lists them."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """List the office's settings, or change some.

    Example: medcoder settings evidence.needed=yes limit.largest_file=500
    """
    session = session_of(context)
    told = [_named(each) for each in changes or ()]
    with session.services() as services:
        for name, value in told:
            services.settings.change(session.actor, name, value)
        named = named_settings(services.settings.settings())
    if json:
        print_json({each.name: each.value for each in named})
        return
    for each in named:
        typer.echo(f"{each.name:<24} {each.value or '-':<12} {each.words}")


def _named(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not separator:
        raise InputError("setting.no_value", text=text)
    return name.strip(), value

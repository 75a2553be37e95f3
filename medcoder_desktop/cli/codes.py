"""``medcoder search`` and ``medcoder show``."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from medcoder_desktop.cli.printing import (
    entry_json,
    print_entry,
    print_json,
    print_search,
    search_json,
)
from medcoder_desktop.cli.session import Session, session_of
from medcoder_desktop.domain.dates import parse_day
from medcoder_desktop.domain.search import SearchContext

_ON = typer.Option(
    "--on", metavar="DATE", help="Date of service, 2026-03-14 or 03/14/2026. Today when left out."
)
_JSON = typer.Option("--json", help="Answer as JSON, for other programs.")


def add_to(application: typer.Typer) -> None:
    """Add these commands."""
    application.command("search")(search)
    application.command("show")(show)


def search(
    context: typer.Context,
    text: Annotated[
        list[str], typer.Argument(help="Words of the condition, or the beginning of a code.")
    ],
    on: Annotated[str | None, _ON] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many results at most.")] = 20,
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Find codes by words or by their beginning.

    The best come first; words may stand in any order and be misspelled.

    Example: medcoder search distal radius fracture right initial
    """
    session = session_of(context)
    day = _day(session, on)
    answer = session.library().search(" ".join(text), SearchContext(on=day), limit)
    if json:
        print_json(search_json(answer))
    else:
        print_search(answer)


def show(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="A code, with or without its dot: E11.42.")],
    on: Annotated[str | None, _ON] = None,
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Show all that the book says of a code.

    Its path, every note with its source, 7th characters and the codes below it.

    Example: medcoder show S52.501A
    """
    session = session_of(context)
    entry = session.library().entry(code, _day(session, on))
    if json:
        print_json(entry_json(entry))
    else:
        print_entry(entry)


def _day(session: Session, on: str | None) -> date:
    return session.clock.today() if on is None else parse_day(on)

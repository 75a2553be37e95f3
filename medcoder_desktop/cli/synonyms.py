"""``medcoder synonyms``: what words mean in this office."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from medcoder_desktop.cli.printing import print_json
from medcoder_desktop.cli.session import session_of
from medcoder_desktop.domain.errors import EnvironmentError_, InputError

_JSON = typer.Option("--json", help="Answer as JSON.")


def add_to(application: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(
        help="This office's own words for search.", no_args_is_help=True, rich_markup_mode=None
    )
    group.command("list")(list_synonyms)
    group.command("add")(add)
    group.command("remove")(remove)
    group.command("import")(import_file)
    group.command("export")(export_file)
    application.add_typer(group, name="synonyms")


def list_synonyms(context: typer.Context, *, json: Annotated[bool, _JSON] = False) -> None:
    """List the words and what they mean."""
    with session_of(context).services() as services:
        synonyms = services.search.synonyms()
    if json:
        print_json([{"said": each.said, "meant": each.meant} for each in synonyms])
        return
    if not synonyms:
        typer.echo("No words of the office's own yet: `medcoder synonyms add WORDS MEANING`.")
    for each in synonyms:
        typer.echo(f"{each.said:<30} {each.meant}")


def add(
    context: typer.Context,
    said: Annotated[str, typer.Argument(metavar="WORDS", help="As people here write it.")],
    meant: Annotated[str, typer.Argument(metavar="MEANING", help="A code, or words of the book.")],
) -> None:
    """Let words mean a code or other words, in the place of what they meant before.

    Example: medcoder synonyms add "sugar foot" E11.621
    """
    session = session_of(context)
    with session.services() as services:
        services.search.save_synonym(session.actor, said, meant, session.clock.today())
    typer.echo(f"Search knows “{said}” from now on.")


def remove(
    context: typer.Context,
    said: Annotated[str, typer.Argument(metavar="WORDS", help="As `list` shows them.")],
) -> None:
    """Forget what words mean here."""
    session = session_of(context)
    with session.services() as services:
        services.search.remove_synonym(session.actor, said)
    typer.echo(f"“{said}” is forgotten.")


def import_file(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Two columns with a tab between.")],
) -> None:
    """Take in words from a text file: all of them, or none when one cannot be taken.

    Each line holds the words, a tab, and what they mean; lines that begin with # are remarks.
    """
    session = session_of(context)
    pairs = _pairs_of(file)
    with session.services() as services:
        services.search.save_synonyms(session.actor, pairs, session.clock.today())
    typer.echo(f"{len(pairs)} taken in.")


def export_file(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write them.")],
) -> None:
    """Write the words to a text file that `import` reads."""
    with session_of(context).services() as services:
        synonyms = services.search.synonyms()
    lines = [f"{each.said}\t{each.meant}\n" for each in synonyms]
    try:
        file.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise EnvironmentError_("file.not_written", file=file.name) from error
    typer.echo(f"{len(lines)} written to {file}.")


def _pairs_of(file: Path) -> list[tuple[str, str]]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeError) as error:
        raise InputError("synonym.unreadable", file=file.name) from error
    pairs: list[tuple[str, str]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        said, tab, meant = line.partition("\t")
        if not tab or not said.strip() or not meant.strip() or "\t" in meant.strip():
            raise InputError("synonym.bad_line", file=file.name, line=number)
        pairs.append((said, meant))
    return pairs

"""The files of ``medcoder import``: given or watched, tables of visits by their columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from medcoder_desktop.cli.session import show_progress
from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.errors import EnvironmentError_, InputError
from medcoder_desktop.domain.visit_tables import VisitField, field_named

if TYPE_CHECKING:
    from medcoder_desktop.services.reading import ReadFile
    from medcoder_desktop.services.suite import Services


@dataclass(frozen=True, slots=True)
class Asked:
    """What one call of the command asks for.

    Attributes:
        files: Those named.
        watched: Whether those that wait in the watched folder come, too.
        columns: Headings of tables of visits by field; an empty one leaves the field out.
        preview: Whether nothing is to be stored.
    """

    files: tuple[Path, ...]
    watched: bool
    columns: Mapping[VisitField, str]
    preview: bool


def columns_told(options: Sequence[str]) -> dict[VisitField, str]:
    """Fields and headings of ``date-of-service=Seen on``.

    Raises:
        InputError: A field is none.
    """
    told: dict[VisitField, str] = {}
    for text in options:
        field, separator, heading = text.partition("=")
        told[field_named(field if separator else text)] = " ".join(heading.split())
    return told


def files_asked(services: Services, asked: Asked) -> tuple[Path, ...]:
    """The files to read.

    Raises:
        InputError: There is none, or no folder is watched.
        EnvironmentError_: The watched folder cannot be reached.
    """
    waiting: tuple[Path, ...] = ()
    if asked.watched:
        found = services.watched.look()
        if not found.folder:
            raise InputError("watched.none")
        if found.unreachable:
            raise EnvironmentError_("watched.unreachable", folder=found.folder)
        waiting = found.files
    elif not asked.files:
        raise InputError("import.no_files")
    return (*asked.files, *waiting)


def read_asked(
    services: Services, actor: Actor, files: Sequence[Path], asked: Asked
) -> tuple[ReadFile, ...]:
    """Read files; tables of visits not met before by what their headings and the person say.

    A table whose columns cannot be told asks for them when its turn comes to be stored.

    Raises:
        InputError: The columns that were said fit no table.
    """
    from medcoder_desktop.services.visit_columns import (  # noqa: PLC0415 - for imports alone
        files_asking,
        mapping_told,
        tables_asking,
        with_answer,
    )

    records = services.records
    ways = records.reading_ways()
    if asked.columns:
        ways = replace(ways, columns=())  # what is said now wins over what was said before
    read = records.read(files, show_progress, ways)
    asking, problems = tables_asking(read), list[InputError]()
    for table in asking:
        try:
            mapping = mapping_told(table, asked.columns)
        except InputError as problem:
            problems.append(problem)
            continue
        named = ", ".join(f"{field}={heading}" for field, heading in mapping.columns)
        typer.echo(f"Columns of {table.file}: {named}. Change them with --map.", err=True)
        if not asked.preview:
            records.remember_columns(actor, mapping)
        ways = replace(ways, columns=(mapping, *ways.columns))
        again = records.read(files_asking(read, table), show_progress, ways)
        read = with_answer(read, again)
    if asked.columns and problems and len(problems) == len(asking):
        raise problems[0]
    return read

"""The command ``medcoder``: global options, subcommands, and one plain sentence per failure."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from medcoder_desktop import __version__, paths
from medcoder_desktop.cli import claims, codes, coding, demo, exit_codes, records
from medcoder_desktop.cli.screens import Screens
from medcoder_desktop.cli.session import Session, new_session
from medcoder_desktop.domain.errors import (
    Cancelled,
    Defect,
    EnvironmentError_,
    MedCoderError,
)

_LIST_OPTIONS = ("--dx", "--line")


def main(screens: Screens, arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        screens: How to open the window and take its picture.
        arguments: Words after the program's name; those of this process when None.

    Returns:
        The exit code, see :mod:`medcoder_desktop.cli.exit_codes`.
    """
    words = spread_lists(sys.argv[1:] if arguments is None else arguments)
    try:
        _application(screens)(args=words, prog_name="medcoder")
    except SystemExit as end:  # usage errors and exit codes, told by the library of the commands
        return end.code if isinstance(end.code, int) else exit_codes.OK
    except (KeyboardInterrupt, Cancelled):
        typer.echo("Stopped. Nothing half-done is kept.", err=True)
        return exit_codes.INTERRUPTED
    except MedCoderError as error:
        typer.echo(error.sentence, err=True)
        return _exit_code(error)
    except BrokenPipeError:
        # Whoever read the answer has enough; Python must not complain about it at its end.
        sys.stderr.close()
    return exit_codes.OK


def spread_lists(words: Sequence[str]) -> list[str]:
    """Let ``--dx E11.42 I10`` mean ``--dx E11.42 --dx I10``, as coders write a list."""
    spread: list[str] = []
    option = ""
    for word in words:
        if word.startswith("--"):
            option = word if word in _LIST_OPTIONS else ""
            spread.append(word)
        elif option and spread[-1] != option:
            spread += [option, word]
        else:
            spread.append(word)
    return spread


def _exit_code(error: MedCoderError) -> int:
    if isinstance(error, Defect):
        logging.getLogger(__name__).error("defect %s", error.message_id, exc_info=error)
        return exit_codes.DEFECT
    return exit_codes.ENVIRONMENT if isinstance(error, EnvironmentError_) else exit_codes.INPUT


def _application(screens: Screens) -> typer.Typer:
    application = typer.Typer(
        name="medcoder",
        help="From the patient's record to codes and a claim, offline. "
        "Without a subcommand the window opens.",
        epilog=exit_codes.EXPLAINED,
        invoke_without_command=True,
        no_args_is_help=False,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @application.callback()
    def open_session(
        context: typer.Context,
        data_dir: Annotated[
            Path | None,
            typer.Option(
                help="Folder where your data live. Also chosen by the environment variable "
                f"{paths.DATA_DIR_VARIABLE}; else the platform's own place for your data.",
            ),
        ] = None,
        version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
    ) -> None:
        if version:
            typer.echo(f"MedCoder Desktop {__version__}")
            raise typer.Exit
        context.obj = new_session(paths.data_folder(data_dir), screens)
        if context.invoked_subcommand is None:
            raise typer.Exit(_open_window(context.obj))

    for command in (codes, records, coding, claims, demo):
        command.add_to(application)
    return application


def _open_window(session: Session) -> int:
    return session.screens.open_window(session.data_dir)

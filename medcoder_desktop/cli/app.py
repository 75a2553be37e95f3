"""The command ``medcoder``: global options, subcommands, and one plain sentence per failure."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from medcoder_desktop import __version__, paths
from medcoder_desktop.cli import (
    claims,
    code_sets,
    codes,
    coding,
    demo,
    exit_codes,
    fees,
    records,
    settings,
    synonyms,
)
from medcoder_desktop.cli.screens import Screens
from medcoder_desktop.cli.session import Session, new_session
from medcoder_desktop.domain.errors import (
    Cancelled,
    Defect,
    EnvironmentError_,
    MedCoderError,
)
from medcoder_desktop.domain.messages import sentence

_LIST_OPTIONS = ("--dx", "--line", "--carry", "--verify")


def main(screens: Screens, arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        screens: How to open the window and take its picture.
        arguments: Words after the program's name; those of this process when None.

    Returns:
        The exit code, see :mod:`medcoder_desktop.cli.exit_codes`.
    """
    words = spread_lists(sys.argv[1:] if arguments is None else arguments)
    folder = _Folder()
    try:
        _application(screens, folder)(args=words, prog_name="medcoder")
    except SystemExit as end:  # usage errors and exit codes, told by the library of the commands
        return end.code if isinstance(end.code, int) else exit_codes.OK
    except (KeyboardInterrupt, Cancelled):
        typer.echo("Stopped. Nothing half-done is kept.", err=True)
        return exit_codes.INTERRUPTED
    except MedCoderError as error:
        typer.echo(error.sentence, err=True)
        return _exit_code(error, folder)
    except BrokenPipeError:
        # Whoever read the answer has enough; Python must not complain about it at its end.
        sys.stderr.close()
    except Exception as error:  # noqa: BLE001 - the last place where a fault can be told plainly
        typer.echo(sentence("program.fault", {"folder": folder.path or "-"}), err=True)
        _keep(error, folder)
        return exit_codes.DEFECT
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


@dataclass(slots=True)
class _Folder:
    """Where a fault is logged: the data folder, once the options have named it."""

    path: Path | None = None


def _exit_code(error: MedCoderError, folder: _Folder) -> int:
    if isinstance(error, Defect):
        _keep(error, folder)
        return exit_codes.DEFECT
    return exit_codes.ENVIRONMENT if isinstance(error, EnvironmentError_) else exit_codes.INPUT


def _keep(error: Exception, folder: _Folder) -> None:
    """Write a fault of the program's own into its log, where there is a folder for one."""
    if folder.path is None or not folder.path.is_dir():
        return
    from medcoder_desktop.log import close_log, keep_log  # noqa: PLC0415 - only when needed

    handler = keep_log(folder.path)
    logging.getLogger(__name__).error("a fault on the command line", exc_info=error)
    close_log(handler)


def _application(screens: Screens, folder: _Folder) -> typer.Typer:
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
        folder.path = context.obj.data_dir
        if context.invoked_subcommand is None:
            raise typer.Exit(_open_window(context.obj))

    for command in (codes, code_sets, records, coding, claims, fees, synonyms, settings, demo):
        command.add_to(application)
    return application


def _open_window(session: Session) -> int:
    return session.screens.open_window(session.data_dir)

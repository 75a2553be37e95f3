"""What every subcommand shares: the data folder, the person, services opened when needed."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from medcoder_desktop import bootstrap
from medcoder_desktop.cli.screens import Screens
from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.clock import Clock, SystemClock
from medcoder_desktop.services.library_service import LibraryService

if TYPE_CHECKING:
    from medcoder_desktop.services.suite import Services


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the command line.

    Attributes:
        data_dir: Where the databases live.
    """

    data_dir: Path
    screens: Screens
    clock: Clock

    @property
    def actor(self) -> Actor:
        """The person logged in on this machine."""
        try:
            return Actor(getpass.getuser())
        except (OSError, KeyError):  # a container's user may have no name
            return Actor("unknown")

    def library(self) -> LibraryService:
        """The code library, built first where it is missing."""
        library = bootstrap.open_library(self.data_dir)
        if not library.is_ready():
            library.build(show_progress)
        return library

    @contextmanager
    def services(self) -> Iterator[Services]:
        """All services, closed again in the end."""
        self.library().close()
        services = bootstrap.open_services(self.data_dir, self.clock)
        try:
            yield services
        finally:
            services.close()


def session_of(context: typer.Context) -> Session:
    """The session that the global options made."""
    session = context.find_root().obj
    assert isinstance(session, Session)  # noqa: S101 - the callback always sets it
    return session


def new_session(data_dir: Path, screens: Screens) -> Session:
    """A session on the machine's own clock."""
    return Session(data_dir, screens, SystemClock())


def show_progress(done: int, total: int, doing: str) -> None:
    """Say on the error stream how far long work is; silent when nobody watches."""
    if not sys.stderr.isatty():
        return
    share = f"{100 * done // total:3d} %" if total else ""
    sys.stderr.write(f"\r\x1b[K{share} {doing}" if done < total else "\r\x1b[K")
    sys.stderr.flush()

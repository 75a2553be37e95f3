"""What every page is handed, and what every page is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.changes import Changes
from medcoder_desktop.domain.clock import Clock
from medcoder_desktop.ui.action_spec import ActionSpec
from medcoder_desktop.ui.settings import Settings
from medcoder_desktop.ui.tasks import Tasks
from medcoder_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from medcoder_desktop.services.suite import Services


@dataclass(frozen=True, slots=True)
class AppContext:
    """Everything a page may use. Callbacks are called on the main thread only.

    Attributes:
        services: Use cases; call them inside ``tasks`` alone.
        actor: Who is working.
        open_visit: Show a visit (by its id) in the workbench.
        next_visit: Show the next visit that is not finished.
        go_to: Show a page by its id: ``worklist``, ``workbench``, ``claims``, ``library``,
            ``practice``.
        open_code: Show a code in the code library as it is for a date of service.
        show_in_visit: Show the workbench, its book at a code; empty leaves the book as it is.
        show_error: Say an error in one sentence in the message bar.
        show_message: Say something that went well, or a hint, in the message bar.
        changed: Tell every page what a write changed.
        run_action: Run an action by its id, as its menu entry would.
        refresh_actions: Ask every action anew whether it can be used now.
        data_dir: Where the databases live, for work in a child process.
    """

    services: Services
    tasks: Tasks
    theme: Theme
    actor: Actor
    clock: Clock
    settings: Settings
    open_visit: Callable[[str], None]
    next_visit: Callable[[], None]
    go_to: Callable[[str], None]
    open_code: Callable[[str, date], None]
    show_in_visit: Callable[[str], None]
    show_error: Callable[[Exception], None]
    show_message: Callable[[str], None]
    changed: Callable[[Changes], None]
    run_action: Callable[[str], None]
    refresh_actions: Callable[[], None]
    data_dir: Path = Path()


class Page(Protocol):
    """One page of the main window."""

    @property
    def widget(self) -> QWidget:
        """What the window shows."""
        ...

    @property
    def title(self) -> str:
        """What the navigation calls it."""
        ...

    def activated(self) -> None:
        """The page came to the front."""
        ...

    def actions_offered(self) -> Sequence[ActionSpec]:
        """Actions of this page; they can be used while it is in front."""
        ...

    def refresh(self, changes: Changes) -> None:
        """Something was written, here or by another program."""
        ...


class VisitPage(Page, Protocol):
    """The page that shows one visit: the workbench."""

    def open_visit(self, encounter_id: str) -> None:
        """Show this visit, at the place where it was last read."""
        ...

    def search_codes(self, text: str) -> None:
        """Search codes for this visit, as if the text had been typed."""
        ...

    def show_code(self, code: str) -> None:
        """Open the visit's book at a code."""
        ...

    @property
    def encounter_id(self) -> str | None:
        """The visit shown."""
        ...

    def leave(self) -> None:
        """The window closes: keep where the coder was."""
        ...


class CodeLibraryPage(Page, Protocol):
    """The page on which the book of codes is read."""

    def open_code(self, code: str, on: date) -> None:
        """Show the page of a code as it is for a date of service."""
        ...


class OfficePage(Page, Protocol):
    """The page of the office's own tables."""

    def import_fee_file(self, path: Path) -> None:
        """Import a table of fees."""
        ...


class VisitListPage(Page, Protocol):
    """The page that lists visits: the work list."""

    listed: SignalInstance
    """Emitted with the ``WorkList`` shown, after each reading of it."""
    open_counted: SignalInstance
    """Emitted with how many visits can still be coded."""

    def actions_everywhere(self) -> Sequence[ActionSpec]:
        """Actions that can be used on every page."""
        ...

    def bring_in(self, files: Sequence[Path]) -> None:
        """Import record files."""
        ...

    def show_patient(self, name: str) -> None:
        """List one patient's visits."""
        ...


@runtime_checkable
class PutsAway(Protocol):
    """A page that has something to put away when the window closes."""

    def close_up(self) -> None:
        """The window closes."""
        ...


PageFactory = Callable[[AppContext], Page]
"""Makes a page when the services are open."""

"""One action as a panel describes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

SECTIONS = ("File", "Edit", "Visit", "Record", "Codes", "Sheet", "Claim", "Go", "View", "Help")
"""The menus, in their order."""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """Something a person can do: a menu entry, a shortcut and a line of the command palette.

    Attributes:
        id: ``visit.next``; names the shortcut a person chose in the settings.
        text: As the menu says it: ``Next unfinished visit``.
        section: One of :data:`SECTIONS`.
        handler: Called on the main thread.
        shortcut: ``Ctrl+I``; several divided by ``; `` — empty for none.
        enabled: Asked whenever something changes; None for always.
        words: Further words the palette finds it by.
        tip: A sentence more; may be empty.
    """

    id: str
    text: str
    section: str
    handler: Callable[[], None]
    shortcut: str = ""
    enabled: Callable[[], bool] | None = None
    words: str = ""
    tip: str = ""

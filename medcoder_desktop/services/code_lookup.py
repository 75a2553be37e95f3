"""The code library as the claim edits see it: one date, and None for what is not there."""

from __future__ import annotations

from datetime import date

from medcoder_desktop.domain.code_standing import CodeStanding
from medcoder_desktop.domain.codes import CodeEntry
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.payment_rules import DiagnosisLimit
from medcoder_desktop.domain.procedure_facts import ProcedureFacts
from medcoder_desktop.domain.releases import InForce
from medcoder_desktop.services.library_service import LibraryService


class LibraryLookup:
    """Answers the edits' questions about codes on one date of service."""

    def __init__(self, library: LibraryService, on: date) -> None:
        self._library = library
        self._on = on
        self._entries: dict[str, CodeEntry | None] = {}

    @property
    def in_force(self) -> InForce:
        """The release that answers for the date."""
        return self._library.in_force(self._on)

    def entry(self, code: str) -> CodeEntry | None:
        """The entry of a code, or None when the release does not have it."""
        if code not in self._entries:
            try:
                self._entries[code] = self._library.entry(code, self._on)
            except InputError:
                self._entries[code] = None
        return self._entries[code]

    def standing(self, code: str) -> CodeStanding:
        """How a diagnosis stands: billable, or why not and what to use instead."""
        return self._library.standing(code, self._on)

    def limits(self, code: str) -> tuple[DiagnosisLimit, ...]:
        """Whom a diagnosis fits, where the editor's lists say so."""
        return self._library.limits(code, self._on)

    def procedure(self, code: str) -> ProcedureFacts:
        """What the installed tables say of a procedure."""
        return self._library.procedure(code, self._on)

    def knows_modifier(self, code: str) -> bool:
        """Whether any installed list has a modifier."""
        return bool(self._library.modifier(code, self._on))

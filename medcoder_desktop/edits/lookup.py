"""What the edits ask of a code library."""

from __future__ import annotations

from typing import Protocol

from medcoder_desktop.domain.code_standing import CodeStanding
from medcoder_desktop.domain.codes import CodeEntry
from medcoder_desktop.domain.payment_rules import DiagnosisLimit
from medcoder_desktop.domain.procedure_facts import ProcedureFacts
from medcoder_desktop.domain.releases import InForce


class CodeLookup(Protocol):
    """Codes as they stand on the date of service of one visit."""

    @property
    def in_force(self) -> InForce:
        """The release that answers for the date."""
        ...

    def entry(self, code: str) -> CodeEntry | None:
        """The entry of a code, or None when the release does not have it."""
        ...

    def standing(self, code: str) -> CodeStanding:
        """How a diagnosis stands: billable, or why not and what to use instead."""
        ...

    def limits(self, code: str) -> tuple[DiagnosisLimit, ...]:
        """Whom a diagnosis fits, where the editor's lists say so."""
        ...

    def procedure(self, code: str) -> ProcedureFacts:
        """What the installed tables say of a procedure."""
        ...

    def knows_modifier(self, code: str) -> bool:
        """Whether any installed list has a modifier."""
        ...

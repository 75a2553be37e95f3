"""What the edits ask of a code library."""

from __future__ import annotations

from typing import Protocol

from medcoder_desktop.domain.codes import CodeEntry
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

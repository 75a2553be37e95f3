"""What an office is used to: its favourites, the codes it assigns, its own words for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from medcoder_desktop.domain.codes import compact


@dataclass(frozen=True, slots=True)
class OfficeSynonym:
    """Words that mean something in this office.

    Attributes:
        said: As people here write it: ``chiro neck``.
        meant: A code as its set shows it, or words of the book.
        changed_at: When it was last written, in UTC; None before it is stored.
        changed_by: Name of the person who wrote it.
    """

    said: str
    meant: str
    changed_at: datetime | None = None
    changed_by: str = ""


@dataclass(frozen=True, slots=True)
class OfficeHabits:
    """What a search may know of the office, as values.

    Codes are compared without dot and case.

    Attributes:
        favourites: Codes kept at hand.
        used: Pairs of code and on how many of the latest visits it stands.
        used_by_provider: The same for visits of this visit's provider.
        problems: Codes of the patient's problem list.
        synonyms: The office's own words.
    """

    favourites: frozenset[str] = frozenset()
    used: tuple[tuple[str, int], ...] = ()
    used_by_provider: tuple[tuple[str, int], ...] = ()
    problems: frozenset[str] = frozenset()
    synonyms: tuple[OfficeSynonym, ...] = ()

    def known_codes(self) -> frozenset[str]:
        """All codes it says something of, without dots."""
        named = (*self.favourites, *self.problems, *(code for code, _ in self.used))
        return frozenset(map(compact, (*named, *(code for code, _ in self.used_by_provider))))

    def remarks(self) -> dict[str, str]:
        """For each code without its dot, what a coder is told beside it."""
        favourites = frozenset(map(compact, self.favourites))
        problems = frozenset(map(compact, self.problems))
        uses = {compact(code): count for code, count in self.used}
        own = {compact(code): count for code, count in self.used_by_provider}
        return {
            code: " · ".join(
                filter(
                    None,
                    (
                        "your favorite" if code in favourites else "",
                        "on the problem list" if code in problems else "",
                        _times(uses.get(code, 0), own.get(code, 0)),
                    ),
                )
            )
            for code in self.known_codes()
        }


def _times(here: int, by_provider: int) -> str:
    """How often a code was used: ``used 14 times here, 9 by this provider``."""
    if not here and not by_provider:
        return ""
    told = max(here, by_provider)
    words = f"used {told} times here" if told > 1 else "used once here"
    return f"{words}, {by_provider} by this provider" if by_provider else words

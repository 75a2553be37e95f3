"""Whether a code may be billed on a day; if not, why, since when, and what to use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from medcoder_desktop.domain.codes import Code
from medcoder_desktop.domain.messages import sentence
from medcoder_desktop.domain.releases import InForce

_SHOWN = 6
"""Codes named in a sentence; more would not be read."""


class Standing(Enum):
    """How a code stands on a day."""

    BILLABLE = "billable"
    HEADING = "heading"
    SPLIT = "split"
    ENDED = "ended"
    NOT_YET = "not yet"
    UNKNOWN = "unknown"


_SENTENCES = {
    Standing.HEADING: ("standing.heading", "standing.heading_alone"),
    Standing.SPLIT: ("standing.split", "standing.split_alone"),
    Standing.ENDED: ("standing.ended", "standing.ended_alone"),
    Standing.NOT_YET: ("standing.not_yet", "standing.not_yet_alone"),
    Standing.UNKNOWN: ("standing.unknown", "standing.unknown_alone"),
}
"""The sentence where codes can be offered, and where none can."""

_IN_A_LATER_RELEASE = ("standing.later", "standing.later_alone")


@dataclass(frozen=True, slots=True)
class CodeStanding:
    """The standing of a code on a date of service.

    Attributes:
        code: With its dot.
        since: For a code that was split or ended, the first day it could not be billed; for one
            that is not yet valid, the first day it can.
        instead: What takes its place or stands nearest, the closest first.
        in_force: The release that answers for the day.
        certain: Whether the releases around ``since`` follow each other without a gap; else the
            change came some day between them.
    """

    code: str
    standing: Standing
    since: date | None
    instead: tuple[Code, ...]
    in_force: InForce
    certain: bool = True

    @property
    def sentence(self) -> str:
        """Why it is not billable and what to do; empty for a code that is."""
        if self.standing is Standing.BILLABLE:
            return ""
        params: dict[str, object] = {
            "code": self.code,
            "since": self.since if self.certain else f"{self.since} at the latest",
            "position": self._position,
            "release": self.in_force.release.title,
            "codes": self._named,
        }
        with_codes, alone = _SENTENCES[self.standing]
        if self.standing is Standing.NOT_YET and not self.certain:
            with_codes, alone = _IN_A_LATER_RELEASE
            params["since"] = self.since
        return sentence(with_codes if self.instead else alone, params)

    @property
    def _position(self) -> str:
        """``5th``: the first character that is missing."""
        count = len(self.code.replace(".", "")) + 1
        # A placeholder X may stand before a seventh character.
        if self.instead and all(len(each.code) == 8 for each in self.instead):
            count = 7
        return f"{count}th"

    @property
    def _named(self) -> str:
        shown = ", ".join(each.code for each in self.instead[:_SHOWN])
        return shown + (", …" if len(self.instead) > _SHOWN else "")

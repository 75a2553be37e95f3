"""Where the program gets the time from, so that no result depends on the day it runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


class Clock(Protocol):
    """The one source of "now" for everything that asks."""

    def now(self) -> datetime:
        """The current moment with its time zone."""
        ...

    def today(self) -> date:
        """The current calendar day where the person sits."""
        ...


class SystemClock:
    """The machine's own clock in its own time zone."""

    def now(self) -> datetime:
        """The current moment with the machine's time zone."""
        return datetime.now().astimezone()

    def today(self) -> date:
        """The current day in the machine's time zone."""
        return self.now().date()


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still: for tests and the printed demonstration.

    Attributes:
        moment: The time it always shows; must carry a time zone.
    """

    moment: datetime

    def now(self) -> datetime:
        """Always the same moment."""
        return self.moment

    def today(self) -> date:
        """The day of that moment."""
        return self.moment.date()

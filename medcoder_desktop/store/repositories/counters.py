"""Numbers that count up without gaps, given out inside the transaction that uses them."""

from __future__ import annotations

from enum import Enum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from medcoder_desktop.store.tables.trail import CounterRow


class Counter(Enum):
    """What is counted."""

    AUDIT = "audit"
    ENCOUNTER = "encounter"
    CLAIM = "claim"


FIRST_VALUES: dict[Counter, int] = {Counter.AUDIT: 0, Counter.ENCOUNTER: 1000, Counter.CLAIM: 1000}
"""What each counter holds in a new file; the first number given out is one more."""


def next_number(session: Session, counter: Counter) -> int:
    """The next number of its kind; a transaction that is rolled back gives it back."""
    return session.execute(
        update(CounterRow)
        .where(CounterRow.name == counter.value)
        .values(value=CounterRow.value + 1)
        .returning(CounterRow.value)
        .execution_options(synchronize_session=False)
    ).scalar_one()


def last_number(session: Session, counter: Counter) -> int:
    """The last number given out."""
    return session.execute(
        select(CounterRow.value).where(CounterRow.name == counter.value)
    ).scalar_one()

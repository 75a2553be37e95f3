"""One transaction that changes the store, with the audit row that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Lock

from sqlalchemy.orm import Session

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.errors import Defect
from medcoder_desktop.store.engine import touched
from medcoder_desktop.store.repositories import Repositories
from medcoder_desktop.store.repositories.counters import Counter, next_number
from medcoder_desktop.store.tables.book import RecentCodeRow
from medcoder_desktop.store.tables.trail import AuditRow, ReadingPlaceRow

_UNRECORDED = {ReadingPlaceRow.__tablename__, RecentCodeRow.__tablename__}
"""Where coders were changes nothing of what the office keeps."""


class OwnWrites:
    """How many audit rows this process committed itself, to tell those of others.

    Attributes:
        lock: Held while a transaction commits and while somebody compares, so that a commit
            is never seen without being counted.
        count: Audit rows committed.
    """

    def __init__(self) -> None:
        self.lock = Lock()
        self.count = 0


class UnitOfWork(Repositories):
    """The repositories within one write transaction. What is not committed never was.

    Args:
        session: The open transaction, which holds the write lock.
        moment: When it began.
        actor: On whose behalf.
        own_writes: Counts what is committed.
    """

    def __init__(
        self, session: Session, moment: datetime, actor: Actor, own_writes: OwnWrites
    ) -> None:
        super().__init__(session, moment)
        self._session = session
        self._moment = moment
        self._actor = actor
        self._own_writes = own_writes
        self._recorded = 0

    @property
    def actor(self) -> Actor:
        """On whose behalf."""
        return self._actor

    @property
    def moment(self) -> datetime:
        """When the transaction began."""
        return self._moment

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part of the transaction that is taken back alone when it fails."""
        with self._session.begin_nested():
            yield

    def record(self, action: str, subject: str, detail: str = "") -> None:
        """Write an audit row into this transaction.

        Args:
            action: Dotted verb such as ``sheet.assign``.
            subject: Id of the visit, claim or patient it concerns.
            detail: What exactly, in short; no narrative text of the record.
        """
        self._session.add(
            AuditRow(
                number=next_number(self._session, Counter.AUDIT),
                moment=self._moment,
                actor=self._actor.name,
                action=action,
                subject=subject,
                detail=detail,
            )
        )
        self._session.flush()
        self._recorded += 1

    def commit(self) -> None:
        """Make everything written so far last. Nothing can be done in this transaction after.

        Raises:
            Defect: Something was written without a record of it, other than where the coder was.
        """
        self._session.flush()
        written = touched(self._session.connection()) - _UNRECORDED
        if written and not self._recorded:
            raise Defect("store.not_recorded", tables=", ".join(sorted(written)))
        with self._own_writes.lock:
            self._session.commit()
            self._own_writes.count += self._recorded

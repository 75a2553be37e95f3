"""What the store keeps about itself: audit trail, the coder's place."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from medcoder_desktop.domain.audit import Actor, AuditEntry
from medcoder_desktop.domain.desk import ReadingPlace
from medcoder_desktop.store.tables.trail import AuditRow, ReadingPlaceRow

_THE_ONE = 1


class AuditRepository:
    """Shows who did what, when. Entries are written by the unit of work alone."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def entries(self, subject: str = "", limit: int = 200) -> tuple[AuditEntry, ...]:
        """Lines of the trail, the latest first.

        Args:
            subject: Id of the visit, claim or patient they concern; empty for all.
            limit: Most lines to return.
        """
        query = select(AuditRow).order_by(AuditRow.number.desc()).limit(limit)
        if subject:
            query = query.where(AuditRow.subject == subject)
        return tuple(
            AuditEntry(
                number=row.number,
                moment=row.moment,
                actor=Actor(row.actor),
                action=row.action,
                subject=row.subject,
                detail=row.detail,
            )
            for row in self._session.scalars(query)
        )


class DeskRepository:
    """Remembers where the coder was."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def place(self) -> ReadingPlace | None:
        """Where the coder was last; None at the first start."""
        row = self._session.get(ReadingPlaceRow, _THE_ONE)
        if row is None:
            return None
        return ReadingPlace(row.encounter_id, row.document_id, row.first_character)

    def remember(self, place: ReadingPlace) -> None:
        """Put ``place`` in the place of what was remembered."""
        self._session.merge(
            ReadingPlaceRow(
                number=_THE_ONE,
                encounter_id=place.encounter_id,
                document_id=place.document_id,
                first_character=place.first_character,
            )
        )
        self._session.flush()

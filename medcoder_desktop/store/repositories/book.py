"""What the office keeps beside the code library."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from medcoder_desktop.domain.codes import CodeSystem
from medcoder_desktop.domain.favourites import arranged
from medcoder_desktop.domain.own_book import ColumnMapping, Favourite, OfficeNote, RecentCode
from medcoder_desktop.store.json_reading import readable
from medcoder_desktop.store.tables.book import (
    CodeNoteRow,
    ColumnMappingRow,
    FavouriteRow,
    RecentCodeRow,
)

MOST_RECENT = 200
"""Recent codes that are kept; older ones are forgotten."""


class BookRepository:
    """Keeps favourites, notes on codes, recent codes and remembered column mappings.

    Args:
        session: The open transaction.
        moment: When the transaction began: when notes were changed and codes remembered.
    """

    def __init__(self, session: Session, moment: datetime) -> None:
        self._session = session
        self._moment = moment

    def favourites(self) -> tuple[Favourite, ...]:
        """The favourites by folder and place."""
        return arranged(
            Favourite(*row)
            for row in self._session.execute(
                select(
                    FavouriteRow.system, FavouriteRow.code, FavouriteRow.folder, FavouriteRow.place
                )
            )
        )

    def save_favourites(self, favourites: Iterable[Favourite]) -> None:
        """Put these favourites in the place of all that were there."""
        self._session.execute(delete(FavouriteRow))
        rows = [
            {"system": each.system, "code": each.code, "folder": each.folder, "place": each.place}
            for each in favourites
        ]
        if rows:
            self._session.execute(insert(FavouriteRow), rows)

    def note(self, system: CodeSystem, code: str) -> OfficeNote | None:
        """The office's note on a code; None when there is none."""
        row = self._session.get(CodeNoteRow, (system, code))
        return None if row is None else _note(row)

    def notes(self) -> tuple[OfficeNote, ...]:
        """All notes by code."""
        query = select(CodeNoteRow).order_by(CodeNoteRow.code, CodeNoteRow.system)
        return tuple(_note(row) for row in self._session.scalars(query))

    def save_note(self, system: CodeSystem, code: str, text: str, changed_by: str) -> None:
        """Put a note on a code in the place of the one that was there."""
        self._session.merge(
            CodeNoteRow(
                system=system,
                code=code,
                text=text,
                changed_at=self._moment,
                changed_by=changed_by,
            )
        )
        self._session.flush()

    def remove_note(self, system: CodeSystem, code: str) -> None:
        """Take the note off a code."""
        self._session.execute(
            delete(CodeNoteRow).where(CodeNoteRow.system == system, CodeNoteRow.code == code)
        )

    def recent(self, limit: int) -> tuple[RecentCode, ...]:
        """The codes remembered last, the latest first, each once."""
        query = (
            select(RecentCodeRow)
            .order_by(RecentCodeRow.number.desc(), RecentCodeRow.system, RecentCodeRow.code)
            .limit(limit)
        )
        return tuple(
            RecentCode(row.system, row.code, row.at) for row in self._session.scalars(query)
        )

    def remember(self, system: CodeSystem, code: str) -> None:
        """Put a code in front of the recent ones, and forget those that are too many."""
        last = self._session.execute(select(func.max(RecentCodeRow.number))).scalar_one()
        self._session.merge(
            RecentCodeRow(system=system, code=code, number=(last or 0) + 1, at=self._moment)
        )
        self._session.flush()
        oldest_kept = (
            select(RecentCodeRow.number)
            .order_by(RecentCodeRow.number.desc())
            .offset(MOST_RECENT - 1)
            .limit(1)
            .scalar_subquery()
        )
        self._session.execute(
            delete(RecentCodeRow)
            .where(RecentCodeRow.number < oldest_kept)
            .execution_options(synchronize_session=False)
        )

    def mapping(self, kind: str, headings: Iterable[str]) -> ColumnMapping | None:
        """What was remembered for a table with these headings, in whatever order they stand.

        Raises:
            Defect: What is stored cannot be read.
        """
        row = self._session.get(ColumnMappingRow, (kind, _fingerprint(headings)))
        return None if row is None else _mapping(row)

    def mappings(self, kind: str) -> tuple[ColumnMapping, ...]:
        """Everything that was remembered for tables of a kind.

        Raises:
            Defect: What is stored cannot be read.
        """
        query = select(ColumnMappingRow).where(ColumnMappingRow.kind == kind)
        return tuple(_mapping(row) for row in self._session.scalars(query))

    def save_mapping(self, mapping: ColumnMapping) -> None:
        """Remember which column holds what, in the place of what was remembered before."""
        self._session.merge(
            ColumnMappingRow(
                kind=mapping.kind,
                fingerprint=_fingerprint(mapping.headings),
                headings=json.dumps(mapping.headings, ensure_ascii=False),
                columns=json.dumps(dict(mapping.columns), ensure_ascii=False),
            )
        )
        self._session.flush()


def _note(row: CodeNoteRow) -> OfficeNote:
    return OfficeNote(row.system, row.code, row.text, row.changed_at, row.changed_by)


def _mapping(row: ColumnMappingRow) -> ColumnMapping:
    with readable("column mapping"):
        return ColumnMapping(
            kind=row.kind,
            headings=tuple(json.loads(row.headings)),
            columns=tuple(json.loads(row.columns).items()),
        )


def _fingerprint(headings: Iterable[str]) -> str:
    return sha256(json.dumps(sorted(headings)).encode()).hexdigest()

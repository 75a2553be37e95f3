"""Which files were taken in, by which import, and what each import added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Delete, delete, exists, func, insert, select, update
from sqlalchemy.orm import Session

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.import_batches import ImportBatch, ImportItem, ItemKind
from medcoder_desktop.store.repositories.import_uses import refuse_when_used
from medcoder_desktop.store.tables.chart import (
    HistoryEntryRow,
    LabResultRow,
    PriorConditionRow,
    RecordedChargeRow,
)
from medcoder_desktop.store.tables.claims import ClaimDocumentRow, ClaimRow
from medcoder_desktop.store.tables.coding import EncounterRow
from medcoder_desktop.store.tables.patients import (
    CoverageRow,
    PatientRow,
    PatientWordRow,
    RecordNumberRow,
)
from medcoder_desktop.store.tables.trail import ImportedFileRow, ImportItemRow, ImportRow

_AT_ONCE = 500
"""Ids named in one statement."""


class ImportRepository:
    """Keeps the imports, so that a repeat is told and a mistake can be undone.

    Args:
        session: The open transaction.
        moment: When the transaction began.
    """

    def __init__(self, session: Session, moment: datetime) -> None:
        self._session = session
        self._moment = moment

    def seen(self, sha256: str) -> bool:
        """Whether a file with this content was taken in before."""
        return self._session.execute(
            select(exists().where(ImportedFileRow.sha256 == sha256))
        ).scalar_one()

    def add(self, sha256: str, source: str, kind: str) -> None:
        """Remember a file that is taken in now; one taken in again counts from now.

        Args:
            sha256: Of its bytes, hexadecimal.
            source: Its name without the folder.
            kind: What it is, in words.
        """
        self._session.merge(
            ImportedFileRow(sha256=sha256, source=source, kind=kind, imported_at=self._moment)
        )
        self._session.flush()

    def keep(self, import_id: str, actor: Actor, sources: Sequence[str]) -> int:
        """Keep a new import.

        Args:
            sources: Names of its files.

        Returns:
            Its number.
        """
        last = self._session.execute(select(func.max(ImportRow.number))).scalar_one()
        number = (last or 0) + 1
        self._session.add(
            ImportRow(
                id=import_id,
                number=number,
                moment=self._moment,
                actor=actor.name,
                sources="\n".join(source.replace("\n", " ") for source in sources),
                undone_at=None,
            )
        )
        self._session.flush()
        return number

    def keep_items(self, import_id: str, items: Iterable[ImportItem]) -> None:
        """Keep what an import added or changed, in this order."""
        values = [
            {
                "import_id": import_id,
                "position": place,
                "kind": item.kind.value,
                "subject": item.subject,
                "before": item.before,
            }
            for place, item in enumerate(items)
        ]
        if values:
            self._session.execute(insert(ImportItemRow), values)

    def get(self, import_id: str) -> ImportBatch:
        """The import with this id.

        Raises:
            KeyError: There is none.
        """
        row = self._session.get(ImportRow, import_id)
        if row is None:
            raise KeyError(import_id)
        return _batch(row)

    def latest(self, limit: int = 50) -> tuple[ImportBatch, ...]:
        """The imports, the latest first."""
        query = select(ImportRow).order_by(ImportRow.number.desc()).limit(limit)
        return tuple(_batch(row) for row in self._session.scalars(query))

    def items(self, import_id: str) -> tuple[ImportItem, ...]:
        """What an import added or changed, in its order."""
        query = (
            select(ImportItemRow.kind, ImportItemRow.subject, ImportItemRow.before)
            .where(ImportItemRow.import_id == import_id)
            .order_by(ImportItemRow.position)
        )
        return tuple(
            ImportItem(ItemKind(kind), subject, before)
            for kind, subject, before in self._session.execute(query)
        )

    def refuse_when_used(self, number: int, ids: Mapping[ItemKind, Sequence[str]]) -> None:
        """See that nothing was built on what an import added.

        Args:
            number: Of the import, for the sentence.
            ids: What it added.

        Raises:
            InputError: A visit of it was coded, a note quoted or amended, or something was added
                to its patients and visits since.
        """
        refuse_when_used(self._session, number, ids)

    def mark_undone(self, import_id: str) -> None:
        """Remember that an import was taken back now."""
        self._session.execute(
            update(ImportRow)
            .where(ImportRow.id == import_id)
            .values(undone_at=self._moment)
            .execution_options(synchronize_session=False)
        )

    def remove(self, kind: ItemKind, subjects: Iterable[str]) -> None:
        """Take what an import added out of the store; what belongs to it goes first."""
        wanted = list(subjects)
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            for statement in _removals(kind, some):
                self._session.execute(statement.execution_options(synchronize_session=False))
        self._session.expire_all()


def _removals(kind: ItemKind, ids: Sequence[str]) -> tuple[Delete, ...]:
    """Statements that delete rows of a kind, what refers to them first."""
    if kind is ItemKind.PATIENT:
        return (
            delete(RecordNumberRow).where(RecordNumberRow.patient_id.in_(ids)),
            delete(PatientWordRow).where(PatientWordRow.patient_id.in_(ids)),
            delete(PatientRow).where(PatientRow.id.in_(ids)),
        )
    if kind is ItemKind.CLAIM:
        return (
            delete(ClaimDocumentRow).where(ClaimDocumentRow.claim_id.in_(ids)),
            delete(ClaimRow).where(ClaimRow.id.in_(ids)),
        )
    if kind is ItemKind.FILE:
        return (delete(ImportedFileRow).where(ImportedFileRow.sha256.in_(ids)),)
    table = _TABLES[kind]
    return (delete(table).where(table.id.in_(ids)),)


_TABLES: dict[
    ItemKind,
    type[
        LabResultRow
        | PriorConditionRow
        | HistoryEntryRow
        | RecordedChargeRow
        | EncounterRow
        | CoverageRow
    ],
] = {
    ItemKind.RESULT: LabResultRow,
    ItemKind.CONDITION: PriorConditionRow,
    ItemKind.HISTORY: HistoryEntryRow,
    ItemKind.CHARGE: RecordedChargeRow,
    ItemKind.ENCOUNTER: EncounterRow,
    ItemKind.COVERAGE: CoverageRow,
}


def _batch(row: ImportRow) -> ImportBatch:
    return ImportBatch(
        id=row.id,
        number=row.number,
        moment=row.moment,
        actor=Actor(row.actor),
        sources=tuple(row.sources.split("\n")) if row.sources else (),
        undone_at=row.undone_at,
    )

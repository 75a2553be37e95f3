"""Documents with their text and pages apart, their versions, and the inbox."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session

from medcoder_desktop.domain.documents import ClinicalDocument, Original
from medcoder_desktop.store.repositories.chart_rows import document_of, document_row
from medcoder_desktop.store.tables.chart import (
    DocumentOriginalRow,
    DocumentRow,
    DocumentTextRow,
)
from medcoder_desktop.store.tables.coding import EncounterRow

_AT_ONCE = 500
"""Documents named in one statement."""


class DocumentShelf:
    """Keeps documents; a visit's count of them follows every change.

    Args:
        session: The open transaction.
        moment: When it began: a document added now is new since then.
    """

    def __init__(self, session: Session, moment: datetime) -> None:
        self._session = session
        self._moment = moment

    def add_document(
        self, document: ClinicalDocument, text: str, original: Original | None = None
    ) -> None:
        """Store a new document with its text.

        Args:
            document: Its ``length`` and ``added_at`` are not looked at: the stored ones are the
                length of ``text`` and this moment.
            text: Offsets of evidence count in it, so it is kept character for character.
            original: Its pages, where there are any.
        """
        self._session.add(document_row(document, len(text), self._moment))
        self._session.flush()
        self._session.add(DocumentTextRow(document_id=document.id, content=text))
        if original is not None:
            self._session.add(
                DocumentOriginalRow(
                    document_id=document.id,
                    media_type=original.media_type,
                    content=original.content,
                )
            )
        self._session.flush()
        self._count_anew(document.encounter_id)

    def save_document(self, document: ClinicalDocument) -> None:
        """Store what changed of a document, such as where it is filed; its text stays.

        Raises:
            KeyError: The document is not stored yet.
        """
        stored = self._session.get(DocumentRow, document.id)
        if stored is None:
            raise KeyError(document.id)
        before = stored.encounter_id
        self._session.merge(document_row(document, stored.length, stored.added_at))
        self._session.flush()
        for encounter_id in {before, document.encounter_id}:
            self._count_anew(encounter_id)

    def remove_documents(self, document_ids: Iterable[str]) -> None:
        """Take documents out with their texts and pages; nothing may quote them any more."""
        wanted = list(document_ids)
        visits: set[str | None] = set()
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            of_visits = select(DocumentRow.encounter_id).where(DocumentRow.id.in_(some)).distinct()
            visits.update(self._session.scalars(of_visits))
            for statement in (
                delete(DocumentTextRow).where(DocumentTextRow.document_id.in_(some)),
                delete(DocumentOriginalRow).where(DocumentOriginalRow.document_id.in_(some)),
                delete(DocumentRow).where(DocumentRow.id.in_(some)),
            ):
                self._session.execute(statement.execution_options(synchronize_session=False))
        self._session.expire_all()
        for encounter_id in visits:
            self._count_anew(encounter_id)

    def document(self, document_id: str) -> ClinicalDocument:
        """The document with this id.

        Raises:
            KeyError: There is none.
        """
        row = self._session.get(DocumentRow, document_id)
        if row is None:
            raise KeyError(document_id)
        return document_of(row)

    def text(self, document_id: str) -> str:
        """The text of a document, exactly as it was added.

        Raises:
            KeyError: There is no such document.
        """
        query = select(DocumentTextRow.content).where(DocumentTextRow.document_id == document_id)
        content = self._session.execute(query).scalar_one_or_none()
        if content is None:
            raise KeyError(document_id)
        return content

    def texts_of(self, patient_id: str) -> dict[str, str]:
        """The texts of all documents of a patient by document id, for a search of the chart."""
        query = (
            select(DocumentTextRow.document_id, DocumentTextRow.content)
            .join(DocumentRow, DocumentRow.id == DocumentTextRow.document_id)
            .where(DocumentRow.patient_id == patient_id)
        )
        return dict(self._session.execute(query).all())

    def original(self, document_id: str) -> Original:
        """The bytes of a document as they came.

        Raises:
            KeyError: The document has none.
        """
        row = self._session.get(DocumentOriginalRow, document_id)
        if row is None:
            raise KeyError(document_id)
        return Original(document_id, row.media_type, row.content)

    def documents_of(self, patient_id: str) -> tuple[ClinicalDocument, ...]:
        """The patient's documents of all versions, newest first, those without a date last."""
        return self._newest_first(select(DocumentRow).where(DocumentRow.patient_id == patient_id))

    def unfiled(self) -> tuple[ClinicalDocument, ...]:
        """The inbox: documents that are in nobody's chart yet, newest first."""
        return self._newest_first(
            select(DocumentRow).where(
                DocumentRow.patient_id.is_(None), DocumentRow.superseded_by.is_(None)
            )
        )

    def document_with_source_key(self, patient_id: str | None, key: str) -> ClinicalDocument | None:
        """The patient's document (or the inbox's) that its source calls ``key``, if any."""
        found = self.versions(patient_id, key)
        return found[0] if found else None

    def versions(self, patient_id: str | None, key: str) -> tuple[ClinicalDocument, ...]:
        """All versions of the patient's document (or the inbox's) that its source calls ``key``."""
        return self._newest_first(
            select(DocumentRow).where(
                DocumentRow.patient_id == patient_id, DocumentRow.source_key == key
            )
        )

    def _newest_first(self, query: Select[DocumentRow]) -> tuple[ClinicalDocument, ...]:
        ordered = query.order_by(
            DocumentRow.written_on.desc().nulls_last(), DocumentRow.title, DocumentRow.id
        )
        return tuple(document_of(row) for row in self._session.scalars(ordered))

    def _count_anew(self, encounter_id: str | None) -> None:
        """Let the list of visits show how many documents a visit has now."""
        if encounter_id is None:
            return
        of_visit = select(func.count()).where(
            DocumentRow.encounter_id == encounter_id, DocumentRow.superseded_by.is_(None)
        )
        self._session.execute(
            update(EncounterRow)
            .where(EncounterRow.id == encounter_id)
            .values(
                document_count=of_visit.scalar_subquery(),
                unsigned_count=of_visit.where(DocumentRow.signed.is_(False)).scalar_subquery(),
            )
            .execution_options(synchronize_session=False)
        )

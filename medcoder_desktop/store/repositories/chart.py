"""The chart: documents with their text apart, laboratory values, conditions of the past."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Select, insert, literal, select, union_all
from sqlalchemy.orm import Session

from medcoder_desktop.domain.documents import ClinicalDocument, LabResult, PriorCondition
from medcoder_desktop.store.repositories.chart_rows import (
    condition_of,
    condition_values,
    document_of,
    document_row,
    result_of,
    result_values,
)
from medcoder_desktop.store.tables.chart import (
    DocumentRow,
    DocumentTextRow,
    LabResultRow,
    PriorConditionRow,
)

_KINDS: dict[str, type[DocumentRow | LabResultRow | PriorConditionRow]] = {
    "document": DocumentRow,
    "result": LabResultRow,
    "condition": PriorConditionRow,
}


class ChartRepository:
    """Keeps what is in the charts of patients, and the inbox of documents in nobody's."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_document(self, document: ClinicalDocument, text: str) -> None:
        """Store a new document with its text.

        Args:
            document: Its ``length`` is not looked at: the stored one is that of ``text``.
            text: Offsets of evidence count in it, so it is kept character for character.
        """
        self._session.add(document_row(document, len(text)))
        self._session.flush()
        self._session.add(DocumentTextRow(document_id=document.id, content=text))
        self._session.flush()

    def save_document(self, document: ClinicalDocument) -> None:
        """Store what changed of a document, such as where it is filed; its text stays.

        Raises:
            KeyError: The document is not stored yet.
        """
        stored = self._session.get(DocumentRow, document.id)
        if stored is None:
            raise KeyError(document.id)
        self._session.merge(document_row(document, stored.length))
        self._session.flush()

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

    def documents_of(self, patient_id: str) -> tuple[ClinicalDocument, ...]:
        """The patient's documents, newest first, those without a date last."""
        return self._newest_first(select(DocumentRow).where(DocumentRow.patient_id == patient_id))

    def unfiled(self) -> tuple[ClinicalDocument, ...]:
        """The inbox: documents that are in nobody's chart yet, newest first."""
        return self._newest_first(select(DocumentRow).where(DocumentRow.patient_id.is_(None)))

    def document_with_source_key(self, patient_id: str | None, key: str) -> ClinicalDocument | None:
        """The patient's document (or the inbox's) that its source calls ``key``, if any."""
        found = self._newest_first(
            select(DocumentRow)
            .where(DocumentRow.patient_id == patient_id, DocumentRow.source_key == key)
            .limit(1)
        )
        return found[0] if found else None

    def add_result(self, result: LabResult) -> None:
        """Store a new laboratory or vital-sign value."""
        self.add_results((result,))

    def add_results(self, results: Iterable[LabResult]) -> None:
        """Store many new values at once; within a panel they keep this order."""
        values = [result_values(result, place) for place, result in enumerate(results)]
        if values:
            self._session.execute(insert(LabResultRow), values)

    def results_of(self, patient_id: str) -> tuple[LabResult, ...]:
        """The patient's values, newest first; within a day by panel, in the report's order."""
        query = (
            select(LabResultRow)
            .where(LabResultRow.patient_id == patient_id)
            .order_by(
                LabResultRow.taken_on.desc().nulls_last(),
                LabResultRow.panel,
                LabResultRow.position,
                LabResultRow.id,
            )
        )
        return tuple(result_of(row) for row in self._session.scalars(query))

    def result_with_source_key(self, patient_id: str, key: str) -> LabResult | None:
        """The patient's value that its source calls ``key``, if any."""
        query = (
            select(LabResultRow)
            .where(LabResultRow.patient_id == patient_id, LabResultRow.source_key == key)
            .order_by(LabResultRow.id)
            .limit(1)
        )
        row = self._session.scalars(query).one_or_none()
        return None if row is None else result_of(row)

    def add_condition(self, condition: PriorCondition) -> None:
        """Store a new condition of the past."""
        self.add_conditions((condition,))

    def add_conditions(self, conditions: Iterable[PriorCondition]) -> None:
        """Store many new conditions at once."""
        values = [condition_values(condition) for condition in conditions]
        if values:
            self._session.execute(insert(PriorConditionRow), values)

    def conditions_of(self, patient_id: str) -> tuple[PriorCondition, ...]:
        """The patient's conditions, the latest onset first, by their text within a day."""
        query = (
            select(PriorConditionRow)
            .where(PriorConditionRow.patient_id == patient_id)
            .order_by(
                PriorConditionRow.onset.desc().nulls_last(),
                PriorConditionRow.text,
                PriorConditionRow.id,
            )
        )
        return tuple(condition_of(row) for row in self._session.scalars(query))

    def condition_with_source_key(self, patient_id: str, key: str) -> PriorCondition | None:
        """The patient's condition that its source calls ``key``, if any."""
        query = (
            select(PriorConditionRow)
            .where(PriorConditionRow.patient_id == patient_id, PriorConditionRow.source_key == key)
            .order_by(PriorConditionRow.id)
            .limit(1)
        )
        row = self._session.scalars(query).one_or_none()
        return None if row is None else condition_of(row)

    def source_keys(self, patient_id: str | None) -> frozenset[tuple[str, str]]:
        """What sources call everything in a patient's chart, to tell repeats in one step.

        Args:
            patient_id: None for the inbox, which holds documents only.

        Returns:
            Pairs of ``document``, ``result`` or ``condition`` and the source's key.
        """
        query = union_all(
            *(
                select(literal(kind), table.source_key).where(
                    table.patient_id == patient_id, table.source_key != ""
                )
                for kind, table in _KINDS.items()
            )
        )
        return frozenset((kind, key) for kind, key in self._session.execute(query))

    def _newest_first(self, query: Select[DocumentRow]) -> tuple[ClinicalDocument, ...]:
        ordered = query.order_by(
            DocumentRow.written_on.desc().nulls_last(), DocumentRow.title, DocumentRow.id
        )
        return tuple(document_of(row) for row in self._session.scalars(ordered))

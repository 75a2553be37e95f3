"""The chart: values, conditions, history and charges beside the documents."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import insert, literal, select, union_all

from medcoder_desktop.domain.charges import RecordedCharge
from medcoder_desktop.domain.documents import LabResult, PriorCondition
from medcoder_desktop.domain.history import HistoryEntry
from medcoder_desktop.store.repositories.chart_rows import (
    charge_of,
    charge_values,
    condition_of,
    condition_values,
    history_of,
    history_values,
    result_of,
    result_values,
)
from medcoder_desktop.store.repositories.documents import DocumentShelf
from medcoder_desktop.store.tables.chart import (
    DocumentRow,
    HistoryEntryRow,
    LabResultRow,
    PriorConditionRow,
    RecordedChargeRow,
)

_KINDS: dict[
    str,
    type[DocumentRow | LabResultRow | PriorConditionRow | HistoryEntryRow | RecordedChargeRow],
] = {
    "document": DocumentRow,
    "result": LabResultRow,
    "condition": PriorConditionRow,
    "history": HistoryEntryRow,
    "charge": RecordedChargeRow,
}


class ChartRepository(DocumentShelf):
    """Keeps what is in the charts of patients, and the inbox of documents in nobody's."""

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

    def add_history(self, entries: Iterable[HistoryEntry]) -> None:
        """Store many new lines of history at once."""
        values = [history_values(entry) for entry in entries]
        if values:
            self._session.execute(insert(HistoryEntryRow), values)

    def history_of(self, patient_id: str) -> tuple[HistoryEntry, ...]:
        """The patient's history, the latest first, by its text within a day."""
        query = (
            select(HistoryEntryRow)
            .where(HistoryEntryRow.patient_id == patient_id)
            .order_by(
                HistoryEntryRow.on.desc().nulls_last(), HistoryEntryRow.text, HistoryEntryRow.id
            )
        )
        return tuple(history_of(row) for row in self._session.scalars(query))

    def add_charges(self, charges: Iterable[RecordedCharge]) -> None:
        """Store many new recorded charges at once; within a visit they keep this order."""
        values = [charge_values(charge, place) for place, charge in enumerate(charges)]
        if values:
            self._session.execute(insert(RecordedChargeRow), values)

    def charges_of(self, patient_id: str) -> tuple[RecordedCharge, ...]:
        """The charges the record states for a patient, the latest first."""
        query = (
            select(RecordedChargeRow)
            .where(RecordedChargeRow.patient_id == patient_id)
            .order_by(
                RecordedChargeRow.on.desc().nulls_last(),
                RecordedChargeRow.position,
                RecordedChargeRow.id,
            )
        )
        return tuple(charge_of(row) for row in self._session.scalars(query))

    def source_keys(self, patient_id: str | None) -> frozenset[tuple[str, str]]:
        """What sources call everything in a patient's chart, to tell repeats in one step.

        Args:
            patient_id: None for the inbox, which holds documents only.

        Returns:
            Pairs of ``document``, ``result``, ``condition``, ``history`` or ``charge`` and the
            source's key.
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

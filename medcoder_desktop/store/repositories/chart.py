"""The chart: values, conditions, history and charges beside the documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import insert, literal, select, union_all, update

from medcoder_desktop.domain.charges import RecordedCharge
from medcoder_desktop.domain.chart_lines import ChartLine, LineKind, StoredLine
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


_LINES: dict[LineKind, tuple[Any, Callable[[Any], ChartLine]]] = {
    LineKind.RESULT: (LabResultRow, result_of),
    LineKind.CONDITION: (PriorConditionRow, condition_of),
    LineKind.HISTORY: (HistoryEntryRow, history_of),
    LineKind.CHARGE: (RecordedChargeRow, charge_of),
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
            .where(LabResultRow.patient_id == patient_id, LabResultRow.replaced_by.is_(None))
            .order_by(
                LabResultRow.taken_on.desc().nulls_last(),
                LabResultRow.panel,
                LabResultRow.position,
                LabResultRow.id,
            )
        )
        replaced = select(LabResultRow.replaced_by, LabResultRow.value).where(
            LabResultRow.patient_id == patient_id, LabResultRow.replaced_by.is_not(None)
        )
        before = {by or "": value for by, value in self._session.execute(replaced)}
        return tuple(
            replace(result_of(row), was=before.get(row.id, ""))
            for row in self._session.scalars(query)
        )

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
            .where(
                PriorConditionRow.patient_id == patient_id, PriorConditionRow.replaced_by.is_(None)
            )
            .order_by(
                PriorConditionRow.onset.desc().nulls_last(),
                PriorConditionRow.text,
                PriorConditionRow.id,
            )
        )
        return tuple(condition_of(row) for row in self._session.scalars(query))

    def add_history(self, entries: Iterable[HistoryEntry]) -> None:
        """Store many new lines of history at once."""
        values = [history_values(entry) for entry in entries]
        if values:
            self._session.execute(insert(HistoryEntryRow), values)

    def history_of(self, patient_id: str) -> tuple[HistoryEntry, ...]:
        """The patient's history, the latest first, by its text within a day."""
        query = (
            select(HistoryEntryRow)
            .where(HistoryEntryRow.patient_id == patient_id, HistoryEntryRow.replaced_by.is_(None))
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
            .where(
                RecordedChargeRow.patient_id == patient_id, RecordedChargeRow.replaced_by.is_(None)
            )
            .order_by(
                RecordedChargeRow.on.desc().nulls_last(),
                RecordedChargeRow.position,
                RecordedChargeRow.id,
            )
        )
        return tuple(charge_of(row) for row in self._session.scalars(query))

    def lines(self, kind: LineKind, patient_id: str) -> tuple[StoredLine, ...]:
        """All lines of a kind in a patient's chart, those that were replaced among them."""
        table, read = _LINES[kind]
        query = select(table).where(table.patient_id == patient_id).order_by(table.id)
        return tuple(
            StoredLine(read(row), is_current=row.replaced_by is None)
            for row in self._session.scalars(query)
        )

    def replace_line(self, kind: LineKind, line_id: str, by: str | None) -> None:
        """Let another line stand in the place of one; None brings it back."""
        table, _ = _LINES[kind]
        self._session.execute(
            update(table)
            .where(table.id == line_id)
            .values(replaced_by=by)
            .execution_options(synchronize_session=False)
        )
        self._session.expire_all()

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

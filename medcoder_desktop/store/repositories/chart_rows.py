"""Between what a chart holds and the rows that keep it."""

from __future__ import annotations

from datetime import datetime

from medcoder_desktop.domain.charges import RecordedCharge
from medcoder_desktop.domain.documents import ClinicalDocument, LabResult, PriorCondition
from medcoder_desktop.domain.history import HistoryEntry
from medcoder_desktop.store.tables.chart import (
    DocumentRow,
    HistoryEntryRow,
    LabResultRow,
    PriorConditionRow,
    RecordedChargeRow,
)


def document_row(document: ClinicalDocument, length: int, added_at: datetime | None) -> DocumentRow:
    """The row of a document whose text has ``length`` characters."""
    return DocumentRow(
        id=document.id,
        patient_id=document.patient_id,
        encounter_id=document.encounter_id,
        kind=document.kind,
        title=document.title,
        written_on=document.written_on,
        author=document.author,
        signed=document.signed,
        source=document.source,
        source_key=document.source_key,
        length=length,
        media_type=document.media_type,
        page_starts=" ".join(map(str, document.page_starts)),
        version_key=document.version_key,
        superseded_by=document.superseded_by,
        added_at=added_at,
    )


def document_of(row: DocumentRow) -> ClinicalDocument:
    """The document a row keeps."""
    return ClinicalDocument(
        id=row.id,
        patient_id=row.patient_id,
        encounter_id=row.encounter_id,
        kind=row.kind,
        title=row.title,
        written_on=row.written_on,
        author=row.author,
        signed=row.signed,
        source=row.source,
        source_key=row.source_key,
        length=row.length,
        media_type=row.media_type,
        page_starts=tuple(map(int, row.page_starts.split())),
        version_key=row.version_key,
        superseded_by=row.superseded_by,
        added_at=row.added_at,
    )


def result_values(result: LabResult, position: int) -> dict[str, object]:
    """The columns of a laboratory value at its place in what it came with."""
    return {
        "id": result.id,
        "patient_id": result.patient_id,
        "encounter_id": result.encounter_id,
        "position": position,
        "code": result.code,
        "name": result.name,
        "value": result.value,
        "unit": result.unit,
        "reference_range": result.reference_range,
        "flag": result.flag,
        "taken_on": result.taken_on,
        "panel": result.panel,
        "source_key": result.source_key,
    }


def result_of(row: LabResultRow) -> LabResult:
    """The laboratory value a row keeps."""
    return LabResult(
        id=row.id,
        patient_id=row.patient_id,
        encounter_id=row.encounter_id,
        code=row.code,
        name=row.name,
        value=row.value,
        unit=row.unit,
        reference_range=row.reference_range,
        flag=row.flag,
        taken_on=row.taken_on,
        panel=row.panel,
        source_key=row.source_key,
    )


def condition_values(condition: PriorCondition) -> dict[str, object]:
    """The columns of a condition."""
    return {
        "id": condition.id,
        "patient_id": condition.patient_id,
        "encounter_id": condition.encounter_id,
        "text": condition.text,
        "code": condition.code,
        "code_system": condition.code_system,
        "onset": condition.onset,
        "status": condition.status,
        "source_key": condition.source_key,
    }


def condition_of(row: PriorConditionRow) -> PriorCondition:
    """The condition a row keeps."""
    return PriorCondition(
        id=row.id,
        patient_id=row.patient_id,
        encounter_id=row.encounter_id,
        text=row.text,
        code=row.code,
        code_system=row.code_system,
        onset=row.onset,
        status=row.status,
        source_key=row.source_key,
    )


def history_values(entry: HistoryEntry) -> dict[str, object]:
    """The columns of a line of history."""
    return {
        "id": entry.id,
        "patient_id": entry.patient_id,
        "encounter_id": entry.encounter_id,
        "kind": entry.kind,
        "text": entry.text,
        "code": entry.code,
        "code_system": entry.code_system,
        "on": entry.on,
        "status": entry.status,
        "detail": entry.detail,
        "source_key": entry.source_key,
    }


def history_of(row: HistoryEntryRow) -> HistoryEntry:
    """The line of history a row keeps."""
    return HistoryEntry(
        id=row.id,
        patient_id=row.patient_id,
        encounter_id=row.encounter_id,
        kind=row.kind,
        text=row.text,
        code=row.code,
        code_system=row.code_system,
        on=row.on,
        status=row.status,
        detail=row.detail,
        source_key=row.source_key,
    )


def charge_values(charge: RecordedCharge, position: int) -> dict[str, object]:
    """The columns of a recorded charge at its place in what it came with."""
    return {
        "id": charge.id,
        "patient_id": charge.patient_id,
        "encounter_id": charge.encounter_id,
        "position": position,
        "procedure": charge.procedure,
        "modifiers": " ".join(charge.modifiers),
        "units": charge.units,
        "charge": charge.charge,
        "diagnoses": " ".join(charge.diagnoses),
        "on": charge.on,
        "description": charge.description,
        "source_key": charge.source_key,
    }


def charge_of(row: RecordedChargeRow) -> RecordedCharge:
    """The recorded charge a row keeps."""
    return RecordedCharge(
        id=row.id,
        patient_id=row.patient_id,
        encounter_id=row.encounter_id,
        procedure=row.procedure,
        modifiers=tuple(row.modifiers.split()),
        units=row.units,
        charge=row.charge,
        diagnoses=tuple(row.diagnoses.split()),
        on=row.on,
        description=row.description,
        source_key=row.source_key,
    )

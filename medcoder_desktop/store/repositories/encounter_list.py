"""The list of visits with everything a line of it shows, in one query however long."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select
from sqlalchemy.orm import Session

from medcoder_desktop.domain.encounters import Encounter, EncounterRow
from medcoder_desktop.domain.people import PersonName
from medcoder_desktop.domain.practice import Provider
from medcoder_desktop.store.folding import LAST_CHARACTER, query_parts
from medcoder_desktop.store.repositories.patients import has_word
from medcoder_desktop.store.tables.chart import DocumentRow
from medcoder_desktop.store.tables.coding import EncounterRow as VisitRow
from medcoder_desktop.store.tables.office import PayerRow, ProviderRow
from medcoder_desktop.store.tables.patients import CoverageRow, PatientRow

_DOCUMENTS = (
    select(func.count(DocumentRow.id))
    .where(DocumentRow.encounter_id == VisitRow.id)
    .correlate(VisitRow)
    .scalar_subquery()
)
_LIST = (
    select(
        VisitRow.id,
        VisitRow.number,
        VisitRow.patient_id,
        VisitRow.date_of_service,
        VisitRow.place_of_service,
        VisitRow.provider_id,
        VisitRow.coverage_id,
        VisitRow.status,
        VisitRow.reason,
        VisitRow.source_key,
        VisitRow.charge_total,
        VisitRow.diagnosis_codes,
        PatientRow.family.label("patient_family"),
        PatientRow.given.label("patient_given"),
        PatientRow.middle.label("patient_middle"),
        PatientRow.suffix.label("patient_suffix"),
        PayerRow.name.label("payer_name"),
        ProviderRow.family.label("provider_family"),
        ProviderRow.given.label("provider_given"),
        ProviderRow.middle.label("provider_middle"),
        ProviderRow.suffix.label("provider_suffix"),
        ProviderRow.credentials,
        _DOCUMENTS.label("documents"),
    )
    .join(PatientRow, PatientRow.id == VisitRow.patient_id)
    .outerjoin(CoverageRow, CoverageRow.id == VisitRow.coverage_id)
    .outerjoin(PayerRow, PayerRow.id == CoverageRow.payer_id)
    .outerjoin(ProviderRow, ProviderRow.id == VisitRow.provider_id)
    .order_by(VisitRow.date_of_service.desc(), VisitRow.serial.desc())
)


def encounter_rows(session: Session, text: str, limit: int | None) -> tuple[EncounterRow, ...]:
    """Lines of the list, newest date of service first.

    Args:
        session: The open transaction.
        text: Parts as :meth:`EncounterRepository.rows` describes; each must be found.
        limit: Most lines; None for all.
    """
    query = _LIST.where(*(_answers(part) for part in query_parts(text))).limit(limit)
    return tuple(_listed(row) for row in session.execute(query))


def _answers(part: str) -> ColumnElement[bool]:
    """Whether a visit answers to one part of what was typed."""
    number = part.upper()
    ways = [
        has_word(part),
        VisitRow.number.between(number, number + LAST_CHARACTER),
    ]
    if (day := _day(part)) is not None:
        ways.append(VisitRow.date_of_service == day)
    return or_(*ways)


def _day(part: str) -> date | None:
    try:
        return date.fromisoformat(part)
    except ValueError:
        return None


def _listed(row: Row[*tuple[Any, ...]]) -> EncounterRow:
    encounter = Encounter(
        id=row.id,
        number=row.number,
        patient_id=row.patient_id,
        date_of_service=row.date_of_service,
        place_of_service=row.place_of_service,
        provider_id=row.provider_id,
        coverage_id=row.coverage_id,
        status=row.status,
        reason=row.reason,
        source_key=row.source_key,
    )
    patient = PersonName(
        row.patient_family, row.patient_given, row.patient_middle, row.patient_suffix
    )
    return EncounterRow(
        encounter=encounter,
        patient_name=patient.listed,
        payer_name=row.payer_name or "",
        provider_name=_provider_name(row),
        charge_total=row.charge_total,
        diagnosis_codes=tuple(row.diagnosis_codes.split()),
        document_count=row.documents,
    )


def _provider_name(row: Row[*tuple[Any, ...]]) -> str:
    if row.provider_id is None:
        return ""
    name = PersonName(
        row.provider_family, row.provider_given, row.provider_middle, row.provider_suffix
    )
    return Provider(row.provider_id, name, row.credentials, "").signed_name

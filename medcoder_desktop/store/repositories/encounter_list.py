"""The list of visits with everything a line of it shows, in two queries however long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, select, union_all
from sqlalchemy.orm import Session

from medcoder_desktop.domain.encounters import Encounter, EncounterRow
from medcoder_desktop.domain.people import PersonName
from medcoder_desktop.store.folding import LAST_CHARACTER, query_parts
from medcoder_desktop.store.repositories.patients import word_begins
from medcoder_desktop.store.repositories.providers import ProviderRepository
from medcoder_desktop.store.tables.coding import EncounterRow as VisitRow
from medcoder_desktop.store.tables.office import PayerRow
from medcoder_desktop.store.tables.patients import CoverageRow, PatientRow, PatientWordRow

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
        VisitRow.assigned_to,
        VisitRow.waiting_for,
        VisitRow.facility_id,
        VisitRow.serial,
        VisitRow.charge_total,
        VisitRow.diagnosis_codes,
        PatientRow.family,
        PatientRow.given,
        PatientRow.middle,
        PatientRow.suffix,
        PayerRow.name,
        VisitRow.document_count,
        VisitRow.unsigned_count,
    )
    .join(PatientRow, PatientRow.id == VisitRow.patient_id)
    .outerjoin(CoverageRow, CoverageRow.id == VisitRow.coverage_id)
    .outerjoin(PayerRow, PayerRow.id == CoverageRow.payer_id)
)


def encounter_rows(session: Session, text: str, limit: int | None) -> tuple[EncounterRow, ...]:
    """Lines of the list, newest date of service first.

    Args:
        session: The open transaction.
        text: Parts as :meth:`EncounterRepository.rows` describes; each must be found.
        limit: Most lines; None for all.
    """
    query = (
        _LIST.where(*(answers(part) for part in query_parts(text)))
        .order_by(VisitRow.date_of_service.desc(), VisitRow.serial.desc())
        .limit(limit)
    )
    return tuple(line for _, line in _lines(session, query))


def rows_of(session: Session, serials: Sequence[int]) -> dict[int, EncounterRow]:
    """Lines of some visits by what their numbers count."""
    return dict(_lines(session, _LIST.where(VisitRow.serial.in_(serials))))


def _lines(session: Session, query: Select[*tuple[Any, ...]]) -> Iterator[tuple[int, EncounterRow]]:
    providers = {p.id: p.signed_name for p in ProviderRepository(session).all()}
    patients: dict[str, str] = {}
    # By position, and each name put together once: a long list is half as long in the making.
    for row in session.execute(query):
        (
            *visit, serial, charge, codes, family, given, middle, suffix, payer, documents, unsigned
        ) = row  # fmt: skip
        encounter = Encounter(*visit)
        patient = patients.get(encounter.patient_id)
        if patient is None:
            patient = PersonName(family, given, middle, suffix).listed
            patients[encounter.patient_id] = patient
        yield (
            serial,
            EncounterRow(
                encounter=encounter,
                patient_name=patient,
                payer_name=payer or "",
                provider_name=providers.get(encounter.provider_id or "", ""),
                charge_total=charge,
                diagnosis_codes=tuple(codes.split()),
                document_count=documents,
                unsigned_count=unsigned,
            ),
        )


def answers(part: str) -> ColumnElement[bool]:
    """Whether a visit answers to one part of what was typed; each way uses its own index."""
    number = part.upper()
    ways = [
        select(VisitRow.id)
        .join(PatientWordRow, PatientWordRow.patient_id == VisitRow.patient_id)
        .where(word_begins(part)),
        select(VisitRow.id).where(VisitRow.number.between(number, number + LAST_CHARACTER)),
    ]
    if (day := _day(part)) is not None:
        ways.append(select(VisitRow.id).where(VisitRow.date_of_service == day))
    return VisitRow.id.in_(union_all(*ways))


def _day(part: str) -> date | None:
    try:
        return date.fromisoformat(part)
    except ValueError:
        return None

"""The work list: numbers of visits for any filter and order, their lines page by page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    String,
    case,
    func,
    select,
    type_coerce,
    update,
)
from sqlalchemy.orm import Session

from medcoder_desktop.domain.encounters import EncounterRow
from medcoder_desktop.domain.visit_states import EncounterStatus
from medcoder_desktop.domain.work_list import (
    SELF_PAY,
    SortBy,
    WorkList,
    WorkListFilter,
    WorkListOrder,
)
from medcoder_desktop.store.folding import query_parts
from medcoder_desktop.store.repositories.encounter_list import answers, rows_of
from medcoder_desktop.store.tables.coding import EncounterRow as VisitRow
from medcoder_desktop.store.tables.office import PayerRow, ProviderRow
from medcoder_desktop.store.tables.patients import CoverageRow, PatientRow

_STATUS = type_coerce(VisitRow.status, String)
_AT_ONCE = 500
"""Visits named in one statement."""
_PLACES = {status: place for place, status in enumerate(EncounterStatus)}


class WorkListRepository:
    """Answers what the work list asks; a list of 100,000 visits is numbers, not rows.

    Args:
        session: The open transaction.
        moment: When it began; ages count from its day.
    """

    def __init__(self, session: Session, moment: datetime) -> None:
        self._session = session
        self._moment = moment

    def listed(self, wanted: WorkListFilter, order: WorkListOrder) -> WorkList:
        """The visits that fit a filter, with counts by status."""
        listing = _ordered(select(VisitRow.serial), order).where(*self._conditions(wanted))
        if wanted.statuses:
            listing = listing.where(VisitRow.status.in_(wanted.statuses))
        # Through the connection: a session would make an object of each of 100,000 lines.
        found = self._session.connection().execute(listing).scalars()
        return WorkList(tuple(found), self.counts(wanted))

    def counts(self, wanted: WorkListFilter) -> dict[EncounterStatus, int]:
        """Visits of each status that fit a filter, whatever its statuses."""
        # By an expression, for by the column alone an index is walked that needs the table, too.
        by_status = _STATUS.concat("")
        counting = (
            select(by_status, func.count()).where(*self._conditions(wanted)).group_by(by_status)
        )
        found = self._session.connection().execute(counting)
        return {EncounterStatus(status): count for status, count in found}

    def rows(self, serials: Sequence[int]) -> tuple[EncounterRow, ...]:
        """Lines of some visits, in the order of their numbers as given; unknown ones left out."""
        by_serial: dict[int, EncounterRow] = {}
        for some in _chunks(serials):
            by_serial.update(rows_of(self._session, some))
        return tuple(by_serial[serial] for serial in serials if serial in by_serial)

    def assigned_names(self) -> tuple[str, ...]:
        """Names of coders to whom a visit is assigned, in order."""
        query = select(VisitRow.assigned_to).where(VisitRow.assigned_to != "").distinct()
        return tuple(sorted(self._session.scalars(query), key=str.casefold))

    def assign(self, serials: Iterable[int], name: str) -> int:
        """Make some visits a coder's work.

        Args:
            name: Empty to make them nobody's.

        Returns:
            How many visits changed hands.
        """
        changed = 0
        for some in _chunks(tuple(serials)):
            changed += len(
                self._session.execute(
                    update(VisitRow)
                    .where(VisitRow.serial.in_(some), VisitRow.assigned_to != name)
                    .values(assigned_to=name)
                    .returning(VisitRow.id)
                    .execution_options(synchronize_session=False)
                ).all()
            )
        self._session.expire_all()
        return changed

    def ids(self, serials: Sequence[int]) -> tuple[str, ...]:
        """Ids of some visits, in the order of their numbers as given."""
        found: dict[int, str] = {}
        for some in _chunks(serials):
            query = select(VisitRow.serial, VisitRow.id).where(VisitRow.serial.in_(some))
            found.update((serial, visit_id) for serial, visit_id in self._session.execute(query))
        return tuple(found[serial] for serial in serials if serial in found)

    def serial_of(self, encounter_id: str) -> int | None:
        """What a visit's number counts; None when there is no such visit."""
        query = select(VisitRow.serial).where(VisitRow.id == encounter_id)
        return self._session.execute(query).scalar_one_or_none()

    def _conditions(self, wanted: WorkListFilter) -> list[ColumnElement[bool]]:
        """Everything a filter asks for but the statuses."""
        conditions = [answers(part) for part in query_parts(wanted.text)]
        if wanted.provider_id:
            conditions.append(VisitRow.provider_id == wanted.provider_id)
        if wanted.payer_id == SELF_PAY:
            conditions.append(VisitRow.coverage_id.is_(None))
        elif wanted.payer_id:
            policies = select(CoverageRow.id).where(CoverageRow.payer_id == wanted.payer_id)
            # An expression again: through the index of policies, each visit would be looked up.
            conditions.append(VisitRow.coverage_id.concat("").in_(policies))
        if wanted.assigned_to is not None:
            conditions.append(VisitRow.assigned_to == wanted.assigned_to)
        last_day = wanted.last_day
        if wanted.least_age is not None:
            aged = self._moment.date() - timedelta(days=wanted.least_age)
            last_day = min(last_day, aged) if last_day else aged
        if wanted.first_day is not None:
            conditions.append(VisitRow.date_of_service >= wanted.first_day)
        if last_day is not None:
            conditions.append(VisitRow.date_of_service <= last_day)
        if wanted.least_value is not None:
            conditions.append(VisitRow.charge_total >= wanted.least_value)
        if wanted.most_value is not None:
            conditions.append(VisitRow.charge_total <= wanted.most_value)
        if wanted.without_documents:
            conditions.append(VisitRow.document_count == 0)
        if wanted.unsigned:
            conditions.append(VisitRow.unsigned_count > 0)
        if wanted.without_charges:
            conditions.append(VisitRow.charge_total == 0)
        return conditions


def _ordered(query: Select[int], order: WorkListOrder) -> Select[int]:
    """The query in an order; visits that tie follow by date and number, newest first."""
    keys: tuple[SQLColumnExpression[Any], ...]
    match order.by:
        case SortBy.DATE:
            keys = (VisitRow.date_of_service, VisitRow.serial)
        case SortBy.NUMBER:
            keys = (VisitRow.serial,)
        case SortBy.PATIENT:
            query = query.join(PatientRow, PatientRow.id == VisitRow.patient_id)
            keys = (PatientRow.folded_family, PatientRow.folded_given, PatientRow.id)
        case SortBy.PROVIDER:
            query = query.outerjoin(ProviderRow, ProviderRow.id == VisitRow.provider_id)
            keys = (ProviderRow.family, ProviderRow.given)
        case SortBy.PAYER:
            query = query.outerjoin(CoverageRow, CoverageRow.id == VisitRow.coverage_id)
            query = query.outerjoin(PayerRow, PayerRow.id == CoverageRow.payer_id)
            keys = (PayerRow.folded_name,)
        case SortBy.VALUE:
            keys = (VisitRow.charge_total,)
        case SortBy.DOCUMENTS:
            keys = (VisitRow.document_count,)
        case SortBy.ASSIGNED:
            keys = (VisitRow.assigned_to,)
        case SortBy.STATUS:
            keys = (_status_place(),)
    sorted_keys: list[ColumnElement[Any]] = [
        key.desc() if order.descending else key.asc() for key in keys
    ]
    if order.by is not SortBy.DATE:
        sorted_keys += [VisitRow.date_of_service.desc(), VisitRow.serial.desc()]
    return query.order_by(*sorted_keys)


def _status_place() -> ColumnElement[Any]:
    """A status's place in the course of the work, to sort by."""
    return case({status.value: place for status, place in _PLACES.items()}, value=_STATUS)


def _chunks(serials: Sequence[int]) -> Iterable[Sequence[int]]:
    for start in range(0, len(serials), _AT_ONCE):
        yield serials[start : start + _AT_ONCE]

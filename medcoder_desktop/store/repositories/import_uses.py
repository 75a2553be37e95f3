"""What depends on the things an import added, and so stands against undoing it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.import_batches import ItemKind
from medcoder_desktop.store.sheet_json import sheet_of
from medcoder_desktop.store.tables.chart import (
    DocumentRow,
    HistoryEntryRow,
    LabResultRow,
    PriorConditionRow,
    RecordedChargeRow,
)
from medcoder_desktop.store.tables.claims import ClaimRow
from medcoder_desktop.store.tables.coding import EncounterRow, SheetVersionRow
from medcoder_desktop.store.tables.patients import CoverageRow, PatientRow

_AT_ONCE = 500
"""Ids named in one statement."""
_Among = Callable[[Sequence[str]], ColumnElement[bool]]


_BELONGINGS: tuple[tuple[ItemKind, Any, Any], ...] = (
    (ItemKind.DOCUMENT, DocumentRow, DocumentRow.title),
    (ItemKind.RESULT, LabResultRow, LabResultRow.name),
    (ItemKind.CONDITION, PriorConditionRow, PriorConditionRow.text),
    (ItemKind.HISTORY, HistoryEntryRow, HistoryEntryRow.text),
    (ItemKind.CHARGE, RecordedChargeRow, RecordedChargeRow.procedure),
)
"""What can belong to a patient or a visit, with the column that names it to a person."""


def refuse_when_used(session: Session, number: int, ids: Mapping[ItemKind, Sequence[str]]) -> None:
    """See that nothing was built on what an import added.

    Args:
        number: Of the import, for the sentence.
        ids: What it added.

    Raises:
        InputError: Something was, and what.
    """
    visits = frozenset(ids.get(ItemKind.ENCOUNTER, ()))
    documents = frozenset(ids.get(ItemKind.DOCUMENT, ()))
    patients = frozenset(ids.get(ItemKind.PATIENT, ()))
    coverages = frozenset(ids.get(ItemKind.COVERAGE, ()))
    filled = frozenset(ids.get(ItemKind.VISIT_FILLED, ()))
    _refuse_coded(session, number, visits)
    _refuse_amended(session, number, documents)
    _refuse_corrected(session, number, ids)
    _refuse_quoted(session, number, documents)
    _refuse_added_to(session, number, patients, visits, ids)
    policies = select(EncounterRow.id, EncounterRow.number)
    for visit_id, visit in _found(session, policies, EncounterRow.coverage_id.in_, coverages):
        if visit_id not in visits and visit_id not in filled:
            raise InputError(
                "import.undo_added_to", number=number, what=f"visit {visit}", whom="a policy of it"
            )


def _refuse_coded(session: Session, number: int, visits: Collection[str]) -> None:
    query = (
        select(EncounterRow.number)
        .outerjoin(ClaimRow, ClaimRow.encounter_id == EncounterRow.id)
        .where(or_(EncounterRow.sheet_version > 0, ClaimRow.id.is_not(None)))
    )
    for (visit,) in _found(session, query, EncounterRow.id.in_, visits):
        raise InputError("import.undo_coded", number=number, visit=visit)


def _refuse_amended(session: Session, number: int, documents: Collection[str]) -> None:
    query = select(DocumentRow.title, DocumentRow.superseded_by).where(
        DocumentRow.superseded_by.is_not(None)
    )
    for title, by in _found(session, query, DocumentRow.id.in_, documents):
        if by not in documents:
            raise InputError("import.undo_amended", number=number, title=title)


def _refuse_corrected(session: Session, number: int, ids: Mapping[ItemKind, Sequence[str]]) -> None:
    """Look for lines of the import that a later one took the place of."""
    for kind, table, named in _BELONGINGS[1:]:
        added = frozenset(ids.get(kind, ()))
        query = select(named, table.replaced_by).where(table.replaced_by.is_not(None))
        for what, by in _found(session, query, table.id.in_, added):
            if by not in added:
                raise InputError("import.undo_amended", number=number, title=what)


def _refuse_quoted(session: Session, number: int, documents: Collection[str]) -> None:
    """Look for quotes in the newest coding sheets of the patients concerned."""
    titles: dict[str, str] = {}
    patients: set[str] = set()
    query = select(DocumentRow.id, DocumentRow.title, DocumentRow.patient_id)
    for document_id, title, patient_id in _found(session, query, DocumentRow.id.in_, documents):
        titles[document_id] = title
        if patient_id:
            patients.add(patient_id)
    sheets = select(EncounterRow.id, EncounterRow.number, SheetVersionRow.content).join(
        SheetVersionRow,
        (SheetVersionRow.encounter_id == EncounterRow.id)
        & (SheetVersionRow.version == EncounterRow.sheet_version),
    )
    for visit_id, visit, content in _found(session, sheets, EncounterRow.patient_id.in_, patients):
        for diagnosis in sheet_of(content, visit_id).diagnoses:
            for piece in diagnosis.evidence:
                if piece.document_id in titles:
                    title = titles[piece.document_id]
                    raise InputError("import.undo_quoted", number=number, title=title, visit=visit)


def _refuse_added_to(
    session: Session,
    number: int,
    patients: Collection[str],
    visits: Collection[str],
    ids: Mapping[ItemKind, Sequence[str]],
) -> None:
    """Something of another import, or typed by hand, belongs to what would go."""
    of_patients = select(EncounterRow.id, EncounterRow.number, PatientRow.family).join(
        PatientRow, PatientRow.id == EncounterRow.patient_id
    )
    for visit_id, visit, family in _found(
        session, of_patients, EncounterRow.patient_id.in_, patients
    ):
        if visit_id not in visits:
            raise InputError(
                "import.undo_added_to", number=number, what=f"visit {visit}", whom=family
            )
    for kind, table, what in _BELONGINGS:
        added = frozenset(ids.get(kind, ()))
        for column, owners in ((table.patient_id, patients), (table.encounter_id, visits)):
            for belonging, named in _found(session, select(table.id, what), column.in_, owners):
                if belonging not in added:
                    raise InputError(
                        "import.undo_added_to",
                        number=number,
                        what=named,
                        whom="a patient or visit of it",
                    )
    policies = select(CoverageRow.id, CoverageRow.member_id)
    of_import = frozenset(ids.get(ItemKind.COVERAGE, ()))
    for policy, member in _found(session, policies, CoverageRow.patient_id.in_, patients):
        if policy not in of_import:
            raise InputError(
                "import.undo_added_to",
                number=number,
                what=f"the policy {member}".rstrip(),
                whom="a patient of it",
            )


def _found(
    session: Session,
    query: Select[*tuple[Any, ...]],
    among: _Among,
    ids: Iterable[str],
) -> Iterator[Sequence[Any]]:
    """Rows of a query for many ids, some at a time."""
    wanted = list(ids)
    for start in range(0, len(wanted), _AT_ONCE):
        yield from session.execute(query.where(among(wanted[start : start + _AT_ONCE])))

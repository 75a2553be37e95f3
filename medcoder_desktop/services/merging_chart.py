"""What of an imported chart is new: documents with their versions, values, history, charges."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from medcoder_desktop.domain.chart_lines import LineKind
from medcoder_desktop.domain.documents import ClinicalDocument, Original
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.history import HistoryKind
from medcoder_desktop.domain.import_batches import ImportItem, ItemKind
from medcoder_desktop.domain.imports import FilingHints, ImportedRecord
from medcoder_desktop.domain.patients import Patient
from medcoder_desktop.services.merging_lines import Joined, new_lines

if TYPE_CHECKING:
    from medcoder_desktop.services.merging import Merged
    from medcoder_desktop.store.repositories import Repositories
    from medcoder_desktop.store.unit_of_work import UnitOfWork


def merge_chart(work: UnitOfWork, record: ImportedRecord, joined: Joined, merged: Merged) -> None:
    """Add what is new to the charts of patients, and note versions of amended documents."""
    originals = {original.document_id: original for original in record.originals}
    met: set[tuple[str, str]] = set()
    for document, text in record.documents:
        if document.patient_id is None:
            continue
        filed = replace(
            document,
            patient_id=joined.patients[document.patient_id],
            encounter_id=joined.encounters.get(document.encounter_id or ""),
        )
        name = (filed.patient_id or "", document.source_key)
        known = name in met or ("document", document.source_key) in joined.known[name[0]]
        add_version(work, filed, text, originals.get(document.id), merged, known=known)
        met.add(name)
    results = new_lines(work, LineKind.RESULT, record.results, joined, merged)
    work.chart.add_results(results)
    merged.note_all(ItemKind.RESULT, results, "results")
    conditions = new_lines(work, LineKind.CONDITION, record.conditions, joined, merged)
    work.chart.add_conditions(conditions)
    merged.note_all(ItemKind.CONDITION, conditions, "conditions")
    history = new_lines(work, LineKind.HISTORY, record.history, joined, merged)
    work.chart.add_history(history)
    for kind in HistoryKind:
        merged.note_all(ItemKind.HISTORY, [e for e in history if e.kind is kind], kind.plural)
    charges = new_lines(work, LineKind.CHARGE, record.charges, joined, merged)
    work.chart.add_charges(charges)
    merged.note_all(ItemKind.CHARGE, charges, "charges")


def add_version(
    work: UnitOfWork,
    document: ClinicalDocument,
    text: str,
    original: Original | None,
    merged: Merged,
    *,
    known: bool,
) -> None:
    """Add a document, unless this very version of it is there; an older one steps back.

    Args:
        known: Whether its source's name for it is known in that chart (or inbox).
    """
    versioned = replace(document, version_key=document.version_key or content_key(text, original))
    versions = work.chart.versions(document.patient_id, document.source_key) if known else ()
    for other in versions:
        if _version_of(work, other) == versioned.version_key:
            return
    newest = next((other for other in versions if other.superseded_by is None), None)
    if newest is not None and versioned.encounter_id is None:
        versioned = replace(versioned, encounter_id=newest.encounter_id)
    work.chart.add_document(versioned, text, original)
    merged.items.append(ImportItem(ItemKind.DOCUMENT, versioned.id))
    if newest is None:
        merged.counts["documents"] += 1
        return
    work.chart.save_document(replace(newest, superseded_by=versioned.id))
    merged.items.append(ImportItem(ItemKind.SUPERSEDED, newest.id))
    merged.counts["amended documents"] += 1


def content_key(text: str, original: Original | None) -> str:
    """What tells versions apart when the source does not: a hash of words or picture."""
    content = text.encode() if text.strip() or original is None else original.content
    return hashlib.sha256(content).hexdigest()[:32]


def _version_of(work: UnitOfWork, document: ClinicalDocument) -> str:
    """The version's key; for a document stored before keys were kept, what it would be."""
    return document.version_key or content_key(work.chart.text(document.id), None)


def merge_loose_documents(
    work: UnitOfWork, record: ImportedRecord, into: Encounter | None, merged: Merged
) -> None:
    """File documents that name their patient only in words, or leave them in the inbox."""
    loose = [each for each in record.documents if each[0].patient_id is None]
    if not loose or (into is None and work.imports.seen(record.sha256)):
        return  # what waits, or was filed by hand since, came with this very file
    originals = {original.document_id: original for original in record.originals}
    encounter = into or visit_hinted_at(work, record.hints)
    patient_id = encounter.patient_id if encounter else None
    known = work.chart.source_keys(patient_id)
    for document, text in loose:
        if ("document", document.source_key) in known:
            continue
        filed = replace(
            document, patient_id=patient_id, encounter_id=encounter.id if encounter else None
        )
        add_version(work, filed, text, originals.get(document.id), merged, known=False)
        if encounter is None:
            merged.waiting.append(document.title)


def visit_hinted_at(records: Repositories, hints: FilingHints) -> Encounter | None:
    """The one visit a note can mean: its patient is certain and came once on that day."""
    found: tuple[Patient, ...] = ()
    if hints.record_number:
        found = records.patients.with_record_value(hints.record_number)
    elif hints.name and hints.birth_date:
        found = records.patients.matching(hints.name.family, hints.name.given, hints.birth_date)
    if len(found) != 1 or hints.date_of_service is None:
        return None
    patient = found[0]
    if hints.birth_date and patient.birth_date and hints.birth_date != patient.birth_date:
        return None
    visits = records.encounters.of_patient_on(patient.id, hints.date_of_service)
    return visits[0] if len(visits) == 1 else None

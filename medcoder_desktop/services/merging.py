"""How an imported record joins what is known: who is the same, what is a repeat."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from medcoder_desktop.domain.documents import ClinicalDocument
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.identifiers import npi_is_valid
from medcoder_desktop.domain.imports import FilingHints, ImportedRecord
from medcoder_desktop.domain.patients import Patient
from medcoder_desktop.domain.practice import Payer, Provider

if TYPE_CHECKING:
    from medcoder_desktop.store.repositories import Repositories
    from medcoder_desktop.store.unit_of_work import UnitOfWork


@dataclass(slots=True)
class Merged:
    """What a merge did.

    Attributes:
        counts: How many of each kind were added, by the field's word.
        encounters: Visits added, with their numbers.
        waiting: Titles of documents that wait in the inbox.
    """

    counts: Counter[str] = field(default_factory=Counter)
    encounters: list[Encounter] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Same:
    """Ids in the imported record to ids in the store, and what the store knew before."""

    patients: dict[str, str] = field(default_factory=dict)
    payers: dict[str, str] = field(default_factory=dict)
    providers: dict[str, str] = field(default_factory=dict)
    coverages: dict[str, str] = field(default_factory=dict)
    encounters: dict[str, str] = field(default_factory=dict)
    known: dict[str, frozenset[tuple[str, str]]] = field(default_factory=dict)


def merge_record(work: UnitOfWork, record: ImportedRecord, into: Encounter | None = None) -> Merged:
    """Add what is new in ``record`` to the store, within the transaction of ``work``.

    Args:
        into: A visit chosen by the person for documents that name none.
    """
    merged = Merged()
    same = _Same(
        patients={p.id: _same_or_new_patient(work, p, merged) for p in record.patients},
        payers={p.id: _same_or_new_payer(work, p, merged) for p in record.payers},
        providers={p.id: _same_or_new_provider(work, p, merged) for p in record.providers},
    )
    same.known = {patient: work.chart.source_keys(patient) for patient in same.patients.values()}
    _merge_coverages(work, record, same, merged)
    _merge_encounters(work, record, same, merged)
    _merge_chart(work, record, same, merged)
    _merge_loose_documents(work, record, into, merged)
    return merged


def _same_or_new_patient(work: UnitOfWork, patient: Patient, merged: Merged) -> str:
    """Same record number, or, without one to compare, same name, birth date and sex."""
    for number in patient.record_numbers:
        found = work.patients.with_record_number(number.system, number.value)
        if found:
            return found[0].id
    alike = [
        other
        for other in work.patients.matching(
            patient.name.family, patient.name.given, patient.birth_date
        )
        if other.sex is patient.sex and not (other.record_numbers and patient.record_numbers)
    ]
    if patient.birth_date is not None and len(alike) == 1:
        if patient.record_numbers:
            work.patients.save(replace(alike[0], record_numbers=patient.record_numbers))
        return alike[0].id
    work.patients.save(patient)
    merged.counts["patients"] += 1
    return patient.id


def _same_or_new_payer(work: UnitOfWork, payer: Payer, merged: Merged) -> str:
    for other in work.payers.named(payer.name):
        return other.id
    work.payers.save(payer)
    merged.counts["payers"] += 1
    return payer.id


def _same_or_new_provider(work: UnitOfWork, provider: Provider, merged: Merged) -> str:
    """Same NPI where it is one; an NPI that cannot be right names nobody, so the name decides."""
    alike = [
        other
        for other in work.providers.with_npi(provider.npi)
        if npi_is_valid(provider.npi) or other.name == provider.name
    ]
    if alike:
        return alike[0].id
    work.providers.save(provider)
    merged.counts["providers"] += 1
    return provider.id


def _merge_coverages(work: UnitOfWork, record: ImportedRecord, same: _Same, merged: Merged) -> None:
    for coverage in record.coverages:
        joined = replace(
            coverage,
            patient_id=same.patients[coverage.patient_id],
            payer_id=same.payers[coverage.payer_id],
        )
        alike = [
            other
            for other in work.coverages.of_patient(joined.patient_id)
            if (other.payer_id, other.member_id) == (joined.payer_id, joined.member_id)
        ]
        if not alike:
            work.coverages.save(joined)
            merged.counts["coverages"] += 1
        same.coverages[coverage.id] = alike[0].id if alike else joined.id


def _merge_encounters(
    work: UnitOfWork, record: ImportedRecord, same: _Same, merged: Merged
) -> None:
    stored = {
        patient_id: {e.source_key: e for e in work.encounters.of_patient(patient_id)}
        for patient_id in same.known
    }
    for encounter in sorted(record.encounters, key=lambda e: e.date_of_service):
        patient_id = same.patients[encounter.patient_id]
        if present := stored[patient_id].get(encounter.source_key):
            same.encounters[encounter.id] = present.id
            continue
        policies = work.coverages.of_patient(patient_id)
        coverage_id = same.coverages.get(encounter.coverage_id or "")
        added = work.encounters.add(
            replace(
                encounter,
                patient_id=patient_id,
                provider_id=same.providers.get(encounter.provider_id or ""),
                coverage_id=coverage_id or (policies[0].id if policies else None),
            )
        )
        merged.encounters.append(added)
        merged.counts["encounters"] += 1
        same.encounters[encounter.id] = added.id


def _merge_chart(work: UnitOfWork, record: ImportedRecord, same: _Same, merged: Merged) -> None:
    for document, text in record.documents:
        if document.patient_id is None:
            continue
        patient_id = same.patients[document.patient_id]
        if ("document", document.source_key) not in same.known[patient_id]:
            encounter_id = same.encounters.get(document.encounter_id or "")
            work.chart.add_document(
                replace(document, patient_id=patient_id, encounter_id=encounter_id), text
            )
            merged.counts["documents"] += 1
    results = [
        replace(
            result,
            patient_id=same.patients[result.patient_id],
            encounter_id=same.encounters.get(result.encounter_id or ""),
        )
        for result in record.results
        if ("result", result.source_key) not in same.known[same.patients[result.patient_id]]
    ]
    work.chart.add_results(results)
    conditions = [
        replace(
            condition,
            patient_id=same.patients[condition.patient_id],
            encounter_id=same.encounters.get(condition.encounter_id or ""),
        )
        for condition in record.conditions
        if ("condition", condition.source_key)
        not in same.known[same.patients[condition.patient_id]]
    ]
    work.chart.add_conditions(conditions)
    merged.counts.update(results=len(results), conditions=len(conditions))


def _merge_loose_documents(
    work: UnitOfWork, record: ImportedRecord, into: Encounter | None, merged: Merged
) -> None:
    """File documents that name their patient only in words, or leave them in the inbox."""
    for document, text in record.documents:
        if document.patient_id is not None:
            continue
        encounter = into or _visit_hinted_at(work, record.hints)
        patient_id = encounter.patient_id if encounter else None
        if ("document", document.source_key) in work.chart.source_keys(patient_id):
            continue
        filed = replace(
            document, patient_id=patient_id, encounter_id=encounter.id if encounter else None
        )
        work.chart.add_document(filed, text)
        merged.counts["documents"] += 1
        if encounter is None:
            merged.waiting.append(document.title)


def _visit_hinted_at(records: Repositories, hints: FilingHints) -> Encounter | None:
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


def file_with(document: ClinicalDocument, encounter: Encounter) -> ClinicalDocument:
    """The document as filed with a visit."""
    return replace(document, patient_id=encounter.patient_id, encounter_id=encounter.id)

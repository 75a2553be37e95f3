"""How an imported record joins what is known: who is the same, what is a repeat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from medcoder_desktop.domain.encounters import BY_DAY, FROM_TABLE, Encounter
from medcoder_desktop.domain.identifiers import npi_is_valid
from medcoder_desktop.domain.import_batches import ImportItem, ItemKind, PatientMatch
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.practice import Facility, Payer, Provider
from medcoder_desktop.services.merging_chart import merge_chart, merge_loose_documents
from medcoder_desktop.services.merging_details import fill_visit
from medcoder_desktop.services.merging_lines import Joined
from medcoder_desktop.services.merging_patients import same_or_new_patient

if TYPE_CHECKING:
    from medcoder_desktop.store.unit_of_work import UnitOfWork

NO_CHOICES: Mapping[str, str] = {}


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


@dataclass(slots=True)
class Merged:
    """What a merge did.

    Attributes:
        counts: How many of each kind were added, by the field's word.
        encounters: Visits added, with their numbers.
        waiting: Titles of documents that wait in the inbox.
        items: Everything added or changed, in order, for undoing it.
        matches: How each patient of the record stands to those known.
        told: What the record states otherwise than the store.
    """

    counts: Counter[str] = field(default_factory=Counter)
    encounters: list[Encounter] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    items: list[ImportItem] = field(default_factory=list)
    matches: list[PatientMatch] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def note(self, kind: ItemKind, subject: str, word: str) -> None:
        """Something was added."""
        self.items.append(ImportItem(kind, subject))
        self.counts[word] += 1

    def note_all(self, kind: ItemKind, added: Iterable[_HasId], word: str) -> None:
        """Several things of a kind were added."""
        for each in added:
            self.note(kind, each.id, word)


@dataclass(slots=True)
class _Same:
    """Ids in the imported record to ids in the store."""

    patients: dict[str, str] = field(default_factory=dict)
    payers: dict[str, str] = field(default_factory=dict)
    providers: dict[str, str] = field(default_factory=dict)
    facilities: dict[str, str | None] = field(default_factory=dict)
    coverages: dict[str, str] = field(default_factory=dict)
    encounters: dict[str, str] = field(default_factory=dict)


def merge_record(
    work: UnitOfWork,
    record: ImportedRecord,
    into: Encounter | None = None,
    choices: Mapping[str, str] = NO_CHOICES,
) -> Merged:
    """Add what is new in ``record`` to the store, within the transaction of ``work``.

    Args:
        into: A visit chosen by the person for documents that name none.
        choices: A known patient's id by the imported one's, as a person decided; an empty id
            keeps them apart.
    """
    merged = Merged()
    same = _Same(
        patients={
            p.id: same_or_new_patient(work, p, record, choices, merged) for p in record.patients
        },
        payers={p.id: _same_or_new_payer(work, p, merged) for p in record.payers},
        providers={p.id: _same_or_new_provider(work, p, merged) for p in record.providers},
        facilities={f.id: _same_or_new_facility(work, f, merged) for f in record.facilities},
    )
    known = {patient: work.chart.source_keys(patient) for patient in same.patients.values()}
    _merge_coverages(work, record, same, merged)
    _merge_encounters(work, record, same, merged)
    merge_chart(work, record, Joined(same.patients, same.encounters, known), merged)
    merge_loose_documents(work, record, into, merged)
    return merged


def _same_or_new_payer(work: UnitOfWork, payer: Payer, merged: Merged) -> str:
    for other in work.payers.named(payer.name):
        return other.id
    work.payers.save(payer)
    merged.note(ItemKind.PAYER, payer.id, "payers")
    return payer.id


def _same_or_new_provider(work: UnitOfWork, provider: Provider, merged: Merged) -> str:
    """Same NPI where it is one; an NPI that cannot be right names nobody, so the name decides.

    Who comes without any is the only one here of that name.
    """
    alike = [
        other
        for other in work.providers.with_npi(provider.npi)
        if npi_is_valid(provider.npi) or other.name == provider.name
    ]
    if not alike and not provider.npi:
        named = [other for other in work.providers.all() if _is_named_as(other, provider)]
        alike = named if len(named) == 1 else []
    if alike:
        return alike[0].id
    work.providers.save(provider)
    merged.note(ItemKind.PROVIDER, provider.id, "providers")
    return provider.id


def _is_named_as(known: Provider, provider: Provider) -> bool:
    """Whether two names may be one: given and middle names count where both state one."""
    one, other = known.name, provider.name
    same = one.family.casefold() == other.family.casefold() and (
        one.given.casefold() == other.given.casefold() or not other.given
    )
    middles = {one.middle[:1].casefold(), other.middle[:1].casefold()} - {""}
    return same and len(middles) < 2


def _same_or_new_facility(work: UnitOfWork, facility: Facility, merged: Merged) -> str | None:
    """Same NPI or same name; the practice's own rooms are no facility."""
    practice = work.practice.get()
    name = facility.name.casefold()
    if practice is not None and (
        practice.name.casefold() == name or (facility.npi and practice.npi == facility.npi)
    ):
        return None
    alike = [other for other in work.facilities.all() if facility.npi and other.npi == facility.npi]
    for other in (*alike, *work.facilities.named(facility.name)):
        return other.id
    work.facilities.save(facility)
    merged.note(ItemKind.FACILITY, facility.id, "facilities")
    return facility.id


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
            merged.note(ItemKind.COVERAGE, joined.id, "coverages")
        same.coverages[coverage.id] = alike[0].id if alike else joined.id


def _merge_encounters(
    work: UnitOfWork, record: ImportedRecord, same: _Same, merged: Merged
) -> None:
    stored = {
        patient_id: work.encounters.of_patient(patient_id)
        for patient_id in set(same.patients.values())
    }
    insured = {coverage.patient_id for coverage in record.coverages}
    for encounter in sorted(record.encounters, key=lambda e: e.date_of_service):
        patient_id = same.patients[encounter.patient_id]
        read = replace(
            encounter,
            patient_id=patient_id,
            provider_id=same.providers.get(encounter.provider_id or ""),
            coverage_id=same.coverages.get(encounter.coverage_id or ""),
            facility_id=same.facilities.get(encounter.facility_id or ""),
        )
        named = [e for e in stored[patient_id] if e.source_key == encounter.source_key]
        left = [e for e in stored[patient_id] if e.id not in same.encounters.values()]
        present = named[0] if named else _of_the_same_day(read, left)
        if present:
            fill_visit(work, present, read, merged)
            same.encounters[encounter.id] = present.id
            continue
        policies = work.coverages.of_patient(patient_id)
        if read.coverage_id is None and policies and encounter.patient_id not in insured:
            read = replace(read, coverage_id=policies[0].id)
        added = work.encounters.add(read)
        merged.encounters.append(added)
        merged.note(ItemKind.ENCOUNTER, added.id, "visits")
        same.encounters[encounter.id] = added.id


def _of_the_same_day(encounter: Encounter, stored: Iterable[Encounter]) -> Encounter | None:
    """The visit that two sources tell of, each in its own way.

    One of them, a table of visits or a message without a visit number, knows it by its day. It
    is the only one of that day with the same clinician, or where one of them names none.
    """
    way = _way_of_naming(encounter)
    alike = [
        other
        for other in stored
        if other.date_of_service == encounter.date_of_service
        and _way_of_naming(other) != way
        and (other.provider_id or encounter.provider_id)
        == (encounter.provider_id or other.provider_id)
    ]
    return alike[0] if len(alike) == 1 else None


def _way_of_naming(encounter: Encounter) -> str:
    """How a source names its visits; of one source no two visits are the same."""
    return next((way for way in (FROM_TABLE, BY_DAY) if encounter.source_key.startswith(way)), "")

"""FHIR files of one import that belong together: what one refers to, another may hold.

A server answers by type and by page, and a bulk export has a file for each type. Such files are
read as one pool; still each brings its own part, with the people and visits it refers to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.messages import sentence
from medcoder_desktop.records.fhir.entries import Entry
from medcoder_desktop.records.fhir.links import NUMBER, Address, lent_by, wanted_by
from medcoder_desktop.records.fhir.pool import Pool
from medcoder_desktop.records.fhir.reading import Reading
from medcoder_desktop.records.fhir.record import FhirFile, People, read_chart, read_people
from medcoder_desktop.records.left_out import LeftOut
from medcoder_desktop.records.neighbours import NoNeighbours

_TOLD_FILES = 3
"""Files named as those in which the people are."""
_CERTAIN = ("Patient/", "Encounter/", "urn:", NUMBER)
"""What has to be the same in all files that call it the same."""


@dataclass(frozen=True, slots=True)
class Links:
    """What a file wants of others, and what it can lend them."""

    wanted: frozenset[Address]
    lent: Mapping[Address, str]


def links_of(entries: Sequence[Entry]) -> Links:
    """What the resources of a file refer to, and what they are."""
    return Links(wanted_by(entries), lent_by(entries))


def belonging_together(links: Sequence[Links]) -> tuple[tuple[int, ...], ...]:
    """Places of files of which one refers to what another holds, those with patients first.

    Files that call two different patients or visits by one name are left alone: nobody may get
    what is another's.
    """
    holders: dict[str, list[tuple[Address, int]]] = defaultdict(list)
    for place, each in enumerate(links):
        for address in each.lent:
            holders[address.name].append((address, place))
    group_of = list(range(len(links)))
    for place, each in enumerate(links):
        for wanted in each.wanted:
            for address, holder in holders.get(wanted.name, ()):
                if wanted.may_be(address):
                    _join(group_of, place, holder)
    groups: dict[int, list[int]] = defaultdict(list)
    for place in range(len(links)):
        groups[_root(group_of, place)].append(place)
    return tuple(
        tuple(sorted(group, key=lambda place: _people_first(links[place])))
        for group in groups.values()
        if len(group) > 1 and _agree([links[place].lent for place in group])
    )


def read_together(files: Sequence[FhirFile]) -> tuple[ImportedRecord, ...]:
    """What each of these files brings, in their order; none when there is no patient in any."""
    pool, owned = Pool(()), list[frozenset[str]]()
    taken: set[str] = set()
    for file in files:
        owned.append(frozenset(pool.add(*entry) for entry in file.entries) - taken)
        taken |= owned[-1]
    whole = Reading(pool, files[0].incoming.name, NoNeighbours())
    people = read_people(whole)
    if not whole.patients:
        return ()
    told = list(whole.left_out.sentences())
    records: list[ImportedRecord] = []
    for file, names in zip(files, owned, strict=True):
        part = replace(
            whole,
            pool=pool.part(names),
            source=file.incoming.name,
            beside=file.incoming.beside,
            left_out=LeftOut(),
            originals=[],
        )
        record = _own(read_chart(part, people, file), whole, people, names)
        lenders = _lenders(record, whole, files, owned, names)
        serves = () if record.patients else (sentence("left_out.serves", {}),)
        skipped = (*told, *record.skipped, *_named(lenders), *serves)
        records.append(replace(record, skipped=skipped, names_others=False))
        told.clear()
    return tuple(records)


def _own(
    record: ImportedRecord, whole: Reading, people: People, names: frozenset[str]
) -> ImportedRecord:
    """A file's own part of a pool, and of the people in it those it refers to."""
    filed = [(document.patient_id, document.encounter_id) for document, _ in record.documents]
    for lines in (record.results, record.conditions, record.history, record.charges):
        filed += [(line.patient_id, line.encounter_id) for line in lines]
    visits = {visit_id for _, visit_id in filed}
    encounters = tuple(
        visit for name, visit in whole.encounters.items() if name in names or visit.id in visits
    )
    patients = {patient.id for name, patient in whole.patients.items() if _outer(name) in names}
    patients |= {patient_id for patient_id, _ in filed if patient_id}
    patients |= {visit.patient_id for visit in encounters}
    policies = {visit.coverage_id for visit in encounters}
    coverages = tuple(
        coverage
        for coverage in record.coverages
        if coverage.id in policies or people.coverages.origins[coverage.id] & names
    )
    patients |= {coverage.patient_id for coverage in coverages}
    payers = {coverage.payer_id for coverage in coverages}
    seen_by = {visit.provider_id for visit in encounters}
    seen_at = {visit.facility_id for visit in encounters}
    return replace(
        record,
        patients=tuple(each for each in record.patients if each.id in patients),
        encounters=encounters,
        coverages=coverages,
        payers=tuple(payer for payer in record.payers if payer.id in payers),
        facilities=tuple(each for each in record.facilities if each.id in seen_at),
        providers=tuple(
            provider
            for provider in record.providers
            if provider.id in seen_by or people.providers.origins[provider.id] & names
        ),
    )


def _lenders(
    record: ImportedRecord,
    whole: Reading,
    files: Sequence[FhirFile],
    owned: Sequence[frozenset[str]],
    names: frozenset[str],
) -> list[str]:
    """The other files in which patients and visits of a record are."""
    patients, visits = (
        {each.id for each in record.patients},
        {each.id for each in record.encounters},
    )
    used = {_outer(name) for name, each in whole.patients.items() if each.id in patients}
    used |= {name for name, each in whole.encounters.items() if each.id in visits}
    return [
        file.incoming.name
        for file, other in zip(files, owned, strict=True)
        if other is not names and used & other
    ]


def _named(lenders: Sequence[str]) -> Iterable[str]:
    if lenders:
        more = [f"{len(lenders) - _TOLD_FILES} more"] if len(lenders) > _TOLD_FILES else []
        listed = " and ".join((*lenders[:_TOLD_FILES], *more))
        yield sentence("left_out.read_with", {"files": listed})


def _people_first(links: Links) -> int:
    """Files with patients go before those with visits, and these before all others."""
    kinds = {address.name.partition("/")[0] for address in links.lent}
    return 0 if "Patient" in kinds else 1 if "Encounter" in kinds else 2


def _agree(lent: Iterable[Mapping[Address, str]]) -> bool:
    said: dict[str, str] = {}
    return all(
        said.setdefault(address.name, mark) == mark
        for each in lent
        for address, mark in each.items()
        if address.name.startswith(_CERTAIN)
    )


def _outer(name: str) -> str:
    """The resource itself, or the one that contains it."""
    return name.partition("#")[0]


def _root(group_of: list[int], place: int) -> int:
    while group_of[place] != place:
        place = group_of[place]
    return place


def _join(group_of: list[int], one: int, other: int) -> None:
    first, second = sorted((_root(group_of, one), _root(group_of, other)))
    group_of[second] = first

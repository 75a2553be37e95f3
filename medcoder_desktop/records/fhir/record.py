"""FHIR resources: everything an office needs of them, in domain objects."""

from __future__ import annotations

from dataclasses import dataclass

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.records.fhir.charges import READ_AS_CHARGES, read_charges
from medcoder_desktop.records.fhir.conditions import read_conditions
from medcoder_desktop.records.fhir.coverage import CoverageBook, read_coverages
from medcoder_desktop.records.fhir.documents import read_documents
from medcoder_desktop.records.fhir.encounters import read_encounters
from medcoder_desktop.records.fhir.entries import Entry, single_kind
from medcoder_desktop.records.fhir.facilities import FacilityBook
from medcoder_desktop.records.fhir.history import READ_AS_HISTORY, read_history
from medcoder_desktop.records.fhir.links import wanted_by
from medcoder_desktop.records.fhir.people import ProviderBook, read_patients
from medcoder_desktop.records.fhir.pool import Pool
from medcoder_desktop.records.fhir.reading import Reading
from medcoder_desktop.records.fhir.results import read_results
from medcoder_desktop.records.fhir.version import R4, release_of
from medcoder_desktop.records.incoming import Incoming

BUNDLE = "FHIR R4 bundle"
BULK_EXPORT = "FHIR R4 bulk export"

_SERVING = frozenset(
    ["Patient", "Practitioner", "PractitionerRole", "Organization", "Location", "RelatedPerson",
     "Coverage", "ExplanationOfBenefit", "Encounter", "Condition", "Observation",
     "DiagnosticReport", "DocumentReference", "Composition", "Binary", "OperationOutcome",
     "MessageHeader", "Provenance", *READ_AS_HISTORY, *READ_AS_CHARGES]
)  # fmt: skip
"""Resource types that are read, serve those that are, or say nothing about a patient."""


@dataclass(frozen=True, slots=True)
class FhirFile:
    """A file of FHIR resources that is opened and not read yet.

    Attributes:
        kind: What the file is, in words.
        is_page: Whether it is one page of a longer answer.
    """

    incoming: Incoming
    entries: tuple[Entry, ...]
    kind: str = BUNDLE
    is_page: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """Who and what else is in a pool: clinicians, coverages and facilities."""

    providers: ProviderBook
    coverages: CoverageBook
    facilities: FacilityBook


class WithoutPatient(InputError):  # noqa: N818 - a finding about the file
    """A file of FHIR resources without any patient."""

    @property
    def wanting(self) -> bool:
        """Whether its resources name some that other files may hold."""
        return bool(self.params["wanting"])


def read_alone(file: FhirFile) -> ImportedRecord:
    """Everything of one file.

    Raises:
        WithoutPatient: There is no patient in it.
    """
    pool = Pool(file.entries)
    reading = Reading(pool, file.incoming.name, file.incoming.beside)
    people = read_people(reading)
    if not reading.patients:
        raise _without_patient(file, pool)
    return read_chart(reading, people, file)


def read_people(reading: Reading) -> People:
    """Patients, clinicians, coverages and visits, because the rest refers to them."""
    read_patients(reading)
    pool = reading.pool
    people = People(ProviderBook(pool), read_coverages(reading), FacilityBook(pool))
    read_encounters(reading, people.providers, people.coverages, people.facilities)
    return people


def read_chart(reading: Reading, people: People, file: FhirFile) -> ImportedRecord:
    """The rest of what is to be read, together with everybody it may refer to."""
    release = release_of(reading.pool.everything())
    if release != R4:
        reading.left_out.count("left_out.fhir_release", release=release)
    if file.is_page:
        reading.left_out.count("left_out.more_pages")
    documents = read_documents(reading, people.providers)
    results = read_results(reading)
    conditions = read_conditions(reading)
    history = read_history(reading)
    charges = read_charges(reading)
    _count_unread(reading)
    return ImportedRecord(
        kind=file.kind,
        source=file.incoming.name,
        sha256=file.incoming.sha256,
        patients=reading.everybody,
        payers=tuple(people.coverages.payers.values()),
        coverages=tuple(people.coverages.coverages.values()),
        providers=people.providers.providers,
        facilities=people.facilities.facilities,
        encounters=tuple(reading.encounters.values()),
        documents=documents,
        results=results,
        conditions=conditions,
        history=history,
        charges=charges,
        originals=tuple(reading.originals),
        skipped=reading.left_out.sentences(),
        names_others=reading.names_others,
    )


def _without_patient(file: FhirFile, pool: Pool) -> WithoutPatient:
    """Why a file cannot be read by itself, and what to do."""
    wanting = bool(wanted_by(file.entries))
    kind = single_kind(pool)
    if file.kind == BULK_EXPORT:
        message_id = "record.bulk_without_patient"
    elif kind:
        message_id = "record.single_resource"
    else:
        message_id = "record.patients_elsewhere" if wanting else "record.no_patient"
    return WithoutPatient(message_id, file=file.incoming.name, kind=kind, wanting=wanting)


def _count_unread(reading: Reading) -> None:
    """One sentence on the kinds of resources that this version does not read."""
    counts = reading.pool.count_by_kind()
    unread = [(kind, count) for kind, count in counts.most_common() if kind not in _SERVING]
    if unread:
        listed = ", ".join(f"{count} {kind}" for kind, count in unread[:12])
        more = f" and {len(unread) - 12} more kinds" if len(unread) > 12 else ""
        reading.left_out.count("left_out.kinds", kinds=f"{listed}{more}")

"""FHIR resources: everything an office needs of them, in domain objects."""

from __future__ import annotations

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.records.fhir_charges import READ_AS_CHARGES, read_charges
from medcoder_desktop.records.fhir_conditions import read_conditions
from medcoder_desktop.records.fhir_coverage import read_coverages
from medcoder_desktop.records.fhir_documents import read_documents
from medcoder_desktop.records.fhir_encounters import read_encounters
from medcoder_desktop.records.fhir_history import READ_AS_HISTORY, read_history
from medcoder_desktop.records.fhir_nodes import Node, nodes, text
from medcoder_desktop.records.fhir_people import ProviderBook, read_patients
from medcoder_desktop.records.fhir_pool import Pool, flatten
from medcoder_desktop.records.fhir_reading import Reading
from medcoder_desktop.records.fhir_results import read_results
from medcoder_desktop.records.fhir_version import R4, release_of
from medcoder_desktop.records.incoming import Incoming

BUNDLE = "FHIR R4 bundle"

_SERVING = frozenset(
    ["Patient", "Practitioner", "PractitionerRole", "Organization", "Location", "RelatedPerson",
     "Coverage", "ExplanationOfBenefit", "Encounter", "Condition", "Observation",
     "DiagnosticReport", "DocumentReference", "Composition", "Binary", "OperationOutcome",
     "MessageHeader", "Provenance", *READ_AS_HISTORY, *READ_AS_CHARGES]
)  # fmt: skip
"""Resource types that are read, serve those that are, or say nothing about a patient."""


def read_bundle(incoming: Incoming, tree: object) -> ImportedRecord:
    """Read a bundle of any type, or a plain list of resources.

    Args:
        tree: The parsed JSON.

    Raises:
        InputError: It is not FHIR, not R4, a single resource, or holds no patient.
    """
    reading = Reading(Pool(_entries(incoming, tree)), incoming.name, incoming.beside)
    if any(text(link, "relation") == "next" for link in nodes(tree, "link")):
        reading.left_out.count("left_out.more_pages")
    return read_resources(reading, BUNDLE, incoming.sha256)


def read_resources(reading: Reading, kind: str, sha256: str) -> ImportedRecord:
    """Everything of a pool of resources, people first, because the rest refers to them.

    Raises:
        InputError: The resources are not of R4, or there is no patient among them.
    """
    release = release_of(reading.pool.everything())
    if release != R4:
        reading.left_out.count("left_out.fhir_release", release=release)
    read_patients(reading)
    if not reading.patients:
        raise InputError("record.no_patient", file=reading.source)
    providers = ProviderBook(reading.pool)
    coverages = read_coverages(reading)
    read_encounters(reading, providers, coverages)
    documents = read_documents(reading, providers)
    results = read_results(reading)
    conditions = read_conditions(reading)
    history = read_history(reading)
    charges = read_charges(reading)
    _count_unread(reading)
    return ImportedRecord(
        kind=kind,
        source=reading.source,
        sha256=sha256,
        patients=reading.everybody,
        payers=tuple(coverages.payers.values()),
        coverages=tuple(coverages.coverages.values()),
        providers=providers.providers,
        encounters=tuple(reading.encounters.values()),
        documents=documents,
        results=results,
        conditions=conditions,
        history=history,
        charges=charges,
        originals=tuple(reading.originals),
        skipped=reading.left_out.sentences(),
    )


def _entries(incoming: Incoming, tree: object) -> list[tuple[str, Node]]:
    if isinstance(tree, list):  # some programs write the resources without a bundle around them
        tree = {"resourceType": "Bundle", "entry": [{"resource": inner} for inner in tree]}
    kind = text(tree, "resourceType")
    if not kind:
        raise InputError("record.not_fhir", file=incoming.name)
    if kind != "Bundle":
        raise InputError("record.single_resource", file=incoming.name, kind=kind)
    return list(flatten(tree))


def _count_unread(reading: Reading) -> None:
    """One sentence on the kinds of resources that this version does not read."""
    counts = reading.pool.count_by_kind()
    unread = [(kind, count) for kind, count in counts.most_common() if kind not in _SERVING]
    if unread:
        listed = ", ".join(f"{count} {kind}" for kind, count in unread[:12])
        more = f" and {len(unread) - 12} more kinds" if len(unread) > 12 else ""
        reading.left_out.count("left_out.kinds", kinds=f"{listed}{more}")

"""One import of many files in one transaction: tried out for a preview, kept, or taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from medcoder_desktop.domain.chart_lines import LineKind
from medcoder_desktop.domain.claims import Claim
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.errors import InputError, MedCoderError
from medcoder_desktop.domain.import_batches import ImportItem, ItemKind, PatientMatch
from medcoder_desktop.domain.imports import FileReport, ImportedRecord, ImportOutcome, told_in_order
from medcoder_desktop.domain.messages import sentence
from medcoder_desktop.records.recognise import RecognisedButNotRead
from medcoder_desktop.services.merging import Merged, merge_record
from medcoder_desktop.services.merging_claims import forget_claims, merge_claim
from medcoder_desktop.services.merging_details import empty_patients, empty_visits
from medcoder_desktop.services.merging_patients import numbers_before
from medcoder_desktop.services.reading import ReadFile

if TYPE_CHECKING:
    from medcoder_desktop.store.unit_of_work import UnitOfWork


@dataclass(slots=True)
class Taken:
    """What all files of an import came to, within its transaction.

    Attributes:
        reports: One for each file.
        items: Everything added or changed.
        matches: Each patient of the files once.
    """

    reports: list[FileReport] = field(default_factory=list)
    items: list[ImportItem] = field(default_factory=list)
    matches: list[PatientMatch] = field(default_factory=list)


def take_in(
    work: UnitOfWork,
    read: Iterable[ReadFile],
    into: Encounter | None,
    choices: Mapping[str, str],
) -> Taken:
    """Merge every file that could be read; one that cannot be merged leaves nothing behind."""
    taken = Taken()
    for path, content in read:
        if isinstance(content, MedCoderError):
            taken.reports.append(report_of_error(path, content))
            continue
        try:
            if isinstance(content, Claim):
                report, items = merge_claim(work, path.name, content)
                taken.reports.append(report)
                taken.items += items
                continue
            with work.attempt():
                merged = merge_record(work, content, into, choices)
                if merged.items and not work.imports.seen(content.sha256):
                    merged.items.append(ImportItem(ItemKind.FILE, content.sha256))
                work.imports.add(content.sha256, content.source, content.kind)
        except MedCoderError as error:
            taken.reports.append(report_of_error(path, error))
            continue
        taken.reports.append(_report_of(content, merged))
        taken.items += merged.items
        taken.matches += merged.matches
    taken.matches = _each_once(taken)
    return taken


def report_of_error(path: Path, error: MedCoderError) -> FileReport:
    """What the person reads about a file that was not stored."""
    skipped = isinstance(error, RecognisedButNotRead)
    outcome = ImportOutcome.SKIPPED if skipped else ImportOutcome.REFUSED
    return FileReport(path.name, outcome, sentence=error.sentence)


def _report_of(record: ImportedRecord, merged: Merged) -> FileReport:
    skipped = (*record.skipped, *merged.told)
    if not merged.items:
        message = "import.says_otherwise" if merged.told else "import.already_there"
        return FileReport(
            record.source,
            ImportOutcome.ALREADY_THERE,
            record.kind,
            sentence(message, {"file": record.source}),
            skipped=skipped,
        )
    waiting = " ".join(
        sentence("import.waits_in_inbox", {"title": title}) for title in merged.waiting
    )
    return FileReport(
        record.source,
        ImportOutcome.IMPORTED,
        record.kind,
        waiting,
        told_in_order(merged.counts),
        tuple(encounter.number for encounter in merged.encounters),
        skipped,
    )


def _each_once(taken: Taken) -> list[PatientMatch]:
    """Patients without those who were met in an earlier file of the same import."""
    added = {item.subject for item in taken.items if item.kind is ItemKind.PATIENT}
    met: set[str] = set()
    once: list[PatientMatch] = []
    for match in taken.matches:
        known = match.known.id if match.known else match.imported.id
        if known in met or (match.known is not None and known in added):
            continue
        met.add(known)
        others = tuple(each for each in match.lookalikes if each.patient.id not in added)
        once.append(replace(match, lookalikes=others) if match.lookalikes else match)
    return once


def undo(work: UnitOfWork, import_id: str) -> Counter[str]:
    """Take back everything an import added, or nothing.

    Returns:
        How many of each kind were taken out, by the kind's word.

    Raises:
        InputError: Work depends on it: a visit was coded, a note is quoted, something was added
            to it since; or it was undone before.
    """
    batch = work.imports.get(import_id)
    if batch.undone_at is not None:
        raise InputError("import.undone_before", number=batch.number)
    by_kind: dict[ItemKind, list[ImportItem]] = {}
    for item in work.imports.items(import_id):
        by_kind.setdefault(item.kind, []).append(item)
    ids = {kind: [item.subject for item in items] for kind, items in by_kind.items()}
    work.imports.refuse_when_used(batch.number, ids)
    for item in by_kind.get(ItemKind.REPLACED, ()):
        work.chart.replace_line(LineKind(item.before), item.subject, None)
    forget_claims(work, batch.number, by_kind.get(ItemKind.CLAIM, ()))
    for kind in (ItemKind.RESULT, ItemKind.CONDITION, ItemKind.HISTORY, ItemKind.CHARGE):
        work.imports.remove(kind, ids.get(kind, ()))
    added = ids.get(ItemKind.DOCUMENT, ())
    work.chart.remove_documents(added)
    for document_id in set(ids.get(ItemKind.SUPERSEDED, ())) - set(added):
        work.chart.save_document(replace(work.chart.document(document_id), superseded_by=None))
    _forget_people(work, by_kind, ids)
    work.imports.remove(ItemKind.FILE, ids.get(ItemKind.FILE, ()))
    work.imports.mark_undone(import_id)
    return Counter({kind.value: len(items) for kind, items in by_kind.items()})


def _forget_people(
    work: UnitOfWork,
    by_kind: Mapping[ItemKind, Sequence[ImportItem]],
    ids: Mapping[ItemKind, Sequence[str]],
) -> None:
    """Take out visits, policies and patients; payers, providers and facilities others use stay."""
    empty_visits(work, by_kind.get(ItemKind.VISIT_FILLED, ()))
    empty_patients(work, by_kind.get(ItemKind.PATIENT_FILLED, ()))
    work.imports.remove(ItemKind.ENCOUNTER, ids.get(ItemKind.ENCOUNTER, ()))
    work.imports.remove(ItemKind.COVERAGE, ids.get(ItemKind.COVERAGE, ()))
    for item in reversed(by_kind.get(ItemKind.PATIENT_NUMBERS, ())):
        patient = work.patients.get(item.subject)
        work.patients.save(replace(patient, record_numbers=numbers_before(item.before)))
    work.imports.remove(ItemKind.PATIENT, ids.get(ItemKind.PATIENT, ()))
    for payer_id in ids.get(ItemKind.PAYER, ()):
        if not work.payers.in_use(payer_id):
            work.payers.remove(payer_id)
    for provider_id in ids.get(ItemKind.PROVIDER, ()):
        if not work.providers.in_use(provider_id):
            work.providers.remove(provider_id)
    for facility_id in ids.get(ItemKind.FACILITY, ()):
        if not work.facilities.in_use(facility_id):
            work.facilities.remove(facility_id)

"""The patient's record: brought in, read, filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.claims import Claim
from medcoder_desktop.domain.documents import Chart, ClinicalDocument
from medcoder_desktop.domain.errors import MedCoderError
from medcoder_desktop.domain.imports import (
    FileReport,
    ImportedRecord,
    ImportOutcome,
    ImportReport,
)
from medcoder_desktop.domain.messages import sentence
from medcoder_desktop.domain.progress import Progress, no_progress
from medcoder_desktop.domain.samples import AnswerKey
from medcoder_desktop.records.recognise import RecognisedButNotRead
from medcoder_desktop.services.claim_service import ClaimService
from medcoder_desktop.services.merging import file_with, merge_record
from medcoder_desktop.services.reading import Incoming, read_file
from medcoder_desktop.services.samples import (
    read_answer_keys,
    read_sample_office,
    sample_records,
)

if TYPE_CHECKING:
    from medcoder_desktop.store.store import Store


class RecordService:
    """Files in, chart out.

    Args:
        samples: Folder of the sample patients.
    """

    def __init__(self, store: Store, claims: ClaimService, samples: Path) -> None:
        self._store = store
        self._claims = claims
        self._samples = samples

    def import_files(
        self,
        actor: Actor,
        paths: Sequence[Path],
        progress: Progress = no_progress,
        encounter_id: str | None = None,
    ) -> ImportReport:
        """Import files of any mixture, each in one transaction of its own.

        Args:
            encounter_id: A visit for documents that do not say whose they are.

        Returns:
            What came of each file; a file that cannot be read is reported, not raised.

        Raises:
            Cancelled: The progress callback stopped the work between two files; those before
                are stored whole.
        """
        reports: list[FileReport] = []
        for number, path in enumerate(paths):
            progress(number, len(paths), path.name)
            try:
                incoming = read_file(path)
                reports.append(self.store(actor, incoming, encounter_id))
            except MedCoderError as error:
                reports.append(self.report_of_error(path, error))
        progress(len(paths), len(paths), "")
        return ImportReport(tuple(reports))

    def store(
        self, actor: Actor, incoming: Incoming, encounter_id: str | None = None
    ) -> FileReport:
        """The storing half of an import: one short transaction for one file."""
        if isinstance(incoming, Claim):
            return self._claims.add_read_back(actor, incoming)
        return self._store_record(actor, incoming, encounter_id)

    def report_of_error(self, path: Path, error: MedCoderError) -> FileReport:
        """What the person reads about a file that was not stored."""
        outcome = (
            ImportOutcome.SKIPPED
            if isinstance(error, RecognisedButNotRead)
            else ImportOutcome.REFUSED
        )
        return FileReport(path.name, outcome, sentence=error.sentence)

    def import_samples(self, actor: Actor, progress: Progress = no_progress) -> ImportReport:
        """Add the sample patients, and their practice where none is set up."""
        self.import_office_of_samples(actor)
        return self.import_files(actor, sample_records(self._samples), progress)

    def import_office_of_samples(self, actor: Actor) -> Changes:
        """Add the samples' practice, providers, payers and fees where the office has none."""
        office = read_sample_office(self._samples)
        with self._store.writing(actor) as work:
            if work.practice.get() is None:
                work.practice.save(office.practice)
            for provider in office.providers:
                if not work.providers.with_npi(provider.npi):
                    work.providers.save(provider)
            for payer in office.payers:
                if not work.payers.named(payer.name):
                    work.payers.save(payer)
            if not work.fees.all():
                for fee in office.fees:
                    work.fees.save(fee)
            work.record("samples.office", "practice")
            work.commit()
        return Changes(Changed.PRACTICE | Changed.PROVIDERS | Changed.PAYERS | Changed.FEES)

    def sample_files(self) -> tuple[Path, ...]:
        """The record files of the sample patients."""
        return sample_records(self._samples)

    def answer_keys(self) -> tuple[AnswerKey, ...]:
        """What a careful coder would assign to each sample visit."""
        return read_answer_keys(self._samples)

    def answer_key(self, encounter_id: str) -> AnswerKey | None:
        """The answer key of a visit, when it is a sample's."""
        with self._store.reading() as records:
            source_key = records.encounters.get(encounter_id).source_key
        name = source_key.rpartition("/")[2]
        return next((key for key in self.answer_keys() if name and key.encounter == name), None)

    def chart(self, encounter_id: str) -> Chart:
        """The patient's chart: this visit's documents first, then the rest, newest first."""
        with self._store.reading() as records:
            patient_id = records.encounters.get(encounter_id).patient_id
            documents = records.chart.documents_of(patient_id)
            results = records.chart.results_of(patient_id)
            conditions = records.chart.conditions_of(patient_id)
        mine = [d for d in documents if d.encounter_id == encounter_id]
        others = [d for d in documents if d.encounter_id != encounter_id]
        return Chart((*mine, *others), results, conditions)

    def document_text(self, document_id: str) -> str:
        """The text of a document, to which all offsets of evidence refer."""
        with self._store.reading() as records:
            return records.chart.text(document_id)

    def add_document(self, actor: Actor, document: ClinicalDocument, text: str) -> ClinicalDocument:
        """Add a note typed or pasted by hand.

        Returns:
            The document as stored, with its length.
        """
        stored = replace(document, length=len(text))
        with self._store.writing(actor) as work:
            work.chart.add_document(stored, text)
            work.record("document.add", stored.encounter_id or stored.id, stored.kind.value)
            work.commit()
        return stored

    def unfiled(self) -> tuple[ClinicalDocument, ...]:
        """The inbox: documents that name no known patient and visit."""
        with self._store.reading() as records:
            return records.chart.unfiled()

    def file_document(self, actor: Actor, document_id: str, encounter_id: str) -> Changes:
        """File a document of the inbox with a visit."""
        with self._store.writing(actor) as work:
            encounter = work.encounters.get(encounter_id)
            work.chart.save_document(file_with(work.chart.document(document_id), encounter))
            work.record("document.file", encounter_id, document_id)
            work.commit()
        return Changes(Changed.CHART, frozenset({encounter_id}))

    def _store_record(
        self, actor: Actor, record: ImportedRecord, encounter_id: str | None
    ) -> FileReport:
        with self._store.writing(actor) as work:
            into = work.encounters.get(encounter_id) if encounter_id else None
            merged = merge_record(work, record, into)
            if not +merged.counts:
                return FileReport(
                    record.source,
                    ImportOutcome.ALREADY_THERE,
                    record.kind,
                    sentence("import.already_there", {"file": record.source}),
                    skipped=record.skipped,
                )
            work.imports.add(record.sha256, record.source, record.kind)
            work.record("record.import", record.sha256[:16], record.kind)
            work.commit()
        waiting = " ".join(
            sentence("import.waits_in_inbox", {"title": title}) for title in merged.waiting
        )
        return FileReport(
            record.source,
            ImportOutcome.IMPORTED,
            record.kind,
            waiting,
            tuple(sorted((+merged.counts).items())),
            tuple(encounter.number for encounter in merged.encounters),
            record.skipped,
        )

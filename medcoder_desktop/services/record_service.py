"""The patient's record: brought in, read, filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.documents import Chart, ClinicalDocument
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.finding_words import ChartHit, hits_in
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.import_batches import (
    ImportBatch,
    ImportChoice,
    ImportPreview,
    ImportReport,
)
from medcoder_desktop.domain.imports import ImportOutcome
from medcoder_desktop.domain.office_settings import settings_from
from medcoder_desktop.domain.own_book import ColumnMapping
from medcoder_desktop.domain.progress import Progress, no_progress
from medcoder_desktop.domain.samples import AnswerKey
from medcoder_desktop.domain.visit_tables import VISITS
from medcoder_desktop.services.importing import take_in, undo
from medcoder_desktop.services.naming import days_in, is_named_in, words_that_may_name
from medcoder_desktop.services.reading import ReadFile, ReadingWays, files_of, read_files
from medcoder_desktop.services.samples import (
    read_answer_keys,
    read_sample_office,
    sample_records,
)

if TYPE_CHECKING:
    from medcoder_desktop.store.store import Store
    from medcoder_desktop.store.unit_of_work import UnitOfWork

_MOST_NAMED = 5
_MOST_SUGGESTED = 20
WHOLE_RECORD = (
    Changed.ENCOUNTERS
    | Changed.PATIENTS
    | Changed.COVERAGE
    | Changed.PAYERS
    | Changed.PROVIDERS
    | Changed.FACILITIES
    | Changed.CHART
    | Changed.CLAIMS
)
"""What an import may touch."""


class RecordService:
    """Files in, chart out.

    Args:
        samples: Folder of the sample patients.
    """

    def __init__(self, store: Store, samples: Path) -> None:
        self._store = store
        self._samples = samples

    def import_files(
        self,
        actor: Actor,
        paths: Sequence[Path],
        progress: Progress = no_progress,
        encounter_id: str | None = None,
    ) -> ImportReport:
        """Read files of any mixture, then store all of them in one transaction.

        Args:
            encounter_id: A visit for documents that do not say whose they are.

        Returns:
            What came of each file; a file that cannot be read is reported, not raised.

        Raises:
            Cancelled: The progress callback stopped the work; nothing is stored.
        """
        return self.store(actor, self.read(paths, progress), encounter_id)

    def read(
        self,
        paths: Sequence[Path],
        progress: Progress = no_progress,
        ways: ReadingWays | None = None,
    ) -> tuple[ReadFile, ...]:
        """The reading half of an import: nothing is stored. Folders stand for their files.

        Args:
            ways: How files are read; as the office wants it when left out.

        Raises:
            Cancelled: The progress callback stopped the work.
        """
        return read_files(files_of(paths), progress, ways or self.reading_ways())

    def reading_ways(self) -> ReadingWays:
        """The office's limits, and the columns of its tables as they were named."""
        with self._store.reading() as records:
            limits = settings_from(records.ways.settings()).limits
            return ReadingWays(limits, records.book.mappings(VISITS))

    def remember_columns(self, actor: Actor, columns: ColumnMapping) -> None:
        """Read tables with the same headings by these columns from now on."""
        with self._store.writing(actor) as work:
            work.book.save_mapping(columns)
            work.record("record.columns", columns.kind)
            work.commit()

    def preview(
        self,
        actor: Actor,
        read: Sequence[ReadFile],
        encounter_id: str | None = None,
        choices: Sequence[ImportChoice] = (),
    ) -> ImportPreview:
        """What an import would do: it is done, looked at, and taken back."""
        with self._store.writing(actor) as work:
            taken = take_in(work, read, _visit(work, encounter_id), _by_id(choices))
        return ImportPreview(tuple(taken.reports), tuple(taken.matches))

    def store(
        self,
        actor: Actor,
        read: Sequence[ReadFile],
        encounter_id: str | None = None,
        choices: Sequence[ImportChoice] = (),
    ) -> ImportReport:
        """The storing half of an import: one transaction for all that all files hold.

        Args:
            read: What :func:`read_files` read.
            encounter_id: A visit for documents that do not say whose they are.
            choices: What a person decided about patients of the files.
        """
        import_id = ""
        with self._store.writing(actor) as work:
            taken = take_in(work, read, _visit(work, encounter_id), _by_id(choices))
            if taken.items:
                import_id = new_id()
                sources = [r.file for r in taken.reports if r.outcome is ImportOutcome.IMPORTED]
                number = work.imports.keep(import_id, actor, sources)
                work.imports.keep_items(import_id, taken.items)
                work.record("record.import", import_id, f"import {number}, {len(sources)} files")
                work.commit()
        return ImportReport(tuple(taken.reports), import_id, tuple(taken.matches))

    def imports(self) -> tuple[ImportBatch, ...]:
        """The imports, the latest first."""
        with self._store.reading() as records:
            return records.imports.latest()

    def number_of(self, report: ImportReport) -> int:
        """By which number people call an import; 0 when it added nothing."""
        if not report.import_id:
            return 0
        with self._store.reading() as records:
            return records.imports.get(report.import_id).number

    def undo_number(self, actor: Actor, number: int) -> Changes:
        """Take back the import that people call by this number.

        Raises:
            InputError: There is none, work depends on it, or it was undone before.
        """
        found = [batch for batch in self.imports() if batch.number == number]
        if not found:
            raise InputError("import.none", number=number)
        return self.undo_import(actor, found[0].id)

    def undo_import(self, actor: Actor, import_id: str) -> Changes:
        """Take back everything an import added, or nothing.

        Raises:
            InputError: Work depends on it, or it was undone before.
        """
        with self._store.writing(actor) as work:
            undo(work, import_id)
            work.record("record.import_undo", import_id)
            work.commit()
        return Changes(WHOLE_RECORD)

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
            mine = [d for d in documents if d.encounter_id == encounter_id]
            others = [d for d in documents if d.encounter_id != encounter_id]
            return Chart(
                documents=(*mine, *others),
                results=records.chart.results_of(patient_id),
                conditions=records.chart.conditions_of(patient_id),
                history=records.chart.history_of(patient_id),
                charges=records.chart.charges_of(patient_id),
                visits=records.encounters.of_patient(patient_id),
            )

    def last_opened(self, encounter_id: str) -> datetime | None:
        """When a coder last had a visit open; None for never."""
        with self._store.reading() as records:
            return records.encounters.opened_at(encounter_id)

    def note_opened(self, actor: Actor, encounter_id: str) -> None:
        """Remember that a coder has a visit open: what comes in from now on is new to her."""
        with self._store.writing(actor) as work:
            work.encounters.note_opened(encounter_id, work.moment)
            work.record("visit.open", encounter_id)
            work.commit()

    def find_in_chart(self, encounter_id: str, wanted: str) -> tuple[ChartHit, ...]:
        """Where words stand in the patient's documents, the newest documents first.

        Args:
            wanted: Case does not count, and a blank stands for any one white space.
        """
        with self._store.reading() as records:
            patient_id = records.encounters.get(encounter_id).patient_id
            documents = records.chart.documents_of(patient_id)
            texts = records.chart.texts_of(patient_id)
        return hits_in(((each, texts.get(each.id, "")) for each in documents), wanted)

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

    def suggested_visits(self, document_id: str) -> tuple[str, ...]:
        """Ids of visits a document of the inbox may belong to, the likeliest first.

        They are of patients whose record number, or family and given name, stands in its text or
        file name; those on a day it names come first.
        """
        with self._store.reading() as records:
            document = records.chart.document(document_id)
            text = f"{document.title}\n{document.source}\n{records.chart.text(document_id)}"
            patients = {
                patient.id: patient
                for word in words_that_may_name(text)
                for patient in records.patients.search(word, _MOST_NAMED)
                if is_named_in(patient, text)
            }
            visits = [v for p in patients for v in records.encounters.of_patient(p)]
        days = days_in(text)
        visits.sort(
            key=lambda visit: (
                visit.date_of_service not in days,
                -visit.date_of_service.toordinal(),
            )
        )
        return tuple(visit.id for visit in visits[:_MOST_SUGGESTED])

    def file_document(self, actor: Actor, document_id: str, encounter_id: str) -> Changes:
        """File a document of the inbox with a visit."""
        with self._store.writing(actor) as work:
            encounter = work.encounters.get(encounter_id)
            work.chart.save_document(
                replace(
                    work.chart.document(document_id),
                    patient_id=encounter.patient_id,
                    encounter_id=encounter.id,
                )
            )
            work.record("document.file", encounter_id, document_id)
            work.commit()
        return Changes(Changed.CHART, frozenset({encounter_id}))


def _visit(work: UnitOfWork, encounter_id: str | None) -> Encounter | None:
    return work.encounters.get(encounter_id) if encounter_id else None


def _by_id(choices: Sequence[ImportChoice]) -> dict[str, str]:
    return {choice.imported_id: choice.known_id for choice in choices}

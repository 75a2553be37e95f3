"""One import of any number of files: what it would do, what it did, and that it can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.imports import FileReport, ImportOutcome
from medcoder_desktop.domain.patients import Patient


class ItemKind(Enum):
    """What an import can add, or change."""

    PATIENT = "patient"
    PATIENT_NUMBERS = "record numbers"
    PAYER = "payer"
    PROVIDER = "provider"
    FACILITY = "facility"
    COVERAGE = "coverage"
    ENCOUNTER = "encounter"
    DOCUMENT = "document"
    SUPERSEDED = "superseded document"
    RESULT = "result"
    CONDITION = "condition"
    HISTORY = "history"
    CHARGE = "charge"
    CLAIM = "claim"
    REPLACED = "replaced line"
    PATIENT_FILLED = "details of a patient"
    VISIT_FILLED = "details of a visit"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class ImportItem:
    """One thing an import added or changed.

    Attributes:
        subject: Its id (of a file, the SHA-256 of its content).
        before: For changed things what they were, so that undoing can put it back.
    """

    kind: ItemKind
    subject: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """One import as the list of imports shows it.

    Attributes:
        number: Counts the imports.
        sources: Names of the files that added something.
        undone_at: When it was taken back; None while it stands.
    """

    id: str
    number: int
    moment: datetime
    actor: Actor
    sources: tuple[str, ...]
    undone_at: datetime | None = None


class Match(Enum):
    """How a patient of a file stands to those that are known."""

    NEW = "new patient"
    KNOWN = "known patient"
    NEAR = "looks like a known patient"


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A known patient who may be the one in the file.

    Attributes:
        reason: In words: ``same birth date, similar name; other record number``.
    """

    patient: Patient
    reason: str


@dataclass(frozen=True, slots=True)
class PatientMatch:
    """One patient of the files beside whom the office knows.

    Attributes:
        imported: As the file has them; their id is the file's own.
        file: Name of the file.
        known: Whom they were found to be; None for a new patient.
        reason: Why they are the same, in words; empty for a new patient.
        lookalikes: Known patients who are near, the nearest first; a person decides.
    """

    imported: Patient
    file: str
    known: Patient | None = None
    reason: str = ""
    lookalikes: tuple[Lookalike, ...] = ()

    @property
    def match(self) -> Match:
        """How they stand."""
        if self.known is not None:
            return Match.KNOWN
        return Match.NEAR if self.lookalikes else Match.NEW


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do, found by doing it and taking it back.

    Attributes:
        files: What would come of each file.
        patients: Each patient of the files once.
    """

    files: tuple[FileReport, ...]
    patients: tuple[PatientMatch, ...]

    @property
    def has_something(self) -> bool:
        """Whether anything would be added."""
        return any(report.outcome is ImportOutcome.IMPORTED for report in self.files)

    def count(self, match: Match) -> int:
        """How many patients stand so."""
        return sum(each.match is match for each in self.patients)


@dataclass(frozen=True, slots=True)
class ImportChoice:
    """What a person decided about a patient of a file.

    Attributes:
        imported_id: The patient's id in the file as it was read.
        known_id: Whom they are; empty to keep them a patient of their own.
    """

    imported_id: str
    known_id: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of all files of one import.

    Attributes:
        import_id: By which it can be undone; empty when nothing was added.
        patients: Each patient of the files once.
    """

    files: tuple[FileReport, ...] = ()
    import_id: str = ""
    patients: tuple[PatientMatch, ...] = ()

    @property
    def all_read(self) -> bool:
        """Whether every file was read or recognised as something to skip."""
        return all(report.outcome is not ImportOutcome.REFUSED for report in self.files)

"""What came in with a record file, before and after it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from medcoder_desktop.domain.charges import RecordedCharge
from medcoder_desktop.domain.documents import (
    ClinicalDocument,
    LabResult,
    Original,
    PriorCondition,
)
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.history import HistoryEntry
from medcoder_desktop.domain.patients import Coverage, Patient
from medcoder_desktop.domain.people import PersonName
from medcoder_desktop.domain.practice import Facility, Payer, Provider


@dataclass(frozen=True, slots=True)
class FilingHints:
    """What a loose note says about whose it is, for filing it with a known patient and visit.

    Attributes:
        name: As the note writes it; None when it does not say. So for the others.
        record_number: Chart number (MRN).
    """

    name: PersonName | None = None
    birth_date: date | None = None
    record_number: str | None = None
    date_of_service: date | None = None


@dataclass(frozen=True, slots=True)
class ImportedRecord:
    """Everything one file holds, in domain objects with fresh ids that point at each other.

    Attributes:
        kind: What the file is, in words: ``FHIR R4 bundle``, ``text note``.
        source: File name without its folder.
        sha256: Of the file's bytes, hexadecimal: the same file is recognised by it.
        documents: Documents with their text.
        originals: Bytes of documents whose pages can be shown.
        hints: For documents that name their patient only in words.
        skipped: Sentences on what could not be taken, for the person to read.
    """

    kind: str
    source: str
    sha256: str
    patients: tuple[Patient, ...] = ()
    payers: tuple[Payer, ...] = ()
    coverages: tuple[Coverage, ...] = ()
    providers: tuple[Provider, ...] = ()
    encounters: tuple[Encounter, ...] = ()
    documents: tuple[tuple[ClinicalDocument, str], ...] = ()
    results: tuple[LabResult, ...] = ()
    conditions: tuple[PriorCondition, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    charges: tuple[RecordedCharge, ...] = ()
    originals: tuple[Original, ...] = ()
    hints: FilingHints = FilingHints()
    skipped: tuple[str, ...] = ()
    facilities: tuple[Facility, ...] = ()


class ImportOutcome(Enum):
    """What came of one file."""

    IMPORTED = "imported"
    ALREADY_THERE = "already there"
    SKIPPED = "skipped"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FileReport:
    """What came of one file, for the person to read.

    Attributes:
        file: Name without its folder.
        sentence: One sentence; empty when it was simply imported.
        counts: How many of each kind were added, by the field's word (``visits`` …).
        encounter_numbers: Visits added.
    """

    file: str
    outcome: ImportOutcome
    kind: str = ""
    sentence: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    encounter_numbers: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()

    @property
    def counted(self) -> str:
        """The counts in words: ``1 patient, 24 results``."""
        return ", ".join(counted(count, word) for word, count in self.counts if count)


_TOLD_FIRST = ("patients", "visits", "documents", "claims", "results", "conditions", "charges")


def told_in_order(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """What was counted, what a person wants to hear of first at the front, without zeros."""
    kept = ((word, count) for word, count in counts.items() if count > 0)
    places = {word: place for place, word in enumerate(_TOLD_FIRST)}
    return tuple(sorted(kept, key=lambda each: (places.get(each[0], len(places)), each[0])))


def counted(count: int, word: str) -> str:
    """A count in words: ``1 allergy`` of ``allergies``."""
    if count == 1:
        word = f"{word.removesuffix('ies')}y" if word.endswith("ies") else word.removesuffix("s")
    return f"{count:,} {word}"

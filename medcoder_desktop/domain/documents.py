"""What the chart holds: notes and reports, laboratory values, conditions of the past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from medcoder_desktop.domain.charges import RecordedCharge
from medcoder_desktop.domain.codes import dotted, looks_like_diagnosis
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.history import HistoryEntry

_ICD10CM = ("icd-10-cm", "icd10cm", "2.16.840.1.113883.6.90")
"""What records call ICD-10-CM in the names and addresses of their code systems."""


class DocumentKind(Enum):
    """What kind of document it is, as the document list groups them."""

    PROGRESS_NOTE = "progress note"
    HISTORY_AND_PHYSICAL = "history and physical"
    CONSULTATION = "consultation"
    PROCEDURE_NOTE = "procedure note"
    IMAGING_REPORT = "imaging report"
    PATHOLOGY_REPORT = "pathology report"
    LABORATORY_REPORT = "laboratory report"
    LETTER = "letter"
    OTHER = "document"


@dataclass(frozen=True, slots=True)
class ClinicalDocument:
    """A document of a patient's chart, without its text (which lists do not need).

    Attributes:
        patient_id: Whose chart it is in; None while it waits in the inbox to be filed.
        encounter_id: The visit it belongs to; None for the chart at large.
        written_on: Date of the document; None where the record does not say.
        author: As the document names them; may be empty.
        signed: True, False, or None where the record does not say.
        source: File name it came from, or how it was entered.
        source_key: What the source calls it, so that it is not added twice.
        length: Characters of text.
        media_type: Of the original whose pages can be shown (``application/pdf``,
            ``image/tiff`` …); empty for a document that is text alone.
        page_starts: Offset in the text at which each page begins; empty without pages.
        version_key: Tells versions of one document apart: a hash of its content or the source's
            own version number. Another version under the same source key is an amendment.
        superseded_by: Id of the version that took this one's place; None for the newest.
        added_at: When it was stored; None before.
    """

    id: str
    patient_id: str | None
    encounter_id: str | None
    kind: DocumentKind
    title: str
    written_on: date | None
    author: str = ""
    signed: bool | None = None
    source: str = ""
    source_key: str = ""
    length: int = 0
    media_type: str = ""
    page_starts: tuple[int, ...] = ()
    version_key: str = ""
    superseded_by: str | None = None
    added_at: datetime | None = None

    @property
    def has_pages(self) -> bool:
        """Whether there is an original whose pages can be shown as they are."""
        return bool(self.media_type)


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of a document as they came, for showing its pages.

    Attributes:
        media_type: ``application/pdf``, ``image/png``, ``image/jpeg`` or ``image/tiff``.
    """

    document_id: str
    media_type: str
    content: bytes


class AbnormalFlag(Enum):
    """How a result stands to its reference range."""

    NORMAL = ""
    LOW = "L"
    HIGH = "H"
    CRITICAL_LOW = "LL"
    CRITICAL_HIGH = "HH"
    ABNORMAL = "A"


@dataclass(frozen=True, slots=True)
class LabResult:
    """One laboratory or vital-sign value.

    Attributes:
        code: LOINC code; may be empty.
        value: As reported, with its decimals; a number or a word such as ``negative``.
        reference_range: As reported (``4.0-5.6``); may be empty.
        panel: Name of the report it came in; may be empty.
        was: The value before a later record corrected it; empty where none did.
    """

    id: str
    patient_id: str
    encounter_id: str | None
    code: str
    name: str
    value: str
    unit: str
    reference_range: str
    flag: AbnormalFlag
    taken_on: date | None
    panel: str = ""
    source_key: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class PriorCondition:
    """A condition the record lists. It is history, never a code for today's claim.

    Attributes:
        code: In the record's own system (often SNOMED CT); may be empty.
        code_system: URI or name of that system.
        status: ``active``, ``resolved`` … as the record says it.
    """

    id: str
    patient_id: str
    encounter_id: str | None
    text: str
    code: str
    code_system: str
    onset: date | None
    status: str = ""
    source_key: str = ""

    @property
    def icd10cm(self) -> str:
        """The code with its dot where the record states it in ICD-10-CM; empty otherwise."""
        named = any(name in self.code_system.casefold() for name in _ICD10CM)
        return dotted(self.code) if named and looks_like_diagnosis(self.code) else ""


@dataclass(frozen=True, slots=True)
class Chart:
    """What the record panel shows for one visit: the patient's whole chart, this visit first.

    Attributes:
        documents: Newest versions and those they replaced alike.
        charges: What the record says was charged for this visit.
        visits: All visits of the patient, newest first.
    """

    documents: tuple[ClinicalDocument, ...]
    results: tuple[LabResult, ...]
    conditions: tuple[PriorCondition, ...]
    history: tuple[HistoryEntry, ...] = ()
    charges: tuple[RecordedCharge, ...] = ()
    visits: tuple[Encounter, ...] = ()

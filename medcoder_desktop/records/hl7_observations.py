"""Results, reports and diagnoses of HL7 version 2 segments."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass, field
from datetime import date

from medcoder_desktop.domain.documents import (
    AbnormalFlag,
    ClinicalDocument,
    DocumentKind,
    LabResult,
    PriorCondition,
)
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.records.attachments import AttachedPages, AttachedText, text_of_bytes
from medcoder_desktop.records.document_kinds import kind_of_title
from medcoder_desktop.records.hl7_people import read_provider
from medcoder_desktop.records.hl7_segments import Segment
from medcoder_desktop.records.lab_values import (
    limits_from_text,
    number,
    readable_unit,
    stated_flag,
)
from medcoder_desktop.records.limits import LONGEST_VALUE
from medcoder_desktop.records.wording import tidy_text

_SYSTEMS = {
    "I10": "http://hl7.org/fhir/sid/icd-10-cm", "I10C": "http://hl7.org/fhir/sid/icd-10-cm",
    "ICD-10": "http://hl7.org/fhir/sid/icd-10-cm", "ICD10": "http://hl7.org/fhir/sid/icd-10-cm",
    "10": "http://hl7.org/fhir/sid/icd-10-cm", "ICD-10-CM": "http://hl7.org/fhir/sid/icd-10-cm",
    "I9": "http://hl7.org/fhir/sid/icd-9-cm", "I9C": "http://hl7.org/fhir/sid/icd-9-cm",
    "SCT": "http://snomed.info/sct", "SNM": "http://snomed.info/sct",
}  # fmt: skip
"""Names of code systems (table 0396) by those the chart uses."""
_SERVICES = {
    "RAD": DocumentKind.IMAGING_REPORT, "RUS": DocumentKind.IMAGING_REPORT,
    "CT": DocumentKind.IMAGING_REPORT, "NMR": DocumentKind.IMAGING_REPORT,
    "NMS": DocumentKind.IMAGING_REPORT, "CUS": DocumentKind.IMAGING_REPORT,
    "SP": DocumentKind.PATHOLOGY_REPORT, "CP": DocumentKind.PATHOLOGY_REPORT,
    "PAT": DocumentKind.PATHOLOGY_REPORT, "LAB": DocumentKind.LABORATORY_REPORT,
    "MB": DocumentKind.LABORATORY_REPORT, "CH": DocumentKind.LABORATORY_REPORT,
}  # fmt: skip
"""Diagnostic services (table 0074) by the kind of report they write."""
_TEXT_TYPES = frozenset(["TX", "FT"])
_NOT_A_RESULT = frozenset(["X", "D", "W", "N", "I"])
_SIGNED = {"AU": True, "LA": True, "DI": False, "DO": False, "IN": False, "IP": False, "PA": False}
"""Completion of a document (table 0271)."""


@dataclass(slots=True)
class Report:
    """A report under way: its heading segment, and the lines that follow.

    Attributes:
        heading: The OBR or TXA it began with.
        problems: Ids of sentences on what could not be taken, with what they name.
        pages: Of the first document embedded in it.
    """

    heading: Segment
    lines: list[str] = field(default_factory=list)
    title: str = ""
    problems: list[tuple[str, str]] = field(default_factory=list)
    pages: AttachedPages | None = None

    @property
    def name(self) -> str:
        """What it is called: the service, or the type of document."""
        at = 4 if self.heading.name == "OBR" else 2
        heading = self.heading
        return heading.text(at, 2) or heading.text(at, 5) or self.title or heading.text(at, 1)

    def take(self, obx: Segment) -> None:
        """Add the text of an observation."""
        self.title = self.title or obx.text(3, 2)
        if obx.text(2) == "ED":
            attached = _embedded(obx)
            if attached.problem:
                self.problems.append((attached.problem, attached.detail))
            self.lines.append(attached.text)
            self.pages = self.pages or attached.pages
        else:
            self.lines.append(obx.words(5))

    def document(
        self, patient_id: str, encounter_id: str | None, source: str
    ) -> tuple[ClinicalDocument, str] | None:
        """The document it makes; None when it has neither words nor pages."""
        text = tidy_text("\n".join(self.lines))
        if not text.strip() and self.pages is None:
            return None
        heading, is_obr = self.heading, self.heading.name == "OBR"
        author = read_provider(heading, *((32, 16) if is_obr else (9, 5, 10)))
        title = self.name or "Report"
        kind = kind_of_title(title) or (_SERVICES.get(heading.text(24)) if is_obr else None)
        signed = heading.text(25) in ("F", "C") if is_obr and heading.text(25) else None
        numbers = (heading.text(3), heading.text(2)) if is_obr else (heading.text(12),)
        own = "/".join(filter(None, (*numbers, heading.text(4) if is_obr else ""))) or title
        state = heading.text(25) if is_obr else heading.text(17)
        mark = hashlib.sha256(text.encode()).hexdigest()[:16]
        document = ClinicalDocument(
            id=new_id(),
            patient_id=patient_id,
            encounter_id=encounter_id,
            kind=kind or DocumentKind.OTHER,
            title=title,
            written_on=self.written_on,
            author=author.signed_name if author else "",
            signed=signed if is_obr else _SIGNED.get(heading.text(17).upper()),
            source=source,
            source_key=f"hl7/{heading.name}/{own}/{self.written_on}"[:300],
            version_key=f"{state}/{mark}",
            length=len(text),
        )
        return document, text

    @property
    def written_on(self) -> date | None:
        """The day of the observation, or of the activity that the document is about."""
        numbers = (7, 22, 14) if self.heading.name == "OBR" else (4, 6, 7)
        return next(filter(None, map(self.heading.day, numbers)), None)


def is_text(obx: Segment) -> bool:
    """Whether an observation is to be read rather than looked up in a table."""
    kind = obx.text(2).upper()
    return kind in _TEXT_TYPES or kind == "ED" or len(obx.raw(5)) > LONGEST_VALUE


def read_result(
    obx: Segment, obr: Segment | None, patient_id: str, encounter_id: str | None
) -> LabResult | str:
    """The value of an OBX, or the id of the sentence that says why there is none."""
    if obx.text(11).upper() in _NOT_A_RESULT:
        return "left_out.result_status"
    value = _value(obx)
    name = obx.text(3, 2) or obx.text(3, 5) or obx.text(3, 1)
    if not value or not name:
        return "left_out.result_empty"
    panel = (obr.text(4, 2) or obr.text(4, 5) or obr.text(4, 1)) if obr else ""
    taken = obx.day(14) or (obr.day(7) if obr else None)
    written = obx.text(7)
    order = (obr.text(3) or obr.text(2)) if obr else ""
    key = (order, panel, obx.text(3), obx.text(4), taken, obx.text(11), "" if order else value)
    return LabResult(
        id=new_id(),
        patient_id=patient_id,
        encounter_id=encounter_id,
        code=_loinc(obx),
        name=name,
        value=value,
        unit=readable_unit(obx.text(6)),
        reference_range=written,
        flag=_flag(obx, value, written),
        taken_on=taken,
        panel=panel,
        source_key=("hl7/" + "/".join(map(str, key)))[:300],
    )


def read_condition(segment: Segment, patient_id: str) -> PriorCondition | None:
    """The diagnosis of a DG1, or the problem of a PRB; None where it is not named."""
    described = segment.text(3, 2) or (segment.text(4) if segment.name == "DG1" else "")
    code = segment.text(3, 1)
    if not described and not code:
        return None
    stated, state = segment.text(3, 3).upper(), ""
    if segment.name == "DG1":
        stated = stated or segment.text(2).upper()
        onset = segment.day(5)
    else:
        onset = segment.day(16) or segment.day(7)
        state = segment.text(14, 2) or segment.text(14)
    return PriorCondition(
        id=new_id(),
        patient_id=patient_id,
        encounter_id=None,
        text=described or code,
        code=code,
        code_system=_SYSTEMS.get(stated, stated),
        onset=onset,
        status=state,
        source_key=f"hl7/{segment.name}/{stated}/{code}/{described}/{onset}"[:300],
    )


def _value(obx: Segment) -> str:
    if obx.text(2).upper() == "SN":
        return "".join(obx.text(5, each) for each in (1, 2, 3, 4))
    if obx.text(2).upper() in ("CE", "CWE", "CNE", "CF"):
        return obx.text(5, 2) or obx.text(5, 9) or obx.text(5, 1)
    return "; ".join(filter(None, (obx.component_of(each, 1) for each in obx.repetitions(5))))


def _loinc(obx: Segment) -> str:
    for first, system in ((1, 3), (4, 6)):
        if obx.text(3, system).upper() in ("LN", "LNC", "LOINC"):
            return obx.text(3, first)
    return ""


def _flag(obx: Segment, value: str, written: str) -> AbnormalFlag:
    for at in range(len(obx.repetitions(8))):
        stated = stated_flag(obx.text(8, 1, at))
        if stated is not None:
            return stated
    limits, measured = limits_from_text(written), number(value)
    return limits.flag(measured) if limits and measured is not None else AbnormalFlag.NORMAL


def _embedded(obx: Segment) -> AttachedText:
    """The text of encapsulated data: source, type, subtype, encoding, content."""
    kind = "/".join(filter(None, (obx.text(5, 2), obx.text(5, 3)))).lower()
    content = obx.repetitions(5)[0].split(obx.signs.component) if obx.repetitions(5) else []
    packed = content[4] if len(content) > 4 else ""
    if obx.text(5, 4).lower() != "base64":
        return text_of_bytes(obx.signs.unescaped(packed).encode("utf-8", "replace"), "text/plain")
    try:
        raw = base64.b64decode("".join(packed.split()), validate=True)
    except (binascii.Error, ValueError):
        return AttachedText(problem="left_out.document_garbled")
    return text_of_bytes(raw, kind if "/" in kind and kind.startswith("text") else "")

"""What kind of document a title or a set of section headings announces."""

from __future__ import annotations

import re

from medcoder_desktop.domain.documents import DocumentKind

_BY_TITLE = {
    DocumentKind.PATHOLOGY_REPORT: (
        r"patholog(?:y|ical) (?:report|consult|study)|surgical pathology|histopatholog"
        r"|cytolog(?:y|ical)\b|biopsy report|dermatopathology"
    ),
    DocumentKind.IMAGING_REPORT: (
        r"x-?ray|radiolog(?:y|ical)|radiograph|imaging|mammogra|ultrasound|sonogra|\b[cm]t scan"
        r"|\bct\b.{0,30}report|\bmri\b|dexa\b|bone density|echocardiogram report|doppler"
    ),
    DocumentKind.LABORATORY_REPORT: (
        r"lab(?:oratory)? (?:report|results?|studies)|laboratory|microbiology|specimen report"
    ),
    DocumentKind.PROCEDURE_NOTE: (
        r"(?:procedure|operative|operation|surg(?:ery|ical)|anesthesia|endoscopy|colonoscopy)"
        r" (?:note|report|record|operation note)|op(?:erative)? ?note|surgical operation"
    ),
    DocumentKind.CONSULTATION: r"consult(?:ation|ant)?s?\b|second opinion",
    DocumentKind.HISTORY_AND_PHYSICAL: (
        r"history (?:and|&) physical|\bh ?& ?p\b|\bhnp\b|admission (?:note|history)"
        r"|initial (?:visit|evaluation|history)|new patient (?:visit|evaluation)"
    ),
    DocumentKind.LETTER: r"\bletter\b|correspondence|referral (?:note|to\b)|^dear\b",
    DocumentKind.PROGRESS_NOTE: (
        r"progress|(?:clinic|office|visit|encounter|follow-?up|soap|outpatient|telehealth|nursing"
        r"|emergency department|urgent care|discharge|evaluation \+ plan|evaluation and plan"
        r"|chart|wellness|therapy|telephone|nurse) (?:visit )?(?:note|summary)"
        r"|(?:office|acute|walk-?in|sick|clinic|telehealth|virtual|video|return|well[ -]child"
        r"|well[ -]woman|wellness|follow-?up|nurse|home|urgent care|prenatal|postpartum)"
        r" (?:visit|exam)|annual (?:exam|physical|wellness)|check-?up|\bsoap\b"
    ),
}
"""Tried in order: an imaging report of a clinic is still an imaging report."""
_VISIT_SECTIONS = frozenset(
    ["CC", "CHIEF COMPLAINT", "HPI", "HISTORY OF PRESENT ILLNESS", "SUBJECTIVE", "OBJECTIVE",
     "ASSESSMENT", "ASSESSMENT AND PLAN", "ASSESSMENT & PLAN", "A/P", "PLAN", "S", "O", "A", "P",
     "REASON FOR VISIT", "REVIEW OF SYSTEMS", "ROS", "INTERVAL HISTORY", "PHYSICAL EXAM",
     "PHYSICAL EXAMINATION"]
)  # fmt: skip
"""What only a note about seeing the patient has."""


def kind_of_title(title: str) -> DocumentKind | None:
    """The kind a title or a type of document announces; None when it announces none."""
    for kind, pattern in _BY_TITLE.items():
        if re.search(pattern, title, re.IGNORECASE):
            return kind
    return None


def kind_of_sections(headings: frozenset[str]) -> DocumentKind | None:
    """The kind a document's section headings give away.

    Args:
        headings: Upper case, without colons.
    """
    if headings & {"GROSS DESCRIPTION", "MICROSCOPIC DESCRIPTION", "SPECIMEN", "SPECIMENS"}:
        return DocumentKind.PATHOLOGY_REPORT
    if any(heading.startswith(("PREOPERATIVE", "POSTOPERATIVE")) for heading in headings):
        return DocumentKind.PROCEDURE_NOTE
    if "FINDINGS" in headings and headings & {"IMPRESSION", "TECHNIQUE", "COMPARISON"}:
        return DocumentKind.IMAGING_REPORT
    if headings & _VISIT_SECTIONS:
        return DocumentKind.PROGRESS_NOTE
    return None

"""What someone noted on the results and conditions of a FHIR import."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from medcoder_desktop.domain.documents import ClinicalDocument, DocumentKind
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.records.concepts import codes, words
from medcoder_desktop.records.fhir.nodes import Node, at, first_day, nodes, text
from medcoder_desktop.records.fhir.observations import NOT_A_RESULT, observations
from medcoder_desktop.records.fhir.pool import Resource
from medcoder_desktop.records.fhir.reading import Reading
from medcoder_desktop.records.fhir.reports import whole_text
from medcoder_desktop.records.limits import limits
from medcoder_desktop.records.wording import tidy_text

_MADE = (("effectiveDateTime",), ("effectivePeriod", "start"), ("effectiveInstant",), ("issued",),
         ("recordedDate",), ("assertedDate",), ("dateRecorded",))  # fmt: skip
"""Where the day of a result or an entry among the conditions stands."""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Where comments of one kind are filed: one document for each visit and day."""

    title: str
    kind: DocumentKind
    patient_id: str
    encounter_id: str | None
    day: date | None


def comments(body: Node) -> str:
    """What someone noted on a resource, a line for each note; empty without any."""
    said = [whole_text(note, "text") for note in nodes(body, "note")]
    said += [
        whole_text(body, "comment"),
        whole_text(body, "comments"),
    ]  # up to FHIR STU3
    return "\n".join(filter(None, said))


def read_comments(reading: Reading) -> Iterator[tuple[ClinicalDocument, str]]:
    """The comments of each visit and day, as documents to be read and cited."""
    shelves: dict[_Shelf, dict[str, str]] = {}
    for title, kind, resource in _commented(reading):
        body = resource.body
        patient = reading.owner_of(resource)
        if patient is None:
            continue
        visit = reading.encounter_of(resource, patient)
        day = first_day(body, *_MADE)
        shelf = _Shelf(title, kind, patient.id, visit.id if visit else None, day)
        line = f"{words(at(body, 'code')) or resource.kind}: {comments(body)}"
        shelves.setdefault(shelf, {}).setdefault(resource.name, line)
    for shelf, lines in shelves.items():
        yield _document(reading, shelf, lines)


def _commented(reading: Reading) -> Iterator[tuple[str, DocumentKind, Resource]]:
    """What has comments and stands."""
    for resource in observations(reading):
        if comments(resource.body) and text(resource.body, "status") not in NOT_A_RESULT:
            yield "Comments on results", DocumentKind.LABORATORY_REPORT, resource
    for resource in reading.pool.of_kind("Condition"):
        wrong = set(codes(resource.body, "verificationStatus")) & {"entered-in-error", "refuted"}
        if comments(resource.body) and not wrong:
            yield "Comments on conditions", DocumentKind.OTHER, resource


def _document(
    reading: Reading, shelf: _Shelf, lines: dict[str, str]
) -> tuple[ClinicalDocument, str]:
    written = tidy_text("\n".join(lines.values()))[: limits().longest_text]
    # comments on other lines of the same day do not take the place of these
    mark = hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:12]
    document = ClinicalDocument(
        id=new_id(),
        patient_id=shelf.patient_id,
        encounter_id=shelf.encounter_id,
        kind=shelf.kind,
        title=shelf.title,
        written_on=shelf.day,
        source=reading.source,
        source_key=f"{next(iter(lines))}#comments/{mark}",
        length=len(written),
    )
    return document, written

"""Observations of a FHIR import, and what someone noted on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from medcoder_desktop.domain.documents import ClinicalDocument, DocumentKind
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.records.concepts import words
from medcoder_desktop.records.fhir_nodes import Node, at, first_day, nodes, text
from medcoder_desktop.records.fhir_pool import Resource
from medcoder_desktop.records.fhir_reading import Reading
from medcoder_desktop.records.fhir_reports import whole_text
from medcoder_desktop.records.limits import limits
from medcoder_desktop.records.wording import tidy_text

NOT_A_RESULT = frozenset(["entered-in-error", "cancelled"])
"""States of an observation that does not stand."""
COMMENTS = "Comments on results"


def observations(reading: Reading) -> Iterator[Resource]:
    """Observations that stand by themselves, then those inside diagnostic reports."""
    yield from reading.pool.of_kind("Observation")
    for report in reading.pool.of_kind("DiagnosticReport"):
        for reference in nodes(report.body, "result"):
            if text(reference, "reference").startswith("#"):
                inside = reading.pool.resolve(reference, report)
                if inside and inside.kind == "Observation":
                    subject = {"subject": at(report.body, "subject")}
                    dated = {"effectiveDateTime": text(report.body, "effectiveDateTime")}
                    yield Resource(inside.kind, inside.name, {**subject, **dated, **inside.body})


def comments(observation: Node) -> str:
    """What someone noted on an observation, a line for each note; empty without any."""
    said = [whole_text(note, "text") for note in nodes(observation, "note")]
    said += [
        whole_text(observation, "comment"),
        whole_text(observation, "comments"),
    ]  # up to FHIR STU3
    return "\n".join(filter(None, said))


def read_comments(reading: Reading) -> list[tuple[ClinicalDocument, str]]:
    """The comments on the results of each visit and day, as a document to be read and cited."""
    gathered: dict[tuple[str, str | None, date | None], list[tuple[str, str]]] = {}
    for resource in observations(reading):
        body = resource.body
        patient = reading.owner_of(resource) if comments(body) else None
        if patient is None or text(body, "status") in NOT_A_RESULT:
            continue
        encounter = reading.encounter_of(resource, patient)
        taken = first_day(body, ("effectiveDateTime",), ("effectivePeriod", "start"), ("issued",))
        filed = (patient.id, encounter.id if encounter else None, taken)
        line = f"{words(at(body, 'code')) or 'Result'}: {comments(body)}"
        gathered.setdefault(filed, []).append((resource.name, line))
    return [_commented(reading, filed, lines) for filed, lines in gathered.items()]


def _commented(
    reading: Reading,
    filed: tuple[str, str | None, date | None],
    lines: list[tuple[str, str]],
) -> tuple[ClinicalDocument, str]:
    patient_id, encounter_id, taken = filed
    written = tidy_text("\n".join(line for _, line in lines))[: limits().longest_text]
    document = ClinicalDocument(
        id=new_id(),
        patient_id=patient_id,
        encounter_id=encounter_id,
        kind=DocumentKind.LABORATORY_REPORT,
        title=COMMENTS,
        written_on=taken,
        source=reading.source,
        source_key=f"{lines[0][0]}#comments",
        length=len(written),
    )
    return document, written

"""Clinical notes and reports of a FHIR import, as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from medcoder_desktop.domain.documents import ClinicalDocument, DocumentKind
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.records.attachments import (
    READ_TYPES,
    AttachedPages,
    AttachedText,
    media_type,
    read_attachment,
)
from medcoder_desktop.records.concepts import codes, codings, words
from medcoder_desktop.records.document_kinds import kind_of_title
from medcoder_desktop.records.documents.scans import pages_beside
from medcoder_desktop.records.fhir.comments import read_comments
from medcoder_desktop.records.fhir.narrative import composition_text
from medcoder_desktop.records.fhir.nodes import Node, at, day, first_day, nodes, text
from medcoder_desktop.records.fhir.people import ProviderBook
from medcoder_desktop.records.fhir.pool import Resource
from medcoder_desktop.records.fhir.reading import Reading
from medcoder_desktop.records.fhir.reports import own_words
from medcoder_desktop.records.fhir.results import is_report
from medcoder_desktop.records.limits import limits
from medcoder_desktop.records.wording import tidy_text

Document = tuple[ClinicalDocument, str]
"""A document with its text."""

_KIND_BY_LOINC = {
    "11506-3": DocumentKind.PROGRESS_NOTE, "51847-2": DocumentKind.PROGRESS_NOTE,
    "34111-5": DocumentKind.PROGRESS_NOTE, "34117-2": DocumentKind.HISTORY_AND_PHYSICAL,
    "11492-6": DocumentKind.HISTORY_AND_PHYSICAL, "11488-4": DocumentKind.CONSULTATION,
    "28570-0": DocumentKind.PROCEDURE_NOTE, "11504-8": DocumentKind.PROCEDURE_NOTE,
    "18748-4": DocumentKind.IMAGING_REPORT, "11526-1": DocumentKind.PATHOLOGY_REPORT,
    "11502-2": DocumentKind.LABORATORY_REPORT, "51852-2": DocumentKind.LETTER,
    "57133-1": DocumentKind.LETTER,
}  # fmt: skip
"""LOINC document types to our kinds."""
_KIND_BY_CATEGORY = {
    "LAB": DocumentKind.LABORATORY_REPORT, "RAD": DocumentKind.IMAGING_REPORT,
    "imaging": DocumentKind.IMAGING_REPORT, "CT": DocumentKind.IMAGING_REPORT,
    "RUS": DocumentKind.IMAGING_REPORT, "NMR": DocumentKind.IMAGING_REPORT,
    "XRC": DocumentKind.IMAGING_REPORT, "VUS": DocumentKind.IMAGING_REPORT,
    "LP29684-5": DocumentKind.IMAGING_REPORT, "LP29708-2": DocumentKind.IMAGING_REPORT,
    "LP7839-6": DocumentKind.PATHOLOGY_REPORT, "PAT": DocumentKind.PATHOLOGY_REPORT,
    "SP": DocumentKind.PATHOLOGY_REPORT, "CP": DocumentKind.PATHOLOGY_REPORT,
    "LP29693-6": DocumentKind.LABORATORY_REPORT, "laboratory": DocumentKind.LABORATORY_REPORT,
}  # fmt: skip
"""Diagnostic service sections (HL7 0074) and US Core categories."""
_WITHDRAWN = frozenset(["entered-in-error", "cancelled"])
_FORMAT = re.compile(
    r"\.\w{2,5}$|\W*\b(?:pdf|html?|rtf|docx?|word|plain|text|txt|xml|c-?cda|version|format)\b\W*",
    re.IGNORECASE,
)
_MARKS = {"superseded": "superseded", "preliminary": "preliminary", "amended": "amended",
          "corrected": "corrected", "appended": "appended"}  # fmt: skip
"""Statuses a coder must see before relying on a document, told behind its title."""
_SIGNED = {"final": True, "amended": True, "corrected": True, "appended": True,
           "preliminary": False, "partial": False, "registered": False}  # fmt: skip
_WRITTEN = (("date",), ("issued",), ("effectiveDateTime",), ("effectivePeriod", "start"),
            ("context", "period", "start"), ("period", "start"), ("created",),
            ("indexed",))  # fmt: skip
"""Where the day of a document stands, the likeliest first."""


@dataclass(frozen=True, slots=True)
class _Written:
    """A text found in a resource, not yet filed.

    Attributes:
        key: What the source calls it.
        attachment: Where it was attached; empty for a text of the resource itself.
        file: File it lay in; empty when it came with the resource.
        pages: The original, where it has pages.
        part: Which part of the resource it is, where there are others.
    """

    key: str
    text: str
    attachment: Node
    file: str = ""
    pages: AttachedPages | None = None
    part: str = ""


def read_documents(reading: Reading, providers: ProviderBook) -> tuple[Document, ...]:
    """All notes and reports whose text can be read, in the order of the file."""
    documents: list[Document] = []
    known: set[tuple[str | None, ...]] = set()
    for resource, written in _written_texts(reading):
        for document, body in _filed(reading, providers, resource, written):
            # a note may be listed a second time as the form of a report
            is_note = resource.kind == "DocumentReference"
            filed_as = (document.patient_id, document.encounter_id, body)
            titled = (*filed_as, document.title)
            if is_note or written.pages or not {filed_as, titled} & known:
                documents.append((document, body))
            known.add(filed_as if is_note else titled)
    return (*documents, *read_comments(reading))


def _written_texts(reading: Reading) -> Iterator[tuple[Resource, _Written]]:
    """Every text there is, notes before reports."""
    pool = reading.pool
    for resource in pool.of_kind("DocumentReference"):
        if _withdrawn(reading, resource):
            continue
        contents = nodes(resource.body, "content")
        attachments = [a for content in contents for a in nodes(content, "attachment")]
        for written in _attached(reading, resource, attachments):
            yield resource, written
    for resource in pool.of_kind("DiagnosticReport"):
        for written in _report_texts(reading, resource):
            yield resource, written
    for resource in pool.of_kind("Observation"):
        if is_report(resource.body) and not _withdrawn(reading, resource):
            narrative = tidy_text(str(resource.body["valueString"])[: limits().longest_text])
            yield resource, _Written(f"{resource.name}#text", narrative, {})
    for resource in pool.of_kind("Composition"):
        if not _withdrawn(reading, resource):
            sections = composition_text(resource.body)
            if sections:
                yield resource, _Written(resource.name, sections, {})
            else:
                title = _title(resource.body, {})
                reading.left_out.count("left_out.document_empty", title=title)


def _withdrawn(reading: Reading, resource: Resource) -> bool:
    """Whether the record itself takes a document back; then that is counted."""
    body = resource.body
    withdrawn = bool({text(body, "status"), text(body, "docStatus")} & _WITHDRAWN)
    if withdrawn:
        reading.left_out.count("left_out.document_status")
    return withdrawn


def _attached(reading: Reading, resource: Resource, attachments: list[Node]) -> Iterator[_Written]:
    """The texts attached to a resource: every part in the best format that can be read.

    The same note often comes in several formats; one of them is enough, unless another has a
    title of its own. Only when none can be read is it told why.
    """
    by_format = sorted(attachments, key=_preference)
    problems: list[tuple[str, AttachedText, Node]] = []
    read_in: int | None = None
    titles: set[str] = set()
    for place, attachment in enumerate(by_format):
        title = _plain_title(attachment)
        again = read_in is not None and _preference(attachment) != read_in
        if again and (not title or not titles or title in titles):
            continue
        found = read_attachment(attachment, reading.pool, reading.beside)
        if found.problem:
            problems.append((title, found, attachment))
            continue
        key = resource.name if read_in is None else f"{resource.name}#{place + 1}"
        read_in = _preference(attachment) if read_in is None else read_in
        titles |= {title} - {""}
        yield _Written(key, found.text, attachment, found.file, found.pages)
    if read_in is None and not problems:
        problems = [("", AttachedText(problem="left_out.document_empty"), {})]
    for title, found, attachment in problems:
        if read_in is None or (title and titles and title not in titles):
            named = _title(resource.body, attachment)
            reading.left_out.count(found.problem, title=named, detail=found.detail)


def _plain_title(attachment: Node) -> str:
    """The title of an attachment without what only says its format."""
    return _FORMAT.sub("", text(attachment, "title")).strip().casefold()


def _preference(attachment: Node) -> int:
    kind = media_type(attachment)
    return READ_TYPES.index(kind) if kind in READ_TYPES else len(READ_TYPES)


def _report_texts(reading: Reading, resource: Resource) -> Iterator[_Written]:
    """The forms of a diagnostic report, and what it says beside them."""
    if _withdrawn(reading, resource):
        return
    body, forms = resource.body, list[str]()
    attachments = list(nodes(body, "presentedForm"))
    for written in _attached(reading, resource, attachments) if attachments else ():
        forms.append(written.text)
        yield written
    own = own_words(body, forms)
    if own:
        yield _Written(f"{resource.name}#conclusion", own, {}, part="conclusion" if forms else "")
    if not (attachments or own or nodes(body, "result")):
        reading.left_out.count("left_out.document_empty", title=_title(body, {}))


def _filed(
    reading: Reading, providers: ProviderBook, resource: Resource, written: _Written
) -> list[Document]:
    """The document in its patient's chart; nothing when it is nobody's here."""
    body = resource.body
    patient = reading.patient_of(resource)
    if patient is None:
        return []
    encounter = reading.encounter_of(resource, patient)
    title = _title(body, written.attachment)
    title = f"{title}: {written.part}" if written.part else title
    mark = _MARKS.get(text(body, "docStatus")) or _MARKS.get(text(body, "status"))
    written_on = day(written.attachment, "creation") or first_day(body, *_WRITTEN)
    document = ClinicalDocument(
        id=new_id(),
        patient_id=patient.id,
        encounter_id=encounter.id if encounter else None,
        kind=_kind(body, title),
        title=f"{title} ({mark})" if mark else title,
        written_on=written_on or (encounter.date_of_service if encounter else None),
        author=_author(resource, providers),
        signed=_signed(body),
        source=written.file or reading.source,
        source_key=written.key,
        length=len(written.text),
    )
    return [(pages_beside(document, written.pages, reading.originals), written.text)]


def _kind(body: Node, title: str) -> DocumentKind:
    """By the coded type, else by the words of type and title, else by the category."""
    for key in ("type", "code"):
        for coding in codings(at(body, key)):
            if coding.code in _KIND_BY_LOINC:
                return _KIND_BY_LOINC[coding.code]
    of_type = words(at(body, "type")) or words(at(body, "code"))
    if found := kind_of_title(of_type) or kind_of_title(title):
        return found
    for code in codes(body, "category"):
        if code in _KIND_BY_CATEGORY:
            return _KIND_BY_CATEGORY[code]
    return DocumentKind.OTHER


def _title(body: Node, attachment: Node) -> str:
    """What a person would call it."""
    return (
        text(attachment, "title")
        or text(body, "title")
        or words(at(body, "type"))
        or words(at(body, "code"))
        or text(body, "description")
        or "Document"
    )


def _author(resource: Resource, providers: ProviderBook) -> str:
    """As the record writes the author's name, else the name the author goes by here."""
    for key in ("author", "resultsInterpreter", "performer", "authenticator"):
        for reference in nodes(resource.body, key):
            shown = text(reference, "display")
            if shown:
                return shown
            provider = providers.provider_of(reference, resource)
            if provider:
                return provider.signed_name
    return ""


def _signed(body: Node) -> bool | None:
    """Whether someone stands by the document; None where the record does not say."""
    stated = _SIGNED.get(text(body, "docStatus"))
    if stated is not None:
        return stated
    if nodes(body, "authenticator") or nodes(body, "attester"):
        return True
    return _SIGNED.get(text(body, "status"))

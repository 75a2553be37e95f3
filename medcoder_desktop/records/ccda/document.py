"""C-CDA documents of any template: the header, the narrative as written, coded entries."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import replace

from lxml import etree

from medcoder_desktop.domain.documents import (
    ClinicalDocument,
    DocumentKind,
    LabResult,
    Original,
    PriorCondition,
)
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.history import HistoryEntry
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.practice import Provider
from medcoder_desktop.records.attachments import AttachedText, text_of_bytes, text_of_file
from medcoder_desktop.records.ccda.coverage import read_policies
from medcoder_desktop.records.ccda.entries import (
    Whose,
    read_conditions,
    read_diagnoses_of_visits,
    read_results,
)
from medcoder_desktop.records.ccda.history import read_history
from medcoder_desktop.records.ccda.narrative import narrative, sections
from medcoder_desktop.records.ccda.people import day_of, read_patient, read_provider
from medcoder_desktop.records.ccda.visit import number_of, read_visit
from medcoder_desktop.records.document_kinds import kind_of_title
from medcoder_desktop.records.documents.scans import pages_beside
from medcoder_desktop.records.incoming import Incoming
from medcoder_desktop.records.left_out import LeftOut
from medcoder_desktop.records.limits import limits
from medcoder_desktop.records.safe_xml import (
    all_text,
    attribute,
    first,
    inside,
    parse_xml,
    words_of,
)

CCDA = "C-CDA document"
ROOT = "ClinicalDocument"

_KINDS = {
    "11506-3": DocumentKind.PROGRESS_NOTE,
    "34117-2": DocumentKind.HISTORY_AND_PHYSICAL,
    "11488-4": DocumentKind.CONSULTATION,
    "34847-4": DocumentKind.CONSULTATION,
    "28570-0": DocumentKind.PROCEDURE_NOTE,
    "11504-8": DocumentKind.PROCEDURE_NOTE,
    "18748-4": DocumentKind.IMAGING_REPORT,
    "11526-1": DocumentKind.PATHOLOGY_REPORT,
    "11502-2": DocumentKind.LABORATORY_REPORT,
    "57133-1": DocumentKind.LETTER,
}
"""LOINC codes of documents; the title tells the rest."""
_LONGEST_KEY = 280


def read_document(incoming: Incoming) -> ImportedRecord:
    """Read one clinical document.

    Only the visit that the document is about becomes a visit; others that it lists are told, and
    are to be read in its text.

    Raises:
        InputError: It is damaged, or names no patient.
    """
    root = parse_xml(incoming.raw, incoming.name)
    left_out = LeftOut()
    role = first(root, "recordTarget", "patientRole")
    if role is None or first(role, "patient") is None:
        raise InputError("record.no_patient", file=incoming.name)
    patient = read_patient(role)
    for _ in list(inside(root, "recordTarget"))[1:]:
        left_out.count("left_out.second_patient")
    author = read_provider(first(root, "author", "assignedAuthor"))
    signer = read_provider(first(root, "legalAuthenticator", "assignedEntity"))
    body = first(root, "component", "structuredBody")
    policies = read_policies(sections(body), patient)
    kind, title = _kind_and_title(root, incoming)
    visit = read_visit(root, kind, patient, policies, left_out)
    encounter = visit.encounter if visit else None
    document, attached = _document(root, incoming, kind, title, left_out)
    document = replace(
        document, patient_id=patient.id, encounter_id=encounter.id if encounter else None
    )
    text, originals = attached.text, list[Original]()
    document = _signed(document, root, author, signer)
    document = pages_beside(document, attached.pages, originals)
    key = document.source_key
    whose = Whose(patient, encounter, key, left_out, visit is None or visit.is_stated)
    conditions: list[PriorCondition] = []
    results: list[LabResult] = []
    history: list[HistoryEntry] = []
    for section in sections(body):
        conditions += read_conditions(section, whose)
        conditions += read_diagnoses_of_visits(section, whose)
        results += read_results(section, whose)
        history += read_history(section, whose)
    return ImportedRecord(
        kind=CCDA,
        source=incoming.name,
        sha256=incoming.sha256,
        patients=(patient,),
        payers=policies.payers,
        coverages=policies.coverages,
        providers=(visit.provider,) if visit and visit.provider else (),
        facilities=(visit.facility,) if visit and visit.facility else (),
        encounters=(encounter,) if encounter else (),
        documents=((document, text),) if text or originals else (),
        results=_each_once(results),
        conditions=tuple({each.source_key: each for each in conditions}.values()),
        originals=tuple(originals),
        history=tuple({each.source_key: each for each in history}.values()),
        skipped=left_out.sentences(),
    )


def _each_once(results: Iterable[LabResult]) -> tuple[LabResult, ...]:
    """Results without those that are stated twice; the same value of two days is two results."""
    found: dict[str, LabResult] = {}
    for each in results:
        known = found.get(each.source_key)
        if known is None or known.taken_on == each.taken_on:
            found[each.source_key] = each
        else:
            key = f"{each.source_key[:_LONGEST_KEY]}|{each.taken_on}"
            found[key] = replace(each, source_key=key)
    return tuple(found.values())


def _kind_and_title(root: etree._Element, incoming: Incoming) -> tuple[DocumentKind, str]:
    code = first(root, "code")
    title = words_of(root, "title") or attribute(code, "displayName") or incoming.stem
    kind = _KINDS.get(attribute(code, "code")) or kind_of_title(title)
    kind = kind or kind_of_title(attribute(code, "displayName")) or DocumentKind.OTHER
    return kind, title


def _document(
    root: etree._Element,
    incoming: Incoming,
    kind: DocumentKind,
    title: str,
    left_out: LeftOut,
) -> tuple[ClinicalDocument, AttachedText]:
    attached = _text(root, incoming, title, left_out)
    text = attached.text
    if len(text) > (most := limits().longest_text):
        raise InputError("record.text_too_long", file=incoming.name, most=most)
    key, version = _names(root, incoming, text)
    document = ClinicalDocument(
        id=new_id(),
        patient_id=None,
        encounter_id=None,
        kind=kind,
        title=title,
        written_on=day_of(root, "effectiveTime"),
        source=incoming.name,
        source_key=key,
        version_key=version,
        length=len(text),
    )
    return document, attached


def _names(root: etree._Element, incoming: Incoming, text: str) -> tuple[str, str]:
    """What the source calls the document, and this version of it.

    Only a set of versions says that one document takes the place of another. Without one the text
    is part of the name: a number that two documents share must not hide one of them.
    """
    own = number_of(first(root, "id"))[:120]
    version = f"{own}/{attribute(root, 'value', 'versionNumber')}/{_mark(text)}"
    versions = number_of(first(root, "setId"))[:120]
    if versions:
        return f"ccda/{versions}", version
    return f"ccda/{own or incoming.sha256}/{_mark(text)}", ""


def _mark(text: str) -> str:
    """Tells one text from another."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _signed(
    document: ClinicalDocument,
    root: etree._Element,
    author: Provider | None,
    signer: Provider | None,
) -> ClinicalDocument:
    is_signed = attribute(root, "code", "legalAuthenticator", "signatureCode") in ("S", "X")
    named = author or signer
    return replace(
        document,
        author=named.signed_name if named else "",
        signed=is_signed if first(root, "legalAuthenticator") is not None else None,
    )


def _text(root: etree._Element, incoming: Incoming, title: str, left_out: LeftOut) -> AttachedText:
    """The narrative, or the text of a document that is wrapped as a whole."""
    wrapped = first(root, "component", "nonXMLBody", "text")
    if wrapped is None:
        return AttachedText(narrative(first(root, "component", "structuredBody"), title))
    attached = _wrapped(wrapped, incoming)
    if attached.problem:
        left_out.count(attached.problem, title=title, detail=attached.detail)
    return attached


def _wrapped(text: etree._Element, incoming: Incoming) -> AttachedText:
    stated = text.get("mediaType") or ""
    target = attribute(text, "value", "reference")
    if target:
        return text_of_file(target, stated, incoming.beside)
    content = all_text(text)
    if (text.get("representation") or "").upper() != "B64":
        return text_of_bytes(content.encode("utf-8", "replace"), stated or "text/plain")
    try:
        raw = base64.b64decode("".join(content.split()), validate=True)
    except (binascii.Error, ValueError):
        return AttachedText(problem="left_out.document_garbled")
    return text_of_bytes(raw, stated)

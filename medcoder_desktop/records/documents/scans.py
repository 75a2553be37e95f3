"""Documents that come as pages: the original is kept beside the text, or in its place."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from medcoder_desktop.domain.documents import ClinicalDocument, DocumentKind, Original
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.imports import FilingHints, ImportedRecord
from medcoder_desktop.records.attachments import AttachedPages
from medcoder_desktop.records.document_kinds import kind_of_title
from medcoder_desktop.records.incoming import Incoming


def with_pages(
    record: ImportedRecord, incoming: Incoming, media_type: str, starts: tuple[int, ...]
) -> ImportedRecord:
    """A note that was read from a file of pages, together with these pages.

    Args:
        starts: Offset in the note's text at which each page begins.
    """
    ((document, text),) = record.documents
    shown = replace(document, media_type=media_type, page_starts=starts)
    return replace(
        record,
        documents=((shown, text),),
        originals=(Original(document.id, media_type, incoming.raw),),
    )


def pages_beside(
    document: ClinicalDocument, pages: AttachedPages | None, originals: list[Original]
) -> ClinicalDocument:
    """A document that came inside a record, its pages put with the other originals."""
    if pages is None:
        return document
    originals.append(Original(document.id, pages.media_type, pages.content))
    return replace(document, media_type=pages.media_type, page_starts=pages.starts)


def read_scan(incoming: Incoming, media_type: str, pages: int, kind: str) -> ImportedRecord:
    """A scan: pages to be looked at, with a title from its file's name and no words.

    Args:
        kind: What the file is, in words.
    """
    title = incoming.stem.replace("_", " ").strip() or "Scan"
    document = ClinicalDocument(
        id=new_id(),
        patient_id=None,
        encounter_id=None,
        kind=kind_of_title(title) or DocumentKind.OTHER,
        title=title,
        written_on=None,
        source=incoming.name,
        source_key=f"scan/{hashlib.sha256(incoming.raw).hexdigest()[:32]}",
        media_type=media_type,
        page_starts=(0,) * pages,
    )
    return ImportedRecord(
        kind=kind,
        source=incoming.name,
        sha256=incoming.sha256,
        documents=((document, ""),),
        originals=(Original(document.id, media_type, incoming.raw),),
        hints=FilingHints(),
    )

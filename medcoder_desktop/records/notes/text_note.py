"""Notes as plain text: title, kind, signature, and the hints by which they are filed."""

from __future__ import annotations

import hashlib
import re
from datetime import date

from medcoder_desktop.domain.documents import ClinicalDocument, DocumentKind
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.imports import FilingHints, ImportedRecord
from medcoder_desktop.records.document_kinds import kind_of_sections, kind_of_title
from medcoder_desktop.records.incoming import Incoming
from medcoder_desktop.records.limits import limits
from medcoder_desktop.records.notes.header import NoteHeader, read_header
from medcoder_desktop.records.notes.layout import header_lines, headings_of, title_of
from medcoder_desktop.records.notes.signature import read_signature
from medcoder_desktop.records.wording import tidy_text

TEXT_NOTE = "text note"

_DATED_BY_VISIT = frozenset(
    [DocumentKind.PROGRESS_NOTE, DocumentKind.HISTORY_AND_PHYSICAL, DocumentKind.CONSULTATION,
     DocumentKind.PROCEDURE_NOTE, DocumentKind.OTHER]
)  # fmt: skip
"""Kinds whose plain ``Date:`` is the day of the visit; a letter's or report's may not be."""


def read_note(
    incoming: Incoming,
    content: str,
    kind_of_file: str = TEXT_NOTE,
    skipped: tuple[str, ...] = (),
) -> ImportedRecord:
    """Read a note. It names its patient only in words, so it belongs to nobody yet.

    Args:
        content: Its text.
        kind_of_file: What the text came from, in words.
        skipped: Sentences on what in the file was no text.

    Raises:
        InputError: It holds no words, or more characters than the limit.
    """
    if len(content) > (most := limits().longest_text):
        raise InputError("record.text_too_long", file=incoming.name, most=most)
    words = tidy_text(content)
    if not re.search(r"\w", words):
        raise InputError("record.empty", file=incoming.name)
    lines = header_lines(words)
    header = read_header(lines)
    title = title_of(lines)
    kind = kind_of_title(title) or kind_of_sections(headings_of(words)) or DocumentKind.OTHER
    signature = read_signature(words)
    document = ClinicalDocument(
        id=new_id(),
        patient_id=None,
        encounter_id=None,
        kind=kind,
        title=title or incoming.stem,
        written_on=header.written_on or header.served_on or signature.signed_on,
        author=signature.author or header.author,
        signed=signature.signed,
        source=incoming.name,
        source_key=f"text/{hashlib.sha256(words.encode()).hexdigest()[:32]}",
        length=len(words),
    )
    return ImportedRecord(
        kind=kind_of_file,
        source=incoming.name,
        sha256=incoming.sha256,
        documents=((document, words),),
        hints=FilingHints(
            name=header.name,
            birth_date=header.birth_date,
            record_number=header.record_number,
            date_of_service=_day_of_visit(header, kind),
        ),
        skipped=skipped,
    )


def _day_of_visit(header: NoteHeader, kind: DocumentKind) -> date | None:
    """The stated date of service; a specimen belongs to the visit at which it was taken."""
    if header.served_on or header.collected_on:
        return header.served_on or header.collected_on
    return header.written_on if kind in _DATED_BY_VISIT else None

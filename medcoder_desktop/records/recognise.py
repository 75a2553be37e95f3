"""What a file is, told by its content and never by its name, and the reader that takes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from medcoder_desktop.domain.errors import InputError, MedCoderError
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.own_book import ColumnMapping
from medcoder_desktop.records.archives import (
    files_in,
    is_gzip,
    is_tar,
    unpacked,
    zip_names,
)
from medcoder_desktop.records.ccda.document import ROOT, read_document
from medcoder_desktop.records.decoding import decode_leniently, decode_text
from medcoder_desktop.records.documents.docx_text import read_docx
from medcoder_desktop.records.documents.mail import files_of_mail, is_mail, read_mail
from medcoder_desktop.records.documents.pages import PDF_TYPE, open_pages
from medcoder_desktop.records.documents.pdf_text import pages_of_pdf
from medcoder_desktop.records.documents.rich_text import text_of_html
from medcoder_desktop.records.documents.rtf_text import read_rtf
from medcoder_desktop.records.documents.scans import read_scan, with_pages
from medcoder_desktop.records.documents.web_pages import is_no_note, is_page
from medcoder_desktop.records.documents.word_xml import WORD_XML, read_word_xml
from medcoder_desktop.records.fhir.bulk import file_of_lines, file_of_zip, holds_lines
from medcoder_desktop.records.fhir.entries import entries_in, more_pages
from medcoder_desktop.records.fhir.nodes import text
from medcoder_desktop.records.fhir.record import BULK_EXPORT, BUNDLE, FhirFile, read_alone
from medcoder_desktop.records.fhir.xml import FHIR_NAMESPACE, tree_of_xml
from medcoder_desktop.records.hl7.feed import read_messages
from medcoder_desktop.records.incoming import Incoming, open_incoming, refuse_empty
from medcoder_desktop.records.json_text import is_json_lines, parse_json, parse_json_series
from medcoder_desktop.records.left_out import LeftOut
from medcoder_desktop.records.neighbours import ArchiveNeighbours
from medcoder_desktop.records.notes.text_note import read_note
from medcoder_desktop.records.packages import is_lines
from medcoder_desktop.records.signatures import (
    ARCHIVE,
    DOCX,
    HL7_MESSAGE,
    IMAGES,
    PDF,
    RTF,
    WORKBOOK,
    binary_kind,
    has_columns,
    is_table,
    is_zip,
    message_kind,
    xml_root,
    zip_kind,
)
from medcoder_desktop.records.tables.visits import read_visits_of_text, read_visits_of_workbook

_JSON_START = re.compile(r"\s*(?:\{\s*(?:[\"}]|$)|\[\s*(?:[\[{\"\]]|$))")
_JSON_INSIDE = re.compile(r"\"resourceType\"\s*:\s*\"")
_LOOKED_AT = 64
"""Pixels across at which a picture is tried out."""
_CLAIM_MARK = re.compile(rb"\"(?:format|\$?schema)\"\s*:\s*\"[^\"]*claim[^\"]*\"", re.IGNORECASE)


class RecognisedButNotRead(InputError):  # noqa: N818 - a finding about the file, no error
    """The file is of a kind the program knows but does not take yet: skipped, not refused."""


class ClaimFile(RecognisedButNotRead):
    """The file is a claim this program wrote; a claim is read back, not read as a record."""


def read_record(path: Path, known: Sequence[ColumnMapping] = ()) -> ImportedRecord:
    """Read one record file of whatever kind.

    Args:
        known: Columns of tables of visits as they were named before.

    Raises:
        EnvironmentError_: The file cannot be opened.
        InputError: As :func:`read_incoming`.
    """
    return read_incoming(open_incoming(path), known)


def files_within(incoming: Incoming) -> tuple[Incoming, ...] | None:
    """The files that a zip archive, a gzip file or an e-mail stands for; None for other files.

    Files of newline-delimited JSON in an archive make one record: where others lie beside them,
    the archive itself stands first for all of those.

    Raises:
        InputError: The archive is damaged or locked, or holds too much.
    """
    if is_gzip(incoming.raw):
        plain = unpacked(incoming)
        within = None if is_gzip(plain.raw) else files_within(plain)
        return (plain,) if within is None else within
    if not is_zip(incoming.raw):
        return files_of_mail(incoming)
    names = zip_names(incoming)
    if zip_kind(names) != ARCHIVE:
        return None
    found = tuple(files_in(incoming))
    if holds_lines(names):
        return (incoming, *found) if found else None
    return found


def read_incoming(incoming: Incoming, known: Sequence[ColumnMapping] = ()) -> ImportedRecord:
    """Read one file of whatever kind.

    Args:
        known: Columns of tables of visits as they were named before.

    Returns:
        Domain objects with fresh ids; nothing is stored.

    Raises:
        RecognisedButNotRead: A kind that is known but not read yet.
        ClaimFile: A claim this program wrote.
        NeedsColumns: A table of visits whose columns nobody has named yet.
        InputError: The file is empty, damaged, too large, or nothing the program knows.
    """
    refuse_empty(incoming)
    if is_gzip(incoming.raw):
        incoming = unpacked(incoming)
        refuse_empty(incoming)
    if is_tar(incoming.raw):
        raise RecognisedButNotRead("record.not_read_yet", file=incoming.name, kind="a tar archive")
    if is_zip(incoming.raw):
        return _read_archive(incoming, known)
    kind = binary_kind(incoming.raw)
    if kind == PDF:
        return _read_pdf(incoming)
    if kind == RTF:
        words = read_rtf(incoming.raw, incoming.name)
        return read_note(incoming, words.text, "RTF document", words.skipped)
    if kind in IMAGES:
        return _read_image(incoming, kind)
    if kind:
        raise RecognisedButNotRead("record.not_read_yet", file=incoming.name, kind=kind)
    return _read_text(incoming, known)


def open_fhir(incoming: Incoming) -> FhirFile | None:
    """A file of FHIR resources, to be read together with others; None for every other file.

    Raises:
        InputError: It is damaged, or no FHIR.
    """
    if is_gzip(incoming.raw):
        incoming = unpacked(incoming)
    if is_zip(incoming.raw) or binary_kind(incoming.raw):
        return None
    content = decode_text(incoming.raw)
    if content is None:
        content = decode_leniently(incoming.raw)
    if _is_json(content):
        return _fhir_file(incoming, content)
    _, attributes = xml_root(content) or ("", "")
    return _fhir_file_of_xml(incoming) if FHIR_NAMESPACE in attributes else None


def looks_like_claim(incoming: Incoming) -> bool:
    """Whether a file is a claim this program wrote: JSON whose top level says so.

    Never raises; a file that cannot be read is none, and :func:`read_incoming` says why.
    """
    try:
        return _CLAIM_MARK.search(incoming.raw) is not None and _is_claim(
            parse_json(decode_leniently(incoming.raw), incoming.name)
        )
    except MedCoderError:
        return False


def _is_claim(tree: object) -> bool:
    if text(tree, "resourceType"):
        return False
    stated = (text(tree, "format"), text(tree, "schema"), text(tree, "$schema"))
    return isinstance(tree, dict) and any("claim" in name.lower() for name in stated)


def _read_archive(incoming: Incoming, known: Sequence[ColumnMapping]) -> ImportedRecord:
    names = zip_names(incoming)
    kind = zip_kind(names)
    if kind == ARCHIVE and holds_lines(names):
        return _read_export(incoming)
    if kind == DOCX:
        written = read_docx(incoming)
        return read_note(incoming, written.text, "Word document", written.skipped)
    if kind == WORKBOOK:
        table = read_visits_of_workbook(incoming, known)
        if table is not None:
            return table
        raise RecognisedButNotRead("visits.no_headings", file=incoming.name)
    if kind == ARCHIVE:  # those that stand alone were opened by who reads files
        raise RecognisedButNotRead("record.zip_nested", file=incoming.name)
    raise RecognisedButNotRead("record.not_read_yet", file=incoming.name, kind=kind)


def _read_text(incoming: Incoming, known: Sequence[ColumnMapping]) -> ImportedRecord:
    """A file that should be text of some kind."""
    if is_mail(incoming.raw):
        return read_mail(incoming)
    content = decode_text(incoming.raw)
    if content is None:
        if not _starts_as_json(incoming.raw):
            raise InputError("record.binary", file=incoming.name)
        content = decode_leniently(incoming.raw)
    for applies, read in _READERS:
        if applies(content):
            return read(incoming, content)
    return _read_table(incoming, content, known) or read_note(incoming, content)


def _read_export(incoming: Incoming) -> ImportedRecord:
    """All files of newline-delimited JSON of an archive; inside another one, others are told."""
    record = read_alone(file_of_zip(incoming))
    if not isinstance(incoming.beside, ArchiveNeighbours):
        return record
    left_out = LeftOut()
    for _ in files_in(incoming):
        left_out.count("left_out.other_members")
    return replace(record, skipped=(*record.skipped, *left_out.sentences()))


def _read_pdf(incoming: Incoming) -> ImportedRecord:
    text, starts = pages_of_pdf(incoming.raw, incoming.name)
    if any(character.isalnum() for character in text):
        return with_pages(read_note(incoming, text, "PDF document"), incoming, PDF_TYPE, starts)
    return read_scan(incoming, PDF_TYPE, len(starts), "scanned PDF document")


def _read_image(incoming: Incoming, kind: str) -> ImportedRecord:
    media_type = IMAGES[kind]
    source = open_pages(incoming.raw, media_type, incoming.name)
    try:
        source.render(0, _LOOKED_AT)  # a picture that cannot be shown is told now
        return read_scan(incoming, media_type, source.count, kind.partition(" ")[2])
    finally:
        source.close()


def _starts_as_json(raw: bytes) -> bool:
    return _JSON_START.match(raw[:256].decode("latin-1").lstrip("ï»¿")) is not None


def _is_json(content: str) -> bool:
    start = content.lstrip("\ufeff")[:65_536]
    return bool(_JSON_START.match(start) or _JSON_INSIDE.search(start))


def _read_json(incoming: Incoming, content: str) -> ImportedRecord:
    return read_alone(_fhir_file(incoming, content))


def _fhir_file(incoming: Incoming, content: str) -> FhirFile:
    content = content.lstrip("\ufeff")
    if is_json_lines(content):
        return file_of_lines(incoming, content)
    values = parse_json_series(content, incoming.name)
    tree = values[0] if len(values) == 1 else values
    if _is_claim(tree):
        raise ClaimFile("record.claim", file=incoming.name)
    kind = BULK_EXPORT if is_lines(incoming.name) else BUNDLE
    return FhirFile(incoming, tuple(entries_in(tree, incoming.name)), kind, more_pages(tree))


def _is_markup(content: str) -> bool:
    return xml_root(content) is not None


def _read_markup(incoming: Incoming, content: str) -> ImportedRecord:
    if is_page(content):
        return _read_page(incoming, content)
    name, attributes = xml_root(content) or ("", "")
    if name == ROOT:
        return read_document(incoming)
    if name == WORD_XML:
        written = read_word_xml(incoming)
        return read_note(incoming, written.text, "Word document", written.skipped)
    if FHIR_NAMESPACE in attributes:
        return read_alone(_fhir_file_of_xml(incoming))
    raise InputError("record.other_xml", file=incoming.name, root=name)


def _fhir_file_of_xml(incoming: Incoming) -> FhirFile:
    tree = tree_of_xml(incoming.raw, incoming.name)
    entries = tuple(entries_in(tree, incoming.name))
    return FhirFile(incoming, entries, is_page=more_pages(tree))


def _read_page(incoming: Incoming, content: str) -> ImportedRecord:
    """A note saved as a web page; a page to sign in at or about an error is none."""
    text = text_of_html(content)
    if is_no_note(content, text):
        raise InputError("record.web_page", file=incoming.name)
    return read_note(incoming, text, "HTML document")


def _is_message(content: str) -> bool:
    return message_kind(content) != ""


def _read_message(incoming: Incoming, content: str) -> ImportedRecord:
    kind = message_kind(content)
    if kind == HL7_MESSAGE:
        return read_messages(incoming, content)
    raise RecognisedButNotRead("record.not_read_yet", file=incoming.name, kind=kind)


def _read_table(
    incoming: Incoming, content: str, known: Sequence[ColumnMapping]
) -> ImportedRecord | None:
    """The visits of a table; None for a text that is none."""
    table = read_visits_of_text(incoming, content, known) if has_columns(content) else None
    if table is None and is_table(content):
        raise RecognisedButNotRead("visits.no_headings", file=incoming.name)
    return table


Reader = Callable[[Incoming, str], ImportedRecord]

_READERS: tuple[tuple[Callable[[str], bool], Reader], ...] = (
    (_is_json, _read_json),
    (_is_markup, _read_markup),
    (_is_message, _read_message),
)
"""How a kind is told by its text, and who reads it; what nobody claims is a note."""

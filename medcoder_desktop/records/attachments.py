"""Texts attached to a FHIR resource: inside it, in a Binary beside it, or in a file beside it."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.records.archives import zip_names
from medcoder_desktop.records.ccda.narrative import narrative
from medcoder_desktop.records.decoding import decode_text
from medcoder_desktop.records.documents.docx_text import text_of_docx
from medcoder_desktop.records.documents.pages import IMAGE_TYPES, PDF_TYPE, open_pages
from medcoder_desktop.records.documents.pdf_text import pages_of_pdf
from medcoder_desktop.records.documents.rich_text import looks_like_html, text_of_html
from medcoder_desktop.records.documents.rtf_text import text_of_rtf
from medcoder_desktop.records.fhir.nodes import Node, at, text
from medcoder_desktop.records.fhir.pool import Pool
from medcoder_desktop.records.incoming import Incoming
from medcoder_desktop.records.limits import limits
from medcoder_desktop.records.neighbours import Neighbours, NoNeighbours
from medcoder_desktop.records.safe_xml import all_text, first, parse_xml, words_of
from medcoder_desktop.records.signatures import (
    DOCX,
    IMAGES,
    binary_kind,
    is_zip,
    xml_root,
    zip_kind,
)
from medcoder_desktop.records.wording import tidy_text

PLAIN = ("text/plain", "text/markdown", "text/x-markdown")
HTML = ("text/html", "application/xhtml+xml", "application/xhtml")
WORD = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.ms-word.document.macroenabled.12",
)
DOCUMENTS = (PDF_TYPE, "application/rtf", "text/rtf", *WORD)
MARKUP = ("application/hl7-v3+xml", "application/hl7-cda+xml", "application/xml", "text/xml")
UNKNOWN = ("", "application/octet-stream", "binary/octet-stream")
READ_TYPES = (*PLAIN, *HTML, *DOCUMENTS, *MARKUP, *UNKNOWN, *IMAGE_TYPES)
"""Media types that are read, the best first; what comes as any bytes is looked at."""
_CLINICAL_DOCUMENT = "ClinicalDocument"
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AttachedPages:
    """An original whose pages can be shown.

    Attributes:
        starts: Offset in the text at which each page begins.
    """

    media_type: str
    content: bytes
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AttachedText:
    """The text of an attachment, or why there is none.

    Attributes:
        problem: Id of the sentence that says why; empty when the text is there.
        detail: What that sentence names beside the title: the type or the file.
        file: Name of the file the text came from; empty when it came with the resource.
        pages: The original, where it has pages that can be shown as they are. A scan has pages
            and no text.
    """

    text: str = ""
    problem: str = ""
    detail: str = ""
    file: str = ""
    pages: AttachedPages | None = None


def media_type(attachment: Node) -> str:
    """The media type without its parameters, lower case; empty where none is stated."""
    return text(attachment, "contentType").partition(";")[0].strip().lower()


def read_attachment(attachment: Node, pool: Pool, beside: Neighbours) -> AttachedText:
    """The clean text of an attachment.

    Args:
        beside: Where the bundle lies; a relative ``url`` may name a file there.
    """
    stated_type = text(attachment, "contentType")
    encoded, url = at(attachment, "data"), text(attachment, "url")
    if not isinstance(encoded, str) and url:
        binary = pool.at_address(url)
        if binary and binary.kind == "Binary":
            encoded = at(binary.body, "data")
            stated_type = stated_type or text(binary.body, "contentType")
    kind = media_type({"contentType": stated_type})
    if not isinstance(encoded, str) and kind not in READ_TYPES:
        return AttachedText(problem="left_out.document_type", detail=kind)
    if isinstance(encoded, str):
        raw = _decoded(encoded)
        if raw is None:
            return AttachedText(problem="left_out.document_garbled")
        return text_of_bytes(raw, stated_type)
    return text_of_file(url, stated_type, beside)


def text_of_file(url: str, stated_type: str, beside: Neighbours) -> AttachedText:
    """The clean text of a file that a record names by an address.

    Args:
        beside: Where the record lies; a relative address may name a file there.
    """
    if not url:
        return AttachedText(problem="left_out.document_empty")
    found = beside.find(url)
    if found is None:
        # the place without the single file, so that a hundred notes there make one sentence
        return AttachedText(problem="left_out.document_elsewhere", detail=url.rpartition("/")[0])
    if found.content is None:
        return AttachedText(problem="left_out.document_missing", detail=url)
    return text_of_bytes(found.content, stated_type, found.name)


def text_of_bytes(raw: bytes, stated_type: str, file: str = "") -> AttachedText:
    """The clean text of bytes, by the media type they are said to be.

    Args:
        file: Name of the file they came from; empty when they came with the record.
    """
    kind = media_type({"contentType": stated_type})
    if is_zip(raw):
        return _text_of_word(raw, kind, file)
    if raw.lstrip()[:8].startswith((b"%PDF-", b"{\\rtf")):
        return _text_of_document(raw, file)
    if picture := IMAGES.get(binary_kind(raw)):
        return _scan(raw, picture, file)
    if kind not in READ_TYPES and not kind.startswith("text/"):
        return AttachedText(problem="left_out.document_type", detail=kind)
    return _plain_text(raw, stated_type, file)


def _plain_text(raw: bytes, stated_type: str, file: str) -> AttachedText:
    """The clean text of plain words, HTML or a clinical document."""
    kind = media_type({"contentType": stated_type})
    decoded = decode_text(raw, _charset(stated_type))
    if decoded is None:
        return AttachedText(problem="left_out.document_garbled")
    if len(decoded) > limits().longest_text:
        return AttachedText(problem="left_out.document_long")
    root, _ = xml_root(decoded) or ("", "")
    if root.rpartition(":")[2] == _CLINICAL_DOCUMENT:
        return _text_of_clinical(raw, file)
    guessed = kind in (*MARKUP, *UNKNOWN) and looks_like_html(decoded)
    if kind in MARKUP and not guessed:
        return AttachedText(problem="left_out.document_type", detail=kind)
    is_html = kind in HTML or guessed
    return _within_limits(text_of_html(decoded) if is_html else tidy_text(decoded), file)


def _text_of_word(raw: bytes, kind: str, file: str) -> AttachedText:
    """The words of a Word document; no other kind of archive is opened."""
    incoming = Incoming(file, NoNeighbours(), raw)
    try:
        if kind not in WORD and zip_kind(zip_names(incoming)) != DOCX:
            return AttachedText(problem="left_out.document_type", detail=kind or "no text")
        return _within_limits(text_of_docx(incoming), file)
    except InputError:
        problem = "garbled" if kind in WORD else "type"
        return AttachedText(problem=f"left_out.document_{problem}", detail=kind or "no text")


def _text_of_clinical(raw: bytes, file: str) -> AttachedText:
    """The narrative of a clinical document (C-CDA), or the text it is wrapped around."""
    try:
        document = parse_xml(raw, file)
    except InputError:
        return AttachedText(problem="left_out.document_garbled")
    wrapped = first(document, "component", "nonXMLBody", "text")
    if wrapped is None:
        body = first(document, "component", "structuredBody")
        return _within_limits(narrative(body, words_of(document, "title")), file)
    stated, content = wrapped.get("mediaType") or "", all_text(wrapped)
    if (wrapped.get("representation") or "").upper() != "B64":
        return text_of_bytes(content.encode("utf-8", "replace"), stated or "text/plain", file)
    packed = _decoded(content)
    if packed is None:
        return AttachedText(problem="left_out.document_garbled")
    return text_of_bytes(packed, stated, file)


def _within_limits(clean: str, file: str) -> AttachedText:
    if len(clean) > limits().longest_text:
        return AttachedText(problem="left_out.document_long")
    if not clean.strip():
        return AttachedText(problem="left_out.document_empty")
    return AttachedText(clean, file=file)


def _text_of_document(raw: bytes, file: str) -> AttachedText:
    """The words of a PDF or RTF document that came inside a record, with the pages of a PDF."""
    pages: AttachedPages | None = None
    try:
        if raw.lstrip().startswith(b"%PDF-"):
            clean, starts = pages_of_pdf(raw, file)
            pages = AttachedPages(PDF_TYPE, raw, starts)
        else:
            clean = text_of_rtf(raw, file)
    except InputError:
        return AttachedText(problem="left_out.document_garbled")
    if len(clean) > limits().longest_text:
        return AttachedText(problem="left_out.document_long")
    if not clean.strip() and pages is None:
        return AttachedText(problem="left_out.document_empty")
    return AttachedText(clean, file=file, pages=pages)


def _scan(raw: bytes, picture: str, file: str) -> AttachedText:
    """A picture that came inside a record."""
    try:
        source = open_pages(raw, picture, file)
        count = source.count
        source.close()
    except InputError:
        return AttachedText(problem="left_out.document_garbled")
    return AttachedText(file=file, pages=AttachedPages(picture, raw, (0,) * count))


def _charset(content_type: str) -> str:
    match = _CHARSET.search(content_type)
    return match[1] if match else ""


def _decoded(encoded: str) -> bytes | None:
    """Base64 with line breaks, URL-safe letters and missing padding forgiven."""
    packed = "".join(encoded.split()).translate(str.maketrans("-_", "+/")).rstrip("=")
    try:
        return base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None

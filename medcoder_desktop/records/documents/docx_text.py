"""The text of a Word document: headers, body, footnotes, footers; changes as they were accepted."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.records.archives import open_archive, unpack
from medcoder_desktop.records.decoding import decode_text
from medcoder_desktop.records.documents.docx_words import DocumentWords
from medcoder_desktop.records.documents.mail import is_mail, words_of_mail
from medcoder_desktop.records.documents.rich_text import text_of_html
from medcoder_desktop.records.documents.rtf_text import text_of_rtf
from medcoder_desktop.records.documents.web_pages import is_page
from medcoder_desktop.records.documents.written_text import (
    WrittenText,
    left_out_of,
    numbered_notes,
    one_below_other,
    read_once,
)
from medcoder_desktop.records.incoming import Incoming
from medcoder_desktop.records.limits import LARGEST_DOCUMENT_XML
from medcoder_desktop.records.safe_xml import (
    any_attribute,
    first,
    inside,
    local_name,
    parse_xml,
)
from medcoder_desktop.records.signatures import RTF, binary_kind, is_zip
from medcoder_desktop.records.wording import tidy_text

_BODY = re.compile(r"word/document\d*\.xml")
_FOLDER = "word"
_DIGITS = re.compile(r"\d+")


def text_of_docx(incoming: Incoming) -> str:
    """The words of a document alone, as in :func:`read_docx`."""
    return read_docx(incoming).text


def read_docx(incoming: Incoming) -> WrittenText:
    """The words of a document in their order, cells of a table set apart by a bar.

    The header stands above once, footnotes and the footer below. Text that was inserted with
    changes tracked is shown, text that was deleted is not.

    Raises:
        InputError: The archive or the document in it is damaged, or has none.
    """
    with open_archive(incoming) as archive:
        parts = _Parts(archive, incoming)
        root = parts.body()
        words = DocumentWords(parts.words_placed)
        body = "\n".join(words.lines(first(root, "body")))
        pictures = words.pictures
        headers = read_once(_running(parts, root, "header", words))
        footers = read_once(_running(parts, root, "footer", words))
        notes = numbered_notes(_notes(parts, words))
        comments = len(list(inside(parts.part("comments"), "comment")))
    text = tidy_text(one_below_other(headers, body, notes, footers))
    return WrittenText(text, left_out_of(comments, pictures, words.unread))


class _Parts:
    """The parts of a document, by their names in the archive and by how they are referred to."""

    def __init__(self, archive: zipfile.ZipFile, incoming: Incoming) -> None:
        self._archive = archive
        self._incoming = incoming
        self._members = {each.filename: each for each in archive.infolist()}
        self._left = LARGEST_DOCUMENT_XML
        self._body = next(filter(_BODY.fullmatch, self._members), "")
        self._targets = self._relationships()

    def body(self) -> etree._Element:
        """The document itself.

        Raises:
            InputError: There is none, or it is damaged.
        """
        root = self._read(self._body)
        if root is None:
            raise InputError("record.docx_damaged", file=self._incoming.name)
        return root

    def part(self, name: str) -> etree._Element | None:
        """A part by its usual name, such as ``footnotes``; None where there is none."""
        return self._read(f"{_FOLDER}/{name}.xml")

    def referred(self, number: str) -> etree._Element | None:
        """The part that the document refers to by an id; None where there is none."""
        return self._read(self._targets.get(number, ""))

    def words_placed(self, number: str) -> str:
        """The words of a document of another format that stands in a place of this one."""
        raw = self._unpacked(self._targets.get(number, ""))
        return "" if raw is None else _words_of_other(raw, self._incoming.name)

    def named(self, kind: str) -> Iterator[etree._Element]:
        """All headers or all footers, in the order of their numbers."""
        usual = re.compile(rf"{_FOLDER}/{kind}\d*\.xml")
        for name in sorted(filter(usual.fullmatch, self._members), key=_numbered):
            if (root := self._read(name)) is not None:
                yield root

    def _relationships(self) -> dict[str, str]:
        name = posixpath.basename(self._body)
        root = self._read(f"{_FOLDER}/_rels/{name}.rels")
        targets: dict[str, str] = {}
        for each in inside(root, "Relationship"):
            target = posixpath.join("/", _FOLDER, each.get("Target") or "")
            targets[each.get("Id") or ""] = posixpath.normpath(target).lstrip("/")
        return targets

    def _read(self, name: str) -> etree._Element | None:
        raw = self._unpacked(name)
        return None if raw is None else parse_xml(raw, self._incoming.name)

    def _unpacked(self, name: str) -> bytes | None:
        member = self._members.get(name)
        if member is None:
            return None
        raw = unpack(self._archive, member, self._incoming, self._left)
        self._left -= len(raw)
        return raw


def _words_of_other(raw: bytes, file: str) -> str:
    """The words of RTF, of a web page, saved in one file or not, or of plain text."""
    if is_mail(raw):
        return words_of_mail(raw, file)
    if binary_kind(raw) == RTF:
        return text_of_rtf(raw, file)
    written = "" if is_zip(raw) else decode_text(raw) or ""
    return text_of_html(written) if is_page(written) else tidy_text(written)


def _running(parts: _Parts, root: etree._Element, kind: str, words: DocumentWords) -> Iterator[str]:
    """The texts of the headers or the footers that are on any page."""
    sections = [each for each in root.iter() if local_name(each) == "sectPr"]
    shown = {"default": True, "first": False, "even": False}
    shown["first"] = any(first(each, "titlePg") is not None for each in sections)
    shown["even"] = first(parts.part("settings"), "evenAndOddHeaders") is not None
    order = ("first", "default", "even")
    found: dict[str, etree._Element] = {}
    is_referred = False
    for section in sections:
        named = {any_attribute(each, "type"): each for each in inside(section, f"{kind}Reference")}
        for which in order:
            number = any_attribute(named.get(which), "id")
            part = parts.referred(number) if number and number not in found else None
            is_referred = is_referred or part is not None
            if part is not None and shown[which]:
                found[number] = part
    for part in found.values() if is_referred else parts.named(kind):
        yield "\n".join(words.lines(part))


def _notes(parts: _Parts, words: DocumentWords) -> Iterator[str]:
    """Footnotes and endnotes in the order of their marks."""
    marks = words.marks.copy()
    kinds = {kind for kind, _ in marks}
    written = {
        (kind, any_attribute(each, "id")): each
        for kind in sorted(kinds)
        for each in inside(parts.part(f"{kind}s"), kind)
    }
    for mark in marks:
        yield "\n".join(words.lines(written.get(mark)))


def _numbered(name: str) -> tuple[int, str]:
    number = _DIGITS.search(name)
    return (int(number[0]) if number else 0, name)

"""File formats told by how their bytes or first words begin."""

from __future__ import annotations

import csv
import re

PDF = "a PDF document"
RTF = "an RTF document"
DOCX = "a Word document"
WORKBOOK = "an Excel workbook"
ARCHIVE = "a zip archive"
IMAGES = {
    "a PNG image": "image/png",
    "a JPEG image": "image/jpeg",
    "a TIFF image": "image/tiff",
}
"""Kinds of pictures that are read as scans, with their media types."""
_MAGIC = (
    (b"%PDF-", PDF),
    (b"{\\rtf", RTF),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"II+\x00", "a TIFF image"),
    (b"MM\x00+", "a TIFF image"),
    (b"BM", "a BMP image"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel document"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
)
HL7_MESSAGE = "an HL7 version 2 message"
_BITMAP_HEADER = 26
"""Bytes; "BM" alone may begin a word."""
_DICOM_AT = 128
_SEGMENT = re.compile(r"\x0b?(?:FHS|BHS|MSH)([^\w\s])[^\w\s]{2,5}\1")
_LATER_MESSAGE = re.compile(r"[\r\n]\x0b?MSH\|\^~\\&#?\|[^\r\n]*[\r\n]+(?:EVN|PID)\|")
_LONGEST_PREAMBLE = 4_000
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)((?:\s[^<>]*)?)/?>")
_BEFORE_ROOT = re.compile(
    r"\s*(?:<\?.*?\?>|<!--.*?-->|<!doctype[^>\[]*(?:\[.*?\]\s*)?>)", re.DOTALL | re.IGNORECASE
)
"""Declaration, comments and document type, which may stand before the outermost element."""
_TABLE_ROWS = 20
_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 3
_LONGEST_NAME = 40
"""Characters of a column's name; what is longer is a sentence."""


def binary_kind(raw: bytes) -> str:
    """What a file of bytes is, in words; empty for text and for what is not known."""
    start = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, kind in _MAGIC:
        if start.startswith(magic) and (magic != b"BM" or b"\x00" in start[:_BITMAP_HEADER]):
            return kind
    if b"%PDF-" in raw[:1024] and b"\x00" in raw[:4096]:
        return PDF
    if raw[_DICOM_AT : _DICOM_AT + 4] == b"DICM":
        return "a DICOM image"
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return "a WebP image"
    if raw[4:8] == b"ftyp":
        return "an image or film"
    return ""


def zip_kind(names: tuple[str, ...]) -> str:
    """What a zip archive is, by the names of its files."""
    if any(name.startswith("word/") for name in names):
        return DOCX
    if any(name.startswith("xl/") for name in names):
        return WORKBOOK
    if "mimetype" in names and "content.xml" in names:
        return "an OpenDocument file"
    return ARCHIVE


def is_zip(raw: bytes) -> bool:
    """Whether the bytes begin as a zip archive does."""
    return raw.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def message_kind(text: str) -> str:
    """HL7 version 2 and X12 by their first segment; empty for anything else.

    An interface engine may write a line or two of its own before the first message.
    """
    start = text[:200].lstrip("\ufeff \t\r\n")
    if _SEGMENT.match(start) or _LATER_MESSAGE.search(text[:_LONGEST_PREAMBLE]):
        return HL7_MESSAGE
    if start.startswith("ISA") and len(text) > 105 and start[3:4] == start[103:104] != " ":
        return "an X12 file"
    return ""


def xml_root(text: str) -> tuple[str, str] | None:
    """Name and attributes of the outermost element of XML or HTML; None for other text.

    Found without parsing, so that nothing in an untrusted file is resolved or fetched.
    """
    start = text[:16_384].lstrip("\ufeff \t\r\n")
    if not start.startswith("<"):
        return None
    place = 0
    while before := _BEFORE_ROOT.match(start, place):
        if "html" in before[0].lower() and "doctype" in before[0].lower():
            return "html", ""
        place = before.end()
    root = _ROOT.match(start[place:].lstrip())
    return (root[1], root[2]) if root else None


def has_columns(text: str) -> bool:
    """Whether the first lines of a text may be rows of a table: most have as many separators."""
    rows = [line for line in text[:65_536].split("\n")[: _TABLE_ROWS + 5] if line.strip()]
    return any(
        sum(row.count(delimiter) >= _FEWEST_COLUMNS - 1 for row in rows) * 2 > len(rows)
        for delimiter in (",", "\t", ";", "|")
    )


def is_table(text: str) -> bool:
    """Whether a text is a table: a header of short cells and as many cells in every row."""
    rows = [line for line in text[:65_536].split("\n")[: _TABLE_ROWS + 5] if line.strip()]
    rows = rows[:_TABLE_ROWS]
    if len(rows) < _FEWEST_ROWS:
        return False
    for delimiter in (",", "\t", ";", "|"):
        if rows[0].count(delimiter) < _FEWEST_COLUMNS - 1:
            continue
        try:
            cells = list(csv.reader(rows, delimiter=delimiter))
        except csv.Error:
            continue
        header = [cell.strip() for cell in cells[0]]
        named = all(0 < len(name) <= _LONGEST_NAME and name[-1] not in ".:" for name in header)
        if named and {len(row) for row in cells} == {len(header)}:
            return True
    return False

"""The text of an RTF document: headers, body, footnotes, footers; changes as they were accepted."""

from __future__ import annotations

import codecs
import re
from typing import Any

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.records.documents.cells import BAR, Cell, lines_of_row
from medcoder_desktop.records.documents.rtf_parts import CELL, ROW, ROW_END, parts_of_rtf
from medcoder_desktop.records.documents.symbols import without_symbols
from medcoder_desktop.records.documents.written_text import (
    WrittenText,
    joined_struck_out,
    left_out_of,
    numbered_notes,
    one_below_other,
    read_once,
)
from medcoder_desktop.records.wording import tidy_text

_PICTURES = re.compile(rb"[0-9a-fA-F\r\n]{400,}")
"""Pictures stand in the file as long runs of digits, which are no words."""
_HEAD = 4_096
"""Bytes in which a document says how its letters are coded."""
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_CHARSET = re.compile(rb"\\(mac|pca|pc)(?![a-z])")
_CHARSETS = {b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850"}
_DEFAULT_FONT = re.compile(r"\\deff\d+")
_PROBLEMS = (ValueError, TypeError, LookupError, OverflowError)
"""What striprtf raises at codes that no program writes."""
_WHOLE_ROW = re.compile(f"{ROW}([^{ROW}{ROW_END}]*){ROW_END}")
_MARKS = str.maketrans({ROW: "", CELL: BAR, ROW_END: "\n"})


def text_of_rtf(raw: bytes, file: str) -> str:
    """The words of a document alone, as in :func:`read_rtf`."""
    return read_rtf(raw, file).text


def read_rtf(raw: bytes, file: str) -> WrittenText:
    """The words of a document in their order, cells of a table set apart by a bar.

    The header stands above once, footnotes and the footer below. Text that was inserted with
    changes tracked is shown, text that was deleted is not.

    Args:
        file: Name of the file, for the sentence.

    Raises:
        InputError: The file is damaged.
    """
    from striprtf import striprtf  # noqa: PLC0415 - only who reads RTF pays for it

    reader: Any = striprtf  # the package has no annotations
    encoding = _encoding(raw[:_HEAD])
    written = _PICTURES.sub(b"", raw).decode(encoding, "replace")
    default = _DEFAULT_FONT.search(written)
    page = f"\\ansicpg{encoding[2:]}" if encoding.startswith("cp") else ""
    head = f"\\rtf1{page}{default[0] if default else ''} {reader.font_table_group(written)}"

    def words(part: str) -> str:
        text = reader.rtf_to_text(f"{{{head}{part}}}", encoding=encoding, errors="replace")
        return without_symbols(_with_rows(text))

    try:
        parts = parts_of_rtf(written, frozenset(reader.destinations))
        text = one_below_other(
            read_once(map(words, parts.headers)),
            words(parts.body),
            numbered_notes(map(words, parts.notes)),
            read_once(map(words, parts.footers)),
        )
    except _PROBLEMS as problem:
        raise InputError("record.rtf_damaged", file=file) from problem
    tidy = joined_struck_out(tidy_text(text))
    return WrittenText(tidy, left_out_of(parts.comments, parts.pictures))


def _encoding(head: bytes) -> str:
    """The encoding of the letters; the one of Windows where it is not stated or not known."""
    if page := _CODE_PAGE.search(head):
        name = f"cp{page[1].decode()}"
    elif old := _CHARSET.search(head):
        name = _CHARSETS[old[1]]
    else:
        return "cp1252"
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def _with_rows(text: str) -> str:
    """Rows of tables as lines; what stands between the marks of a row that never ends stays."""
    return _WHOLE_ROW.sub(_row, text).translate(_MARKS)


def _row(found: re.Match[str]) -> str:
    *cells, rest = found[1].split(CELL)
    if rest.strip():
        cells.append(rest)
    # a row of a table inside a cell is a line that ends in a bar
    row = [Cell(tuple(line.rstrip(BAR) for line in cell.split("\n"))) for cell in cells]
    return "\n".join(lines_of_row(row)) + "\n"

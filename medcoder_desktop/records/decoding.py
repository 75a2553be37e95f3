"""Bytes to text in any usual encoding."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from medcoder_desktop.records.documents.control_codes import without_control_codes
from medcoder_desktop.records.documents.old_letters import WINDOWS, likely_encoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KNOWN_CHARSETS = re.compile(
    r"utf-?8|(?:us-)?ascii|iso-8859-\d{1,2}|(?:windows-|cp)125\d|utf-16-?(?:le|be)|macintosh",
    re.IGNORECASE,
)
"""Charsets a sender may name; Python knows codecs besides that are no charsets."""
_CONTROLS = bytes([*range(1, 9), *range(14, 32), 127])
_STRAY = 2
"""Control characters any text may have, such as the frame around a message."""
_SEEN = 4_096
"""Bytes looked at to tell UTF-16 without a mark."""


def decode_text(raw: bytes, charset: str = "") -> str | None:
    """Text from bytes that should be text.

    Args:
        charset: What the sender says it is; a mark in the bytes themselves wins over it.

    Returns:
        The text, or None when the bytes are no text in any usual encoding.
    """
    for encoding in _candidates(raw, charset):
        try:
            # Windows leaves five bytes without a letter, which makes a text no less of one
            text = raw.decode(encoding, "replace" if encoding == WINDOWS else "strict")
        except (UnicodeError, LookupError):
            continue
        # DOS programs end a file with Ctrl+Z
        text = without_control_codes(text.rstrip("\x1a\x00"))
        return None if _is_binary(text) else text
    return None


def decode_leniently(raw: bytes) -> str:
    """Text from bytes that are surely text but may be damaged or cut off within a character."""
    return decode_text(raw) or raw.decode("utf-8", "replace")


def _candidates(raw: bytes, charset: str) -> Iterator[str]:
    """Encodings to try, the likeliest first."""
    if marked := [encoding for mark, encoding in _MARKS if raw.startswith(mark)]:
        yield marked[0]
        return
    if wide := _wide_encoding(raw[:_SEEN]):
        yield wide
        return
    if charset.lower() == "iso-8859-1":
        charset = WINDOWS  # what programs mean that say so
    if _KNOWN_CHARSETS.fullmatch(charset):
        yield charset
    yield "utf-8"
    yield likely_encoding(raw)
    yield WINDOWS


def _wide_encoding(start: bytes) -> str:
    """UTF-16 without a mark shows as zeros in every second byte of Latin text."""
    if len(start) < 4:
        return ""
    pairs = len(start) // 2
    if start[1::2].count(0) > 0.7 * pairs and not start[::2].count(0):
        return "utf-16-le"
    if start[::2].count(0) > 0.7 * pairs and not start[1::2].count(0):
        return "utf-16-be"
    return ""


def _is_binary(text: str) -> bool:
    """A zero character, or more control characters than a stray printer code explains."""
    if "\x00" in text:
        return True
    encoded = text.encode("utf-8", "replace")
    controls = len(encoded) - len(encoded.translate(None, _CONTROLS))
    return controls > _STRAY + len(text) // 500

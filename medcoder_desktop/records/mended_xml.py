"""XML that is not well-formed only for letters in it, mended: an old encoding, a bare ampersand."""

from __future__ import annotations

import re
from html.entities import html5

from medcoder_desktop.records.decoding import decode_text

_DECLARATION = re.compile(r"\s*<\?xml\b.{0,200}?\?>", re.DOTALL)
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AS_IT_STANDS = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z))", re.DOTALL)
_AMPERSAND = re.compile(r"&(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,30};)?")
_OF_XML = frozenset(["amp;", "lt;", "gt;", "quot;", "apos;"])


def mended(raw: bytes) -> bytes | None:
    """The same XML in UTF-8, without characters that XML forbids; None when it is no text.

    Ampersands that begin no reference stand for themselves, and the names of characters in HTML
    for these characters. No name that a document type declares is followed.
    """
    text = decode_text(raw)
    if text is None:
        return None
    text = _FORBIDDEN.sub("", _DECLARATION.sub("", text, count=1))
    parts = _AS_IT_STANDS.split(text)
    parts[::2] = [_AMPERSAND.sub(_reference, part) for part in parts[::2]]
    return "".join(parts).encode("utf-8", "replace")


def _reference(found: re.Match[str]) -> str:
    name = found[1] or ""
    if name.startswith("#"):
        number = int(name[2:-1], 16) if name[1] in "xX" else int(name[1:-1])
        allowed = number < 0x110000 and not _FORBIDDEN.match(chr(number))
        return found[0] if allowed else ""
    if name in _OF_XML:
        return found[0]
    return html5.get(name) or f"&amp;{name}"

"""Text from elsewhere made fit to keep: one-line fields and whole documents."""

from __future__ import annotations

import re
import unicodedata

from medcoder_desktop.records.limits import LONGEST_LINE

_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2060\ufeff\ufffe\uffff]")
"""Control characters and invisible marks, which no note needs."""
_SURROGATE = re.compile("[\ud800-\udfff]")
"""Halves of characters, which a JSON escape can smuggle in and no database can store."""
_ODD_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_LINE_END = re.compile("\r\n?|[\v\f\u0085\u2028\u2029]")


def one_line(text: str) -> str:
    """A field's text: white space folded, nothing invisible, at most ``LONGEST_LINE`` long."""
    if not text.isprintable():
        text = _UNFIT.sub("", _SURROGATE.sub("\ufffd", _LINE_END.sub(" ", text)))
    folded = " ".join(text.split())
    return folded if len(folded) <= LONGEST_LINE else f"{folded[: LONGEST_LINE - 1]}…"


def tidy_text(text: str) -> str:
    """A document's text as it is stored, so that offsets of evidence stay true.

    Lines end in a line feed, spaces are plain and never trail, accents are composed (NFC), and
    nothing invisible remains. Lines and blank lines inside stay as they were written.
    """
    text = _LINE_END.sub("\n", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", text))
        text = _ODD_SPACE.sub(" ", text)
    lines = _UNFIT.sub("", text).split("\n")
    return "\n".join(line.rstrip(" \t") for line in lines).strip("\n")

"""Whether a text beyond ASCII was written on Windows, or on an old Macintosh or PC.

Such a text does not say which; it shows in whether its accents stand within words, its degrees
behind numbers and its quotation marks at the ends of words.
"""

from __future__ import annotations

import re
from collections.abc import Callable

WINDOWS, MACINTOSH, DOS = "cp1252", "mac_roman", "cp437"
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_BYTES_LOOKED_AT = 1_000_000
_MOST_LOOKED_AT = 4_000
"""Letters beyond ASCII."""
_FAR_MORE = 4
"""Letters in good places for every one in a bad place, before a text counts as old."""
_COMMON = frozenset("àáâãäåæçèéêëìíîïñòóôõöùúûüýÿœßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜŒ")
"""Letters of the languages that are written beside English."""
_OPENING, _CLOSING = frozenset("“‘«„‚‹"), frozenset("”’»›")
_FRACTIONS = frozenset("×÷±≥≤≈≠½¼¾²³¹")


def likely_encoding(raw: bytes) -> str:
    """The encoding in which bytes make far more sense than as Windows letters, else that one."""
    raw = raw[:_BYTES_LOOKED_AT]
    windows = _sense(raw, WINDOWS)
    others = {name: _sense(raw, name) for name in (DOS, MACINTOSH)}
    best = max(good - bad for good, bad in others.values())
    fitting = [name for name, (good, bad) in others.items() if good - bad == best]
    if len(fitting) > 1:  # the old Macintosh ended its lines with a carriage return alone
        fitting = [MACINTOSH if b"\r" in raw and b"\n" not in raw else DOS]
    good, bad = others[fitting[0]]
    far_more = good > _FAR_MORE * bad and windows[1] > windows[0] and best > 0
    return fitting[0] if far_more else WINDOWS


def _sense(raw: bytes, encoding: str) -> tuple[int, int]:
    """How many characters beyond ASCII stand in good places, and how many in bad ones."""
    text = f" {raw.decode(encoding, 'replace')} "
    good = bad = 0
    for number, found in enumerate(_BEYOND_ASCII.finditer(text)):
        if number == _MOST_LOOKED_AT:
            break
        place = found.start()
        fits = _fits(text[place - 1], text[place], text[place + 1])
        good, bad = good + (fits is True), bad + (fits is False)
    return good, bad


def _fits(before: str, letter: str, after: str) -> bool | None:
    """Whether a character stands in a place where it is used; None where it may or may not."""
    if letter.isalpha() and letter not in "ªºµﬁﬂπΩƒ":
        return _fits_as_letter(before, letter, after)
    for kinds, judge in _PLACES:
        if letter in kinds:
            return judge(before, after)
    if 0x2500 <= ord(letter) < 0x25A0:  # lines and shades of old forms
        return not before.isalnum() and not after.isalnum()
    return None if before.isspace() and letter.isprintable() else False


def _fits_as_letter(before: str, letter: str, after: str) -> bool | None:
    neighbours = before, after
    if any(map(str.isdigit, neighbours)) or all(map(_is_foreign, neighbours)):
        return False
    if letter.isupper():
        starts = before.isupper() or not before.isalpha()
        if not starts or not (after.isalpha() or before.isupper()):
            return False
        if before.isupper() and after.islower():
            return False
    if any(map(_is_foreign, neighbours)) or letter not in _COMMON:
        return None
    return True if any(map(str.isalpha, neighbours)) else None


def _is_foreign(letter: str) -> bool:
    return letter.isalpha() and not letter.isascii()


def _opens(before: str, after: str) -> bool:
    return not before.isalnum() and not after.isspace()


def _closes(before: str, after: str) -> bool:
    return not before.isspace() and (before.isalnum() or not after.isalnum())


def _measures(before: str, after: str) -> bool:
    return not (before.isalpha() and after.isalpha())


def _joins(before: str, after: str) -> bool | None:
    if before.isalpha() and after.isalpha():
        return None
    return before.isspace() == after.isspace()


_PLACES: tuple[tuple[frozenset[str], Callable[[str, str], bool | None]], ...] = (
    (_OPENING, _opens),
    (_CLOSING, _closes),
    (_FRACTIONS, _measures),
    (frozenset("°º"), lambda before, after: before.isdigit() or (True if after in "CF" else None)),
    (frozenset("ª"), lambda before, _: before.isdigit()),
    (frozenset("µ"), lambda before, after: not before.isalpha() and after in "gmlLMsvVU"),
    (frozenset("–—"), _joins),
    (frozenset("…"), lambda before, after: not (before.isalpha() and after.isalpha())),
    (frozenset("•·▪●■□"), lambda before, after: before.isspace() and not after.isalnum()),
    (frozenset("™®©"), lambda before, after: before.isalnum() and not after.isalnum()),
    (frozenset("¿¡"), lambda before, after: not before.isalnum() and after.isalpha()),
    (frozenset("€£¥¢"), lambda before, after: before.isdigit() or after.isdigit()),
    (frozenset("ﬁﬂ"), lambda before, after: before.isalpha() or after.isalpha()),
    (frozenset("\u00a0"), lambda *_: None),
)
"""Where marks and signs are used in a note."""

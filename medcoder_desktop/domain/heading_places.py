"""Where headings may stand in a note, and how each is set; what they mean is not asked here.

Every pattern reads a bounded stretch from a place the line itself fixes, so that time grows with
the length of the text, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

LONGEST_NAME = 60
_LINE_ENDS = ("\r", "\f", "\v", "\x85", "\u2028", "\u2029")
_LINE = re.compile(
    r"^(?!\n)[ \t]{0,60}+"
    r"(?P<hashes>#{0,6}+)[ \t]{0,8}+"
    r"(?P<bullet>(?:[-+–—•·▪◦‣●○]|\*(?!\*))[ \t]{1,8}+|[•·▪◦‣●○])?+"
    r"(?:[-=_*~]{2,30}+[ \t]{0,8}+)?+"
    r"(?P<number>(?:\d{1,2}|[IVX]{1,4}|[A-Za-z])[.)][ \t]{1,8}+)?+"
    r"(?:[*_]{2}[ \t]{0,2}+)?+"
    r"(?P<words>[A-Za-z][^\n]{0,159})",
    re.MULTILINE,
)
_HEAD = re.compile(r"[^():\n]{1,72}(?:\([^()\n]{0,90}\)[^():\n]{0,12})?")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_GAP = re.compile(r"[A-Z][A-Z/&]*(?: [A-Z/&]+){0,4}(?=  |\t)")
_WITHIN_LINE = re.compile(
    r"(?:(?<=[.;!?] )|(?<=  )|(?<=\t))"
    r"(?P<words>[A-Z][A-Za-z/&]{0,20}(?: [A-Za-z/&]{1,20}){0,5}):(?=\s)"
)
_LINE_BELOW = re.compile(r"\n[ \t]{0,20}+[-=_~]{3,160}+[ \t]{0,20}+(?=\n|\Z)")
_ENDS = " \t*_#=~-"
_BESIDE = " \t*_#=~"
_AFTER_HEAD = frozenset([":", "\n", ""])


class Place(NamedTuple):
    """Words that may be a heading, and how they are set.

    Attributes:
        line: Where their line begins; for words within a line, where they begin.
        start: First character of the words.
        end: One past the last, a remark in brackets included, without the colon.
        name: The words without a remark in brackets.
        value: What follows on the line, up to some eighty characters.
        own_line: Nothing else is on the line.
        hashes: How many ``#`` stand before.
        number: ``1`` or ``A`` where the words are numbered; else empty.
        marked: Set off by ``**``, by a rule beside or by a line below.
        underlined: By a line of dashes or the like below.
        within: Other words stand before it on its line.
    """

    line: int
    start: int
    end: int
    name: str
    value: str = ""
    own_line: bool = False
    colon: bool = False
    hashes: int = 0
    bullet: bool = False
    number: str = ""
    marked: bool = False
    underlined: bool = False
    within: bool = False

    @property
    def capitals(self) -> bool:
        """Whether the name is written in capitals."""
        return self.name.isupper()


def with_plain_lines(text: str) -> str:
    """The text with one kind of line end, and each character at its place."""
    plain = text.replace("\r\n", " \n").replace("\xa0", " ")
    for sign in _LINE_ENDS:
        plain = plain.replace(sign, "\n")
    return plain


def is_after_blank(text: str, place: Place) -> bool:
    """Whether the line above a place is blank or there is none."""
    above = text[max(place.line - 12, 0) : place.line]
    words = len(above.rstrip())
    return words == 0 or above.count("\n", words) > 1


def places_in(text: str, worth: Callable[[str], bool]) -> Iterator[Place]:
    """The places of a text with plain line ends where a heading may stand, in order.

    Args:
        worth: Whether a name that nothing sets off is worth a look.
    """
    within = _within_lines(text)
    next_within = next(within, None)
    for match in _LINE.finditer(text):
        place = _place_of(text, match, worth)
        start = match.start("words")
        while next_within is not None and next_within.start <= start:
            if next_within.start < start:
                yield next_within
            next_within = next(within, None)
        if place is not None:
            yield place
    while next_within is not None:
        yield next_within
        next_within = next(within, None)


def _within_lines(text: str) -> Iterator[Place]:
    for match in _WITHIN_LINE.finditer(text):
        start, end = match.span("words")
        value = text[end + 1 : end + 81].strip(_BESIDE)
        yield Place(start, start, end, match["words"], value, colon=True, within=True)


def _place_of(text: str, match: re.Match[str], worth: Callable[[str], bool]) -> Place | None:
    start, stop = match.span("words")
    head = _HEAD.match(text, start, stop)
    if head is None:
        return None
    end = head.end()
    after = text[end : end + 1]
    words = text[start:end].rstrip(_ENDS)
    if after not in _AFTER_HEAD or "  " in words or "\t" in words:
        gap = _GAP.match(text, start, stop)
        if gap is None:
            return None
        end, after, words = gap.end(), "", gap[0]
    name = _IN_BRACKETS.sub("", words).strip(_ENDS) if "(" in words else words
    hashes = len(match["hashes"])
    value = text[end + (after == ":") : stop].strip(_BESIDE)
    underlined = not value and _LINE_BELOW.match(text, stop) is not None
    if not 0 < len(name) <= LONGEST_NAME:
        return None
    if not (hashes > 1 or underlined or name.isupper() or worth(name)):
        return None
    line = match.start()
    before = text[line:start].rstrip()
    return Place(
        line=line,
        start=start,
        end=start + len(words),
        name=name,
        value=value[:80],
        own_line=not value,
        colon=after == ":",
        hashes=hashes,
        bullet=match["bullet"] is not None,
        number=(match["number"] or "").strip(" \t.)"),
        marked=underlined or before.endswith(("**", "__", "==", "--")),
        underlined=underlined,
    )

"""Finding words in notes: where they stand, and a few words around each place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from medcoder_desktop.domain.documents import ClinicalDocument

MOST_HITS = 500
"""Places shown of one search; who finds more types another word."""
_AROUND = 32
_BLANKS = str.maketrans("\n\t\r", "   ")


@dataclass(frozen=True, slots=True)
class ChartHit:
    """One place in a chart.

    Attributes:
        start, end: Code points of the document's stored text.
        before, found, after: The words there, on one line.
    """

    document: ClinicalDocument
    start: int
    end: int
    before: str
    found: str
    after: str


def places_of(text: str, wanted: str) -> tuple[tuple[int, int], ...]:
    """Where words stand in a text, whatever their case; a blank is any one white space."""
    words = " ".join(wanted.split()).lower()
    if not words:
        return ()
    folded = text.lower().translate(_BLANKS)
    if len(folded) != len(text):  # a letter whose small form is two, such as a dotted capital I
        pattern = re.compile(re.escape(words).replace(r"\ ", r"\s"), re.IGNORECASE)
        return tuple(match.span() for match in pattern.finditer(text))[:MOST_HITS]
    places: list[tuple[int, int]] = []
    at = folded.find(words)
    while at >= 0 and len(places) < MOST_HITS:
        places.append((at, at + len(words)))
        at = folded.find(words, at + len(words))
    return tuple(places)


def hits_in(documents: Iterable[tuple[ClinicalDocument, str]], wanted: str) -> tuple[ChartHit, ...]:
    """Every place in some documents, at most ``MOST_HITS``, in their order."""
    hits: list[ChartHit] = []
    for document, text in documents:
        for start, end in places_of(text, wanted):
            before = " ".join(text[max(start - _AROUND, 0) : start].split())
            after = " ".join(text[end : end + _AROUND].split())
            hits.append(ChartHit(document, start, end, before, text[start:end], after))
            if len(hits) == MOST_HITS:
                return tuple(hits)
    return tuple(hits)

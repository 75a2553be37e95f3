"""The words of the record that support a code."""

from __future__ import annotations

from dataclasses import dataclass

from medcoder_desktop.domain.pages import PageRegion


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A stretch of a document's text, or a region of one of its pages.

    Attributes:
        document_id: The document quoted.
        start: First character, counted in the stored Unicode text; 0 for a region.
        end: One past the last character; 0 for a region.
        quote: The text from ``start`` to ``end`` when it was marked; the words in the region,
            empty on a scan.
        region: The place on a page; None for a stretch of text.
    """

    document_id: str
    start: int
    end: int
    quote: str
    region: PageRegion | None = None

    @property
    def shown(self) -> str:
        """What a person reads: the quote, or the page where there are no words."""
        if self.region is None:
            return self.quote
        return self.quote or f"marked on page {self.region.page + 1}"

    def stands_in(self, text: str) -> bool:
        """Whether the quote still stands at its place in ``text``.

        A region stands on its page whatever the text; pages of a document never change.
        """
        return self.region is not None or text[self.start : self.end] == self.quote

    def is_found_in(self, text: str) -> bool:
        """Whether the quoted words stand anywhere in ``text``, line breaks and blanks aside."""
        return " ".join(self.quote.split()) in " ".join(text.split())


def evidence_from(document_id: str, text: str, start: int, end: int) -> Evidence:
    """Mark ``text[start:end]``, with white space at both ends left out of the mark.

    Raises:
        ValueError: Nothing but white space is marked, or the offsets lie outside the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError("evidence offsets lie outside the text")
    marked = text[start:end]
    start += len(marked) - len(marked.lstrip())
    end -= len(marked) - len(marked.rstrip())
    if start >= end:
        raise ValueError("evidence marks no words")
    return Evidence(document_id, start, end, text[start:end])

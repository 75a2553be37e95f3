"""The words of the record that support a code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A stretch of a document's text.

    Attributes:
        document_id: The document quoted.
        start: First character, counted in the stored Unicode text.
        end: One past the last character.
        quote: The text from ``start`` to ``end`` when it was marked.
    """

    document_id: str
    start: int
    end: int
    quote: str

    def stands_in(self, text: str) -> bool:
        """Whether the quote still stands at its place in ``text``."""
        return text[self.start : self.end] == self.quote


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

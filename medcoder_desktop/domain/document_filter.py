"""Which documents of a chart a coder wants to see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from medcoder_desktop.domain.documents import ClinicalDocument, DocumentKind

NO_VISIT = ""
"""Stands among the ids of visits for the documents that belong to none."""


class Signature(Enum):
    """What the record says of a document's signature."""

    SIGNED = "signed"
    NOT_SIGNED = "not signed"
    NOT_STATED = "not stated"

    @classmethod
    def of(cls, document: ClinicalDocument) -> Signature:
        """What is said of a document."""
        if document.signed is None:
            return cls.NOT_STATED
        return cls.SIGNED if document.signed else cls.NOT_SIGNED


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """What documents are like; an empty field asks for nothing.

    Attributes:
        words: Each must be found in title, kind, author or day, whatever its case.
        kinds, authors, signatures: Any of these.
        visits: Ids of visits, any of them; :data:`NO_VISIT` for documents of no visit.
        since, until: Days between which a document was written, both included; a document
            without a day is then left out.
    """

    words: str = ""
    kinds: frozenset[DocumentKind] = frozenset()
    authors: frozenset[str] = frozenset()
    visits: frozenset[str] = frozenset()
    signatures: frozenset[Signature] = frozenset()
    since: date | None = None
    until: date | None = None

    @property
    def asks(self) -> bool:
        """Whether anything is asked for."""
        return self != DocumentFilter(words=self.words) or bool(self.words.strip())

    def fits(self, document: ClinicalDocument) -> bool:
        """Whether a document is among those asked for."""
        said = (
            f"{document.title} {document.kind.value} {document.author} {document.written_on or ''}"
        )
        folded = said.casefold()
        return (
            all(word in folded for word in self.words.casefold().split())
            and (not self.kinds or document.kind in self.kinds)
            and (not self.authors or document.author in self.authors)
            and (not self.visits or (document.encounter_id or NO_VISIT) in self.visits)
            and (not self.signatures or Signature.of(document) in self.signatures)
            and self._is_within(document.written_on)
        )

    def _is_within(self, written: date | None) -> bool:
        if self.since is None and self.until is None:
            return True
        return written is not None and (
            (self.since or date.min) <= written <= (self.until or date.max)
        )

"""Which documents of a chart a coder wants to see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from medcoder_desktop.domain.documents import ClinicalDocument, DocumentKind


class WrittenWithin(Enum):
    """When a document was written, seen from the visit that is coded."""

    ANY = "any time"
    THIS_VISIT = "this visit"
    MONTH = "30 days before the visit"
    YEAR = "a year before the visit"
    EARLIER = "more than a year before"
    UNDATED = "not dated"


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """What documents are like; an empty field asks for nothing.

    Attributes:
        words: Each must be found in title, kind, author or day, whatever its case.
        kinds: Any of these.
        author: As documents name them.
        signed: True or False for what the record says of a signature.
    """

    words: str = ""
    kinds: frozenset[DocumentKind] = frozenset()
    author: str = ""
    within: WrittenWithin = WrittenWithin.ANY
    signed: bool | None = None

    @property
    def asks(self) -> bool:
        """Whether anything is asked for."""
        return self != DocumentFilter(words=self.words) or bool(self.words.strip())

    def fits(self, document: ClinicalDocument, encounter_id: str, on: date) -> bool:
        """Whether a document is among those asked for.

        Args:
            encounter_id: The visit that is coded.
            on: Its date of service.
        """
        said = (
            f"{document.title} {document.kind.value} {document.author} {document.written_on or ''}"
        )
        folded = said.casefold()
        return (
            all(word in folded for word in self.words.casefold().split())
            and (not self.kinds or document.kind in self.kinds)
            and (not self.author or document.author == self.author)
            and (self.signed is None or document.signed is self.signed)
            and self._is_within(document, encounter_id, on)
        )

    def _is_within(self, document: ClinicalDocument, encounter_id: str, on: date) -> bool:
        if self.within is WrittenWithin.ANY:
            return True
        if self.within is WrittenWithin.THIS_VISIT:
            return document.encounter_id == encounter_id
        written = document.written_on
        if written is None or self.within is WrittenWithin.UNDATED:
            return written is None and self.within is WrittenWithin.UNDATED
        month, year = on - timedelta(days=30), on - timedelta(days=365)
        if self.within is WrittenWithin.EARLIER:
            return written < year
        return (month if self.within is WrittenWithin.MONTH else year) <= written <= on

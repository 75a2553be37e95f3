"""Where the coder was, so that the program reopens there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """The visit, document and position on the screen.

    Attributes:
        document_id: None when the visit has no document open.
        first_character: Offset of the first visible character in the document's text.
    """

    encounter_id: str
    document_id: str | None = None
    first_character: int = 0

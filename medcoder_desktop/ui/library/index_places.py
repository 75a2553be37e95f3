"""Places of the index in the history of the book, written as words beside its codes."""

from __future__ import annotations

from dataclasses import dataclass

from medcoder_desktop.domain.releases import CodeSet

_MARK = "index:"


@dataclass(frozen=True, slots=True)
class IndexPlace:
    """A term of one of the books.

    Attributes:
        entry_id: Id of the term in the release that answers.
    """

    book: CodeSet
    entry_id: int

    def __str__(self) -> str:
        return f"{_MARK}{self.book.value}:{self.entry_id}"


def place_in_history(page: str) -> IndexPlace | None:
    """The place of the index that a page of the history is; None for a code."""
    if not page.startswith(_MARK):
        return None
    book, _, number = page.removeprefix(_MARK).rpartition(":")
    return IndexPlace(CodeSet(book), int(number))

"""What our own tables tell search: other ways of saying things, and where bare conditions go."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Wording:
    """What people write, and what the book calls it.

    Attributes:
        said: As written, in any case.
        book: In words of the book; empty when what was written says nothing.
        context: Words of a query that speak for this meaning.
        is_short: Whether it is an abbreviation, which stands for its meaning and for nothing else
            unless the book has it too.
    """

    said: str
    book: str
    context: tuple[str, ...] = ()
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class SearchTables:
    """All of them.

    Attributes:
        wordings: Of several with the same ``said`` the likeliest comes first.
        defaults: Pairs of a bare condition and the code it goes to.
        families: Words of one origin each ("spleen", "splenic").
    """

    wordings: tuple[Wording, ...] = ()
    defaults: tuple[tuple[str, str], ...] = ()
    families: tuple[tuple[str, ...], ...] = field(default=())

"""The Alphabetic Index, the External Cause Index and the two tables, term by term."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndexTerm:
    """One line of an index or table, in the order of the book; depth tells what it stands under.

    Attributes:
        depth: 0 for a main term, 1 for the terms under it, and so on.
        title: The term without its nonessential modifiers, with NEC or NOS if it has them.
        nonessential: Modifiers in round brackets, one each, without the brackets.
        code: As printed, with its dot: a code, a code with a dash for "further characters
            needed" (``C79.8-``), or empty.
        manifestation: The code in square brackets that stands second; may be empty.
        see: Where the book sends the reader; empty when it does not.
        see_also: Where else to look; empty when nowhere.
        see_categories: Categories named in the place of a term (``R00-R99``).
        cells: In a table, the cells after the term from left to right, empty where the book has
            none; empty in an index.
    """

    depth: int
    title: str
    nonessential: tuple[str, ...] = ()
    code: str = ""
    manifestation: str = ""
    see: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    see_categories: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexHeading:
    """The heading of a table's columns.

    Attributes:
        columns: From the first column, that of the terms, to the last; empty for an index.
    """

    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A term as the book is walked: main term, then the terms below it.

    Attributes:
        id: Names it within the release it was read from.
        path: Titles from the main term down to the one above; empty for a main term.
        below: How many terms stand right below it.
    """

    id: int
    term: IndexTerm
    path: tuple[str, ...]
    below: int

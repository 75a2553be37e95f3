"""Reading the index: its main terms, what a text finds, and the way to a term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from medcoder_desktop.domain.alphabetic_index import IndexEntry
from medcoder_desktop.domain.releases import CodeSet, InForce
from medcoder_desktop.services.library_service import LibraryService
from medcoder_desktop.ui.library.index_lines import IndexNode, references_below
from medcoder_desktop.ui.library.index_places import IndexPlace
from medcoder_desktop.ui.library.lazy_tree import Step

_ALL = 20_000
_MOST_BEGINNING = 60
_MOST_FOUND = 120


@dataclass(frozen=True, slots=True)
class MainTerms:
    """The beginning of an index.

    Attributes:
        in_force: The release it comes from; None when no release of it is installed.
    """

    book: CodeSet
    in_force: InForce | None
    terms: tuple[IndexEntry, ...]


@dataclass(frozen=True, slots=True)
class FoundTerms:
    """What a text finds in an index: main terms that begin so, then terms with its words."""

    text: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True, slots=True)
class WayToTerm:
    """A term and everything that stands beside the way to it."""

    entry: IndexEntry
    steps: tuple[Step[IndexNode], ...]


def read_main_terms(library: LibraryService, book: CodeSet, day: date) -> MainTerms:
    """The main terms of a book as it stands on a day."""
    in_force = library.installed(book, day) if library.is_ready() else None
    terms = () if in_force is None else library.index_main_terms(book, "", day, _ALL)
    return MainTerms(book, in_force, terms)


def find_terms(library: LibraryService, book: CodeSet, text: str, day: date) -> FoundTerms:
    """Terms for what was typed."""
    begun = library.index_main_terms(book, text.strip(), day, _MOST_BEGINNING)
    hits = library.index_search(book, text, day, _MOST_FOUND)
    known = {entry.id for entry in begun}
    return FoundTerms(text, (*begun, *(hit for hit in hits if hit.id not in known)))


def read_below(library: LibraryService, book: CodeSet, node: IndexNode) -> tuple[IndexNode, ...]:
    """What stands below a term: its references, then the terms."""
    if not isinstance(node, IndexEntry):
        return ()
    below = library.index_below(book, node.id) if node.below else ()
    return (*references_below(node), *below)


def read_way_to_term(
    library: LibraryService, book: CodeSet, entry: IndexEntry, day: date
) -> WayToTerm:
    """The branches from the main term down to an entry, by the titles of its path."""
    steps: list[Step[IndexNode]] = []
    here = library.index_main_terms(book, entry.path[0], day) if entry.path else ()
    for title in entry.path:
        above = next((each for each in here if each.term.title == title), None)
        if above is None:
            return WayToTerm(entry, ())
        below = read_below(library, book, above)
        steps.append(Step(str(above.id), below))
        here = tuple(each for each in below if isinstance(each, IndexEntry))
    return WayToTerm(entry, tuple(steps))


def read_place(library: LibraryService, place: IndexPlace, day: date) -> WayToTerm:
    """The way to a place of the history.

    Raises:
        InputError: The term is not there any more.
    """
    entry = library.index_entry(place.book, place.entry_id)
    return read_way_to_term(library, place.book, entry, day)


def follow_reference(
    library: LibraryService, book: CodeSet, reference: str, day: date
) -> tuple[CodeSet, WayToTerm] | None:
    """The book and the term that a reference means; None when no installed book has it.

    The index sends readers to the tables as well: ``see Neoplasm, by site, malignant``.
    """
    for target in dict.fromkeys((_book_meant(book, reference), book)):
        if library.installed(target, day) is None:
            continue
        entry = library.index_follow(target, reference, day)
        if entry is not None:
            return target, read_way_to_term(library, target, entry, day)
    return None


def _book_meant(book: CodeSet, reference: str) -> CodeSet:
    words = reference.casefold()
    if "table of drugs" in words:
        return CodeSet.ICD_DRUGS
    if words.startswith("neoplasm"):
        return CodeSet.ICD_NEOPLASMS
    if "external cause" in words or "index to external" in words:
        return CodeSet.ICD_EXTERNAL_INDEX
    return book

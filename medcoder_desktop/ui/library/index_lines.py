"""Terms of the index as lines of a tree, with what they refer to below them."""

from __future__ import annotations

from dataclasses import dataclass

from medcoder_desktop.domain.alphabetic_index import IndexEntry, IndexTerm
from medcoder_desktop.ui.library.lines import Line, Piece, Tone


@dataclass(frozen=True, slots=True)
class Reference:
    """Where the book sends the reader from a term.

    Attributes:
        words: ``see``, ``see also`` or ``see category``.
        target: A term, or a category such as ``R00-R99``.
    """

    words: str
    target: str

    @property
    def is_category(self) -> bool:
        """Whether the target is a place in the tabular list."""
        return self.words == _CATEGORY


_CATEGORY = "see category"
IndexNode = IndexEntry | Reference
"""A line of the index tree."""


def references_of(term: IndexTerm) -> tuple[Reference, ...]:
    """Everything a term refers to, in the order of the book."""
    return (
        *(Reference("see", target) for target in term.see),
        *(Reference("see also", target) for target in term.see_also),
        *(Reference(_CATEGORY, target) for target in term.see_categories),
    )


def only_reference(entry: IndexEntry) -> Reference | None:
    """What Enter follows on a term that has no code of its own; None when there is a choice."""
    references = references_of(entry.term)
    return references[0] if len(references) == 1 and not entry.term.code else None


def references_below(entry: IndexEntry) -> tuple[Reference, ...]:
    """References that stand as lines below a term, because Enter on it does something else."""
    return () if only_reference(entry) else references_of(entry.term)


def identity_of(node: IndexNode) -> str:
    """Names a line among its siblings."""
    return f"{node.words} {node.target}" if isinstance(node, Reference) else str(node.id)


def line_of_node(node: IndexNode) -> Line:
    """A term or a reference as a line."""
    if isinstance(node, Reference):
        return Line((Piece(f"→ {node.words}", Tone.HINT), Piece(node.target, Tone.LINK)))
    return _line_of_entry(node, ())


def line_of_hit(entry: IndexEntry) -> Line:
    """A term that a search found, behind the terms above it."""
    above = (Piece(" ▸ ".join(entry.path) + " ▸", Tone.HINT),) if entry.path else ()
    return _line_of_entry(entry, above)


def _line_of_entry(entry: IndexEntry, above: tuple[Piece, ...]) -> Line:
    term = entry.term
    title = Piece(term.title, Tone.STRONG if term.depth == 0 else Tone.TEXT)
    pieces = [*above, title]
    if term.nonessential:
        pieces.append(Piece(" ".join(f"({each})" for each in term.nonessential), Tone.HINT))
    for number, reference in enumerate(references_of(term)):
        said = reference.words if number == 0 else f"; {reference.words}"
        pieces += [Piece(said, Tone.HINT), Piece(reference.target, Tone.LINK)]
    tail = []
    if term.code:
        tail.append(Piece(term.code, Tone.CODE))
    if term.manifestation:
        tail.append(Piece(f"[{term.manifestation}]", Tone.CODE))
    return Line(tuple(pieces), tuple(tail))

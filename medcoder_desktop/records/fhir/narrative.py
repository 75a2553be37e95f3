"""The narrative of a FHIR resource, and the sections of a document as one readable note."""

from __future__ import annotations

from collections.abc import Iterator

from medcoder_desktop.records.documents.rich_text import text_of_html
from medcoder_desktop.records.fhir.nodes import Node, at, nodes, text
from medcoder_desktop.records.limits import limits

_DEEPEST_SECTION = 8


def composition_text(composition: Node) -> str:
    """All sections with their titles, in order; the narrative where none holds any words."""
    parts = list(_sections(composition, 0))
    return "\n\n".join(parts)[: limits().longest_text] or narrative_of(composition)


def narrative_of(resource: Node) -> str:
    """What a resource, or a section of one, says to a reader; empty when that is nothing."""
    markup = at(resource, "text", "div")
    if not isinstance(markup, str) or text(resource, "text", "status") == "empty":
        return ""
    return text_of_html(markup[: limits().longest_text]).strip()


def _sections(parent: Node, depth: int) -> Iterator[str]:
    if depth > _DEEPEST_SECTION:
        return
    for section in nodes(parent, "section"):
        words = narrative_of(section)
        inner = list(_sections(section, depth + 1))
        if not words and not inner:
            continue
        title = text(section, "title") or text(section, "code", "text")
        # narratives often repeat the title as their own heading
        if title and not words.casefold().startswith(title.casefold()):
            words = f"{title}\n{words}".rstrip("\n")
        if words:
            yield words
        yield from inner

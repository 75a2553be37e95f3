"""The text of a C-CDA document as a reader sees it: section by section, as it was written."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from medcoder_desktop.records.documents.rich_text import text_of_element
from medcoder_desktop.records.safe_xml import first, inside, words_of
from medcoder_desktop.records.wording import tidy_text

_DEEPEST = 12
"""Sections within sections that are looked into."""


def narrative(body: etree._Element | None, title: str) -> str:
    """Title, then each section's heading in capitals with its text below."""
    parts = [title, *(part for section in _sections(body) for part in _written(section, 0))]
    return tidy_text("\n\n".join(filter(None, parts)))


def sections(body: etree._Element | None) -> Iterator[etree._Element]:
    """Every section, those inside others too, in the order of the document."""
    waiting = list(_sections(body))
    while waiting:
        section = waiting.pop(0)
        yield section
        waiting = [*_sections(section), *waiting]


def _sections(above: etree._Element | None) -> Iterator[etree._Element]:
    return inside(above, "component", "section")


def _written(section: etree._Element, depth: int) -> Iterator[str]:
    heading = words_of(section, "title") or _named_by_its_code(section)
    text = first(section, "text")
    words = text_of_element(text) if text is not None else ""
    if heading and words:
        yield f"{heading.upper()}\n{words}"
    elif heading or words:
        yield heading.upper() if heading else words
    if depth < _DEEPEST:
        for inner in _sections(section):
            yield from _written(inner, depth + 1)


def _named_by_its_code(section: etree._Element) -> str:
    code = first(section, "code")
    return "" if code is None else (code.get("displayName") or "")

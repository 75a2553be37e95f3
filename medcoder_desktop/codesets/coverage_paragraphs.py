"""Paragraphs of coverage policies: HTML from the publisher's editor, made plain text."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree, html

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = ("dd", "dl", "dt", "li", "ol", "ul")
_TABLES = ("table", "td", "th", "tr")
_LINES = frozenset(("br", "div", "hr", "p", "pre", *_HEADINGS, *_LISTS, *_TABLES))
_UNSEEN = frozenset(("head", "script", "style", "title"))


def plain_text(paragraph: str) -> str:
    """The words of a paragraph, a line for each block of it, white space folded.

    Nothing the markup points to is fetched; scripts and styles are left out.
    """
    if "<" in paragraph or "&" in paragraph:
        paragraph = "".join(_words(paragraph))
    lines = (" ".join(line.split()) for line in paragraph.splitlines())
    return "\n".join(line for line in lines if line)


def _words(paragraph: str) -> Iterator[str]:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        # Line ends in the source mean nothing; those of the blocks do.
        source = f"<div>{' '.join(paragraph.split())}</div>".encode("utf-8", "replace")
        root = html.document_fromstring(source, parser=parser)
    except etree.LxmlError:  # nothing in it but markup that the parser gives up on
        return
    unseen = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = str(element.tag)
        if tag in _LINES:
            yield "\n"
        if event == "start":
            unseen += tag in _UNSEEN
            yield element.text or "" if not unseen else ""
        else:
            unseen -= tag in _UNSEEN
            yield element.tail or "" if not unseen else ""

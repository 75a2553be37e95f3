"""HTML and XHTML to plain text that keeps the lines a reader saw."""

from __future__ import annotations

import re

from lxml import etree

from medcoder_desktop.records.documents.page_forms import FIELDS, role_of_box, shown
from medcoder_desktop.records.documents.page_lines import PageLines
from medcoder_desktop.records.documents.symbols import without_symbols
from medcoder_desktop.records.documents.written_text import END_OF_STRUCK, STRUCK
from medcoder_desktop.records.safe_xml import strict_parser
from medcoder_desktop.records.wording import tidy_text

_NARRATIVE = {"paragraph": "p", "list": "ul", "item": "li", "footnote": "div"}
"""Elements of a clinical document's narrative block, by those of HTML that mean the same."""
_UNSEEN = frozenset(
    ["script", "style", "head", "template", "noscript", "object", "iframe", "datalist"]
)
_CROSSED = frozenset(["del", "s", "strike"])
_HTML_START = re.compile(
    r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body|div|p|table|h[1-6]"
    r"|span|pre|ul|ol|meta|title)\b",
    re.DOTALL | re.IGNORECASE,
)
_FONT_FAMILY = re.compile(r"font-family\s*:\s*[\"']?([^;,\"']+)", re.IGNORECASE)


def text_of_html(markup: str) -> str:
    """The words of a web page or of a FHIR narrative.

    Paragraphs, list items and table rows stay lines of their own, cells are set apart by a bar.
    Nothing is fetched, no entity of a document type is resolved, scripts are dropped.
    """
    root = _parse(markup)
    return "" if root is None else text_of_element(root)


def text_of_element(root: etree._Element) -> str:
    """The words of parsed HTML, or of the narrative of a clinical document, which is much alike."""
    page = PageLines()
    crossed: etree._Element | None = None
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = _local_name(element)
        if event == "start":
            if tag in _UNSEEN or tag in FIELDS:
                walk.skip_subtree()
            else:
                page.open(tag)
                if crossed is None and _is_struck(element, tag):
                    crossed = element
                    page.write(STRUCK)
                page.write(
                    role_of_box(element) + without_symbols(element.text or "", _font(element))
                )
        else:
            if tag in FIELDS:
                page.write(shown(element))
            elif tag not in _UNSEEN:
                if element is crossed:
                    crossed = None
                    page.write(END_OF_STRUCK)
                page.close(tag)
            if element is not root:
                page.write(without_symbols(element.tail or ""))
    return tidy_text(page.text())


def looks_like_html(text: str) -> bool:
    """Whether a text is a web page or a piece of one rather than words with a stray bracket."""
    return _HTML_START.match(text.lstrip("\ufeff \t\r\n")[:256]) is not None


def _local_name(element: etree._Element) -> str:
    """The tag without its namespace; broken pages yield tags that are no proper names."""
    if not isinstance(element.tag, str):
        return ""
    name = element.tag.rpartition("}")[2].lower()
    return _NARRATIVE.get(name, name)


def _is_struck(element: etree._Element, tag: str) -> bool:
    """Whether words were crossed out: by their element, their look, or in a clinical document."""
    style = (element.get("style") or "").lower()
    crossed = tag in _CROSSED or "line-through" in style or element.get("revised") == "delete"
    return crossed and any(str(words).strip() for words in element.itertext())


def _font(element: etree._Element) -> str:
    """The font that an element sets for itself; empty where it leaves it."""
    stated = _FONT_FAMILY.search(element.get("style") or "")
    return stated[1] if stated else (element.get("face") or "")


def _parse(markup: str) -> etree._Element | None:
    """As XML where it is well-formed and plain, so that ``<td/>`` means what it says."""
    encoded = markup.encode("utf-8", "replace")
    if "<!" not in markup.replace("<!--", ""):
        try:
            return etree.fromstring(encoded, strict_parser())
        except etree.XMLSyntaxError:
            pass  # HTML then, which forgives
    lenient = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(encoded, lenient)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None

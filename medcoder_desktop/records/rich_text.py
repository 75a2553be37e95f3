"""HTML and XHTML to plain text that keeps the lines a reader saw."""

from __future__ import annotations

import re

from lxml import etree

from medcoder_desktop.records.safe_xml import strict_parser
from medcoder_desktop.records.wording import tidy_text

_PARAGRAPHS = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "blockquote", "pre",
     "section", "article", "hr", "fieldset"]
)  # fmt: skip
"""Elements with a blank line before and after."""
_BLOCKS = _PARAGRAPHS | frozenset(
    ["div", "li", "tr", "dt", "dd", "address", "header", "footer", "main", "nav", "caption",
     "thead", "tbody", "tfoot", "body", "html", "form", "figure", "figcaption", "legend",
     "title", "center"]
)  # fmt: skip
"""Elements that stand on lines of their own."""
_NARRATIVE = {"paragraph": "p", "list": "ul", "item": "li", "footnote": "div"}
"""Elements of a clinical document's narrative block, by those of HTML that mean the same."""
_CELLS = frozenset(["td", "th"])
_UNSEEN = frozenset(["script", "style", "head", "template", "noscript", "object", "iframe"])
_HTML_START = re.compile(
    r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body|div|p|table|h[1-6]"
    r"|span|pre|ul|ol|meta|title)\b",
    re.DOTALL | re.IGNORECASE,
)
_SPACE = re.compile(r"[ \t\r\n\f]+")


def text_of_html(markup: str) -> str:
    """The words of a web page or of a FHIR narrative.

    Paragraphs, list items and table rows stay lines of their own, cells are set apart by a bar.
    Nothing is fetched, no entity of a document type is resolved, scripts are dropped.
    """
    root = _parse(markup)
    return "" if root is None else text_of_element(root)


def text_of_element(root: etree._Element) -> str:
    """The words of parsed HTML, or of the narrative of a clinical document, which is much alike."""
    page = _Page()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = _local_name(element)
        if event == "start":
            if tag in _UNSEEN:
                walk.skip_subtree()
            else:
                page.open(tag)
                page.write(element.text or "")
        else:
            if tag not in _UNSEEN:
                page.close(tag)
            if element is not root:
                page.write(element.tail or "")
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


class _Page:
    """Lines under way."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._pieces: list[str] = []
        self._fresh_row = True
        self._preformatted = 0

    def text(self) -> str:
        """All lines so far."""
        self._end_line()
        return "\n".join(self._lines)

    def write(self, words: str) -> None:
        """Add running text; white space folds except where it is preformatted."""
        if self._preformatted:
            *whole, rest = words.split("\n")
            for line in whole:
                self._pieces.append(line)
                self._break()
            self._pieces.append(rest)
            return
        folded = _SPACE.sub(" ", words)
        if not self._pieces or self._pieces[-1].endswith(" "):
            folded = folded.lstrip(" ")
        if folded:
            self._pieces.append(folded)

    def open(self, tag: str) -> None:
        """An element begins."""
        if tag in _CELLS:
            if not self._fresh_row:
                self._pieces.append(" | ")
            self._fresh_row = False
        elif tag == "br":
            self._break()
        elif tag in _BLOCKS:
            self._end_line()
            if tag in _PARAGRAPHS:
                self._gap()
            if tag == "li":
                self._pieces = ["• "]
            if tag == "tr":
                self._fresh_row = True
        self._preformatted += tag == "pre"

    def close(self, tag: str) -> None:
        """An element ends."""
        self._preformatted -= tag == "pre"
        if tag in _BLOCKS:
            self._end_line()
            if tag in _PARAGRAPHS:
                self._gap()

    def _break(self) -> None:
        """End the line even when it is empty, but never leave two empty lines in a row."""
        line = "".join(self._pieces).replace("  |", " |").rstrip()
        if line or self._preformatted or (self._lines and self._lines[-1]):
            self._lines.append(line)
        self._pieces = []

    def _end_line(self) -> None:
        """End the line unless nothing stands on it."""
        if "".join(self._pieces).strip(" •|"):
            self._break()
        self._pieces = []

    def _gap(self) -> None:
        if self._lines and self._lines[-1]:
            self._lines.append("")

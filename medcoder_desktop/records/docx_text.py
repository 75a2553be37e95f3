"""The text of a Word document: paragraphs, lists, tables, and changes as they were accepted."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.records.archives import open_archive, unpack
from medcoder_desktop.records.incoming import Incoming
from medcoder_desktop.records.limits import LARGEST_DOCUMENT_XML
from medcoder_desktop.records.safe_xml import first, inside, local_name, parse_xml
from medcoder_desktop.records.wording import tidy_text

_BODY = "word/document.xml"
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
_UNSEEN = frozenset(["del", "moveFrom", "instrText", "delText", "pict", "AlternateContent"])
"""What was deleted, moved away, or is an instruction to the word processor."""


def text_of_docx(incoming: Incoming) -> str:
    """The words of a document in their order, cells of a table set apart by a bar.

    Text that was inserted with changes tracked is shown, text that was deleted is not.

    Raises:
        InputError: The archive or the document in it is damaged, or has none.
    """
    with open_archive(incoming) as archive:
        member = next((each for each in archive.infolist() if each.filename == _BODY), None)
        if member is None:
            raise InputError("record.docx_damaged", file=incoming.name)
        raw = unpack(archive, member, incoming, LARGEST_DOCUMENT_XML)
    root = parse_xml(raw, incoming.name)
    return tidy_text("\n".join(_blocks(first(root, "body"))))


def _blocks(element: etree._Element | None) -> Iterator[str]:
    for child in element if element is not None else ():
        name = local_name(child)
        if name == "p":
            yield _paragraph(child)
        elif name == "tbl":
            yield ""
            for row in inside(child, "tr"):
                cells = (" ".join(" ".join(_blocks(cell)).split()) for cell in inside(row, "tc"))
                yield " | ".join(cells)
            yield ""
        elif name in ("sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo"):
            yield from _blocks(child)


def _paragraph(paragraph: etree._Element) -> str:
    words = "".join(_runs(paragraph))
    is_listed = first(paragraph, "pPr", "numPr") is not None
    return f"• {words}" if is_listed and words.strip() else words


def _runs(element: etree._Element) -> Iterator[str]:
    for child in element:
        name = local_name(child)
        if name == "t":
            yield child.text or ""
        elif name in _BREAKS:
            yield _BREAKS[name]
        elif name not in _UNSEEN and name != "pPr":
            yield from _runs(child)

"""Word documents of 2003 that are one file of XML, as older record systems write them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from medcoder_desktop.records.documents.docx_words import DocumentWords
from medcoder_desktop.records.documents.written_text import (
    WrittenText,
    left_out_of,
    numbered_notes,
    one_below_other,
    read_once,
)
from medcoder_desktop.records.incoming import Incoming
from medcoder_desktop.records.safe_xml import first, inside, local_name, parse_xml
from medcoder_desktop.records.wording import tidy_text

WORD_XML = "wordDocument"
"""Their outermost element."""


def read_word_xml(incoming: Incoming) -> WrittenText:
    """The words of a document in their order, as those of newer ones are read.

    Raises:
        InputError: It is damaged.
    """
    root = parse_xml(incoming.raw, incoming.name)
    words = DocumentWords(lambda _: "")
    body = "\n".join(words.lines(first(root, "body")))
    pictures = words.pictures
    headers, footers = (read_once(_running(root, kind, words)) for kind in ("hdr", "ftr"))
    notes = numbered_notes("\n".join(words.lines(note)) for note in words.notes.copy())
    text = tidy_text(one_below_other(headers, body, notes, footers))
    return WrittenText(text, left_out_of(words.comments, pictures, words.unread))


def _running(root: etree._Element, kind: str, words: DocumentWords) -> Iterator[str]:
    sections = (each for each in root.iter() if local_name(each) == "sectPr")
    for section in list(sections):
        for part in inside(section, kind):
            yield "\n".join(words.lines(part))

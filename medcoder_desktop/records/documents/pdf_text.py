"""The text layer of a PDF; nothing in the file is run or followed."""

from __future__ import annotations

from collections.abc import Iterator

from medcoder_desktop.records.documents.page_text import text_of_page
from medcoder_desktop.records.documents.pdfium import PDFIUM, opened_pdf, page_of
from medcoder_desktop.records.limits import limits


def text_of_pdf(raw: bytes, file: str) -> str:
    """The words of all pages in their order; empty for a scan without a text layer.

    Args:
        file: Name of the file, for the sentence.

    Raises:
        InputError: The file is damaged, locked with a password, or has too many pages.
    """
    return pages_of_pdf(raw, file)[0]


def pages_of_pdf(raw: bytes, file: str) -> tuple[str, tuple[int, ...]]:
    """The words of all pages, and at which character each page begins.

    A page without words begins where the words before it end.

    Raises:
        InputError: As :func:`text_of_pdf`.
    """
    text, most = "", limits().longest_text
    starts: list[int] = []
    for words in _words_of_pages(raw, file):
        if words and text:
            text += "\n\n"
        starts.append(len(text))
        text += words
        if len(text) > most:
            break  # the note's own limit says so in its sentence
    return text, tuple(starts)


def _words_of_pages(raw: bytes, file: str) -> Iterator[str]:
    document = opened_pdf(raw, file)
    try:
        for number in range(len(document)):
            with page_of(document, number, file) as opened:
                words = text_of_page(opened)
            yield words
    finally:
        with PDFIUM:
            document.close()

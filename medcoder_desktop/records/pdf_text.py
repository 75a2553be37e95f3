"""The text layer of a PDF; nothing in the file is run or followed."""

from __future__ import annotations

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.records.limits import LONGEST_TEXT, MOST_PAGES
from medcoder_desktop.records.wording import tidy_text


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

    A page without words begins where the next one does.

    Raises:
        InputError: As :func:`text_of_pdf`.
    """
    text = ""
    starts: list[int] = []
    for words in _words_of_pages(raw, file):
        tidy = tidy_text(words).strip()
        if tidy and text:
            text += "\n\n"
        starts.append(len(text))
        text += tidy
        if len(text) > LONGEST_TEXT:
            break  # the note's own limit says so in its sentence
    return text, tuple(starts)


def _words_of_pages(raw: bytes, file: str) -> list[str]:
    import pypdfium2  # noqa: PLC0415 - only who reads a PDF pays for it

    pages: list[str] = []
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as problem:
        locked = "password" in str(problem).lower()
        message_id = "record.pdf_locked" if locked else "record.pdf_damaged"
        raise InputError(message_id, file=file) from problem
    try:
        if len(document) > MOST_PAGES:
            raise InputError("record.pdf_pages", file=file, most=MOST_PAGES)
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            pages.append(words.get_text_range().strip())
            words.close()
            page.close()
            if sum(map(len, pages)) > LONGEST_TEXT:
                break
    except pypdfium2.PdfiumError as problem:
        raise InputError("record.pdf_damaged", file=file) from problem
    finally:
        document.close()
    return pages

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
    import pypdfium2  # noqa: PLC0415 - only who reads a PDF pays for it

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as problem:
        locked = "password" in str(problem).lower()
        message_id = "record.pdf_locked" if locked else "record.pdf_damaged"
        raise InputError(message_id, file=file) from problem
    try:
        if len(document) > MOST_PAGES:
            raise InputError("record.pdf_pages", file=file, most=MOST_PAGES)
        pages: list[str] = []
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            pages.append(words.get_text_range().strip())
            words.close()
            page.close()
            if sum(map(len, pages)) > LONGEST_TEXT:
                break  # the note's own limit says so in its sentence
        return tidy_text("\n\n".join(filter(None, pages)))
    except pypdfium2.PdfiumError as problem:
        raise InputError("record.pdf_damaged", file=file) from problem
    finally:
        document.close()

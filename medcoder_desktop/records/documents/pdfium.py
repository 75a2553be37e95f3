"""PDFium, entered by one caller at a time; nothing in a file is run or followed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.records.limits import limits

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

PDFIUM = threading.Lock()
"""PDFium keeps state of its own and bears one caller at a time."""


def opened_pdf(content: bytes, file: str) -> PdfDocument:
    """A PDF document; close it while holding ``PDFIUM``.

    Args:
        file: Its name, for sentences.

    Raises:
        InputError: It is damaged, locked with a password, or has too many pages.
    """
    import pypdfium2  # noqa: PLC0415 - only who reads a PDF pays for it

    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as problem:
            locked = "password" in str(problem).lower()
            message_id = "record.pdf_locked" if locked else "record.pdf_damaged"
            raise InputError(message_id, file=file) from problem
        if len(document) > (most := limits().most_pages):
            document.close()
            raise InputError("record.pdf_pages", file=file, most=most)
    return document


@contextmanager
def page_of(document: PdfDocument, page: int, file: str) -> Iterator[PdfPage]:
    """One page, with PDFium held until it is closed again.

    Raises:
        InputError: It is damaged.
    """
    import pypdfium2  # noqa: PLC0415 - see above

    with PDFIUM:
        try:
            with closing(document[page]) as opened:
                yield opened
        except pypdfium2.PdfiumError as problem:
            raise InputError("record.pdf_damaged", file=file) from problem

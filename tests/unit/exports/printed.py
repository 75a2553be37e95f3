"""What stands on the pages of a PDF, and where, as a reader of the file finds it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2


@contextmanager
def _open(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(path)
    try:
        yield document
    finally:
        document.close()


def page_texts(path: Path) -> list[str]:
    """The text of each page in the order of the file, white space folded."""
    with _open(path) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def text_of(path: Path) -> str:
    """The text of all pages, white space folded."""
    return " ".join(page_texts(path))


def metadata(path: Path) -> dict[str, str]:
    """The properties of the file."""
    with _open(path) as document:
        return dict(document.get_metadata_dict())


def placed_text(path: Path) -> str:
    """One line for each stretch of text: page, points from the left and top, the text."""
    lines = []
    with _open(path) as document:
        for number, page in enumerate(document, start=1):
            height = page.get_height()
            texts = page.get_textpage()
            for place in range(texts.count_rects()):
                left, bottom, right, top = texts.get_rect(place)
                words = texts.get_text_bounded(left, bottom, right, top).strip()
                lines.append(f"{number} {left:5.0f} {height - bottom:5.0f}  {words}")
    return "\n".join(lines) + "\n"


def greys(path: Path) -> list[set[int]]:
    """The grey values of each page when drawn, in wide steps of brightness counted out exactly."""
    with _open(path) as document:
        return [
            {value for value, count in enumerate(_histogram(page)) if count > 500}
            for page in document
        ]


def _histogram(page: pypdfium2.PdfPage) -> list[int]:
    bitmap = page.render(scale=1, grayscale=True)
    counts = [0] * 256
    for value in bytes(bitmap.buffer):
        counts[value] += 1
    return counts

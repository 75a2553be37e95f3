"""What the child process does to print: PDF pages become pictures. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page.

    Attributes:
        grey: One byte for each pixel, row by row, ``stride`` bytes to a row.
    """

    width: int
    height: int
    stride: int
    grey: bytes


def draw_pages(path: Path, dots_per_inch: int) -> tuple[PagePicture, ...]:
    """Draw every page of a PDF in shades of grey."""
    import pypdfium2  # noqa: PLC0415 - only in the child

    document = pypdfium2.PdfDocument(path)
    try:
        pictures = []
        for page in document:
            drawn = page.render(scale=dots_per_inch / _POINTS_PER_INCH, grayscale=True)
            pictures.append(
                PagePicture(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))
            )
        return tuple(pictures)
    finally:
        document.close()

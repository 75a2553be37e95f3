"""Pages of documents: pictures of them, words on them, and places on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

WHOLE = 10_000
"""Width and height of every page in the units of places: so a place fits any zoom."""


@dataclass(frozen=True, slots=True, order=True)
class PageRegion:
    """A rectangle on a page, in ten-thousandths of its width and height from the top left.

    Attributes:
        page: Number of the page, from 0.
    """

    page: int
    left: int
    top: int
    right: int
    bottom: int

    def __post_init__(self) -> None:
        if not (0 <= self.left < self.right <= WHOLE and 0 <= self.top < self.bottom <= WHOLE):
            raise ValueError("a region lies on its page and has an area")

    def touches(self, other: PageRegion) -> bool:
        """Whether both share some of the same page."""
        return (
            self.page == other.page
            and self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class PageWord:
    """A word of the text layer and where it stands.

    Attributes:
        line: Number of its line on the page, to put words together again.
    """

    text: str
    region: PageRegion
    line: int


@dataclass(frozen=True, slots=True)
class PageImage:
    """A picture of a page.

    Attributes:
        rgb: Three bytes for each pixel, rows from the top without padding.
    """

    page: int
    width: int
    height: int
    rgb: bytes


@dataclass(frozen=True, slots=True)
class PagesInfo:
    """How many pages a document has, and how large they are.

    Attributes:
        sizes: Width and height of each in points of 1/72 inch.
        span: From where to where across the pages something is written, in ten-thousandths: a
            reader need not see the margins. The whole width where that is not known.
    """

    document_id: str
    sizes: tuple[tuple[float, float], ...]
    span: tuple[int, int] = (0, WHOLE)


def span_of(words: Iterable[PageWord]) -> tuple[int, int]:
    """From where to where some words stand across their pages; the whole width without any."""
    regions = [word.region for word in words]
    if not regions:
        return 0, WHOLE
    return min(each.left for each in regions), max(each.right for each in regions)


def words_within(words: tuple[PageWord, ...], region: PageRegion) -> str:
    """The words whose middle lies in a region, line by line."""
    lines: dict[int, list[str]] = {}
    for word in words:
        box = word.region
        middle_x, middle_y = (box.left + box.right) // 2, (box.top + box.bottom) // 2
        if (
            region.left <= middle_x <= region.right
            and region.top <= middle_y <= region.bottom
            and box.page == region.page
        ):
            lines.setdefault(word.line, []).append(word.text)
    return "\n".join(" ".join(found) for found in lines.values())

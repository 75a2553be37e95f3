"""Pages of the record's documents as pictures, and the words on them."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from medcoder_desktop.domain.office_settings import settings_from
from medcoder_desktop.domain.pages import (
    WHOLE,
    PageImage,
    PageRegion,
    PagesInfo,
    PageWord,
    words_within,
)
from medcoder_desktop.records.documents.pages import PageSource, open_pages
from medcoder_desktop.records.limits import reading_within

if TYPE_CHECKING:
    from medcoder_desktop.store.store import Store

_PAGES_SPANNED = 2
"""Pages that tell how wide the margins of a document are."""
_KEPT_OPEN = 3
"""Documents kept open: going back and forth between them is quick."""


class PageService:
    """Opens originals and makes pictures of their pages; may be called from any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._open: OrderedDict[str, PageSource] = OrderedDict()

    def info(self, document_id: str) -> PagesInfo:
        """How many pages a document has, how large they are, and how wide their margins.

        Raises:
            KeyError: The document has no pages.
            InputError: The original is damaged.
        """
        with self._lock:
            source = self._source(document_id)
            sizes = tuple(source.size(page) for page in range(source.count))
            spans = [source.span(page) for page in range(min(source.count, _PAGES_SPANNED))]
        left, right = zip(*spans, strict=True) if spans else ((0,), (WHOLE,))
        return PagesInfo(document_id, sizes, (min(left), max(right)))

    def image(self, document_id: str, page: int, pixels_wide: int) -> PageImage:
        """A picture of a page.

        Raises:
            KeyError: The document has no pages.
            InputError: The page is damaged.
        """
        with self._lock:
            return self._source(document_id).render(page, pixels_wide)

    def words(self, document_id: str, page: int) -> tuple[PageWord, ...]:
        """The words of a page with their places; none on a scan."""
        with self._lock:
            return self._source(document_id).words(page)

    def words_within(self, document_id: str, region: PageRegion) -> str:
        """The words in a region of a page; empty on a scan."""
        return words_within(self.words(document_id, region.page), region)

    def find(self, document_id: str, wanted: str) -> tuple[PageRegion, ...]:
        """Where words stand on the pages of a document, whatever their case.

        Args:
            wanted: One or more words; each must be found at the beginning of one on the page,
                side by side.
        """
        parts = wanted.casefold().split()
        if not parts:
            return ()
        with self._lock:
            source = self._source(document_id)
            pages = [source.words(page) for page in range(source.count)]
        return tuple(region for words in pages for region in _found(words, parts))

    def close(self) -> None:
        """Let go of every document."""
        with self._lock:
            while self._open:
                self._open.popitem()[1].close()

    def _source(self, document_id: str) -> PageSource:
        source = self._open.get(document_id)
        if source is None:
            with self._store.reading() as records:
                original = records.chart.original(document_id)
                file = records.chart.document(document_id).source
                limits = settings_from(records.ways.settings()).limits
            with reading_within(limits):
                source = open_pages(original.content, original.media_type, file)
            self._open[document_id] = source
            while len(self._open) > _KEPT_OPEN:
                self._open.popitem(last=False)[1].close()
        self._open.move_to_end(document_id)
        return source


def _found(words: tuple[PageWord, ...], parts: list[str]) -> list[PageRegion]:
    """Regions of runs of words that begin as wanted."""
    folded = [word.text.casefold() for word in words]
    regions: list[PageRegion] = []
    for start in range(len(words) - len(parts) + 1):
        run = folded[start : start + len(parts)]
        if all(part in word for part, word in zip(parts, run, strict=True)):
            boxes = [word.region for word in words[start : start + len(parts)]]
            regions.append(
                PageRegion(
                    boxes[0].page,
                    min(box.left for box in boxes),
                    min(box.top for box in boxes),
                    max(box.right for box in boxes),
                    max(box.bottom for box in boxes),
                )
            )
    return regions

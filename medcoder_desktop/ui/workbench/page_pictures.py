"""Pictures of pages: which are there, which are asked for, and which are let go again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from medcoder_desktop.domain.pages import PageImage

PictureTaker = Callable[[PageImage | None], None]
"""Takes a page's picture, on the main thread; None when it could not be drawn."""
AskForPicture = Callable[[int, int, PictureTaker], None]
"""Asks for a page, so many pixels wide: ``ask(page, pixels_wide, done)`` returns at once."""
MOST_BYTES = 96 * 1024 * 1024
"""Of pictures that are kept besides those on the screen."""
_AT_ONCE = 2
"""Pictures asked for at a time, so that a page scrolled past keeps nobody waiting."""


@dataclass(slots=True)
class _Kept:
    """A picture and the width it was asked for, which its own need not be."""

    image: QImage | None
    asked_wide: int


class PagePictures(QObject):
    """The pictures of one document's pages.

    Args:
        ask: Asks for a picture.
        most_bytes: Of pictures kept besides those wanted.

    Signals:
        arrived: Number of a page whose picture is there now, or is known not to come.
    """

    arrived = Signal(int)

    def __init__(
        self, ask: AskForPicture, parent: QObject | None = None, most_bytes: int = MOST_BYTES
    ) -> None:
        super().__init__(parent)
        self._ask = ask
        self._most_bytes = most_bytes
        self._kept: OrderedDict[int, _Kept] = OrderedDict()
        self._awaited: dict[int, int] = {}
        self._wanted: dict[int, int] = {}
        self._generation = 0
        self._night = False

    @property
    def bytes_kept(self) -> int:
        """Bytes of all pictures that are there."""
        return sum(kept.image.sizeInBytes() for kept in self._kept.values() if kept.image)

    def clear(self) -> None:
        """Begin with another document; what is still under way is not taken any more."""
        self._generation += 1
        self._kept.clear()
        self._awaited.clear()
        self._wanted.clear()

    def set_night(self, on: bool) -> None:
        """Light letters on dark pages, or as they are."""
        if on == self._night:
            return
        self._night = on
        for kept in self._kept.values():
            if kept.image is not None:
                kept.image.invertPixels()

    def picture(self, page: int) -> QImage | None:
        """The picture of a page, perhaps of another width than is wanted now."""
        kept = self._kept.get(page)
        return kept.image if kept else None

    def is_missing(self, page: int) -> bool:
        """Whether a page could not be drawn."""
        kept = self._kept.get(page)
        return kept is not None and kept.image is None

    def want(self, wanted: Iterable[tuple[int, int]]) -> None:
        """Say which pages are needed and how wide, the most urgent first."""
        self._wanted = dict(wanted)
        for page in reversed(self._wanted):
            if page in self._kept:
                self._kept.move_to_end(page)
        self._let_go()
        self._ask_next()

    def _ask_next(self) -> None:
        for page, wide in tuple(self._wanted.items()):
            if len(self._awaited) >= _AT_ONCE:
                return
            kept = self._kept.get(page)
            if page in self._awaited or (kept is not None and kept.asked_wide == wide):
                continue
            self._awaited[page] = wide
            self._ask(page, wide, partial(self._take, self._generation, page, wide))

    def _take(self, generation: int, page: int, wide: int, drawn: PageImage | None) -> None:
        if generation != self._generation:
            return
        self._awaited.pop(page, None)
        self._kept[page] = _Kept(self._shown(drawn), wide)
        self._kept.move_to_end(page)
        self._let_go()
        self.arrived.emit(page)
        self._ask_next()

    def _shown(self, drawn: PageImage | None) -> QImage | None:
        if drawn is None:
            return None
        stride = drawn.width * 3
        image = QImage(drawn.rgb, drawn.width, drawn.height, stride, QImage.Format.Format_RGB888)
        image = image.convertToFormat(QImage.Format.Format_RGB32)  # a copy, and quicker to paint
        if self._night:
            image.invertPixels()
        return image

    def _let_go(self) -> None:
        """Drop the pictures that were wanted longest ago, never one that is wanted now."""
        spare = self.bytes_kept - self._most_bytes
        for page in tuple(self._kept):
            if spare <= 0:
                return
            image = self._kept[page].image
            if page not in self._wanted and image is not None:
                spare -= image.sizeInBytes()
                del self._kept[page]

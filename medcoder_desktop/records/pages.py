"""Pages of PDF documents and scans as pictures; nothing in the file is run or followed."""

from __future__ import annotations

import ctypes
import io
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.pages import WHOLE, PageImage, PageRegion, PageWord
from medcoder_desktop.records.limits import MOST_PAGES, MOST_PIXELS

if TYPE_CHECKING:
    from PIL.Image import Image

PDF_TYPE = "application/pdf"
IMAGE_TYPES = ("image/tiff", "image/png", "image/jpeg")
"""Media types of the originals whose pages can be shown, besides PDF."""
_POINTS_PER_PIXEL = 72 / 150
"""Scans that do not state their resolution are taken for 150 dots an inch."""
_LOCK = threading.Lock()
"""PDFium keeps state of its own and bears one caller at a time."""
_WIDEST = 4_000
"""Pixels of the widest picture that is made of a page."""


class PageSource(ABC):
    """The pages of one original. Close it when it is not shown any more."""

    @property
    @abstractmethod
    def count(self) -> int:
        """How many pages there are."""

    @abstractmethod
    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page in points."""

    @abstractmethod
    def render(self, page: int, pixels_wide: int) -> PageImage:
        """A picture of a page.

        Raises:
            InputError: The page is damaged.
        """

    @abstractmethod
    def words(self, page: int) -> tuple[PageWord, ...]:
        """The words of a page's text layer with their places; none on a scan."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the file."""


def open_pages(content: bytes, media_type: str, file: str) -> PageSource:
    """Open an original.

    Args:
        file: Its name, for sentences.

    Raises:
        InputError: It is damaged, locked with a password, or has too many pages or pixels.
    """
    return PdfPages(content, file) if media_type == PDF_TYPE else ScanPages(content, file)


class PdfPages(PageSource):
    """Pages of a PDF document."""

    def __init__(self, content: bytes, file: str) -> None:
        import pypdfium2  # noqa: PLC0415 - only who shows pages pays for it

        self._file = file
        self._error = pypdfium2.PdfiumError
        with _LOCK:
            try:
                self._document = pypdfium2.PdfDocument(content)
            except self._error as problem:
                locked = "password" in str(problem).lower()
                message_id = "record.pdf_locked" if locked else "record.pdf_damaged"
                raise InputError(message_id, file=file) from problem
            self._count = len(self._document)
        if self._count > MOST_PAGES:
            self.close()
            raise InputError("record.pdf_pages", file=file, most=MOST_PAGES)

    @property
    @override
    def count(self) -> int:
        return self._count

    @override
    def size(self, page: int) -> tuple[float, float]:
        with _LOCK:
            width, height = self._document.get_page_size(page)
        return max(float(width), 1.0), max(float(height), 1.0)

    @override
    def render(self, page: int, pixels_wide: int) -> PageImage:
        width, height = self.size(page)
        scale = min(pixels_wide, _WIDEST) / width
        if scale * height > _WIDEST * 3:
            scale = _WIDEST * 3 / height
        with _LOCK:
            try:
                opened = self._document[page]
                bitmap = opened.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
                picture = bitmap.to_pil().convert("RGB")
                opened.close()
            except self._error as problem:
                raise InputError("record.pdf_damaged", file=self._file) from problem
        return PageImage(page, picture.width, picture.height, picture.tobytes())

    @override
    def words(self, page: int) -> tuple[PageWord, ...]:
        with _LOCK:
            try:
                opened = self._document[page]
                layer = opened.get_textpage()
                found = _words_of(opened, layer, page)
                layer.close()
                opened.close()
            except self._error as problem:
                raise InputError("record.pdf_damaged", file=self._file) from problem
        return tuple(found)

    @override
    def close(self) -> None:
        with _LOCK:
            self._document.close()


def _words_of(opened: Any, layer: Any, page: int) -> list[PageWord]:  # noqa: ANN401 - PDFium's own
    """Words with their boxes, put together from the boxes of their characters."""
    from pypdfium2 import raw  # noqa: PLC0415 - see above

    text = layer.get_text_range(errors="replace")
    box_left, box_bottom, box_right, box_top = opened.get_bbox()
    width, height = max(box_right - box_left, 1.0), max(box_top - box_bottom, 1.0)
    words: list[PageWord] = []
    current: list[str] = []
    edges: list[float] = []
    line = 0
    sides = [ctypes.c_double() for _ in range(4)]

    def finish() -> None:
        if current and edges:
            left, right = min(edges[0::4]), max(edges[1::4])
            bottom, top = min(edges[2::4]), max(edges[3::4])
            region = _region(
                page,
                (left - box_left) / width,
                (box_top - top) / height,
                (right - box_left) / width,
                (box_top - bottom) / height,
            )
            words.append(PageWord("".join(current), region, line))
        current.clear()
        edges.clear()

    for number in range(layer.count_chars()):
        code = raw.FPDFText_GetUnicode(layer, number)
        sign = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
        if sign in "\r\n" or sign.isspace():
            finish()
            line += sign == "\n"
            continue
        if raw.FPDFText_GetCharBox(layer, number, *(ctypes.byref(side) for side in sides)):
            edges += [side.value for side in sides]
        current.append(sign)
    finish()
    return words if text else []


def _region(page: int, left: float, top: float, right: float, bottom: float) -> PageRegion:
    """A region from shares of the page, kept on it and never without an area."""

    def place(share: float) -> int:
        return min(max(round(share * WHOLE), 0), WHOLE)

    x, y = min(place(left), WHOLE - 1), min(place(top), WHOLE - 1)
    return PageRegion(page, x, y, max(place(right), x + 1), max(place(bottom), y + 1))


class ScanPages(PageSource):
    """Pages of a picture: one, or those of a TIFF file."""

    def __init__(self, content: bytes, file: str) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._image = opened_image(content, file)
        with _taken_strictly(file):
            self._count = int(getattr(self._image, "n_frames", 1))
        if self._count > MOST_PAGES:
            raise InputError("record.pdf_pages", file=file, most=MOST_PAGES)

    @property
    @override
    def count(self) -> int:
        return self._count

    @override
    def size(self, page: int) -> tuple[float, float]:
        with self._lock:
            self._turn_to(page)
            width, height = self._image.size
            across, down = self._scale()
        return width * across, height * down

    @override
    def render(self, page: int, pixels_wide: int) -> PageImage:
        with self._lock, _taken_strictly(self._file):
            self._turn_to(page)
            across, down = self._scale()
            width, height = self._image.size
            wide = max(min(pixels_wide, _WIDEST), 1)
            high = min(max(round(wide * height * down / (width * across)), 1), _WIDEST * 3)
            picture = self._image.convert("RGB").resize((wide, high), reducing_gap=2.0)
        return PageImage(page, picture.width, picture.height, picture.tobytes())

    @override
    def words(self, page: int) -> tuple[PageWord, ...]:
        return ()

    @override
    def close(self) -> None:
        self._image.close()

    def _turn_to(self, page: int) -> None:
        with _taken_strictly(self._file):
            if self._image.tell() != page:
                self._image.seek(page)
            width, height = self._image.size
        if width * height > MOST_PIXELS:
            raise InputError("record.image_pixels", file=self._file, most=MOST_PIXELS // 1_000_000)

    def _scale(self) -> tuple[float, float]:
        """Points to a pixel, across and down: a fax has twice as many pixels across."""
        stated = self._image.info.get("dpi")
        try:
            across, down = (72 / float(each) for each in stated or ())
        except (TypeError, ValueError, ZeroDivisionError):
            return _POINTS_PER_PIXEL, _POINTS_PER_PIXEL
        if not (0.02 < across < 10 and 0.02 < down < 10):
            return _POINTS_PER_PIXEL, _POINTS_PER_PIXEL
        return across, down


def opened_image(content: bytes, file: str) -> Image:
    """A TIFF, PNG or JPEG picture, its first page looked at and none decoded.

    Raises:
        InputError: It is damaged, or has more pixels than a scan of a large sheet.
    """
    from PIL import Image  # noqa: PLC0415 - only who shows pages pays for it

    Image.MAX_IMAGE_PIXELS = None  # the limit is our own, and kept before anything is decoded
    with _taken_strictly(file):
        image = Image.open(io.BytesIO(content), formats=("TIFF", "PNG", "JPEG"))
        width, height = image.size
    if width * height > MOST_PIXELS:
        raise InputError("record.image_pixels", file=file, most=MOST_PIXELS // 1_000_000)
    return image


@contextmanager
def _taken_strictly(file: str) -> Iterator[None]:
    """Whatever the decoder of a picture stumbles over becomes one sentence."""
    try:
        yield
    except InputError:
        raise
    except Exception as error:
        raise InputError("record.image_damaged", file=file) from error

"""Pages of PDF documents and scans as pictures; nothing in the file is run or followed."""

from __future__ import annotations

import io
import threading
import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from typing_extensions import override

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.pages import WHOLE, PageImage, PageWord, span_of
from medcoder_desktop.records.documents.ink import ink_span
from medcoder_desktop.records.documents.page_text import text_of_page, words_of_page
from medcoder_desktop.records.documents.pdfium import PDFIUM, opened_pdf, page_of
from medcoder_desktop.records.limits import MOST_PIXELS, limits

if TYPE_CHECKING:
    from PIL.Image import Image

PDF_TYPE = "application/pdf"
IMAGE_TYPES = ("image/tiff", "image/png", "image/jpeg")
"""Media types of the originals whose pages can be shown, besides PDF."""
_POINTS_PER_PIXEL = 72 / 150
"""Scans that do not state their resolution are taken for 150 dots an inch."""
_PILLOW = threading.Lock()
"""Held while a picture is read: warnings are made errors for the whole program meanwhile."""
_ORIENTATION_TAG = 0x0112
_ORIENTATIONS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
"""How a photograph is set upright: Pillow's ``Transpose`` by EXIF orientation."""
_WIDEST = 4_000
"""Pixels of the widest picture that is made of a page."""


_PIXELS_FOR_INK = 240


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
    def text(self, page: int) -> str:
        """The words of a page's text layer as a note has them; empty on a scan."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the file."""

    def span(self, page: int) -> tuple[int, int]:
        """From where to where across a page something is written, in ten-thousandths."""
        words = self.words(page)
        if words:
            return span_of(words)
        try:
            return ink_span(self.render(page, _PIXELS_FOR_INK))
        except InputError:  # told when the page is shown
            return 0, WHOLE


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
        self._file = file
        self._document = opened_pdf(content, file)
        self._count = len(self._document)

    @property
    @override
    def count(self) -> int:
        return self._count

    @override
    def size(self, page: int) -> tuple[float, float]:
        with PDFIUM:
            width, height = self._document.get_page_size(page)
        return max(float(width), 1.0), max(float(height), 1.0)

    @override
    def render(self, page: int, pixels_wide: int) -> PageImage:
        width, height = self.size(page)
        scale = min(_kept(pixels_wide) / width, _WIDEST * 3 / height)
        with (
            page_of(self._document, page, self._file) as opened,
            closing(opened.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)) as bitmap,
        ):
            picture = bitmap.to_pil().convert("RGB")
        return PageImage(page, picture.width, picture.height, picture.tobytes())

    @override
    def words(self, page: int) -> tuple[PageWord, ...]:
        with page_of(self._document, page, self._file) as opened:
            return words_of_page(opened, page)

    @override
    def text(self, page: int) -> str:
        with page_of(self._document, page, self._file) as opened:
            return text_of_page(opened)

    @override
    def close(self) -> None:
        with PDFIUM:
            self._document.close()


class ScanPages(PageSource):
    """Pages of a picture: one, or those of a TIFF file."""

    def __init__(self, content: bytes, file: str) -> None:
        self._file = file
        self._image = opened_image(content, file)
        with _taken_strictly(file):
            self._count = int(getattr(self._image, "n_frames", 1))
        if self._count > (most := limits().most_pages):
            raise InputError("record.pdf_pages", file=file, most=most)

    @property
    @override
    def count(self) -> int:
        return self._count

    @override
    def size(self, page: int) -> tuple[float, float]:
        with _taken_strictly(self._file):
            self._turn_to(page)
            return self._size_in_points()

    @override
    def render(self, page: int, pixels_wide: int) -> PageImage:
        from PIL.Image import Transpose  # noqa: PLC0415 - only who shows pages pays for it

        with _taken_strictly(self._file):
            self._turn_to(page)
            width, height = self._size_in_points()
            wide = _kept(pixels_wide)
            high = min(max(round(wide * height / width), 1), _WIDEST * 3)
            turn = _ORIENTATIONS.get(self._orientation())
            drawn = (high, wide) if self._lies_on_its_side() else (wide, high)
            picture = on_white(self._image, drawn)
            if turn is not None:
                picture = picture.transpose(Transpose(turn))
        return PageImage(page, picture.width, picture.height, picture.tobytes())

    @override
    def words(self, page: int) -> tuple[PageWord, ...]:
        return ()

    @override
    def text(self, page: int) -> str:
        return ""

    @override
    def close(self) -> None:
        with _PILLOW:
            self._image.close()

    def _turn_to(self, page: int) -> None:
        if self._image.tell() != page:
            self._image.seek(page)
        _check_pixels(self._image, self._file)

    def _orientation(self) -> int:
        """How a camera was held; Pillow turns the pages of a TIFF file by itself."""
        if self._image.format == "TIFF":
            return 1
        return int(self._image.getexif().get(_ORIENTATION_TAG, 1))

    def _lies_on_its_side(self) -> bool:
        return self._orientation() in (5, 6, 7, 8)

    def _size_in_points(self) -> tuple[float, float]:
        across, down = self._scale()
        width, height = self._image.size
        size = (max(width * across, 1.0), max(height * down, 1.0))
        return (size[1], size[0]) if self._lies_on_its_side() else size

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


def _kept(pixels_wide: int) -> int:
    """A width that a picture of a page can have."""
    return max(min(pixels_wide, _WIDEST), 1)


def on_white(image: Image, size: tuple[int, int]) -> Image:
    """A picture in colour and of another size; what shows through shows white paper."""
    from PIL import Image as Pictures  # noqa: PLC0415 - see below

    if image.mode.startswith("I"):  # sixteen bits of grey
        image = image.point(_high_byte).convert("L")
    elif image.has_transparency_data:
        image = image.convert("RGBA")
    elif image.mode not in ("L", "RGB"):
        image = image.convert("L" if image.mode == "1" else "RGB")
    image = image.resize(size, reducing_gap=2.0)
    if image.mode != "RGBA":
        return image.convert("RGB")
    paper = Pictures.new("RGB", size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _high_byte(value: float) -> float:
    return value * (1 / 256) + 0


def opened_image(content: bytes, file: str) -> Image:
    """A TIFF, PNG or JPEG picture, its first page looked at and none decoded.

    Raises:
        InputError: It is damaged, or has more pixels than a scan of a large sheet.
    """
    from PIL import Image  # noqa: PLC0415 - only who shows pages pays for it

    Image.MAX_IMAGE_PIXELS = None  # the limit is our own, and kept before anything is decoded
    with _taken_strictly(file):
        image = Image.open(io.BytesIO(content), formats=("TIFF", "PNG", "JPEG"))
        _check_pixels(image, file)
    return image


def _check_pixels(image: Image, file: str) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise InputError("record.image_pixels", file=file, most=MOST_PIXELS // 1_000_000)


@contextmanager
def _taken_strictly(file: str) -> Iterator[None]:
    """Whatever the decoder of a picture stumbles over, or warns of, becomes one sentence."""
    with _PILLOW, warnings.catch_warnings():
        warnings.filterwarnings("error", module=r"PIL\b")
        try:
            yield
        except InputError:
            raise
        except Exception as error:
            raise InputError("record.image_damaged", file=file) from error

"""The text layer of one page of a PDF: its words in order, and where each stands."""

from __future__ import annotations

import ctypes
from contextlib import closing
from typing import TYPE_CHECKING

from medcoder_desktop.domain.pages import WHOLE, PageRegion, PageWord
from medcoder_desktop.records.wording import tidy_text

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_REPLACEMENT = "\ufffd"


def text_of_page(opened: PdfPage) -> str:
    """The words of a page as a document's text is stored; empty without a text layer."""
    with closing(opened.get_textpage()) as layer:
        return tidy_text(layer.get_text_range()).strip()


def words_of_page(opened: PdfPage, page: int) -> tuple[PageWord, ...]:
    """The words of a page, their places as the page is shown: turned and cut to size.

    Args:
        page: Its number, from 0.
    """
    from pypdfium2 import raw  # noqa: PLC0415 - only who shows pages pays for it

    words: list[PageWord] = []
    letters: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    line = 0
    sides = [ctypes.c_double() for _ in range(4)]
    with closing(opened.get_textpage()) as layer:
        for number in range(layer.count_chars() + 1):
            sign = _sign(raw.FPDFText_GetUnicode(layer, number))
            if not sign.isspace():
                if raw.FPDFText_GetCharBox(layer, number, *map(ctypes.byref, sides)):
                    left, right, bottom, top = (side.value for side in sides)
                    boxes.append((left, bottom, right, top))
                letters.append(sign if sign.isprintable() else "")
                continue
            text = "".join(letters)
            if text and boxes:
                words.append(PageWord(text, _region(opened, page, boxes), line))
            letters.clear()
            boxes.clear()
            line += sign == "\n"
    return tuple(words)


def _sign(code: int) -> str:
    """A character of the layer; past its end, and where it names none, a blank."""
    if 0xD800 <= code < 0xE000:
        return _REPLACEMENT
    return chr(code) if 0 < code < 0x110000 else " "


def _region(
    opened: PdfPage, page: int, boxes: list[tuple[float, float, float, float]]
) -> PageRegion:
    """Where some characters stand on the page as it is shown, never without an area."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    first = _on_page(opened, min(lefts), max(tops))
    second = _on_page(opened, max(rights), min(bottoms))
    left, right = sorted((first[0], second[0]))
    top, bottom = sorted((first[1], second[1]))
    left, top = min(left, WHOLE - 1), min(top, WHOLE - 1)
    return PageRegion(page, left, top, max(right, left + 1), max(bottom, top + 1))


def _on_page(opened: PdfPage, x: float, y: float) -> tuple[int, int]:
    """A point of the page's own coordinates in ten-thousandths of what is shown of it."""
    from pypdfium2 import raw  # noqa: PLC0415 - see above

    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(
        opened, 0, 0, WHOLE, WHOLE, 0, x, y, ctypes.byref(across), ctypes.byref(down)
    )
    return min(max(across.value, 0), WHOLE), min(max(down.value, 0), WHOLE)

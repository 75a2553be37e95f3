"""Pages of PDF documents and scans: pictures, sizes, words and where they stand."""

from __future__ import annotations

import io
import warnings
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.pages import WHOLE, PageImage, PageRegion, words_within
from medcoder_desktop.records.documents import pages
from medcoder_desktop.records.documents.pages import PDF_TYPE, open_pages
from medcoder_desktop.records.documents.pdf_text import pages_of_pdf, text_of_pdf
from medcoder_desktop.records.recognise import read_record
from tests.unit.records.documents.files import LINES, pdf, picture

SHARES = 40
"""Ten-thousandths by which the edge of a letter and the edge of its box may differ."""


def one_line(rotation: int = 0, crop: tuple[int, ...] | None = None) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(600, 800), invariant=True)
    canvas.setPageRotation(rotation)
    if crop:
        canvas.setCropBox(crop)
    canvas.drawString(60, 500, "diabetes with neuropathy")
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def image_file(image: Image.Image, kind: str, **more: object) -> bytes:
    packed = io.BytesIO()
    image.save(packed, kind, **more)
    return packed.getvalue()


def as_grey(shown: PageImage) -> Image.Image:
    return Image.frombytes("RGB", (shown.width, shown.height), shown.rgb).convert("L")


def inked(shown: PageImage) -> tuple[int, int, int, int]:
    """Where there is something dark, in ten-thousandths."""
    box = as_grey(shown).point([255] * 128 + [0] * 128).getbbox()
    assert box is not None
    across, down = WHOLE / shown.width, WHOLE / shown.height
    left, top, right, bottom = box
    return round(left * across), round(top * down), round(right * across), round(bottom * down)


def test_a_page_says_where_across_it_something_is_written() -> None:
    typed = open_pages(pdf(LINES), PDF_TYPE, "letter.pdf")
    left, right = typed.span(0)
    assert 500 < left < 1_500 < right < 9_000
    typed.close()
    sheet = Image.new("L", (600, 800), 255)
    sheet.paste(0, (150, 100, 420, 700))
    sheet.paste(0, (0, 0, 6, 800))  # the shadow of a scanner
    sheet.putpixel((560, 400), 0)  # a speck of dust
    for page, expected in (
        (sheet, (2_400, 7_100)),
        (Image.new("L", (90, 90), 255), (0, 10_000)),
    ):
        stream = io.BytesIO()
        page.save(stream, "PNG")
        scan = open_pages(stream.getvalue(), "image/png", "scan.png")
        assert scan.span(0) == expected
        scan.close()


def test_a_page_has_its_size_in_points_and_a_picture_as_wide_as_asked() -> None:
    source = open_pages(pdf(LINES, ()), PDF_TYPE, "note.pdf")
    assert source.count == 2
    width, height = source.size(0)
    assert (round(width), round(height)) == (595, 842)
    shown = source.render(0, 900)
    assert abs(shown.width - 900) <= 1
    assert len(shown.rgb) == shown.width * shown.height * 3
    source.close()


@pytest.mark.parametrize(
    ("rotation", "crop"),
    [(0, None), (90, None), (180, None), (270, None), (0, (50, 400, 550, 590))],
)
def test_words_stand_where_the_page_shows_them(rotation: int, crop: tuple[int, ...] | None) -> None:
    source = open_pages(one_line(rotation, crop), PDF_TYPE, "note.pdf")
    boxes = [word.region for word in source.words(0)]
    around = (
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
    assert around == pytest.approx(inked(source.render(0, 1200)), abs=SHARES)
    source.close()


def test_a_rectangle_quotes_the_words_in_it() -> None:
    source = open_pages(pdf(LINES), PDF_TYPE, "note.pdf")
    words = source.words(0)
    found = [word.region for word in words if word.text in ("Type", "neuropathy.")]
    around = PageRegion(0, found[0].left, found[0].top, found[1].right, found[1].bottom)
    assert words_within(words, around) == "Type 2 diabetes with neuropathy."
    assert source.text(0) == text_of_pdf(pdf(LINES), "note.pdf")
    source.close()


def test_a_page_without_a_text_layer_has_a_picture_and_no_words() -> None:
    source = open_pages(pdf(()), PDF_TYPE, "scan.pdf")
    assert (source.words(0), source.text(0)) == ((), "")
    source.close()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_scan_is_as_large_as_its_resolution_says(kind: str) -> None:
    source = open_pages(picture(kind, 1), f"image/{kind.lower()}", "scan")
    width, height = source.size(0)
    assert (width, height) == pytest.approx((612, 792), rel=0.01)
    assert (source.words(0), source.text(0)) == ((), "")
    shown = source.render(0, 85)
    assert (shown.width, shown.height) == (85, 110)
    source.close()


def test_every_page_of_a_tiff_file_is_its_own_in_whatever_order() -> None:
    source = open_pages(picture("TIFF", 3), "image/tiff", "fax.tif")
    tops = {page: inked(source.render(page, 170))[1] for page in (2, 0, 1)}
    assert tops[0] < tops[1] < tops[2]
    source.close()


def test_a_fax_with_twice_as_many_dots_across_is_not_shown_flat() -> None:
    fax = image_file(Image.new("1", (400, 200), 1), "TIFF", dpi=(200, 100))
    source = open_pages(fax, "image/tiff", "fax.tif")
    assert source.size(0) == pytest.approx((144, 144))
    shown = source.render(0, 100)
    assert (shown.width, shown.height) == (100, 100)
    source.close()


@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG"])
def test_a_photograph_of_a_page_stands_upright(kind: str) -> None:
    taken = Image.new("RGB", (200, 100), "white")
    taken.paste((0, 0, 0), (0, 0, 20, 100))
    exif = taken.getexif()
    exif[0x0112] = 6  # turned to the right when shown: the left edge comes to the top
    content = image_file(taken, kind, exif=exif)
    source = open_pages(content, f"image/{kind.lower()}", "photo")
    for _ in range(2):
        width, height = source.size(0)
        assert height == pytest.approx(2 * width)
        shown = source.render(0, 50)
        assert (shown.width, shown.height) == (50, 100)
        assert inked(shown)[3] < WHOLE / 5
    source.close()


@pytest.mark.parametrize(
    ("image", "grey"),
    [
        (Image.new("RGBA", (20, 20), (0, 0, 0, 0)), 255),
        (Image.new("LA", (20, 20), (0, 0)), 255),
        (Image.new("I;16", (20, 20), 40_000), 156),
        (Image.new("1", (20, 20), 0), 0),
        (Image.new("P", (20, 20), 0), 0),
    ],
    ids=["clear", "clear grey", "sixteen bits", "black and white", "palette"],
)
def test_every_way_to_keep_colours_is_shown_as_paper(image: Image.Image, grey: int) -> None:
    source = open_pages(image_file(image, "PNG"), "image/png", "scan.png")
    assert as_grey(source.render(0, 5)).getpixel((2, 2)) == grey
    source.close()


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = picture("PNG", 1)
    monkeypatch.setattr(pages, "MOST_PIXELS", 170 * 220 - 1)
    with pytest.raises(InputError) as refused:
        open_pages(content, "image/png", "bomb.png")
    assert refused.value.message_id == "record.image_pixels"


def test_a_large_page_behind_a_small_one_is_refused_too(monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = Image.new("L", (10, 10)), Image.new("L", (100, 100))
    content = image_file(small, "TIFF", save_all=True, append_images=[large])
    monkeypatch.setattr(pages, "MOST_PIXELS", 5_000)
    source = open_pages(content, "image/tiff", "bomb.tif")
    source.render(0, 10)
    with pytest.raises(InputError) as refused:
        source.render(1, 10)
    assert refused.value.message_id == "record.image_pixels"
    source.close()


def test_what_the_decoder_only_warns_of_is_a_damaged_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def doubtful(image: Image.Image, size: tuple[int, int]) -> Image.Image:
        warnings.warn_explicit("truncated", UserWarning, "x.py", 1, module="PIL.TiffImagePlugin")
        return image.resize(size)

    source = open_pages(picture("TIFF", 1), "image/tiff", "scan.tif")
    monkeypatch.setattr(pages, "on_white", doubtful)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(InputError) as refused:
            source.render(0, 10)
    assert refused.value.message_id == "record.image_damaged"
    source.close()


@pytest.mark.parametrize(
    ("content", "media_type", "message"),
    [
        (pdf(LINES)[:200], PDF_TYPE, "record.pdf_damaged"),
        (pdf(LINES, password="secret"), PDF_TYPE, "record.pdf_locked"),
        (b"GIF89a", "image/png", "record.image_damaged"),
        (picture("TIFF", 2)[:100], "image/tiff", "record.image_damaged"),
    ],
    ids=["cut", "locked", "another format", "cut scan"],
)
def test_what_cannot_be_opened_says_why(content: bytes, media_type: str, message: str) -> None:
    with pytest.raises(InputError) as refused:
        open_pages(content, media_type, "file")
    assert refused.value.message_id == message


def test_pages_are_drawn_for_several_callers_at_once() -> None:
    source = open_pages(pdf(*([LINES] * 6)), PDF_TYPE, "note.pdf")
    alone = [source.render(page, 120) for page in range(6)]
    with ThreadPoolExecutor(4) as several:
        together = list(several.map(partial(source.render, pixels_wide=120), list(range(6)) * 3))
        texts = list(several.map(partial(text_of_pdf, file="x"), [pdf(LINES)] * 6))
    assert together == alone * 3
    assert set(texts) == {text_of_pdf(pdf(LINES), "x")}
    source.close()


def test_the_text_knows_where_each_page_begins() -> None:
    text, starts = pages_of_pdf(pdf(("First",), ("Second", "words"), (), ("Last",)), "note.pdf")
    assert text == "First\n\nSecond\nwords\n\nLast"
    assert [text[start:][:6].strip() for start in starts] == ["First", "Second", "Last", "Last"]
    assert list(starts) == sorted(starts)


def test_the_stored_note_is_the_text_its_page_starts_count_in(tmp_path: Path) -> None:
    content = pdf((*LINES, "  trailing \u00a0 "), (), ("Plan", "", "gabapentin"))
    path = tmp_path / "note.pdf"
    path.write_bytes(content)
    ((document, text),) = read_record(path).documents
    assert (text, document.page_starts) == pages_of_pdf(content, "note.pdf")

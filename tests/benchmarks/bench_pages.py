"""How soon the first page of a long PDF is on the screen, beside PDFium alone.

Run ``python -m tests.benchmarks.bench_pages``. A PDF of 500 pages of words is written with
ReportLab; then the time is taken to open it and draw its first page 900 pixels wide, and to draw
a page in its middle once it is open. The program keeps to 300 ms for the first page.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

import pypdfium2
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from medcoder_desktop.records.documents.pages import PDF_TYPE, open_pages

PAGES = 500
LINES_OF_A_PAGE = 45
PIXELS_WIDE = 900
AT_MOST = 300.0
ROUNDS = 9


def long_pdf(pages: int) -> bytes:
    """A chart of so many pages, full of words."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(612, 792), invariant=True)
    for page in range(pages):
        for line in range(LINES_OF_A_PAGE):
            canvas.drawString(
                54, 740 - 15 * line, f"{page + 1}.{line + 1} Type 2 diabetes with neuropathy, feet"
            )
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def long_scan(pages: int) -> bytes:
    """A fax of so many pages of 200 dots an inch."""
    stream = io.BytesIO()
    sheets = [Image.new("1", (1700, 2200), 1) for _ in range(pages)]
    sheets[0].save(
        stream, "TIFF", save_all=True, append_images=sheets[1:], compression="group4",
        dpi=(200, 200),
    )  # fmt: skip
    return stream.getvalue()


def ours(content: bytes, media_type: str, page: int) -> None:
    """All that happens until a page is seen: open, measure pages and margins, draw one."""
    source = open_pages(content, media_type, "chart")
    for each in range(source.count):
        source.size(each)
    for each in range(2):
        source.span(each)
    source.render(page, PIXELS_WIDE)
    source.close()


def bare(content: bytes, page: int) -> None:
    """The same with PDFium alone."""
    document = pypdfium2.PdfDocument(content)
    opened = document[page]
    scale = PIXELS_WIDE / opened.get_width()
    opened.render(scale=scale)
    opened.close()
    document.close()


def say_times(what: str, act: Callable[[], object], remark: str = "") -> float:
    """Print the first, the middle and the worst of some rounds, and return the worst."""
    took = []
    for _ in range(ROUNDS):
        started = perf_counter()
        act()
        took.append((perf_counter() - started) * 1000)
    say(f"  {what:<44}{took[0]:10.1f}{median(took):10.1f}{max(took):10.1f}   {remark}")
    return max(took)


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Print the figures; 1 when the first page is late."""
    content = long_pdf(PAGES)
    fax = long_scan(50)
    say(f"{PAGES} pages, {len(content) / 1024:.0f} kB; {PIXELS_WIDE} pixels wide")
    say(f"\nin-call times, ms{'':<29}{'first':>10}{'p50':>10}{'worst':>10}")
    worst = say_times(
        "ours, open and draw page 1", lambda: ours(content, PDF_TYPE, 0), f"at most {AT_MOST:.0f}"
    )
    say_times("  PDFium alone", lambda: bare(content, 0))
    say_times("ours, open and draw page 250", lambda: ours(content, PDF_TYPE, 249))
    say_times("  PDFium alone", lambda: bare(content, 249))
    say_times("ours, a fax of 50 pages, page 1", lambda: ours(fax, "image/tiff", 0))
    source = open_pages(content, PDF_TYPE, "chart")
    say_times("ours, open already, draw page 250", lambda: source.render(249, PIXELS_WIDE))
    say_times("ours, words of a page", lambda: source.words(249))
    say_times("ours, sizes of all pages", lambda: [source.size(page) for page in range(PAGES)])
    source.close()
    return 1 if worst > AT_MOST else 0


if __name__ == "__main__":
    sys.exit(main())

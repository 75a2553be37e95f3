"""What stands around the content of every page: running head, footer, page count, stamp."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageTemplate
from typing_extensions import override

from medcoder_desktop.exports.page_stamp import draw_stamp
from medcoder_desktop.exports.page_styles import (
    BOTTOM,
    FOOT_SIZE,
    HAIR,
    INK,
    MARGIN,
    MEASURE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SOFT,
    TOP,
)
from medcoder_desktop.exports.page_text import REGULAR, moment_text, runs

_FOOT_LINE = 40.0
_FOOT_TEXT = 28.0
_RUNNING_HEAD = 22.0
"""Points that the head of later pages takes from the content."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is printed around the content of every page.

    Attributes:
        title: Title in the file's properties; no patient's name, which folders would show.
        head_left: Running head of the second and later pages.
        head_right: Its other end.
        foot: Middle of the footer.
        printed_at: With its time zone; also the file's date.
        stamp: A word across every page, or empty.
    """

    title: str
    head_left: str
    head_right: str
    foot: str
    printed_at: datetime
    stamp: str = ""


def build_pages(content: Sequence[Flowable], around: Surroundings) -> bytes:
    """Lay the content out on as many letter pages as it takes.

    The same content and surroundings give the same bytes.

    Returns:
        The PDF file.

    Raises:
        LayoutError: A part that cannot be divided is higher than a page.
    """
    file = BytesIO()
    document = BaseDocTemplate(
        file,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        title=around.title,
        author="",
        subject="",
        creator="MedCoder Desktop",
        lang="en-US",
        displayDocTitle=1,
        invariant=1,
        pageCompression=1,
    )

    # The stamp lies under the content; the footer comes last, also for who has the page read out.
    def first_page(canvas: Canvas, _: BaseDocTemplate) -> None:
        canvas.setDateFormatter(lambda *_: _file_date(around.printed_at))
        draw_stamp(canvas, around.stamp)

    def later_page(canvas: Canvas, _: BaseDocTemplate) -> None:
        draw_stamp(canvas, around.stamp)
        _draw_running_head(canvas, around)

    def end_of_page(canvas: Canvas, _: BaseDocTemplate) -> None:
        _draw_foot(canvas, around)

    document.addPageTemplates(
        [
            PageTemplate("first", [_frame("first", 0)], first_page, end_of_page),
            PageTemplate("later", [_frame("later", _RUNNING_HEAD)], later_page, end_of_page),
        ]
    )
    document.build([NextPageTemplate("later"), *content], canvasmaker=_CountingCanvas)
    return file.getvalue()


class _CountingCanvas(Canvas):  # type: ignore[misc] # ReportLab has no types
    """Fills in “Page 1 of 3” when the last page is known.

    Each page shows a form object by name; the forms are written at the end, when all pages are
    laid out, so nothing is laid out twice.
    """

    @override
    def save(self) -> None:
        pages = self.getPageNumber() - 1
        for page in range(1, pages + 1):
            self.beginForm(_count_form(page))
            _set_type(self, SOFT)
            self.drawRightString(PAGE_WIDTH - MARGIN, _FOOT_TEXT, f"Page {page} of {pages}")
            self.endForm()
        super().save()


def _frame(name: str, head: float) -> Frame:
    height = PAGE_HEIGHT - TOP - head - BOTTOM
    return Frame(
        MARGIN,
        BOTTOM,
        MEASURE,
        height,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
        id=name,
    )


def _draw_foot(canvas: Canvas, around: Surroundings) -> None:
    canvas.saveState()
    _draw_rule(canvas, _FOOT_LINE)
    _set_type(canvas, SOFT)
    printed = f"Printed on {moment_text(around.printed_at)}"
    canvas.drawString(MARGIN, _FOOT_TEXT, printed)
    room = MEASURE - 2 * _width(printed) - 24
    foot = _fitting(around.foot, room)
    _draw_text(canvas, (PAGE_WIDTH - _width(foot)) / 2, _FOOT_TEXT, foot)
    canvas.doForm(_count_form(canvas.getPageNumber()))
    canvas.restoreState()


def _draw_running_head(canvas: Canvas, around: Surroundings) -> None:
    canvas.saveState()
    baseline = PAGE_HEIGHT - TOP - 4
    _set_type(canvas, INK)
    left = _fitting(around.head_left, MEASURE * 0.55)
    right = _fitting(around.head_right, MEASURE * 0.42)
    _draw_text(canvas, MARGIN, baseline, left)
    _draw_text(canvas, PAGE_WIDTH - MARGIN - _width(right), baseline, right)
    _draw_rule(canvas, baseline - 6)
    canvas.restoreState()


def _draw_text(canvas: Canvas, left: float, baseline: float, text: str) -> None:
    for font, run in runs(text):
        canvas.setFont(font, FOOT_SIZE)
        canvas.drawString(left, baseline, run)
        left += stringWidth(run, font, FOOT_SIZE)


def _draw_rule(canvas: Canvas, height: float) -> None:
    canvas.setStrokeGray(HAIR)
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, height, PAGE_WIDTH - MARGIN, height)


def _set_type(canvas: Canvas, grey: float) -> None:
    canvas.setFont(REGULAR, FOOT_SIZE)
    canvas.setFillGray(grey)


def _width(text: str) -> float:
    """Points that a line of the footer takes."""
    return sum(float(stringWidth(run, font, FOOT_SIZE)) for font, run in runs(text))


def _fitting(text: str, room: float) -> str:
    """The text, cut with an ellipsis where it is wider than ``room`` points."""
    if _width(text) <= room:
        return text
    text = text[: int(room)]  # no letter is so narrow that more would fit
    while text and _width(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _count_form(page: int) -> str:
    return f"page-count-{page}"


def _file_date(moment: datetime) -> str:
    """A moment as PDF writes it, ``D:20260314160500-05'00'`` (ISO 32000-1, 7.9.4)."""
    zone = moment.strftime("%z")[:5] or "+0000"
    return f"D:{moment.strftime('%Y%m%d%H%M%S')}{zone[:3]}'{zone[3:]}'"

"""Sizes, greys and paragraph styles of printed pages: letter size, black and white."""

from __future__ import annotations

from typing import Final

from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle

from medcoder_desktop.exports.page_text import BOLD, REGULAR

PAGE_WIDTH: Final[float] = letter[0]
PAGE_HEIGHT: Final[float] = letter[1]
MARGIN: Final = 48.0
"""Points at the left and right edge."""
MEASURE: Final = PAGE_WIDTH - 2 * MARGIN
"""Width of the printed area, in points."""
TOP: Final = 44.0
BOTTOM: Final = 56.0

INK: Final = 0.0
SOFT: Final = 0.36
"""Grey of labels: still five to one against paper after a bad copier."""
HAIR: Final = 0.72
SHADE: Final = 0.94
STAMP: Final = 0.87


def _style(
    name: str,
    size: float,
    leading: float,
    *,
    bold: bool = False,
    ink: float = INK,
    right: bool = False,
) -> ParagraphStyle:
    # Hyphenation and the like are set here, so that nobody's ReportLab settings change a page.
    return ParagraphStyle(
        name,
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=leading,
        textColor=Color(ink, ink, ink),
        alignment=TA_RIGHT if right else TA_LEFT,
        hyphenationLang="",
        embeddedHyphenation=0,
        uriWasteReduce=0,
        splitLongWords=1,
        allowWidows=1,
        allowOrphans=1,
    )


PRACTICE: Final = _style("practice", 13, 17, bold=True)
SMALL: Final = _style("small", 8, 11)
SMALL_RIGHT: Final = _style("small right", 8, 11, right=True)
KIND: Final = _style("kind", 10, 13, right=True, ink=SOFT)
NUMBER: Final = _style("number", 24, 29, bold=True, right=True)
SECTION: Final = _style("section", 10, 13, bold=True)
NAME: Final = _style("name", 10.5, 14, bold=True)
LABEL: Final = _style("label", 7.5, 12, ink=SOFT)
VALUE: Final = _style("value", 8.5, 12)
SECTION_RIGHT: Final = _style("section right", 8, 13, ink=SOFT, right=True)
HEAD: Final = _style("head", 7.5, 10, ink=SOFT)
HEAD_RIGHT: Final = _style("head right", 7.5, 10, ink=SOFT, right=True)
CELL: Final = _style("cell", 8.5, 11.5)
CELL_BOLD: Final = _style("cell bold", 8.5, 11.5, bold=True)
CELL_RIGHT: Final = _style("cell right", 8.5, 11.5, right=True)
QUOTE: Final = _style("quote", 8, 11)
TOTAL: Final = _style("total", 10, 13, bold=True, right=True)
NOTICE: Final = _style("notice", 8.5, 12)
FOOT_SIZE: Final = 7.5


def grey(amount: float) -> Color:
    """A grey for rules and shades; 0 is black."""
    return Color(amount, amount, amount)


def soft(marked_up: str) -> str:
    """Marked-up text in the grey of labels, to stand inside a paragraph."""
    colour = f"{round(SOFT * 255):02x}" * 3
    return f'<font color="#{colour}">{marked_up}</font>'

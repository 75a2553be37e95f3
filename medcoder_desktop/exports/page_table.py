"""Tables that run over several pages: their heading comes again, and says what goes on below it.

An entry is one or more rows that belong together; a page may end between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph, Spacer, Table
from typing_extensions import override

from medcoder_desktop.exports.page_styles import (
    HAIR,
    HEAD,
    HEAD_RIGHT,
    INK,
    SECTION_RIGHT,
    SOFT,
    grey,
)
from medcoder_desktop.exports.page_text import BOLD, REGULAR, clipped

PADDING: Final = 8.0
"""Points right of every column but the first and the last."""
_PIECE_LINES = 6
_ENDLESS = 1e9
_HEADING_ROWS = 3
"""Name, columns, and a little air that entries broken by the page end need below the rule."""
_HEADING_SIZE = 10.0
_HEADING_BASELINE = 4.4
_AIR = 2.0
_BUTT = 0

Cell: TypeAlias = Paragraph | str
"""What stands in a cell; empty text where nothing does."""
Command = tuple[str, int, int, tuple[object, ...]]
"""How a row is set: ReportLab's name for it, first and last column, values."""


@dataclass(slots=True)
class _Reading:
    """Which entry the page is in the middle of, as it is drawn from top to bottom."""

    entry: str = ""


class TableDraft:
    """A table while its entries are added one after the other.

    Args:
        widths: Of the columns, in points.
        heading: Name of the table.
        aside: Marked-up text at the other end of the heading.
        columns: Their names; those in ``right`` end at the right edge of their column.
    """

    def __init__(
        self,
        widths: tuple[float, ...],
        heading: str,
        aside: str,
        columns: tuple[str, ...],
        right: frozenset[str] = frozenset(),
    ) -> None:
        self._widths = widths
        self._reading = _Reading()
        blanks: list[object] = [""] * (len(widths) - 2)
        self._rows: list[list[object]] = [
            [_Heading(heading, self._reading), *blanks, Paragraph(aside, SECTION_RIGHT)],
            [Paragraph(name, HEAD_RIGHT if name in right else HEAD) for name in columns],
            [Spacer(0, _AIR) for _ in columns],
        ]
        self._last_cell: list[Flowable] = []
        # The aside begins at the middle of the page and ends at the edge.
        middle = len(widths) // 2
        self._rows[0][middle], self._rows[0][-1] = self._rows[0][-1], ""
        self._commands: list[tuple[object, ...]] = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
            ("RIGHTPADDING", (0, 0), (0, -1), 0),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ("RIGHTPADDING", (middle, 0), (-1, 0), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ("SPAN", (0, 0), (middle - 1, 0)),
            ("SPAN", (middle, 0), (-1, 0)),
            ("BOTTOMPADDING", (0, 0), (-1, 0), 2),
            ("TOPPADDING", (0, 1), (-1, 1), 0),
            ("BOTTOMPADDING", (0, 1), (-1, 1), 3),
            ("LINEBELOW", (0, 1), (-1, 1), 1, grey(INK)),
            ("TOPPADDING", (0, 2), (-1, 2), 0),
        ]

    def begin_entry(self, name: str, *cells: Cell) -> None:
        """Add the first row of an entry.

        Args:
            name: What the heading of the next page calls the entry, when it goes on there.
        """
        if len(self._rows) > _HEADING_ROWS:
            self._set("LINEABOVE", 0, -1, (0.5, grey(HAIR)), row=len(self._rows))
        first, *others = cells
        self._last_cell = [_Mark(self._reading, name), *_flowables(first)]
        self._rows.append([self._last_cell, *others])

    def continue_entry(self, *cells: Cell, commands: tuple[Command, ...] = ()) -> None:
        """Add a further row of the entry."""
        first, *others = cells
        self._last_cell = _flowables(first)
        self._rows.append([self._last_cell, *others])
        for name, start, end, values in commands:
            self._set(name, start, end, values)

    def keep_with_next(self) -> None:
        """Let no page end after the row added last."""
        last = len(self._rows) - 1
        self._commands.append(("NOSPLIT", (0, last), (-1, last + 1)))

    def end_entry(self) -> None:
        """Say that the row added last was the entry's last."""
        self._last_cell.append(_Mark(self._reading, ""))
        self._set("BOTTOMPADDING", 0, -1, (5,))

    def add_total(self, total: Paragraph) -> None:
        """Add the last row, kept with the entry above it."""
        self.keep_with_next()
        self._rows.append([total, *[""] * (len(self._widths) - 1)])
        self._set("SPAN", 0, -1, ())
        self._set("TOPPADDING", 0, -1, (4,))
        self._set("LINEABOVE", 0, -1, (1, grey(INK)))

    def finish(self) -> Table:
        """The table, ready to be laid out."""
        table = Table(self._rows, colWidths=self._widths, repeatRows=_HEADING_ROWS, hAlign="LEFT")
        table.setStyle(self._commands)
        return table

    def _set(
        self, name: str, start: int, end: int, values: tuple[object, ...], row: int = -1
    ) -> None:
        place = len(self._rows) - 1 if row < 0 else row
        self._commands.append((name, (start, place), (end, place), *values))


def bar(column: int, width: float) -> Command:
    """A grey bar left of a column, such as stands beside quoted words."""
    return ("LINEBEFORE", column, column, (width, grey(HAIR), _BUTT))


def pieces(text: str, style: ParagraphStyle, width: float) -> list[Paragraph]:
    """Marked-up text as paragraphs of a few lines each, so that a page may end between them."""
    return _divided(Paragraph(text, style), width)


def _divided(text: Paragraph, width: float) -> list[Paragraph]:
    """Halve until it is short enough; cutting piece by piece would break every line anew."""
    # Wrapping first also makes ReportLab forget that a half was a half, which it cannot divide.
    _, height = text.wrap(width, _ENDLESS)
    lines = round(height / text.style.leading)
    if lines <= _PIECE_LINES:
        return [text]
    upper = -(-lines // (2 * _PIECE_LINES)) * _PIECE_LINES
    halves = text.split(width, upper * text.style.leading + 0.1)
    return [piece for half in halves for piece in _divided(half, width)]


class _Heading(Flowable):  # type: ignore[misc] # ReportLab has no types
    """The name of a table; where it comes again inside an entry, the entry's name, too."""

    def __init__(self, name: str, reading: _Reading) -> None:
        super().__init__()
        self._name = name
        self._reading = reading

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return available_width, 13.0

    @override
    def draw(self) -> None:
        self.canv.setFillGray(INK)
        self.canv.setFont(BOLD, _HEADING_SIZE)
        self.canv.drawString(0, _HEADING_BASELINE, self._name)
        if self._reading.entry:
            self.canv.setFillGray(SOFT)
            self.canv.setFont(REGULAR, 8)
            left = stringWidth(self._name, BOLD, _HEADING_SIZE) + 6
            self.canv.drawString(
                left, _HEADING_BASELINE, f"{clipped(self._reading.entry, 24)}, continued"
            )


class _Mark(Flowable):  # type: ignore[misc] # ReportLab has no types
    """Takes no room; when it is drawn, the page has come to an entry, or to its end."""

    def __init__(self, reading: _Reading, entry: str) -> None:
        super().__init__()
        self._reading = reading
        self._entry = entry

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return 0.0, 0.0

    @override
    def draw(self) -> None:
        self._reading.entry = self._entry


def _flowables(cell: Cell) -> list[Flowable]:
    return [] if isinstance(cell, str) else [cell]

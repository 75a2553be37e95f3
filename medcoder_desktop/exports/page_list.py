"""Very long lists of short texts: thousands of rows laid out in one pass over the pages.

A ReportLab table measures itself anew on each page it runs over, which for five thousand rows
takes a quarter of a minute. Here every line is broken once, and a page takes what fits.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from typing_extensions import override

from medcoder_desktop.exports.page_styles import HAIR, INK, MEASURE, SOFT
from medcoder_desktop.exports.page_text import BOLD, REGULAR, clean, runs

_SIZE: Final = 8.5
_LEADING: Final = 11.5
_ROW_AIR: Final = 6.0
"""Points between the last line of a row and the first of the next."""
_PIECE: Final = 12
"""Lines of one row that stay together; a page may end between pieces."""
_HEAD: Final = 34.0
"""Points of the heading with the names of the columns."""
_GAP: Final = 8.0
_AFTER: Final = 16.0
_BASELINE: Final = 8.6


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column: its name and its width in points."""

    name: str
    width: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """Up to twelve lines of a row; ``begins`` where a rule stands above it."""

    lines: tuple[tuple[str, ...], ...]
    begins: bool
    ends: bool

    @property
    def height(self) -> float:
        most = max(map(len, self.lines))
        return most * _LEADING + (_ROW_AIR / 2) * (self.begins + self.ends)


def page_list(
    heading: str, aside: str, columns: Sequence[ListColumn], rows: Iterable[Sequence[str]]
) -> PageList:
    """A heading and its rows; the heading comes again on every page.

    Args:
        heading: Name of the list.
        aside: At the other end of the heading.
        columns: They fill the measure of the page.
        rows: One text for each column; line breaks in a text are kept.
    """
    columns = tuple(columns)
    return PageList(
        heading, aside, columns, tuple(p for row in rows for p in _pieces(row, columns))
    )


class PageList(Flowable):  # type: ignore[misc] # ReportLab has no types
    """Rows that are broken into lines already, or the stretch of them on one page."""

    def __init__(
        self,
        heading: str,
        aside: str,
        columns: tuple[ListColumn, ...],
        pieces: tuple[_Piece, ...],
        *,
        continued: bool = False,
        goes_on: bool = False,
    ) -> None:
        super().__init__()
        self._heading = heading
        self._aside = aside
        self._columns = columns
        self._pieces = pieces
        self._continued = continued
        self._ends = tuple(accumulate(piece.height for piece in pieces)) or (0.0,)
        self.width = MEASURE
        self.height = _HEAD + self._ends[-1] + (0 if goes_on else _AFTER)

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    @override
    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """What fits on this page, and the rest; nothing when not one row does."""
        count = bisect_right(self._ends, available_height - _HEAD)
        if count == 0:
            return []
        upper = PageList(
            self._heading,
            self._aside,
            self._columns,
            self._pieces[:count],
            continued=self._continued,
            goes_on=True,
        )
        if count == len(self._pieces):  # only the air below it found no room
            return [upper]
        rest = self._pieces[count:]
        return [upper, PageList(self._heading, self._aside, self._columns, rest, continued=True)]

    @override
    def draw(self) -> None:
        top = self.height
        self._draw_heading(top)
        top -= _HEAD
        for number, piece in enumerate(self._pieces):
            if number and piece.begins:
                _draw_rule(self.canv, top)
            _draw_piece(self.canv, piece, self._columns, top)
            top -= piece.height

    def _draw_heading(self, top: float) -> None:
        canvas = self.canv
        baseline = top - 10
        _set(canvas, BOLD, 10, INK)
        canvas.drawString(0, baseline, self._heading)
        _set(canvas, REGULAR, 8, SOFT)
        if self._continued:
            left = stringWidth(self._heading, BOLD, 10) + 6
            canvas.drawString(left, baseline, "continued")
        canvas.drawRightString(MEASURE, baseline, self._aside)
        _set(canvas, REGULAR, 7.5, SOFT)
        left = 0.0
        for column in self._columns:
            canvas.drawString(left, top - 25, column.name)
            left += column.width
        canvas.setStrokeGray(INK)
        canvas.setLineWidth(1)
        canvas.line(0, top - 30, MEASURE, top - 30)


def _pieces(row: Sequence[str], columns: tuple[ListColumn, ...]) -> Iterator[_Piece]:
    broken = [
        tuple(_lines(text, column.width - _GAP, BOLD if column.bold else REGULAR))
        for text, column in zip(row, columns, strict=True)
    ]
    most = max(1, *map(len, broken))
    for start in range(0, most, _PIECE):
        lines = tuple(column[start : start + _PIECE] for column in broken)
        yield _Piece(lines, begins=start == 0, ends=start + _PIECE >= most)


def _lines(text: str, room: float, font: str) -> Iterator[str]:
    """Break a text into lines no wider than ``room`` points."""
    for paragraph in text.splitlines():
        line, width = "", 0.0
        for word in clean(paragraph).split(" "):
            for part in _parts_of(word, room, font):
                needed = _width(part, font)
                blank = _width(" ", font) if line else 0.0
                if line and width + blank + needed > room:
                    yield line
                    line, width = part, needed
                else:
                    line = f"{line} {part}" if line else part
                    width += blank + needed
        if line:
            yield line


def _parts_of(word: str, room: float, font: str) -> Iterator[str]:
    """The word itself, or stretches of it where it alone is wider than the column."""
    while _width(word, font) > room:
        length = max(1, int(len(word) * room / _width(word, font)))
        while length > 1 and _width(word[:length], font) > room:
            length -= 1
        yield word[:length]
        word = word[length:]
    yield word


@lru_cache(maxsize=20_000)
def _width(word: str, font: str) -> float:
    if word == " ":
        return float(stringWidth(word, font, _SIZE))
    stretches = runs(word)
    return sum(
        float(stringWidth(run, font if face == REGULAR else face, _SIZE)) for face, run in stretches
    )


def _draw_rule(canvas: Canvas, top: float) -> None:
    canvas.setStrokeGray(HAIR)
    canvas.setLineWidth(0.5)
    canvas.line(0, top, MEASURE, top)


def _draw_piece(canvas: Canvas, piece: _Piece, columns: tuple[ListColumn, ...], top: float) -> None:
    if piece.begins:
        top -= _ROW_AIR / 2
    canvas.setFillGray(INK)
    left = 0.0
    for column, lines in zip(columns, piece.lines, strict=True):
        font = BOLD if column.bold else REGULAR
        for number, line in enumerate(lines):
            _draw_line(canvas, left, top - _BASELINE - number * _LEADING, line, font)
        left += column.width


def _draw_line(canvas: Canvas, left: float, baseline: float, line: str, font: str) -> None:
    for face, run in runs(line):
        used = font if face == REGULAR else face
        canvas.setFont(used, _SIZE)
        canvas.drawString(left, baseline, run)
        left += stringWidth(run, used, _SIZE)


def _set(canvas: Canvas, font: str, size: float, grey: float) -> None:
    canvas.setFont(font, size)
    canvas.setFillGray(grey)

"""Rows of a table as lines of a note: what belongs together stays on one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

BAR = " | "
"""Between the cells of a row."""
_LONGEST_CELL = 1_500
"""Characters; a cell of several paragraphs that is longer holds a page, not a fact."""
_MOST_PARAGRAPHS = 3
"""Of the only cell of a row that is filled; with more of them the others only make room."""
_CLOSED = (".", ",", ";", ":", "!", "?", "|")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes:
        lines: Its paragraphs, blank lines among them.
        is_page: Whether it has headings, so that the table only lays out a page.
    """

    lines: tuple[str, ...]
    is_page: bool = False

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Its lines that hold words."""
        return tuple(" ".join(line.split()) for line in self.lines if line.strip())


def lines_of_row(cells: Sequence[Cell]) -> tuple[str, ...]:
    """A row as one line, its cells set apart by a bar and the paragraphs in them by a semicolon.

    A row that only lays out a page, because it holds a single text, headings, pages of text or
    a table of several rows, becomes the lines of its cells one below the other.
    """
    filled = [cell for cell in cells if cell.paragraphs]
    most = 1 if len(cells) == 1 else _MOST_PARAGRAPHS
    if len(filled) == 1 and len(filled[0].paragraphs) > most:
        return _trimmed(filled[0].lines)
    if any(map(_lays_out, filled)):
        return _trimmed([line for cell in filled for line in ("", *_trimmed(cell.lines))])
    line = BAR.join(map(_on_one_line, cells)).replace("  |", " |")
    return (line.rstrip(),) if filled else ()


def _trimmed(lines: Sequence[str]) -> tuple[str, ...]:
    """Lines without the blank ones before and after them."""
    filled = [place for place, line in enumerate(lines) if line.strip()]
    return tuple(lines[filled[0] : filled[-1] + 1]) if filled else ()


def _lays_out(cell: Cell) -> bool:
    written = cell.paragraphs
    if len(written) < 2:
        return False
    holds_rows = sum(BAR in line for line in written) > 1
    return cell.is_page or holds_rows or sum(map(len, written)) > _LONGEST_CELL


def _on_one_line(cell: Cell) -> str:
    return "".join(_joined(cell.paragraphs))


def _joined(paragraphs: Iterable[str]) -> Iterator[str]:
    before = ""
    for paragraph in paragraphs:
        if before:
            yield " " if before.endswith(_CLOSED) else "; "
        yield paragraph
        before = paragraph

"""The lines of a web page while it is read: paragraphs, list items, rows of tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from medcoder_desktop.records.documents.cells import Cell, lines_of_row

CELLS = frozenset(["td", "th"])
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
PARAGRAPHS = HEADINGS | frozenset(
    ["p", "table", "ul", "ol", "dl", "blockquote", "pre", "section", "article", "hr", "fieldset"]
)
"""Elements with a blank line before and after."""
BLOCKS = PARAGRAPHS | frozenset(
    ["div", "li", "tr", "dt", "dd", "address", "header", "footer", "main", "nav", "caption",
     "thead", "tbody", "tfoot", "body", "html", "form", "figure", "figcaption", "legend",
     "title", "center"]
)  # fmt: skip
"""Elements that stand on lines of their own."""
_BULLET = "• "
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class _Column:
    """What is written one below the other: the page, or one cell of it."""

    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    row: list[Cell] | None = None
    has_headings: bool = False


class PageLines:
    """Lines under way. Elements are opened and closed in the order of the page."""

    def __init__(self) -> None:
        self._columns = [_Column()]
        self._preformatted = 0

    def text(self) -> str:
        """All lines so far."""
        self._end_line()
        self._end_row()
        return "\n".join(self._here.lines)

    def write(self, words: str) -> None:
        """Add running text; white space folds except where it is preformatted."""
        pieces = self._here.pieces
        if self._preformatted:
            *whole, rest = words.split("\n")
            for line in whole:
                self._here.pieces.append(line)
                self._break()
            self._here.pieces.append(rest)
            return
        folded = _SPACE.sub(" ", words)
        if not pieces or pieces[-1].endswith(" "):
            folded = folded.lstrip(" ")
        if folded:
            pieces.append(folded)

    def open(self, tag: str) -> None:
        """An element begins."""
        if tag in CELLS:
            self._end_line()
            if self._here.row is None:
                self._here.row = []
            self._columns.append(_Column())
        elif tag == "br":
            self._break()
        elif tag in BLOCKS:
            is_first_of_item = self._here.pieces == [_BULLET] and tag != "li"
            if not is_first_of_item:
                self._end_line()
                self._end_row()
            if tag in PARAGRAPHS and not is_first_of_item:
                self._gap()
            if tag == "li":
                self._here.pieces = [_BULLET]
            self._here.has_headings |= tag in HEADINGS
        self._preformatted += tag == "pre"

    def close(self, tag: str) -> None:
        """An element ends."""
        self._preformatted -= tag == "pre"
        if tag in CELLS:
            self._end_line()
            self._end_row()
            column = self._columns.pop()
            row = self._here.row
            if row is not None:
                row.append(Cell(tuple(column.lines), column.has_headings))
        elif tag in BLOCKS:
            self._end_line()
            self._end_row()
            if tag in PARAGRAPHS:
                self._gap()

    @property
    def _here(self) -> _Column:
        return self._columns[-1]

    def _end_row(self) -> None:
        """A row ends with itself, or where cells stand without one before whatever follows."""
        cells, self._here.row = self._here.row, None
        lines = lines_of_row(cells) if cells else ()
        if len(lines) > 1:
            self._gap()
        self._here.lines += lines

    def _break(self) -> None:
        """End the line even when it is empty, but never leave two empty lines in a row."""
        line = "".join(self._here.pieces).rstrip()
        lines = self._here.lines
        if line or self._preformatted or (lines and lines[-1]):
            lines.append(line)
        self._here.pieces = []

    def _end_line(self) -> None:
        """End the line unless nothing stands on it."""
        if "".join(self._here.pieces).strip(" •"):
            self._break()
        self._here.pieces = []

    def _gap(self) -> None:
        if self._here.lines and self._here.lines[-1]:
            self._here.lines.append("")

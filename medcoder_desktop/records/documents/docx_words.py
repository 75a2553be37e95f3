"""The words of a part of a Word document, in their order: its body, a header, a footnote."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from medcoder_desktop.records.documents.cells import Cell, lines_of_row
from medcoder_desktop.records.documents.symbols import (
    UNKNOWN,
    box,
    is_symbol_font,
    symbol,
    without_symbols,
)
from medcoder_desktop.records.documents.written_text import joined_struck_out, struck_out
from medcoder_desktop.records.safe_xml import any_attribute, first, inside, local_name

_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_UNSEEN = frozenset(["del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr"])
"""What was deleted, moved away, or is an instruction to the word processor."""
_WRAPPERS = frozenset(
    ["sdtContent", "ins", "customXml", "smartTag", "moveTo", "sect", "sub-section", "annotation",
     "content"]
)  # fmt: skip
"""Elements that hold what they wrap, and say something about it."""
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_PICTURES = frozenset(["blip", "imagedata"])
_OFF = frozenset(["0", "false", "off"])


@dataclass(slots=True)
class _Line:
    """A paragraph under way, with the text boxes that hang on it."""

    words: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    def hang(self, boxed: Iterator[str]) -> None:
        """A text box stands above the words it hangs before, else below the paragraph."""
        (self.below if "".join(self.words).strip() else self.above).extend(boxed)


class DocumentWords:
    """Reads parts of one document and notes down what they point to.

    Attributes:
        marks: Footnotes and endnotes (kind, id) in the order of their marks, which count from 1.
        pictures: Pictures met.
        notes: Footnotes and endnotes that stand at their marks, as in documents of 2003.
        comments: Those that stand in the text, as in documents of 2003.
        unread: Documents of other formats in its place that could not be read.
    """

    def __init__(self, words_placed: Callable[[str], str]) -> None:
        """Read nothing yet.

        Args:
            words_placed: The words of a document of another format, by the id under which it is
                referred to; empty where it cannot be read.
        """
        self.marks: list[tuple[str, str]] = []
        self.notes: list[etree._Element] = []
        self.comments = 0
        self.pictures = 0
        self.unread = 0
        self._words_placed = words_placed

    def lines(self, element: etree._Element | None) -> Iterator[str]:
        """The paragraphs of an element, and the rows of its tables as lines."""
        for child in element if element is not None else ():
            name = local_name(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield ""
                for row in _rows(child):
                    yield from lines_of_row([self._cell(cell) for cell in _cells(row)])
                yield ""
            elif name == "sdt":
                ticked = _ticked(child)
                yield from (
                    self.lines(first(child, "sdtContent"))
                    if ticked is None
                    else (box(ticked=ticked),)
                )
            elif name == "AlternateContent":
                yield from self._alternative(child)
            elif name == "altChunk":
                words = self._words_placed(any_attribute(child, "id"))
                self.unread += not words
                yield from words.split("\n")
            elif name in _WRAPPERS:
                yield from self.lines(child)

    def _cell(self, cell: etree._Element) -> Cell:
        ticked = _ticked(cell)
        return Cell(tuple(self.lines(cell)) if ticked is None else (box(ticked=ticked),))

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str]:
        line = _Line()
        self._read(paragraph, line, "")
        words = joined_struck_out("".join(line.words))
        is_listed = first(paragraph, "pPr", "numPr") is not None
        yield from line.above
        if words.strip() or not (line.above or line.below):
            yield f"• {words}" if is_listed and words.strip() else words
        yield from line.below

    def _read(self, element: etree._Element, line: _Line, font: str) -> None:
        for child in element:
            name = local_name(child)
            if name == "t":
                line.words.append(without_symbols(child.text or "", font))
            elif name in _BREAKS:
                line.words.append(_BREAKS[name])
            elif name in _NOTES:
                line.words.append(self._mark(_NOTES[name], any_attribute(child, "id")))
            elif name == "txbxContent":
                line.hang(self.lines(child))
            elif name == "AlternateContent":
                self._one_branch(child, line, font)
            elif name == "r":
                self._read_run(child, line)
            elif name == "annotation":
                self._annotated(child, line, font)
            elif name not in _UNSEEN:
                self._read_form(child, name, line, font)

    def _read_run(self, run: etree._Element, line: _Line) -> None:
        """Words of one look; those struck through are marked, for they do not hold."""
        place = len(line.words)
        self._read(run, line, any_attribute(first(run, "rPr", "rFonts"), "ascii"))
        if any(_is_on(first(run, "rPr", way)) for way in ("strike", "dstrike")):
            line.words[place:] = [struck_out("".join(line.words[place:]))]

    def _annotated(self, element: etree._Element, line: _Line, font: str) -> None:
        """What a document of 2003 says was inserted, deleted or remarked."""
        kind = any_attribute(element, "type")
        self.comments += kind == "Word.Comment"
        if kind not in ("Word.Comment", "Word.Deletion"):
            self._read(element, line, font)

    def _read_form(self, element: etree._Element, name: str, line: _Line, font: str) -> None:
        """What a form shows: boxes ticked or not, the entry chosen of a list."""
        if name == "sym":
            line.words.append(_drawn(element))
        elif name == "fldChar":
            line.words.append(_field(element))
        elif name in _NOTES.values():
            self.notes.append(element)
            line.words.append(self._mark(name, str(len(self.notes))))
        elif name == "sdt":
            ticked = _ticked(element)
            if ticked is not None:
                line.words.append(box(ticked=ticked))
            elif (content := first(element, "sdtContent")) is not None:
                self._read(content, line, font)
        else:
            self.pictures += name in _PICTURES
            self._read(element, line, font)

    def _one_branch(self, element: etree._Element, line: _Line, font: str) -> None:
        """The first way of writing the same thing that has words, so that nothing doubles."""
        marks, pictures = len(self.marks), self.pictures
        for branch in element:
            tried = _Line()
            self._read(branch, tried, font)
            if tried.words or tried.above or tried.below:
                line.words += tried.words
                line.hang(iter([*tried.above, *tried.below]))
                return
            del self.marks[marks:]
            self.pictures = min(self.pictures, pictures + 1)

    def _alternative(self, element: etree._Element) -> Iterator[str]:
        for branch in element:
            lines = list(self.lines(branch))
            if lines:
                yield from lines
                return

    def _mark(self, kind: str, number: str) -> str:
        self.marks.append((kind, number))
        return f"[{len(self.marks)}]"


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and any_attribute(switch, "val") not in ("0", "false", "off")


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table that were not deleted, those inside controls, too."""
    for child in table:
        name = local_name(child)
        if name == "tr" and first(child, "trPr", "del") is None:
            yield child
        elif name == "sdt":
            yield from _rows(inner) if (inner := first(child, "sdtContent")) is not None else ()
        elif name in _WRAPPERS:
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row; one inside a control that is a box is the control itself."""
    for child in row:
        name = local_name(child)
        if name == "tc":
            yield from () if first(child, "tcPr", "cellDel") is not None else (child,)
        elif name == "sdt" and _ticked(child) is not None:
            yield child
        elif name == "sdt":
            yield from _cells(inner) if (inner := first(child, "sdtContent")) is not None else ()
        elif name in _WRAPPERS:
            yield from _cells(child)


def _ticked(control: etree._Element) -> bool | None:
    """Whether a control is a ticked box; None when it is no box."""
    setting = first(control, "sdtPr", "checkbox")
    if setting is None:
        return None
    checked = first(setting, "checked")
    return checked is not None and any_attribute(checked, "val") not in _OFF


def _field(element: etree._Element) -> str:
    """What a field of an old form shows that is not written beside it."""
    setting = first(element, "ffData", "checkBox")
    if setting is not None:
        state = first(setting, "checked")
        state = first(setting, "default") if state is None else state
        return box(ticked=state is not None and any_attribute(state, "val") not in _OFF)
    choices = first(element, "ffData", "ddList")
    if choices is None:
        return ""
    entries = [any_attribute(entry, "val") for entry in inside(choices, "listEntry")]
    chosen = any_attribute(first(choices, "result"), "val") or any_attribute(
        first(choices, "default"), "val"
    )
    place = int(chosen) if chosen.isascii() and chosen.isdigit() else 0
    return entries[place] if place < len(entries) else ""


def _drawn(element: etree._Element) -> str:
    try:
        number = int(any_attribute(element, "char"), 16)
    except ValueError:
        return UNKNOWN
    font = any_attribute(element, "font")
    return symbol(font if is_symbol_font(font) else "", number)

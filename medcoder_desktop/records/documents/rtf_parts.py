"""RTF taken apart into the texts that a reader of RTF passes over, and written so that it does not.

The words themselves are read by striprtf; here stands only what it knows nothing of: headers and
footers, text boxes, footnotes, boxes of forms, symbol fonts, deletions, and where rows end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from medcoder_desktop.records.documents.symbols import box, is_symbol_font, symbol
from medcoder_desktop.records.documents.written_text import END_OF_STRUCK, STRUCK

ROW, CELL, ROW_END = "\ue000", "\ue001", "\ue002"
"""Characters of the private range that stand for the start of a row, the end of a cell and of the
row; a document has none of them."""
_TOKEN = re.compile(
    r"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|([^\\{}]+)",
    re.IGNORECASE | re.DOTALL,
)
_HEADERS = frozenset(["header", "headerl", "headerr", "headerf"])
_FOOTERS = frozenset(["footer", "footerl", "footerr", "footerf"])
_BOXED = frozenset(["shptxt", "dptxbxtext"])
_TAKEN = _HEADERS | _FOOTERS | _BOXED | {"footnote", "pntext"}
"""Groups that are read, though readers pass over them; the last holds the number of a list."""
_SHAPES = frozenset(["shp", "shpgrp", "do"])
_STYLES = frozenset(["f", "plain", "deff", "uc", "deleted", "strike", "striked"])
_LINE_ENDS = frozenset(["par", "line", "sect", "page", "row"])
_LAST_END = re.compile(r"\\par\s*$")
_FONT = re.compile(r"\\f(\d{1,6})((?:[^;{}]|\{[^{}]{0,200}\}){0,300});")
_NOT_A_NAME = re.compile(r"\{[^{}]*\}|\\[a-z]+-?\d* ?")
_SYMBOL_FIELD = re.compile(r"SYMBOL\s+(\d{1,5})\s(?:.{0,80}?\\\\f\s*\"?([\w ]+))?", re.DOTALL)
_RESULT = re.compile(r"\\ffres(\d+)")
_DEFAULT = re.compile(r"\\ffdefres(\d+)")
_ENTRY = re.compile(r"\\ffl ([^\\{}]*)")
_RESULT_TEXT = re.compile(r"\{\\fldrslt((?:[^{}]|\{[^{}]*\})*)\}")
_DEEPEST = 1_000
"""Groups within groups; word processors stay under a hundred."""
_UNDECIDED = "25"
"""The result of a field of a form that still has its default."""
_PRIVATE = range(0xF000, 0xF100)


@dataclass(slots=True)
class RtfParts:
    """A document taken apart, each part as RTF without the braces around it.

    Attributes:
        notes: Footnotes and endnotes in the order of their marks, which count from 1.
        comments: How many were left out.
        pictures: How many there are in the body.
    """

    body: str = ""
    headers: list[str] = field(default_factory=list)
    footers: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    comments: int = 0
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class _Style:
    """What holds until the end of a group."""

    font: str = ""
    after_unicode: int = 1
    is_deleted: bool = False
    is_hidden: bool = False
    is_struck: bool = False


@dataclass(slots=True)
class _Line:
    """A line under way, with the text boxes that are to stand below it."""

    has_words: bool = False
    hanging: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Group:
    """A group under way."""

    style: _Style
    name: str = ""
    pieces: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    is_begun: bool = False
    before: _Line | None = None


def parts_of_rtf(written: str, unread: frozenset[str]) -> RtfParts:
    """Take a document apart.

    Args:
        unread: Names of groups that the reader of RTF passes over.

    Raises:
        ValueError: Its groups nest deeper than any program writes them.
    """
    return _Taking(unread).take(written)


class _Taking:
    """One document being taken apart."""

    def __init__(self, unread: frozenset[str]) -> None:
        self._unread = unread
        self._parts = RtfParts()
        self._groups = [_Group(_Style())]
        self._fonts: dict[str, str] = {}
        self._default_font = ""
        self._fallback = 0
        self._is_row = False
        self._is_struck = False
        self._line = _Line()

    def take(self, written: str) -> RtfParts:
        """All of it, up to the end of the outermost group."""
        place = 0
        while match := _TOKEN.search(written, place):
            place = match.end()
            word, number, code, sign, brace, words = match.groups()
            if brace == "{":
                if len(self._groups) > _DEEPEST:
                    raise ValueError("groups nest too deep")
                self._groups.append(_Group(self._here.style))
            elif brace:
                self._close()
                if len(self._groups) == 1:
                    break
            elif word == "bin":
                place += max(0, int(number or 0))
            elif word:
                self._control(word, number or "", match[0])
            elif sign:
                self._sign(sign, match[0])
            else:
                self._words(words or "", code, match[0])
        while len(self._groups) > 1:
            self._close()
        self._write(self._end_of_struck())
        self._parts.body = "".join(self._here.pieces) + self._boxes_below()
        return self._parts

    @property
    def _here(self) -> _Group:
        return self._groups[-1]

    def _write(self, rtf: str) -> None:
        self._here.pieces.append(rtf)

    def _restyle(self, **changes: object) -> None:
        self._here.style = replace(self._here.style, **changes)  # type: ignore[arg-type]

    def _sign(self, sign: str, raw: str) -> None:
        if sign == "*":
            self._restyle(is_hidden=True)
        if self._here.style.is_deleted:
            return
        self._write(raw)
        if sign in "\r\n":  # the end of a line, as on the Macintosh
            self._end_line()

    def _words(self, words: str, code: str | None, raw: str) -> None:
        """Plain words, or one character by its code."""
        here = self._here
        here.is_begun = here.is_begun or bool(words.strip())
        skipped = min(self._fallback, 1 if code else len(words))
        self._fallback -= skipped
        if here.style.is_deleted:
            return
        visible = not here.style.is_hidden and bool(code or words.strip())
        if visible and not skipped:
            self._mark_struck()
        self._line.has_words = self._line.has_words or (visible and not skipped)
        if here.style.is_hidden or not is_symbol_font(here.style.font):
            self._write(raw)
        elif code:
            self._write(raw if skipped else _unicode(symbol(here.style.font, int(code, 16))))
        else:
            drawn = words[skipped:].replace("\r", "").replace("\n", "")
            self._write(words[:skipped])
            self._write("".join(_unicode(symbol(here.style.font, ord(each))) for each in drawn))

    def _mark_struck(self) -> None:
        """Words struck through are kept between marks, for they do not hold."""
        struck = self._here.style.is_struck
        if struck is not self._is_struck:
            self._write(STRUCK if struck else END_OF_STRUCK)
            self._is_struck = struck

    def _end_of_struck(self) -> str:
        """What closes words struck through at the end of their line or part."""
        ended = END_OF_STRUCK if self._is_struck else ""
        self._is_struck = False
        return ended

    def _control(self, word: str, number: str, raw: str) -> None:
        here = self._here
        if not here.is_begun:
            here.is_begun, here.name = True, word
            if word in _TAKEN:
                self._groups[-2].pieces.append(self._end_of_struck())
                here.before = self._line
                self._line = _Line()
                self._restyle(is_hidden=False, is_struck=False)
                return
            if word in self._unread:
                self._restyle(is_hidden=True)
        if word in _STYLES:
            self._style(word, number)
        if here.style.is_deleted:
            return
        if word == "u" and number:
            self._fallback = here.style.after_unicode
            self._line.has_words = self._line.has_words or not here.style.is_hidden
            if not here.style.is_hidden:
                self._mark_struck()
            self._write(self._by_number(int(number) % 0x10000, raw))
        elif here.style.is_hidden:
            self._write(raw)
        else:
            self._laid_out(word, raw)

    def _style(self, word: str, number: str) -> None:
        if word == "f":
            self._restyle(font=self._fonts.get(number, ""))
        elif word == "deff":
            self._default_font = number
        elif word == "uc":
            self._restyle(after_unicode=int(number or 1))
        elif word == "deleted":
            self._restyle(is_deleted=number != "0")
        elif word in ("strike", "striked"):
            self._restyle(is_struck=number != "0")
        else:
            usual = self._fonts.get(self._default_font, "")
            self._restyle(font=usual, is_deleted=False, is_struck=False)

    def _by_number(self, number: int, raw: str) -> str:
        if number not in _PRIVATE:
            return raw
        return f"\\u{ord(symbol(self._here.style.font, number))} "

    def _laid_out(self, word: str, raw: str) -> None:
        """Lines and rows of tables."""
        if word in ("trowd", "intbl", "cell") and not self._is_row:
            self._is_row = True
            self._write(_unicode(ROW))
        if word == "cell":
            self._write(self._end_of_struck() + _unicode(CELL))
        elif word == "row":
            self._is_row = False
            self._write(_unicode(ROW_END))
        elif word == "nestcell":
            self._write(" | ")
        else:  # the code page is told once for all parts
            ended = self._end_of_struck() if word in _LINE_ENDS else ""
            self._write(ended + ("\\ansi " if word == "ansicpg" else raw))
        if word in _LINE_ENDS:
            self._end_line()

    def _end_line(self) -> None:
        boxes = "".join(self._line.hanging)
        self._line = _Line()
        self._write(boxes)

    def _boxes_below(self) -> str:
        """What hangs on a line that ends with its group."""
        return "".join(("\\par ", *self._line.hanging)) if self._line.hanging else ""

    def _close(self) -> None:
        """A group ends, and becomes a piece of the one around it or a part of its own."""
        if len(self._groups) == 1:
            return
        group = self._groups.pop()
        content = "".join(group.pieces)
        above = self._here
        if group.before is not None:
            content += self._end_of_struck() + self._boxes_below()
            self._line = group.before
        if group.name == "shprslt":  # the same again for older programs
            return
        if group.name in _BOXED:
            above.boxes.append(content)
            return
        if group.boxes and group.name in _SHAPES and not self._in_a_shape():
            self._hang(group.boxes)
        else:
            above.boxes += group.boxes
        above.pieces.append(self._piece(group.name, content))

    def _piece(self, name: str, content: str) -> str:
        """What stands in the place of a group."""
        if name in _HEADERS or name in _FOOTERS:
            (self._parts.headers if name in _HEADERS else self._parts.footers).append(content)
        elif name == "footnote":
            self._parts.notes.append(content)
            return f"[{len(self._parts.notes)}]"
        elif name == "annotation":
            self._parts.comments += 1
        elif name == "pict":
            around = {group.name for group in self._groups}
            seen = not around & {*_HEADERS, *_FOOTERS, "nonshppict"}
            self._parts.pictures += seen
        elif name == "nesttableprops":
            return "\\par "
        elif name == "field":
            return _field(content) or f"{{{content}}}"
        else:
            if name == "fonttbl":
                self._fonts |= dict(_named_fonts(content))
            return f"{{{content}}}"
        return ""

    def _in_a_shape(self) -> bool:
        return any(group.name in _SHAPES for group in self._groups)

    def _hang(self, boxes: list[str]) -> None:
        """A text box stands above the words it hangs before, else below the line."""
        boxed = "".join(f"{{{_LAST_END.sub('', content)}\\par}}" for content in boxes)
        if self._line.has_words:
            self._line.hanging.append(boxed)
        else:
            self._write(boxed)


def _named_fonts(table: str) -> Iterator[tuple[str, str]]:
    for number, described in _FONT.findall(table):
        yield number, _NOT_A_NAME.sub("", described).strip()


def _field(content: str) -> str:
    """What a field shows that is not written beside it; empty for all others."""
    if "FORMCHECKBOX" in content:
        return _unicode(box(ticked=_chosen(content) == 1))
    if "FORMDROPDOWN" in content:
        entries = _ENTRY.findall(content)
        written = _RESULT_TEXT.search(content)
        if (written and _NOT_A_NAME.sub("", written[1]).strip()) or not entries:
            return ""
        return str(entries[min(_chosen(content), len(entries) - 1)])
    drawn = _SYMBOL_FIELD.search(content)
    return _unicode(symbol((drawn[2] or "Symbol").strip(), int(drawn[1]))) if drawn else ""


def _chosen(content: str) -> int:
    """The result of a field of a form, or its default while nobody has filled it in."""
    result, default = _RESULT.search(content), _DEFAULT.search(content)
    if result and result[1] != _UNDECIDED:
        return int(result[1])
    return int(default[1]) if default else 0


def _unicode(letter: str) -> str:
    """One character of any kind."""
    return f"{{\\uc0\\u{ord(letter)} }}"

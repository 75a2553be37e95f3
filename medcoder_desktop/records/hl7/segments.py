"""HL7 version 2 as text: messages, segments, fields, whatever their delimiters and line ends.

A parser of our own, because real feeds break rules that libraries insist on: lines wrapped by a
mail program, batches without an end, delimiters of a vendor's own, segments before the first MSH.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from medcoder_desktop.records.moments import day_of_moment
from medcoder_desktop.records.wording import one_line

_NAME = re.compile(r"[A-Z][A-Z0-9]{2}")
_BARE = frozenset(
    ["EVN", "PID", "PD1", "PV1", "PV2", "NK1", "AL1", "DG1", "GT1", "IN1", "IN2", "ORC", "OBR",
     "OBX", "NTE", "TXA", "FT1", "PR1", "SPM", "TQ1"]
)  # fmt: skip
"""Segments that may stand as a name alone; other lines of three letters are words of a note."""
_FRAMING = re.compile("[\x0b\x1c\ufeff]")
_LINE_END = re.compile("\r\n?|\n")
_NULL = '""'
"""Two quotes mean "delete what you have"; for a reader there is nothing."""
_AROUND = frozenset(["FHS", "BHS", "BTS", "FTS"])
"""Segments of a batch, which are about no patient."""


@dataclass(frozen=True, slots=True)
class Delimiters:
    """The signs of one message, as its MSH states them."""

    field: str = "|"
    component: str = "^"
    repetition: str = "~"
    escape: str = "\\"
    part: str = "&"

    def unescaped(self, text: str) -> str:
        """The text with its escape sequences spelled out; formatting becomes line breaks."""
        if self.escape not in text:
            return text
        sign = re.escape(self.escape)
        return re.sub(f"{sign}([^{sign}]{{0,200}}){sign}", self._meaning, text)

    def _meaning(self, found: re.Match[str]) -> str:
        code = found[1]
        signs = {"F": self.field, "S": self.component, "T": self.part, "R": self.repetition,
                 "E": self.escape}  # fmt: skip
        if code in signs:
            return signs[code]
        if code.startswith((".br", ".sp", ".ce")):
            return "\n"
        if code.startswith((".in", ".ti", ".sk")):
            return " "
        if code.startswith("X") and len(code) % 2 == 1:
            try:
                return bytes.fromhex(code[1:]).decode("cp1252", "replace")
            except ValueError:
                return ""
        return ""  # highlighting, other character sets, a vendor's own


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment.

    Attributes:
        fields: As written; number 0 is the name, and MSH counts its separator as number 1.
    """

    name: str
    fields: tuple[str, ...]
    signs: Delimiters

    def raw(self, number: int) -> str:
        """A field as written; empty where there is none."""
        return self.fields[number] if number < len(self.fields) else ""

    def repetitions(self, number: int) -> tuple[str, ...]:
        """The repetitions of a field that are not empty, as written."""
        whole = self.raw(number)
        return tuple(each for each in whole.split(self.signs.repetition) if each not in ("", _NULL))

    def text(self, number: int, component: int = 1, repetition: int = 0) -> str:
        """One component of a field as one line; of several parts the first."""
        repeated = self.repetitions(number)
        if repetition >= len(repeated):
            return ""
        return self.component_of(repeated[repetition], component)

    def component_of(self, repetition: str, component: int) -> str:
        """One component of a repetition, as one line."""
        parts = repetition.split(self.signs.component)
        if component > len(parts):
            return ""
        part = parts[component - 1].split(self.signs.part)[0]
        return "" if part == _NULL else one_line(self.signs.unescaped(part))

    def words(self, number: int) -> str:
        """A field of text with its line breaks; repetitions are lines of their own."""
        return "\n".join(map(self.signs.unescaped, self.repetitions(number)))

    def day(self, number: int) -> date | None:
        """The calendar day of a time stamp; None unless it is whole."""
        return day_of_moment(self.text(number))


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its segments in order, MSH first."""

    segments: tuple[Segment, ...]

    @property
    def kind(self) -> str:
        """What it is about, such as ``ADT`` or ``ORU``."""
        return self.segments[0].text(9, 1).upper()

    @property
    def event(self) -> str:
        """What happened, such as ``A08``; from EVN where MSH does not say."""
        stated = self.segments[0].text(9, 2).upper()
        if stated:
            return stated
        return next((s.text(1).upper() for s in self.segments if s.name == "EVN"), "")


def messages_in(content: str) -> Iterator[Message]:
    """The messages of a file, one by one."""
    signs = Delimiters()
    under_way: list[Segment] = []
    for line in _lines(content):
        if line.startswith("MSH"):
            if under_way:
                yield Message(tuple(under_way))
            signs = _signs_of(line)
            parts = line.split(signs.field)
            under_way = [Segment("MSH", ("MSH", signs.field, *parts[1:]), signs)]
        elif line[:3] in _AROUND:
            continue
        elif under_way:
            under_way.append(Segment(line[:3], tuple(line.split(signs.field)), signs))
    if under_way:
        yield Message(tuple(under_way))


def _lines(content: str) -> Iterator[str]:
    """One segment a line; a line that begins with no segment belongs to the one before.

    A segment is three characters and the separator of its message: the lines of a note that a
    sender breaks off with bare line feeds begin with ``HPI:`` or ``EKG`` as well.
    """
    waiting, separator = "", ""
    for written in _LINE_END.split(_FRAMING.sub("", content)):
        line = written.lstrip()
        if line.startswith("MSH"):
            separator = line[3:4]
        if _NAME.match(line) and (
            line[3:4] == separator or not separator or line.rstrip() in _BARE
        ):
            if waiting:
                yield waiting
            waiting = line
        elif line.strip() and waiting:
            waiting += "\n" + written
    if waiting:
        yield waiting


def _signs_of(line: str) -> Delimiters:
    separator = line[3:4] or "|"
    stated = line[4:].split(separator, maxsplit=1)[0]
    usual = Delimiters()
    given = (*stated[:4], *("^~\\&"[len(stated[:4]) :]))
    return Delimiters(separator, *given) if stated else usual

"""Reads the small code tables this project wrote itself, which an office may correct.

Layout: UTF-8 text, a tab between columns; lines that begin with ``#`` are remarks and, like
empty lines, skipped; then one line of headings, then one line for each code. Columns may stand
in any order; a spreadsheet program may have put cells in quotation marks or written dates the
American way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.text_lines import lines_of
from medcoder_desktop.domain.dates import parse_day
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.procedures import ProcedureEntry, SmallCode

PLACES_FILE = "places_of_service.tsv"
FREQUENCIES_FILE = "claim_frequencies.tsv"
MODIFIERS_FILE = "modifiers.tsv"
STARTER_FILE = "hcpcs_starter.tsv"

MODIFIER_KINDS = (
    "anesthesia",
    "artery",
    "assistant",
    "component",
    "coverage",
    "distinct",
    "drug",
    "equipment",
    "eyelid",
    "finger",
    "foot",
    "global",
    "laboratory",
    "location",
    "practitioner",
    "quality",
    "repeat",
    "reporting",
    "research",
    "screening",
    "side",
    "surgery",
    "telehealth",
    "therapy",
    "toe",
    "visit",
)
"""What a modifier may be about."""

CHECKED = ("2019", "later")
"""Against what a row of the starter list was checked: the official HCPCS file of 2019, or later
publications of CMS because the code came after it."""

_HCPCS = r"[A-CE-V]\d{4}"


@dataclass(frozen=True, slots=True)
class _Layout:
    """What one table looks like.

    Attributes:
        columns: Its headings, the code's first.
        code: What a code looks like.
        code_in_words: The same for a person.
        required: Columns that may not be empty.
    """

    columns: tuple[str, ...]
    code: re.Pattern[str]
    code_in_words: str
    required: tuple[str, ...]


_PLACES = _Layout(
    ("code", "name", "explanation"),
    re.compile(r"\d\d", re.ASCII),
    "a place of service of two digits",
    ("name",),
)
_FREQUENCIES = _Layout(
    ("code", "name", "explanation"),
    re.compile(r"\d", re.ASCII),
    "a claim frequency of one digit",
    ("name",),
)
_MODIFIERS = _Layout(
    ("code", "title", "explanation", "kind", "ended"),
    re.compile(r"[0-9A-Z]{2}", re.ASCII),
    "a modifier of two digits or capital letters",
    ("title", "explanation", "kind"),
)
_STARTER = _Layout(
    ("code", "title", "added", "ended", "replaced_by", "unlisted", "checked"),
    re.compile(_HCPCS, re.ASCII),
    "a HCPCS Level II code, a capital letter and four digits",
    ("title", "checked"),
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a table, its cells by heading."""

    file: str
    number: int
    cells: dict[str, str]

    def wrong(self, column: str, expected: str) -> InputError:
        return InputError(
            "codeset.own_line",
            file=self.file,
            line=self.number,
            text=self.cells[column],
            expected=expected,
        )

    def day(self, column: str) -> date | None:
        """The date in a column; None when the cell is empty."""
        text = self.cells[column]
        if not text:
            return None
        try:
            return parse_day(text)
        except InputError:
            raise self.wrong(column, f"a date such as 2024-03-31 ({column})") from None

    def one_of(self, column: str, allowed: tuple[str, ...]) -> str:
        text = self.cells[column]
        if text not in allowed:
            raise self.wrong(column, f"one of {', '.join(filter(None, allowed))} ({column})")
        return text


def read_places(folder: Path) -> Iterator[SmallCode]:
    """The place-of-service codes of ``places_of_service.tsv``.

    Args:
        folder: Where the tables lie, see :func:`medcoder_desktop.paths.codesets`.

    Raises:
        InputError: A line is not as described above; names file and line.
        EnvironmentError_: The file cannot be opened.
    """
    yield from _small_codes(folder / PLACES_FILE, _PLACES)


def read_frequencies(folder: Path) -> Iterator[SmallCode]:
    """The claim frequency codes of ``claim_frequencies.tsv``.

    Raises:
        InputError: A line is not as described above; names file and line.
        EnvironmentError_: The file cannot be opened.
    """
    yield from _small_codes(folder / FREQUENCIES_FILE, _FREQUENCIES)


def read_modifiers(folder: Path) -> Iterator[ProcedureEntry]:
    """The modifiers of ``modifiers.tsv``, in our own words.

    Raises:
        InputError: A line is not as described above; names file and line.
        EnvironmentError_: The file cannot be opened.
    """
    for line in _lines(folder / MODIFIERS_FILE, _MODIFIERS):
        yield ProcedureEntry(
            line.cells["code"],
            is_modifier=True,
            short="",
            long=line.cells["title"],
            terminated=line.day("ended"),
            explanation=line.cells["explanation"],
            kind=line.one_of("kind", MODIFIER_KINDS),
        )


def read_starter_hcpcs(folder: Path) -> Iterator[ProcedureEntry]:
    """The HCPCS Level II codes of ``hcpcs_starter.tsv``, in our own words.

    Raises:
        InputError: A line is not as described above; names file and line.
        EnvironmentError_: The file cannot be opened.
    """
    for line in _lines(folder / STARTER_FILE, _STARTER):
        line.one_of("checked", CHECKED)
        added, ended = line.day("added"), line.day("ended")
        if added is not None and ended is not None and ended < added:
            raise line.wrong("ended", "a day after the code was added (ended)")
        yield ProcedureEntry(
            line.cells["code"],
            is_modifier=False,
            short="",
            long=line.cells["title"],
            added=added,
            terminated=ended,
            cross_references=_codes(line, "replaced_by"),
            unlisted=line.one_of("unlisted", ("", "yes")) == "yes",
        )


def _small_codes(path: Path, layout: _Layout) -> Iterator[SmallCode]:
    for line in _lines(path, layout):
        yield SmallCode(line.cells["code"], line.cells["name"], line.cells["explanation"])


def _codes(line: _Line, column: str) -> tuple[str, ...]:
    codes = tuple(line.cells[column].replace(",", " ").split())
    for code in codes:
        # A code of CPT, five characters of which the first is a digit, may take a code's place.
        if not re.fullmatch(rf"{_HCPCS}|\d{{4}}[0-9A-Z]", code, re.ASCII):
            raise line.wrong(column, f"codes with blanks between them ({column})")
    return codes


def _lines(path: Path, layout: _Layout) -> Iterator[_Line]:
    file = SourceFile(path)
    order: list[str] | None = None
    seen: dict[str, int] = {}
    for number, text in lines_of(file):
        cells = [_unquoted(cell) for cell in text.split("\t")]
        if not any(cells) or cells[0].startswith("#"):
            continue
        if order is None:
            order = _order(file.label, number, cells, layout)
            continue
        line = _line(file.label, number, cells, order)
        code = line.cells["code"]
        if not layout.code.fullmatch(code):
            raise line.wrong("code", layout.code_in_words)
        for column in layout.required:
            if not line.cells[column]:
                raise line.wrong(column, f"something in the column {column}")
        if code in seen:
            raise InputError(
                "codeset.own_twice", file=file.label, line=number, code=code, first=seen[code]
            )
        seen[code] = number
        yield line
    if not seen:
        raise InputError("codeset.no_rows", file=file.label, expected=layout.code_in_words)


def _order(file: str, line: int, cells: list[str], layout: _Layout) -> list[str]:
    headings = [cell.lower() for cell in cells if cell]
    if sorted(headings) != sorted(layout.columns) or len(headings) != len(cells):
        raise InputError(
            "codeset.own_headings", file=file, line=line, expected=", ".join(layout.columns)
        )
    return headings


def _line(file: str, number: int, cells: list[str], order: list[str]) -> _Line:
    """The cells by heading; spreadsheet programs leave out or add empty cells at the end."""
    if any(cells[len(order) :]):
        raise InputError(
            "codeset.own_line",
            file=file,
            line=number,
            text=next(filter(None, cells[len(order) :])),
            expected="the end of the line",
        )
    padded = cells[: len(order)] + [""] * (len(order) - len(cells))
    return _Line(file, number, dict(zip(order, padded, strict=True)))


def _unquoted(cell: str) -> str:
    cell = cell.strip()
    if len(cell) >= 2 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"').strip()
    return cell

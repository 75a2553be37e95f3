"""Reads the tables that tell search how people write, which an office may correct.

Layout of all of them: UTF-8 text, a tab between columns; lines that begin with ``#`` are remarks
and, like empty lines, skipped; then one line of headings, then one line for each row. Columns may
stand in any order; a spreadsheet program may have put cells in quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.text_lines import lines_of
from medcoder_desktop.domain.codes import looks_like_diagnosis
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.search_tables import SearchTables, Wording

SHORT_FORMS_FILE = "search_short_forms.tsv"
SYNONYMS_FILE = "search_synonyms.tsv"
DEFAULTS_FILE = "search_defaults.tsv"
FAMILIES_FILE = "search_word_families.tsv"


@dataclass(frozen=True, slots=True)
class _Layout:
    """The headings of a table, and those whose cells may not be empty."""

    columns: tuple[str, ...]
    required: tuple[str, ...]


_SHORT_FORMS = _Layout(("short", "meaning", "context", "note"), ("short",))
_SYNONYMS = _Layout(("said", "book", "kind"), ("said", "book"))
_DEFAULTS = _Layout(("term", "code", "note"), ("term", "code"))
_FAMILIES = _Layout(("words", "note"), ("words",))


def read_search_tables(folder: Path) -> SearchTables:
    """All tables of search.

    Args:
        folder: Where the tables lie, see :func:`medcoder_desktop.paths.codesets`.

    Raises:
        InputError: A line is not as described above; names file and line.
        EnvironmentError_: A file cannot be opened.
    """
    return SearchTables(
        (*_short_forms(folder / SHORT_FORMS_FILE), *_synonyms(folder / SYNONYMS_FILE)),
        tuple(_defaults(folder / DEFAULTS_FILE)),
        tuple(_families(folder / FAMILIES_FILE)),
    )


def _short_forms(path: Path) -> Iterator[Wording]:
    for _, cells in _rows(path, _SHORT_FORMS):
        context = tuple(cells["context"].replace(",", " ").split())
        yield Wording(cells["short"], cells["meaning"], context, is_short=True)


def _synonyms(path: Path) -> Iterator[Wording]:
    for _, cells in _rows(path, _SYNONYMS):
        yield Wording(cells["said"], cells["book"])


def _defaults(path: Path) -> Iterator[tuple[str, str]]:
    for number, cells in _rows(path, _DEFAULTS):
        if not looks_like_diagnosis(cells["code"]):
            expected = "an ICD-10-CM code such as I10"
            raise _wrong(path.name, number, cells["code"], expected)
        yield cells["term"], cells["code"]


def _families(path: Path) -> Iterator[tuple[str, ...]]:
    for number, cells in _rows(path, _FAMILIES):
        words = tuple(cells["words"].lower().split())
        if len(words) < 2 or not all(word.isalpha() for word in words):
            expected = "two or more words with blanks between them"
            raise _wrong(path.name, number, cells["words"], expected)
        yield words


def _rows(path: Path, layout: _Layout) -> Iterator[tuple[int, dict[str, str]]]:
    file = SourceFile(path)
    order: list[str] | None = None
    for number, text in lines_of(file):
        cells = [_unquoted(cell) for cell in text.split("\t")]
        if not any(cells) or cells[0].startswith("#"):
            continue
        if order is None:
            order = _order(file.label, number, cells, layout)
            continue
        beyond = next(filter(None, cells[len(order) :]), "")
        if beyond:
            raise _wrong(file.label, number, beyond, "the end of the line")
        cells += [""] * (len(order) - len(cells))
        row = dict(zip(order, cells, strict=False))
        for column in layout.required:
            if not row[column]:
                raise _wrong(file.label, number, "", f"something in the column {column}")
        yield number, row
    if order is None:
        expected = f"a line of headings ({', '.join(layout.columns)})"
        raise InputError("codeset.no_rows", file=file.label, expected=expected)


def _order(file: str, line: int, cells: list[str], layout: _Layout) -> list[str]:
    headings = [cell.lower() for cell in cells if cell]
    if sorted(headings) != sorted(layout.columns) or len(headings) != len(cells):
        raise InputError(
            "codeset.own_headings", file=file, line=line, expected=", ".join(layout.columns)
        )
    return headings


def _wrong(file: str, line: int, text: str, expected: str) -> InputError:
    return InputError("codeset.own_line", file=file, line=line, text=text, expected=expected)


def _unquoted(cell: str) -> str:
    cell = cell.strip()
    if len(cell) >= 2 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"').strip()
    return cell

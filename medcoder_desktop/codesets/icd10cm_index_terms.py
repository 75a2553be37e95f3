"""Takes one term of an index of NCHS apart: title, modifiers, codes, references and cells."""

from __future__ import annotations

import re
from typing import NoReturn

from lxml import etree

from medcoder_desktop.codesets.official_xml import folded
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.alphabetic_index import IndexTerm
from medcoder_desktop.domain.errors import InputError

_PARTS = frozenset(("title", "code", "manif", "see", "seeAlso", "seecat", "subcat", "cell", "term"))
_CODE = re.compile(r"[A-Z]\d[0-9A-Z](?![a-z])", re.ASCII)
_NO_CODE = frozenset(("-", "--", "–", "—"))
_PUNCTUATION = re.compile(r"[\s,;]*")
_BLANK_BEFORE = re.compile(r"\s+([,;])")


def term_of(file: SourceFile, element: etree._Element, depth: int, columns: int) -> IndexTerm:
    """The term of a ``mainTerm`` or ``term`` element, without the terms below it.

    ``seecat`` ("see category T71") and ``subcat`` ("see subcategory T75.0") stand in the place
    of a term, and both become :attr:`IndexTerm.see_categories`. What stands in square brackets
    as ``manif`` but is words, an explanation ("book-leaf (mouth) [ventral surface of tongue …]"),
    becomes one more nonessential modifier.

    Args:
        columns: Columns of the table without the first; 0 in an index.

    Raises:
        InputError: The term has no title, an element that no index has, or a cell in a column
            the table has not; names file and line.
    """
    for part in element:
        if part.tag not in _PARTS:
            _refuse(file, part, str(part.tag), "an element of an index term")
    title, modifiers = title_and_modifiers(element.find("title"))
    if not title:
        _refuse(file, element, title, "a term with a title")
    brackets = [text.strip("[] ") for text in _texts(element, "manif")]
    return IndexTerm(
        depth,
        title,
        (*modifiers, *(text for text in brackets if not _CODE.match(text))),
        ", ".join(_texts(element, "code")),
        ", ".join(text for text in brackets if _CODE.match(text)),
        _texts(element, "see"),
        _texts(element, "seeAlso"),
        _texts(element, "seecat") + _texts(element, "subcat"),
        _cells(file, element, columns),
    )


def title_and_modifiers(title: etree._Element | None) -> tuple[str, tuple[str, ...]]:
    """A title without its nonessential modifiers, and these without their brackets.

    ``nemod`` holds several, ``(adult) (child)``, with brackets inside them, ``(by (high)
    pressure)``, and at times words of the title between: ``Complication(delayed) of or following
    (surgical procedure)``. A "Note:" that stands in the place of a term keeps its brackets.
    """
    if title is None:
        return "", ()
    words, modifiers = [title.text or ""], list[str]()
    for part in title:
        text = folded(part)
        if part.tag == "nemod" and not words[0].lstrip().startswith("Note:"):
            outside, inside = _split(text)
            modifiers += inside
            text = "" if _PUNCTUATION.fullmatch(outside) else outside
        words += [text, part.tail or ""]
    whole = _BLANK_BEFORE.sub(r"\1", " ".join(" ".join(words).split()))
    # "(L)-triiodothyronine": the hyphen belongs to the modifier in front of the name.
    return whole.lstrip("- ") if modifiers else whole, tuple(modifiers)


def _split(text: str) -> tuple[str, list[str]]:
    """What stands outside of round brackets, and what inside each outer pair, "(-)" left out."""
    outside, inside, depth = list[str](), list[str](), 0
    for letter in text:
        if letter == "(":
            depth += 1
            if depth == 1:
                inside.append("")
                outside.append(" ")
                continue
        elif letter == ")" and depth:
            depth -= 1
            if depth == 0:
                continue
        if depth:
            inside[-1] += letter
        else:
            outside.append(letter)
    return " ".join("".join(outside).split()), [
        part.strip() for part in inside if any(letter.isalnum() for letter in part)
    ]


def _texts(element: etree._Element, tag: str) -> tuple[str, ...]:
    texts = (folded(part) for part in element.iterchildren(tag))
    return tuple(text for text in texts if text and text not in _NO_CODE)


def _cells(file: SourceFile, element: etree._Element, columns: int) -> tuple[str, ...]:
    cells = [""] * columns
    for cell in element.iterchildren("cell"):
        column = cell.get("col", "")
        place = int(column) - 2 if column.isdecimal() and len(column) < 4 else -1
        if not 0 <= place < columns or cells[place]:
            _refuse(file, cell, f"column {column}", "a cell of a column not yet filled")
        text = folded(cell)
        cells[place] = "" if text in _NO_CODE else text
    return tuple(cells)


def _refuse(file: SourceFile, element: etree._Element, text: str, expected: str) -> NoReturn:
    raise InputError(
        "codeset.wrong_line",
        file=file.label,
        line=element.sourceline or 1,
        text=text[:80],
        expected=expected,
    )

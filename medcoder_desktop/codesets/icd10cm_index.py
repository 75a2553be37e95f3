"""Reads the four indexes of ICD-10-CM in the XML that NCHS publishes.

The Alphabetic Index, the External Cause Index, the Neoplasm Table and the Table of Drugs have
one layout: ``version``, then a ``title`` (the indexes) or an ``indexHeading`` with the ``head``
of each column (the tables), then ``letter`` > ``mainTerm`` > ``term`` nested to any depth. Which
of the four a file is follows from its title or headings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.icd10cm_edition import edition_by_version
from medcoder_desktop.codesets.icd10cm_index_terms import term_of
from medcoder_desktop.codesets.official_xml import events_of, opening_of
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.alphabetic_index import IndexTerm
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.releases import CodeSet, Edition

_ROOT = "ICD10CM.index"
_DEEPEST = 60
"""Terms under one another; the official indexes have nine."""


def read(file: SourceFile) -> Iterator[IndexTerm]:
    """Every term in the order of the book; the headings of letters are no terms.

    Raises:
        InputError: The file is no index, is damaged or cut off, or terms nest deeper than in
            any index; names file and line.
        EnvironmentError_: The file cannot be opened.
    """
    columns, depth, terms = 0, 0, 0
    for event, element in events_of(file, (_ROOT, "indexHeading", "mainTerm", "term")):
        if element.tag == _ROOT:
            continue
        if element.tag == "indexHeading":
            if event == "end":
                columns = max(len(element.findall("head")) - 1, 0)
            continue
        if event == "start":
            _check_place(file, element, depth)
            depth += 1
            continue
        depth -= 1
        if depth == 0:
            for term in _terms(file, element, columns):
                terms += 1
                yield term
            element.clear()
    if not terms:
        raise InputError("codeset.not_index", file=file.label)


def read_columns(file: SourceFile) -> tuple[str, ...]:
    """The headings of a table's columns, that of the terms first; empty for an index.

    Raises:
        EnvironmentError_: The file cannot be opened.
    """
    opening = opening_of(file)
    return opening.headings if opening else ()


def _check_place(file: SourceFile, element: etree._Element, depth: int) -> None:
    line = element.sourceline or 1
    if depth >= _DEEPEST:
        raise InputError("codeset.index_too_deep", file=file.label, line=line, most=_DEEPEST)
    if (element.tag == "mainTerm") != (depth == 0):
        raise InputError(
            "codeset.wrong_line",
            file=file.label,
            line=line,
            text=str(element.tag),
            expected="a main term" if depth == 0 else "a term below a main term",
        )


def _terms(file: SourceFile, main: etree._Element, columns: int) -> Iterator[IndexTerm]:
    """A main term and all below it, without recursion: each before the terms it holds."""
    waiting = [(main, 0)]
    while waiting:
        element, depth = waiting.pop()
        yield term_of(file, element, depth, columns)
        below = [(child, depth + 1) for child in element.iterchildren("term")]
        waiting += reversed(below)


def _kind(file: SourceFile) -> CodeSet | None:
    """Which of the four an index is."""
    opening = opening_of(file)
    if opening is None or opening.root != _ROOT:
        return None
    title = opening.title.lower()
    if opening.headings:
        first = opening.headings[0].lower()
        if first.startswith("neoplasm"):
            return CodeSet.ICD_NEOPLASMS
        return CodeSet.ICD_DRUGS if first.startswith(("substance", "drug")) else None
    if "external cause" in title:
        return CodeSet.ICD_EXTERNAL_INDEX
    return CodeSet.ICD_INDEX if "index" in title else None


def _recogniser(code_set: CodeSet) -> Callable[[SourceFile], bool]:
    return lambda file: _kind(file) is code_set


def _edition(file: SourceFile) -> Edition:
    opening = opening_of(file)
    return edition_by_version(file, opening.version if opening else "")


FORMATS = tuple(
    Format(code_set, f"{code_set.label} (XML)", _recogniser(code_set), _edition, read, IndexTerm)
    for code_set in (
        CodeSet.ICD_INDEX,
        CodeSet.ICD_EXTERNAL_INDEX,
        CodeSet.ICD_NEOPLASMS,
        CodeSet.ICD_DRUGS,
    )
)

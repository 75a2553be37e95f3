"""What the official indexes answer, where an office has imported them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.alphabetic_index import IndexTerm
from medcoder_desktop.domain.releases import CodeSet
from medcoder_desktop.domain.search import MatchField, SearchContext, SearchResult
from medcoder_desktop.library.fact_json import from_json
from medcoder_desktop.library.library import Library, code_from_row
from medcoder_desktop.library.release_rows import Answering
from medcoder_desktop.library.search.candidates import Candidate
from medcoder_desktop.library.search.impossible import impossible_for
from medcoder_desktop.library.search.index_phrases import IndexShelf
from medcoder_desktop.library.search.query import read_query
from medcoder_desktop.library.search.ranking import Explaining
from medcoder_desktop.library.search.scoring import IMPOSSIBLE, score
from medcoder_desktop.library.search.tables import Wordings

_BOOKS: dict[CodeSet, tuple[str, ...]] = {
    CodeSet.ICD_INDEX: (),
    CodeSet.ICD_EXTERNAL_INDEX: ("V", "W", "X", "Y"),
    CodeSet.ICD_NEOPLASMS: ("C", "D0", "D1", "D2", "D3", "D4"),
    CodeSet.ICD_DRUGS: ("T3", "T4", "T5", "T6"),
}
"""The books with the beginnings of their codes: one that is about a part of the tabular list is
asked only when that list leads there; none for the index of everything."""
_FOR_THE_INDEX = 3.0
"""Where the index and our own table of bare conditions disagree, the index decides."""
_AGAINST_A_TABLE = 18.0
"""The rows of a table are terse, and match more than they mean."""
_AGAINST_A_HEADING = 15.0
"""The book sends to a heading for want of room, the tabular list says which code below it."""
_BETWEEN = " › "
"""Stands between the terms of a path."""


def index_candidates(
    library: Library,
    shelf: IndexShelf,
    text: str,
    context: SearchContext,
    *,
    wordings: Wordings,
    asked: Answering,
    leading: Collection[str],
    limit: int,
) -> Iterator[Candidate]:
    """Codes that the indexes in use on the day name for the words.

    Args:
        wordings: The tables of search, with the office's words.
        asked: The release of ICD-10-CM in which the codes must stand.
        leading: The codes that the tabular list answers best.
    """
    for book, beginnings in _BOOKS.items():
        if beginnings and not any(code.startswith(beginnings) for code in leading):
            continue
        answering = library.shelf().answering(book, context.on)
        if answering is None or not answering.in_force.exact:
            continue
        ready = shelf.ready(library.connection(), answering.installed)
        query = read_query(text, wordings, ready.forms, ready.spelling)
        if not query.asked:
            continue
        explaining = Explaining(query.asked, ready.arrays.words)
        for place, points in score(ready.arrays, query, limit):
            row = library.row_of(ready.code(place), asked)
            if row is None:
                continue
            code = code_from_row(row)
            barred = impossible_for(
                ready.arrays.beginning[place : place + 1], context.age, context.sex
            )
            caution = barred.caution(0) if barred.together is not None else ""
            against = IMPOSSIBLE if caution else 0.0
            against += 0.0 if code.billable else _AGAINST_A_HEADING
            against += _AGAINST_A_TABLE if beginnings else -_FOR_THE_INDEX
            bare = SearchResult(code, row[5], (), explaining.highlights(code.title), caution)
            make = partial(_with_path, bare, explaining, library.connection(), ready.term(place))
            yield Candidate(code.code, points - against, says_typed=False, make=make)


def _with_path(
    result: SearchResult, explaining: Explaining, connection: dbapi2.Connection, term: int
) -> SearchResult:
    """The result with the way through the index that led to it."""
    path = _BETWEEN.join(_path(connection, term))
    return replace(result, reasons=tuple(explaining.reasons(MatchField.INDEX, path, ())))


def _path(connection: dbapi2.Connection, term: int) -> list[str]:
    """The titles from the main term down to a term."""
    titles: list[str] = []
    number: int | None = term
    while number is not None:
        row = connection.execute(
            "SELECT parent_id, body FROM index_term WHERE id = ?", (number,)
        ).fetchone()
        if row is None:
            break
        titles.insert(0, from_json(IndexTerm, row[1]).title)
        number = row[0]
    return titles

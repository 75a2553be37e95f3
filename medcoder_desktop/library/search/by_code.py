"""What answers a text that is the beginning of a code, or a range of codes."""

from __future__ import annotations

import re

from medcoder_desktop.domain.codes import compact
from medcoder_desktop.domain.search import MatchField, MatchReason, SearchResult
from medcoder_desktop.library.library import CODE_COLUMNS, Library, code_from_row
from medcoder_desktop.library.release_rows import Answering
from medcoder_desktop.library.search.words import words_of

_CODE_BEGINNING = re.compile(r"(?:[A-Z]\d|QA)[0-9A-Z]{0,5}", re.ASCII)
_RANGE = re.compile(
    r"\s*([A-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{1,4})?)\s*(?:-|–|to|thru|through)\s*"
    r"([A-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{1,4})?)\s*",
    re.ASCII | re.IGNORECASE,
)
_SECTION = re.compile(r"[A-Z]\w{2}-[A-Z]\w{2}", re.ASCII)
_WRITTEN_CODE = re.compile(r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{0,4})?-?", re.ASCII | re.IGNORECASE)
"""A code as the book writes it; without the dot of a longer one it may be any word."""
_MOST_PARTS = 6
_MOST_BELOW = 200
_PROCEDURE_BEGINNING = re.compile(r"\d{2,4}[0-9A-Z]?|[A-Z]\d{1,4}", re.ASCII)


def diagnoses_by_code(
    library: Library, text: str, asked: Answering, limit: int
) -> tuple[SearchResult, ...]:
    """Diagnoses whose code begins so, by code; empty when the text is no beginning of one."""
    release = asked.installed
    # The book writes E11.4- for all codes below E11.4.
    beginning = compact(text).rstrip("-")
    last = beginning + "~"
    span = _RANGE.fullmatch(text)
    if span and library.row_of(beginning, asked) is None:
        beginning, last = compact(span[1]), compact(span[2]) + "~"
        which = "c.compact >= :first AND c.compact < :last"
        which += " AND c.level NOT IN ('chapter', 'section')"
    elif _SECTION.fullmatch(beginning):
        which = "c.compact = :first"
    elif _CODE_BEGINNING.fullmatch(beginning):
        which = "c.compact >= :first AND c.compact < :last"
        which += " AND c.level NOT IN ('chapter', 'section')"
    else:
        return ()
    rows = library.connection().execute(
        "SELECT " + CODE_COLUMNS + " FROM code c"
        f" WHERE c.releases & :mask AND {which} ORDER BY c.compact LIMIT :most",
        {
            "release": release.id,
            "mask": release.mask,
            "first": beginning,
            "last": last,
            "most": limit,
        },
    )
    return tuple(
        SearchResult(code_from_row(row), row[5], (MatchReason(MatchField.CODE, row[1]),))
        for row in rows
    )


def codes_beside_words(
    library: Library, text: str, asked: Answering, limit: int
) -> tuple[SearchResult, ...]:
    """Diagnoses for a code or its beginning that was typed among words: ``E11.4 neuropathy``.

    Those that say most of the words come first, the heading itself before its codes.
    """
    parts = text.split()
    named = [part for part in parts if _WRITTEN_CODE.fullmatch(part)]
    if len(named) != 1 or len(parts) > _MOST_PARTS:
        return ()
    found = diagnoses_by_code(library, named[0], asked, _MOST_BELOW)
    others = set(words_of(" ".join(part for part in parts if part != named[0])))
    by_words = sorted(found, key=lambda each: -len(others & set(words_of(each.code.title))))
    return tuple(by_words[:limit])


def procedure_beginning(text: str) -> str:
    """The beginning of a procedure's code that a text is; empty when it is none."""
    plain = text.strip().upper()
    return plain if _PROCEDURE_BEGINNING.fullmatch(plain) else ""

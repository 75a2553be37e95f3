"""The codes that a note of the tabular list names, found so that they can be followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CODE = r"(?:[A-Z]\d|QA)[0-9A-Z](?:\.[0-9A-Z]{1,4})?"
_NAMED = re.compile(rf"\b({_CODE})(?:\.?-(?![\w.])|-({_CODE})\b(?:\.?-(?!\w))?)?")
_BRACKETS = re.compile(r"\([^()]*\)")
_BEFORE = re.compile(
    r"(?:\b(?:(?:sub)?categor(?:y|ies)|codes?|in|to|under|and|or|from|with|both|except)|,)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NotePart:
    """Some words of a note.

    Attributes:
        target: The code or range they name: ``I70.2`` for ``I70.2-``, ``E08-E13``; empty for
            words that name none.
    """

    text: str
    target: str = ""


def parts_of_note(text: str) -> Iterator[NotePart]:
    """A note in parts, in their order; put together they are the note again.

    Codes stand in brackets, or behind words such as "category"; a "vitamin B12" does neither.
    """
    inside = [bracket.span() for bracket in _BRACKETS.finditer(text)]
    last = 0
    for match in _NAMED.finditer(text):
        start, end = match.span()
        bracketed = any(left < start and end < right for left, right in inside)
        if not (bracketed or "." in match[0] or "-" in match[0] or _BEFORE.search(text[:start])):
            continue
        if start > last:
            yield NotePart(text[last:start])
        upper = match[2]
        yield NotePart(match[0], f"{match[1]}-{upper}" if upper else match[1])
        last = end
    if last < len(text):
        yield NotePart(text[last:])


def code_named(printed: str) -> str:
    """The code behind a printed one: ``C79.8-`` and ``I70.-`` stand for everything below them."""
    return printed.strip().removesuffix("-").removesuffix(".").rstrip()

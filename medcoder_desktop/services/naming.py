"""Whom and which day a loose document names, for suggesting where it belongs."""

from __future__ import annotations

import re
from datetime import date

from medcoder_desktop.domain.dates import parse_day
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.patients import Patient

_LOOKED_AT = 4_000
"""Characters of a document in which it says whose it is: its head."""
_MOST_WORDS = 60
_WORD = re.compile(r"[^\W_][\w'’-]{2,}")
_DAY = re.compile(r"\b(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4})\b")


def words_that_may_name(text: str) -> tuple[str, ...]:
    """Words with a capital, and numbers, in the order of the text, each once."""
    found = (match[0] for match in _WORD.finditer(text[:_LOOKED_AT]))
    named = dict.fromkeys(word for word in found if word[0].isupper() or word[0].isdigit())
    return tuple(named)[:_MOST_WORDS]


def is_named_in(patient: Patient, text: str) -> bool:
    """Whether a record number, or the family and given name, stand in the head of a text."""
    head = text[:_LOOKED_AT].casefold()
    words = set(re.findall(r"[\w-]+", head))
    if any(number.value.casefold() in words for number in patient.record_numbers):
        return True
    family, given = patient.name.family.casefold(), patient.name.given.casefold()
    return bool(family) and bool(given) and family in head and given in head


def days_in(text: str) -> frozenset[date]:
    """The days a text names."""
    days: set[date] = set()
    for match in _DAY.finditer(text[:_LOOKED_AT]):
        try:
            days.add(parse_day(match[0]))
        except InputError:
            continue
    return frozenset(days)

"""Which codes an instructional note means by what stands in its brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable

from medcoder_desktop.domain.codes import CodeNote, compact

_BRACKETS = re.compile(r"\(([^()]*)\)")
_REFERENCE = re.compile(
    r"(?P<first>(?:[A-Z]\d|QA)[0-9A-Z](?:\.[0-9A-Z]{1,4})?)(?P<open>\.?-(?![A-Z]))?"
    r"(?:\s*-\s*(?P<last>(?:[A-Z]\d|QA)[0-9A-Z](?:\.[0-9A-Z]{1,4})?))?"
)


def first_reference_to(notes: Iterable[CodeNote], code: str) -> CodeNote | None:
    """The first note whose brackets name ``code``, a heading above it or a range around it."""
    return next((note for note in notes if refers_to(note.text, code)), None)


def refers_to(text: str, code: str) -> bool:
    """Whether a note such as ``gestational diabetes (O24.4-), sequela (I69.0-I69.3)`` names a code.

    A reference covers everything below it: ``E08.-`` and ``E08`` cover ``E08.40``.
    """
    wanted = compact(code)
    for brackets in _BRACKETS.finditer(text):
        for reference in _REFERENCE.finditer(brackets[1]):
            first = compact(reference["first"])
            last = compact(reference["last"] or reference["first"])
            if first <= wanted[: len(first)] and wanted[: len(last)] <= last:
                return True
    return False

"""How much the readers take before they refuse.

What an office can change is a :class:`ReadingLimits`; what follows from how the program is made
stands here as constants.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from medcoder_desktop.domain.reading_limits import ReadingLimits

LONGEST_LINE = 1_000
"""Characters of one field such as a name or title; what is longer is cut."""

LONGEST_VALUE = 300
"""Characters of one result; a longer one is a report and is kept as a document."""

LARGEST_DOCUMENT_XML = 40 * 1024 * 1024
"""Bytes of the text of a Word document, unpacked; its pictures do not count."""

HIGHEST_RATIO = 200
"""Unpacked to packed bytes of a member of a zip archive; real exports stay under 40."""

RATIO_MATTERS_FROM = 4 * 1024 * 1024
"""Unpacked bytes from which the ratio is looked at; small files of blanks pack well, too."""

MOST_PIXELS = 120_000_000
"""Pixels of one scanned page; a sheet of 11 by 17 inches at 600 dots an inch has 67 million."""

_USUAL = ReadingLimits()
_IN_FORCE: ContextVar[ReadingLimits] = ContextVar("reading limits", default=_USUAL)


def limits() -> ReadingLimits:
    """The limits under which this thread reads now: the office's, else the usual ones."""
    return _IN_FORCE.get()


@contextmanager
def reading_within(chosen: ReadingLimits) -> Iterator[None]:
    """Read under an office's own limits as long as the context lasts."""
    before = _IN_FORCE.set(chosen)
    try:
        yield
    finally:
        _IN_FORCE.reset(before)

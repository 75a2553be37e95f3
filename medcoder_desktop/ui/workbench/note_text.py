"""How a note's stored text becomes what is shown, without any offset moving.

Evidence is kept as code points of the stored text. Qt counts UTF-16 units and drops or merges
some characters (a carriage return, for one), so the shown text has exactly one character for each
stored one, and positions beyond the basic plane are counted over.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from enum import Enum

from medcoder_desktop.domain.outline import outline_of

_REPLACED = str.maketrans(
    {
        "\0": " ",
        "\f": "\n",
        "\v": "\n",
        "\u0085": "\n",
        "\u2028": "\n",
        "\u2029": "\n",
        "\ufdd0": " ",
        "\ufdd1": " ",
        "\ufffc": "\ufffd",
    }
)


class HeadingKind(Enum):
    """How a heading stands in the text."""

    OWN_LINE = "own line"
    RUN_IN = "run in"


@dataclass(frozen=True, slots=True)
class Heading:
    """A section heading found in free text.

    Attributes:
        start: First character of the heading's words.
        end: One past their last.
        level: 0 for a main section, 1 for a part of one.
    """

    start: int
    end: int
    kind: HeadingKind
    level: int = 0


def shown_text(text: str) -> str:
    """The text as the note view shows it: as many characters as ``text``, each at its place."""
    return text.replace("\r\n", " \n").replace("\r", "\n").translate(_REPLACED)


def headings_in(text: str) -> tuple[Heading, ...]:
    """The section headings of a free-text note, in order, as its outline has them."""
    return tuple(
        Heading(
            section.start,
            section.heading_end,
            HeadingKind.RUN_IN if section.run_in else HeadingKind.OWN_LINE,
            section.level,
        )
        for section in outline_of(text)
    )


class TextOffsets:
    """Translates between code points of the text and positions of a Qt document.

    Args:
        text: The stored text.
    """

    def __init__(self, text: str) -> None:
        narrow = text.isascii() or max(text, default="") <= "\uffff"  # nearly every note there is
        self._wide = (
            []
            if narrow
            else [index for index, character in enumerate(text) if character > "\uffff"]
        )
        self._wide_positions = [index + count for count, index in enumerate(self._wide)]
        self.length = len(text)

    def position(self, offset: int) -> int:
        """The document position of the code point at ``offset``."""
        return offset + bisect_left(self._wide, offset)

    def offset(self, position: int) -> int:
        """The code point at a document position; the middle of a wide one counts as its end."""
        return position - bisect_left(self._wide_positions, position)

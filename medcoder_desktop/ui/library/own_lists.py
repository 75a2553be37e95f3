"""The office's own lists of codes: favourites in folders, recent codes, codes with notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from medcoder_desktop.domain.codes import CodeSystem
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.own_book import Favourite
from medcoder_desktop.services.suite import Services
from medcoder_desktop.ui.library.lines import Line, Piece, Tone
from medcoder_desktop.ui.workbench.own_book import NO_FOLDER

_MOST_RECENT = 60
_INDENT = "\u2003"


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A code of one of the lists, or the heading of a folder.

    Attributes:
        code: Empty for a heading.
        title: In the release of the day; says so when the code is not in it.
        remark: What the list has to say about it: the note, or when it was opened.
        favourite: The favourite behind the row; None in the other lists and for headings.
        folder: Folder of the row; None in lists without folders.
    """

    system: CodeSystem
    code: str
    title: str
    remark: str = ""
    favourite: Favourite | None = None
    folder: str | None = None

    @property
    def is_heading(self) -> bool:
        """Whether it is the heading of a folder."""
        return not self.code

    @property
    def line(self) -> Line:
        """The row as it is painted."""
        if self.is_heading:
            return Line((Piece(self.title, Tone.STRONG), Piece(self.remark, Tone.HINT)))
        first = _INDENT if self.folder else ""
        pieces = [Piece(first + self.code, Tone.CODE)]
        if self.title:
            pieces.append(Piece(self.title))
        return Line((*pieces, Piece(self.remark, Tone.HINT)) if self.remark else tuple(pieces))

    def has_words(self, words: list[str]) -> bool:
        """Whether every word, in small letters, stands somewhere in the row."""
        text = f"{self.code} {self.title} {self.remark} {self.folder or ''}".casefold()
        return all(word in text for word in words)


ReadRows = Callable[[Services, date], tuple[OwnRow, ...]]
"""Reads one of the lists; called on a worker thread."""


class OwnList(Enum):
    """The lists, by what the navigator calls them."""

    FAVOURITES = "Favorites"
    RECENT = "Recent"
    NOTES = "Notes"


def read_favourites(services: Services, day: date) -> tuple[OwnRow, ...]:
    """Favourites below the headings of their folders."""
    favourites = services.book.favourites()
    folders = list(dict.fromkeys(each.folder for each in favourites))
    return tuple(
        row
        for folder in folders
        for row in _folder(services, day, folder, favourites, named=folders != [""])
    )


def read_recent(services: Services, day: date) -> tuple[OwnRow, ...]:
    """Codes opened last, the latest first."""
    return tuple(
        OwnRow(
            each.system,
            each.code,
            title_on(services, each.system, each.code, day),
            f"{each.at.astimezone():%Y-%m-%d %H:%M}",
        )
        for each in services.book.recent(_MOST_RECENT)
    )


def read_notes(services: Services, day: date) -> tuple[OwnRow, ...]:
    """Codes with a note of the office."""
    return tuple(
        OwnRow(
            each.system,
            each.code,
            title_on(services, each.system, each.code, day),
            "· " + " ".join(each.text.split()),
        )
        for each in services.book.notes()
    )


def title_on(services: Services, system: CodeSystem, code: str, day: date) -> str:
    """Title of a code on a day, or in words that there is none."""
    try:
        if system is CodeSystem.ICD10CM:
            return services.library.entry(code, day).code.title
        return services.library.procedure(code, day).title
    except InputError:
        return f"not in the release for {day}"


def _folder(
    services: Services,
    day: date,
    folder: str,
    favourites: tuple[Favourite, ...],
    *,
    named: bool,
) -> Iterator[OwnRow]:
    inside = [each for each in favourites if each.folder == folder]
    if named:
        yield OwnRow(CodeSystem.ICD10CM, "", folder or NO_FOLDER, str(len(inside)), folder=folder)
    for each in inside:
        title = title_on(services, each.system, each.code, day)
        yield OwnRow(each.system, each.code, title, "", each, folder if named else "")

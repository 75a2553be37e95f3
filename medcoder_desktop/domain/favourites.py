"""The office's favourites as a whole: a change makes a new arrangement.

Within a folder places count from 0 without gaps, whatever is added, moved or taken out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from medcoder_desktop.domain.codes import CodeSystem
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.own_book import Favourite

Favourites = tuple[Favourite, ...]
"""By folder and place."""


def arranged(favourites: Iterable[Favourite]) -> Favourites:
    """By folder, those in none first, then by place; capitals do not matter."""
    return tuple(
        sorted(favourites, key=lambda each: (each.folder.casefold(), each.folder, each.place))
    )


def with_favourite(
    favourites: Favourites, system: CodeSystem, code: str, folder: str
) -> Favourites:
    """The favourites with one more at the end of a folder.

    Raises:
        InputError: The code is among them already.
    """
    if any(_is(each, system, code) for each in favourites):
        raise InputError("book.favourite_there", code=code)
    return _numbered((*favourites, Favourite(system, code, folder, len(favourites))))


def with_favourite_moved(
    favourites: Favourites, system: CodeSystem, code: str, folder: str, place: int
) -> Favourites:
    """The favourites with one of them elsewhere.

    Args:
        favourites: All of them.
        system: Set of the code to move.
        code: The code to move.
        folder: Where to.
        place: Its place there; beyond the last place is the end, below 0 the beginning.

    Raises:
        InputError: The code is not among them.
    """
    moved = _one(favourites, system, code)
    others = [each for each in favourites if each is not moved]
    there = [each for each in others if each.folder == folder]
    there.insert(max(place, 0), replace(moved, folder=folder))
    elsewhere = [each for each in others if each.folder != folder]
    return _numbered((*elsewhere, *(replace(each, place=at) for at, each in enumerate(there))))


def without_favourite(favourites: Favourites, system: CodeSystem, code: str) -> Favourites:
    """The favourites without one.

    Raises:
        InputError: The code is not among them.
    """
    gone = _one(favourites, system, code)
    return _numbered(each for each in favourites if each is not gone)


def with_folder_renamed(favourites: Favourites, old: str, new: str) -> Favourites:
    """The favourites with a folder under another name; one that is there gains them at its end.

    Raises:
        InputError: There is no such folder.
    """
    if not any(each.folder == old for each in favourites):
        raise InputError("book.no_folder", folder=old)
    if old == new:
        return favourites
    behind = len(favourites)
    return _numbered(
        replace(each, folder=new, place=each.place + behind) if each.folder == old else each
        for each in favourites
    )


def _one(favourites: Favourites, system: CodeSystem, code: str) -> Favourite:
    for each in favourites:
        if _is(each, system, code):
            return each
    raise InputError("book.no_favourite", code=code)


def _is(favourite: Favourite, system: CodeSystem, code: str) -> bool:
    return (favourite.system, favourite.code) == (system, code)


def _numbered(favourites: Iterable[Favourite]) -> Favourites:
    taken: dict[str, int] = {}
    numbered: list[Favourite] = []
    for each in arranged(favourites):
        place = taken.get(each.folder, 0)
        taken[each.folder] = place + 1
        numbered.append(each if each.place == place else replace(each, place=place))
    return tuple(numbered)

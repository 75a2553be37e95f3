"""Every action of the code library page with its words and keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from medcoder_desktop.ui.action_spec import ActionSpec

if TYPE_CHECKING:
    from medcoder_desktop.ui.library.page import LibraryPage

_VIEWS = ("tabular", "index", "neoplasms", "drugs", "favorites", "recent", "notes")
_NAMES = (
    "Tabular list",
    "Alphabetic index",
    "Neoplasm table",
    "Table of drugs",
    "Favorite codes",
    "Recent codes",
    "Codes with office notes",
)


def actions_of(page: LibraryPage) -> tuple[ActionSpec, ...]:
    """The actions of the page, in the order of their menus."""
    return (*_places(page), *_on_the_code(page), *_on_favourites(page))


def _places(page: LibraryPage) -> tuple[ActionSpec, ...]:
    book, shown = page.book, page.shows_book
    navigator = book.navigator
    views = tuple(
        ActionSpec(
            f"library.{view}",
            name,
            "Codes",
            partial(navigator.show_side, side),
            f"Alt+{number}",
            shown,
            words="book view",
        )
        for number, (view, name, side) in enumerate(
            zip(_VIEWS, _NAMES, navigator.sides.values(), strict=True), 1
        )
    )
    return (
        ActionSpec(
            "library.find",
            "Search in the book",
            "Go",
            navigator.focus_filter,
            "F3; Ctrl+F",
            shown,
            words="filter codes terms",
        ),
        ActionSpec("library.list", "List of the book", "Go", navigator.begin, "F4", shown),
        ActionSpec("library.page", "Page of the code", "Go", book.focus_page, "F5", shown),
        ActionSpec(
            "library.day",
            "Date the book is read for",
            "Go",
            book.focus_day,
            "F6",
            shown,
            words="as of date of service release",
        ),
        ActionSpec("library.book", "Book of codes", "Go", page.show_book),
        ActionSpec(
            "library.releases",
            "Releases of the code sets",
            "Go",
            page.show_releases,
            words="import update",
        ),
        *views,
    )


def _on_the_code(page: LibraryPage) -> tuple[ActionSpec, ...]:
    book, shown = page.book.book, page.shows_book

    def has_code() -> bool:
        return shown() and book.has_code()

    def has_page() -> bool:
        return shown() and book.has_page()

    return (
        ActionSpec("library.back", "Back in the book", "Codes", book.go_back, "Alt+Left", shown),
        ActionSpec(
            "library.forward", "Forward in the book", "Codes", book.go_forward, "Alt+Right", shown
        ),
        ActionSpec(
            "library.favorite",
            "Favorite: add or remove this code",
            "Codes",
            book.toggle_favourite,
            "Ctrl+D",
            has_code,
            words="star bookmark",
        ),
        ActionSpec(
            "library.note",
            "Write the office's note on this code",
            "Codes",
            book.write_note,
            "Ctrl+Shift+O",
            has_code,
        ),
        ActionSpec(
            "library.copy",
            "Copy this page as text",
            "Codes",
            book.copy_text,
            "Ctrl+Shift+C",
            has_page,
            words="clipboard",
        ),
        ActionSpec(
            "library.to-visit",
            "Back to the visit at this code",
            "Codes",
            page.show_in_visit,
            "Ctrl+Shift+L",
            words="workbench",
        ),
    )


def _on_favourites(page: LibraryPage) -> tuple[ActionSpec, ...]:
    navigator = page.book.navigator
    favourites, notes = navigator.favourites, navigator.notes

    def on_favourite() -> bool:
        return favourites.list.hasFocus() and favourites.favourite is not None

    def on_folder() -> bool:
        row = favourites.current
        return favourites.list.hasFocus() and row is not None and bool(row.folder)

    def on_own_code() -> bool:
        return on_favourite() or (notes.list.hasFocus() and notes.current is not None)

    def remove() -> None:
        (favourites if on_favourite() else notes).remove_current()

    return (
        ActionSpec(
            "library.move",
            "Move favorite to a folder…",
            "Edit",
            favourites.ask_folder,
            "Ctrl+M",
            on_favourite,
        ),
        ActionSpec(
            "library.up",
            "Move favorite up",
            "Edit",
            partial(favourites.move_current, -1),
            "Ctrl+Up",
            on_favourite,
        ),
        ActionSpec(
            "library.down",
            "Move favorite down",
            "Edit",
            partial(favourites.move_current, 1),
            "Ctrl+Down",
            on_favourite,
        ),
        ActionSpec(
            "library.rename",
            "Rename folder of favorites…",
            "Edit",
            favourites.rename_folder,
            "F2",
            on_folder,
        ),
        ActionSpec(
            "library.remove",
            "Remove this favorite or note",
            "Edit",
            remove,
            "Del",
            on_own_code,
        ),
    )

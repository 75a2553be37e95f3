"""A page of the book: one entry of the tabular list with everything around it, as rich text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape

from medcoder_desktop.domain.codes import (
    Code,
    CodeEntry,
    CodeLevel,
    CodeSystem,
    NoteKind,
    SeventhCharacter,
    compact,
    dotted,
)
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.own_book import Favourite, OfficeNote
from medcoder_desktop.domain.payment_rules import HccCategory
from medcoder_desktop.services.suite import Services
from medcoder_desktop.ui.workbench.book_html import (
    caption,
    chips_line,
    link,
    office_note,
    points,
    ruled,
    title_line,
    with_links,
)
from medcoder_desktop.ui.workbench.ink import Ink

_LONGEST_STEP = 26
_LEVELS_ABOVE_CODES = (CodeLevel.CHAPTER, CodeLevel.SECTION)


@dataclass(frozen=True, slots=True)
class BookPage:
    """An entry with its neighbours.

    Attributes:
        siblings: The entries beside it under the same parent, itself included; empty for one
            that has children to show instead.
        note: What the office wrote about it; None when nothing.
        favourite: The favourite it is; None when it is none.
        categories: The risk categories it counts toward.
    """

    entry: CodeEntry
    siblings: tuple[Code, ...]
    note: OfficeNote | None = None
    favourite: Favourite | None = None
    categories: tuple[HccCategory, ...] = ()

    @property
    def code(self) -> str:
        """The code, a section's range or a chapter's number."""
        return self.entry.code.code

    @property
    def billable(self) -> bool:
        """Whether it may stand on a claim."""
        return self.entry.code.billable

    @property
    def system(self) -> CodeSystem | None:
        """The set it belongs to; None for a chapter or section, which is no code."""
        heading = self.entry.code.level in _LEVELS_ABOVE_CODES
        return None if heading else self.entry.code.system


def read_book_page(services: Services, code: str, on: date) -> BookPage:
    """Read the page of a code in the release that answers for ``on``.

    Args:
        code: A code, a chapter's number, or a range; one that is no section stands for the
            code it begins with.

    Raises:
        InputError: No such code in that release.
    """
    entry = _entry(services, code, on)
    siblings: tuple[Code, ...] = ()
    if not entry.children and entry.code.parent:
        siblings = services.library.children(entry.code.parent, on)
    page = BookPage(entry, siblings)
    if page.system is None:
        return page
    kept = {(each.system, each.code): each for each in services.book.favourites()}
    return replace(
        page,
        note=services.book.note(page.system, page.code),
        favourite=kept.get((page.system, page.code)),
        categories=services.library.categories(page.code, on),
    )


def _entry(services: Services, code: str, on: date) -> CodeEntry:
    try:
        return services.library.entry(code, on)
    except InputError:
        first, is_range, _ = code.partition("-")
        if not is_range:
            raise
        return services.library.entry(first, on)


def read_contents(services: Services, on: date) -> tuple[Code, ...]:
    """Read the chapters, for the page on which the book lies open."""
    return services.library.chapters(on) if services.library.is_ready() else ()


def contents_as_html(chapters: Sequence[Code], ink: Ink) -> str:
    """The chapters as rich text, each a link."""
    return _list("The book", chapters, "", ink)


def with_seventh(code: str, character: str) -> str:
    """The code with a seventh character, padded with X where it is shorter than six.

    A code that carries one already gets it exchanged.
    """
    return dotted(compact(code)[:6].ljust(6, "X") + character)


def page_as_html(page: BookPage, ink: Ink) -> str:
    """The page as rich text; codes are links ``code:E11.42``."""
    entry = page.entry
    parts = [
        _path(entry, ink),
        title_line(page.code, entry.code.title, ink),
        _chips(page, ink),
        office_note(page.note, ink),
        *_notes(entry, ink),
        _seventh(entry, ink),
        *_neighbours(page, ink),
    ]
    return "".join(parts)


def _path(entry: CodeEntry, ink: Ink) -> str:
    steps = []
    for above in entry.path:
        name = above.code if above.level not in _LEVELS_ABOVE_CODES else _short(above)
        steps.append(link(above.code, ink, name))
    joined = f' <span style="color:{ink.name("text_hint")}">▸</span> '.join(steps)
    return f'<p style="margin:0 0 6px 0; font-size:{points(ink, "caption")}">{joined}</p>'


def _short(above: Code) -> str:
    title = above.title.split("(")[0].strip()
    words = title if len(title) <= _LONGEST_STEP else title[: _LONGEST_STEP - 1].rstrip() + "…"
    return f"{above.code} {words}"


def _chips(page: BookPage, ink: Ink) -> str:
    code, in_force = page.entry.code, page.entry.in_force
    if code.billable:
        chips = [("billable", "ok")]
    elif code.level in _LEVELS_ABOVE_CODES:
        chips = [(code.level.value, "accent")]
    else:
        chips = [("heading, not billable", "warning")]
    chips += [(f"HCC {each.category} ({each.model})", "accent") for each in page.categories]
    chips.append((in_force.release.title, "accent"))
    if not in_force.exact:
        chips.append((f"not in force on {in_force.day}", "warning"))
    return chips_line(chips, in_force.release.remark, ink)


def _notes(entry: CodeEntry, ink: Ink) -> Iterator[str]:
    """The notes by where they stand, the entry's own first, and by kind as the book prints."""
    for source in dict.fromkeys((entry.code.code, *(note.source for note in entry.notes))):
        for kind in NoteKind:
            notes = [note for note in entry.notes_of(kind) if note.source == source]
            if notes:
                own = source == entry.code.code
                origin = "" if own else f" · from {link(source, ink)}"
                lines = "<br>".join(with_links(note.text, ink) for note in notes)
                yield ruled(f"{caption(kind.value)}{origin}", lines, ink)


def _seventh(entry: CodeEntry, ink: Ink) -> str:
    if not entry.seventh_characters:
        return ""
    rows = "".join(
        _seventh_row(entry.code.code, choice, ink) for choice in entry.seventh_characters
    )
    return ruled(caption("Choose the 7th character"), f"<table>{rows}</table>", ink)


def _seventh_row(code: str, choice: SeventhCharacter, ink: Ink) -> str:
    full = with_seventh(code, choice.character)
    chosen = compact(full) == compact(code)
    weight = "600" if chosen else "400"
    return (
        f'<tr><td style="padding-right:10px">{link(full, ink, choice.character)}</td>'
        f'<td style="padding-right:10px">{link(full, ink)}</td>'
        f'<td style="font-weight:{weight}">{escape(choice.meaning)}</td></tr>'
    )


def _neighbours(page: BookPage, ink: Ink) -> Iterator[str]:
    """Children or siblings, unless the choice of the seventh character lists them already."""
    entry = page.entry
    near = entry.children or page.siblings
    if entry.seventh_characters and all(len(compact(code.code)) == 7 for code in near):
        return
    yield _list("Below it" if entry.children else "Beside it", near, entry.code.code, ink)


def _list(heading: str, codes: Sequence[Code], current: str, ink: Ink) -> str:
    if not codes:
        return ""
    rows = "".join(_list_row(code, ink, current=code.code == current) for code in codes)
    return ruled(caption(heading), f"<table>{rows}</table>", ink)


def _list_row(code: Code, ink: Ink, *, current: bool) -> str:
    title = escape(code.title)
    if current:
        title = f'<span style="font-weight:600">{title}</span>'
    mark = "" if code.billable else f' <span style="color:{ink.name("text_hint")}">▸</span>'
    return (
        f'<tr><td style="padding-right:12px">{link(code.code, ink)}</td><td>{title}{mark}</td></tr>'
    )

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
from medcoder_desktop.services.suite import Services
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.note_links import parts_of_note

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
    """

    entry: CodeEntry
    siblings: tuple[Code, ...]
    note: OfficeNote | None = None
    favourite: Favourite | None = None

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
        _title(entry, ink),
        _chips(entry, ink),
        _office_note(page, ink),
        *_notes(entry, ink),
        _seventh(entry, ink),
        *_neighbours(page, ink),
    ]
    return "".join(parts)


def _link(code: str, ink: Ink, shown: str = "") -> str:
    style = f"color:{ink.name('accent')}; text-decoration:none"
    return f'<a href="code:{escape(code)}" style="{style}">{escape(shown or code)}</a>'


def _path(entry: CodeEntry, ink: Ink) -> str:
    steps = []
    for above in entry.path:
        name = above.code if above.level not in _LEVELS_ABOVE_CODES else _short(above)
        steps.append(_link(above.code, ink, name))
    joined = f' <span style="color:{ink.name("text_hint")}">▸</span> '.join(steps)
    return f'<p style="margin:0 0 6px 0; font-size:{_pt(ink, "caption")}">{joined}</p>'


def _short(above: Code) -> str:
    title = above.title.split("(")[0].strip()
    words = title if len(title) <= _LONGEST_STEP else title[: _LONGEST_STEP - 1].rstrip() + "…"
    return f"{above.code} {words}"


def _title(entry: CodeEntry, ink: Ink) -> str:
    mono = ink.mono().family()
    return (
        f'<p style="margin:0 0 6px 0; font-size:{_pt(ink, "title")}">'
        f"<span style=\"font-family:'{mono}'; color:{ink.name('accent')}\">"
        f"{escape(entry.code.code)}</span>&nbsp; "
        f'<span style="font-weight:600">{escape(entry.code.title)}</span></p>'
    )


def _chips(entry: CodeEntry, ink: Ink) -> str:
    code, in_force = entry.code, entry.in_force
    if code.billable:
        chips = [_chip("billable", "ok", ink)]
    elif code.level in _LEVELS_ABOVE_CODES:
        chips = [_chip(code.level.value, "accent", ink)]
    else:
        chips = [_chip("heading, not billable", "warning", ink)]
    chips.append(_chip(in_force.release.title, "accent", ink))
    if not in_force.exact:
        chips.append(_chip(f"not in force on {in_force.day}", "warning", ink))
    remark = ""
    if in_force.release.remark:
        remark = (
            f'<br><span style="font-size:{_pt(ink, "caption")}; color:{ink.name("text_hint")}">'
            f"{escape(in_force.release.remark)}</span>"
        )
    return f'<p style="margin:0 0 10px 0">{"&nbsp; ".join(chips)}{remark}</p>'


def _chip(text: str, kind: str, ink: Ink) -> str:
    return (
        f'<span style="background-color:{ink.name(f"{kind}_soft")}; color:{ink.name(kind)}; '
        f'font-weight:600; font-size:{_pt(ink, "caption")}">&nbsp;{escape(text)}&nbsp;</span>'
    )


def _office_note(page: BookPage, ink: Ink) -> str:
    note = page.note
    if note is None:
        return ""
    when = f" · {note.changed_by}, {note.changed_at.astimezone():%Y-%m-%d}"
    words = "<br>".join(escape(line) for line in note.text.splitlines())
    return _ruled(f"{_caption('Office note')}{escape(when)}", words, ink, "evidence_line")


def _notes(entry: CodeEntry, ink: Ink) -> Iterator[str]:
    """The notes by where they stand, the entry's own first, and by kind as the book prints."""
    for source in dict.fromkeys((entry.code.code, *(note.source for note in entry.notes))):
        for kind in NoteKind:
            notes = [note for note in entry.notes_of(kind) if note.source == source]
            if notes:
                own = source == entry.code.code
                origin = "" if own else f" · from {_link(source, ink)}"
                lines = "<br>".join(_with_links(note.text, ink) for note in notes)
                yield _ruled(f"{_caption(kind.value)}{origin}", lines, ink)


def _ruled(heading: str, body: str, ink: Ink, colour: str = "line") -> str:
    line = ink.name(colour)
    return (
        f'<table cellspacing="0" cellpadding="0" style="margin:8px 0 0 0"><tr>'
        f'<td width="2" style="background-color:{line}"></td>'
        f'<td style="padding-left:10px"><span style="font-size:{_pt(ink, "caption")}; '
        f'color:{ink.name("text_secondary")}">{heading}</span><br>{body}</td></tr></table>'
    )


def _caption(words: str) -> str:
    return f'<span style="font-weight:600">{escape(words.upper())}</span>'


def _with_links(text: str, ink: Ink) -> str:
    """A note with its codes as links."""
    return "".join(
        _link(part.target, ink, part.text) if part.target else escape(part.text)
        for part in parts_of_note(text)
    )


def _seventh(entry: CodeEntry, ink: Ink) -> str:
    if not entry.seventh_characters:
        return ""
    rows = "".join(
        _seventh_row(entry.code.code, choice, ink) for choice in entry.seventh_characters
    )
    return _ruled(_caption("Choose the 7th character"), f"<table>{rows}</table>", ink)


def _seventh_row(code: str, choice: SeventhCharacter, ink: Ink) -> str:
    full = with_seventh(code, choice.character)
    chosen = compact(full) == compact(code)
    weight = "600" if chosen else "400"
    return (
        f'<tr><td style="padding-right:10px">{_link(full, ink, choice.character)}</td>'
        f'<td style="padding-right:10px">{_link(full, ink)}</td>'
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
    return _ruled(_caption(heading), f"<table>{rows}</table>", ink)


def _list_row(code: Code, ink: Ink, *, current: bool) -> str:
    title = escape(code.title)
    if current:
        title = f'<span style="font-weight:600">{title}</span>'
    mark = "" if code.billable else f' <span style="color:{ink.name("text_hint")}">▸</span>'
    return (
        f'<tr><td style="padding-right:12px">{_link(code.code, ink)}</td>'
        f"<td>{title}{mark}</td></tr>"
    )


def _pt(ink: Ink, size: str) -> str:
    font = ink.font(size)
    return f"{font.pixelSize()}px" if font.pixelSize() > 0 else f"{font.pointSizeF()}pt"

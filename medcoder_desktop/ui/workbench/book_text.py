"""A page of the book as plain text, for letters and messages."""

from __future__ import annotations

from collections.abc import Iterator

from medcoder_desktop.domain.codes import CodeEntry, NoteKind
from medcoder_desktop.ui.workbench.book_page import BookPage


def page_as_text(page: BookPage) -> str:
    """Code, title and every note, each under its heading, and where it comes from."""
    return "\n".join(_lines(page)) + "\n"


def _lines(page: BookPage) -> Iterator[str]:
    entry = page.entry
    code = entry.code
    yield f"{code.code}  {code.title}"
    release = entry.in_force
    standing = "billable" if code.billable else "not billable"
    yield f"{release.release.title}, as of {release.day}: {standing}"
    for each in page.categories:
        yield f"HCC {each.category} ({each.model}) {each.label}".rstrip()
    if page.note is not None:
        yield ""
        yield "Office note"
        yield from (f"  {line}" for line in page.note.text.splitlines())
    yield from _notes(entry)
    if entry.seventh_characters:
        yield ""
        yield "7th character"
        yield from (f"  {each.character}  {each.meaning}" for each in entry.seventh_characters)
    if entry.children:
        yield ""
        yield "Below it"
        yield from (f"  {child.code}  {child.title}" for child in entry.children)


def _notes(entry: CodeEntry) -> Iterator[str]:
    for source in dict.fromkeys((entry.code.code, *(note.source for note in entry.notes))):
        for kind in NoteKind:
            notes = [note for note in entry.notes_of(kind) if note.source == source]
            if notes:
                yield ""
                own = source == entry.code.code
                yield kind.value if own else f"{kind.value} (from {source})"
                yield from (f"  {note.text}" for note in notes)

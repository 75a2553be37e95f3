"""The parts of a page of the book as rich text, for every set of codes."""

from __future__ import annotations

from html import escape

from medcoder_desktop.domain.own_book import OfficeNote
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.note_links import parts_of_note


def link(code: str, ink: Ink, shown: str = "") -> str:
    """A code that can be followed: ``code:E11.42``."""
    style = f"color:{ink.name('accent')}; text-decoration:none"
    return f'<a href="code:{escape(code)}" style="{style}">{escape(shown or code)}</a>'


def title_line(code: str, title: str, ink: Ink) -> str:
    """The code and its title, large."""
    mono = ink.mono().family()
    return (
        f'<p style="margin:0 0 6px 0; font-size:{points(ink, "title")}">'
        f"<span style=\"font-family:'{mono}'; color:{ink.name('accent')}\">"
        f"{escape(code)}</span>&nbsp; "
        f'<span style="font-weight:600">{escape(title)}</span></p>'
    )


def chips_line(chips: list[tuple[str, str]], remark: str, ink: Ink) -> str:
    """Chips in a row, each as its words and its colour, and a remark below them."""
    row = "&nbsp; ".join(_chip(words, kind, ink) for words, kind in chips)
    below = f"<br>{hint(remark, ink)}" if remark else ""
    return f'<p style="margin:0 0 10px 0">{row}{below}</p>'


def hint(words: str, ink: Ink) -> str:
    """Small words in the colour of hints."""
    style = f"font-size:{points(ink, 'caption')}; color:{ink.name('text_hint')}"
    return f'<span style="{style}">{escape(words)}</span>'


def _chip(text: str, kind: str, ink: Ink) -> str:
    return (
        f'<span style="background-color:{ink.name(f"{kind}_soft")}; color:{ink.name(kind)}; '
        f'font-weight:600; font-size:{points(ink, "caption")}">&nbsp;{escape(text)}&nbsp;</span>'
    )


def office_note(note: OfficeNote | None, ink: Ink) -> str:
    """The office's own note, with who wrote it; empty when there is none."""
    if note is None:
        return ""
    when = f" · {note.changed_by}, {note.changed_at.astimezone():%Y-%m-%d}"
    words = "<br>".join(escape(line) for line in note.text.splitlines())
    return ruled(f"{caption('Office note')}{escape(when)}", words, ink, "evidence_line")


def ruled(heading: str, body: str, ink: Ink, colour: str = "line") -> str:
    """A block behind a rule in one of the theme's colours."""
    line = ink.name(colour)
    gap = "" if body.startswith("<table") else "<br>"  # a table begins a line of its own
    return (
        f'<table cellspacing="0" cellpadding="0" style="margin:8px 0 0 0"><tr>'
        f'<td width="2" style="background-color:{line}"></td>'
        f'<td style="padding-left:10px"><span style="font-size:{points(ink, "caption")}; '
        f'color:{ink.name("text_secondary")}">{heading}</span>{gap}{body}</td></tr></table>'
    )


def caption(words: str) -> str:
    """The heading of a block."""
    return f'<span style="font-weight:600">{escape(words.upper())}</span>'


def with_links(text: str, ink: Ink) -> str:
    """A note with its codes as links."""
    return "".join(
        link(part.target, ink, part.text) if part.target else escape(part.text)
        for part in parts_of_note(text)
    )


def points(ink: Ink, size: str) -> str:
    """One of the theme's sizes as rich text writes it."""
    font = ink.font(size)
    return f"{font.pixelSize()}px" if font.pixelSize() > 0 else f"{font.pointSizeF()}pt"

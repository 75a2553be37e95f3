"""A page of the book for a procedure: HCPCS Level II, CPT, and what Medicare's tables say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape

from medcoder_desktop.domain.codes import CodeSystem, procedure_system
from medcoder_desktop.domain.money import format_cents
from medcoder_desktop.domain.own_book import Favourite, OfficeNote
from medcoder_desktop.domain.practice import FeeLine
from medcoder_desktop.domain.procedure_facts import ProcedureFacts
from medcoder_desktop.domain.values_in_words import values_in_words
from medcoder_desktop.services.suite import Services
from medcoder_desktop.ui.workbench.book_html import (
    caption,
    chips_line,
    hint,
    link,
    office_note,
    ruled,
    title_line,
)
from medcoder_desktop.ui.workbench.ink import Ink

_MOST_PRIMARIES = 24
_NOT_DESCRIBED = "no installed list describes this code"


@dataclass(frozen=True, slots=True)
class ProcedurePage:
    """A procedure with what the office wrote about it.

    Attributes:
        day: The day it is read for.
        fee: The office's own fee on that day; None when it has none.
        note: What the office wrote about it; None when nothing.
        favourite: The favourite it is; None when it is none.
    """

    facts: ProcedureFacts
    day: date
    fee: FeeLine | None
    note: OfficeNote | None
    favourite: Favourite | None

    @property
    def code(self) -> str:
        """Five characters."""
        return self.facts.code

    @property
    def title(self) -> str:
        """The official description, else the office's own."""
        own = self.fee.description if self.fee else ""
        return self.facts.title or own or _NOT_DESCRIBED

    @property
    def billable(self) -> bool:
        """Whether it may be billed on the day, as far as the installed lists tell."""
        return self.facts.entry is None or self.facts.entry.valid_on(self.day)

    @property
    def system(self) -> CodeSystem:
        """HCPCS Level II or CPT."""
        return self.facts.system


def read_procedure_page(services: Services, code: str, on: date) -> ProcedurePage:
    """Read the page of a procedure.

    Raises:
        InputError: It is not shaped like a procedure.
    """
    shown = code.strip().upper()
    system = procedure_system(shown)
    fees = services.office.fee_lines(shown, on)
    kept = {(each.system, each.code): each for each in services.book.favourites()}
    return ProcedurePage(
        services.library.procedure(shown, on),
        on,
        next((each for each in fees if each.procedure == shown and not each.modifier), None),
        services.book.note(system, shown),
        kept.get((system, shown)),
    )


def procedure_as_html(page: ProcedurePage, ink: Ink) -> str:
    """The page as rich text; codes are links ``code:G0439``."""
    parts = [
        title_line(page.code, page.title, ink),
        chips_line(_chips(page), page.facts.notice, ink),
        office_note(page.note, ink),
    ]
    for heading, lines in _blocks(page):
        body = "<br>".join(escape(line) for line in lines)
        parts.append(ruled(caption(heading), body, ink))
    entry = page.facts.entry
    if entry is not None and entry.cross_references:
        codes = ", ".join(link(each, ink) for each in entry.cross_references)
        parts.append(ruled(caption("Use in its place"), codes, ink))
    add_on = page.facts.add_on
    if add_on is not None:
        listed = add_on.primaries[:_MOST_PRIMARIES]
        codes = ", ".join(link(each.partition("-")[0], ink, each) for each in listed)
        more = len(add_on.primaries) - len(listed)
        codes += hint(f" and {more} more", ink) if more else ""
        words = escape(add_on.instructions)
        parts.append(
            ruled(caption("Add-on code to"), "<br>".join(filter(None, (codes, words))), ink)
        )
    return "".join(parts)


def procedure_as_text(page: ProcedurePage) -> str:
    """The page as plain text."""
    lines = [f"{page.code}  {page.title}", " · ".join(words for words, _ in _chips(page))]
    if page.facts.notice:
        lines.append(page.facts.notice)
    if page.note is not None:
        lines += ["", "Office note", *(f"  {line}" for line in page.note.text.splitlines())]
    for heading, block in _blocks(page):
        lines += ["", heading, *(f"  {line}" for line in block)]
    return "\n".join(lines) + "\n"


def _chips(page: ProcedurePage) -> list[tuple[str, str]]:
    facts = page.facts
    if facts.entry is None:
        chips = [("not in an installed list", "warning")]
    elif page.billable:
        chips = [(f"valid on {page.day}", "ok")]
    else:
        chips = [(f"not valid on {page.day}", "warning")]
    chips.append((facts.in_force.release.title if facts.in_force else facts.system.value, "accent"))
    if facts.in_force is not None and not facts.in_force.exact:
        chips.append((f"not in force on {page.day}", "warning"))
    chips += [
        (f"{nearest.release.title}: not in force on {page.day}", "warning")
        for nearest in facts.nearest
    ]
    if facts.unlisted:
        chips.append(("unlisted code", "warning"))
    if facts.add_on is not None:
        chips.append(("add-on code", "accent"))
    if facts.waived is not None:
        chips.append(("CLIA-waived" + (", needs QW" if facts.waived.needs_qw else ""), "accent"))
    return chips


def _blocks(page: ProcedurePage) -> Iterator[tuple[str, list[str]]]:
    facts, entry = page.facts, page.facts.entry
    if entry is not None:
        if entry.explanation:
            yield "When to use it", [entry.explanation]
        days = [
            ("added", entry.added),
            ("as it stands since", entry.effective),
            ("last day", entry.terminated),
        ]
        known = [f"{words} {day}" for words, day in days if day is not None]
        if known:
            yield "Dates", [" · ".join(known)]
    if page.fee is not None:
        yield "The office's fee", [f"{format_cents(page.fee.charge)}  {page.fee.description}"]
    if facts.values:
        yield "Medicare relative values", [values_in_words(each) for each in facts.values]
    if facts.unit_limit is not None:
        limit = facts.unit_limit
        yield (
            "Most units a day (MUE)",
            [f"{limit.units} · {limit.adjudication.name.lower().replace('_', ' ')}"],
        )
    if facts.pairs:
        yield "NCCI pairs", [f"{facts.pairs} procedures may not be billed beside it"]
    if facts.policies:
        yield "Coverage policies", [f"{each.id}  {each.title}" for each in facts.policies]

"""The rows of an update preview: what touches the office first, then every difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from medcoder_desktop.domain.shown_differences import shown_words, touched_word
from medcoder_desktop.domain.updates import Difference, Touched, TouchedThing, UpdatePreview
from medcoder_desktop.ui.pages.rows import Column

TOUCHED: Final = "touched"
"""Stands for the touched things where a kind of difference is asked for."""
_TONES: Final = {
    Difference.ADDED: "ok",
    Difference.DELETED: "error",
    Difference.NOW_HEADING: "warning",
    Difference.NOW_BILLABLE: "ok",
    Difference.RETITLED: "information",
    Difference.NOTES: "neutral",
    Difference.VALUES: "information",
}
_ORDER: Final = {kind: place for place, kind in enumerate(Difference)}
_OPENS: Final = {
    Touched.FAVOURITE: "Enter shows the favorite in the book",
    Touched.FEE: "Enter shows the fee schedule",
    Touched.VISIT: "Enter opens the visit",
    Touched.CLAIM: "Enter shows the claims",
}


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row.

    Attributes:
        id: Its place in the preview.
        touched: The thing of the office, where the row is about one.
        words: Everything the filter looks at, in small letters.
    """

    id: str
    kind: Difference
    code: str
    before: str
    after: str
    billable: bool
    touched: TouchedThing | None
    words: str

    @property
    def group(self) -> str:
        """What the chips sort by: a kind of difference, or ``touched``."""
        return TOUCHED if self.touched else self.kind.value

    @property
    def where(self) -> str:
        """Which thing of the office; empty for a difference alone."""
        return self.touched.words if self.touched else ""

    @property
    def hint(self) -> str:
        """What Enter does."""
        return _OPENS[self.touched.kind] if self.touched else ""


def preview_rows(preview: UpdatePreview) -> tuple[PreviewRow, ...]:
    """All rows of a preview, in their order."""
    code_set = preview.new.code_set
    by_code: dict[tuple[str, Difference], tuple[str, str]] = {}
    differences = []
    for number, each in enumerate(sorted(preview.differences, key=lambda d: _ORDER[d.kind])):
        before, after = shown_words(each, code_set)
        by_code[each.code, each.kind] = before, after
        words = f"{each.kind.value} {each.code} {before} {after}".lower()
        differences.append(
            PreviewRow(
                f"d{number}", each.kind, each.code, before, after, each.billable, None, words
            )
        )
    touched = []
    for number, thing in enumerate(preview.touched):
        before, after = by_code.get((thing.code, thing.change), ("", ""))
        words = f"{thing.change.value} {thing.code} {touched_word(thing.kind)} {thing.words} "
        touched.append(
            PreviewRow(
                f"t{number}",
                thing.change,
                thing.code,
                before,
                after,
                billable=True,
                touched=thing,
                words=f"{words} {before} {after}".lower(),
            )
        )
    return (*touched, *differences)


COLUMNS: tuple[Column[PreviewRow], ...] = (
    Column(
        "Change",
        lambda row: row.kind.value,
        order=lambda row: (row.touched is None, _ORDER[row.kind]),
        width=160,
        tone=lambda row: _TONES[row.kind],
    ),
    Column("Code", lambda row: row.code, width=120, mono=True),
    Column("In this office", lambda row: row.where, width=260),
    Column("Before", lambda row: _one_line(row.before)),
    Column("After", lambda row: _one_line(row.after)),
)


def _one_line(text: str) -> str:
    return " ".join(text.split())

"""The lists of a printed update preview: what touches the office, then the differences by kind."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from reportlab.platypus import Flowable

from medcoder_desktop.domain.releases import CodeSet
from medcoder_desktop.domain.shown_differences import shown_words
from medcoder_desktop.domain.updates import CodeDifference, Difference, UpdatePreview
from medcoder_desktop.exports.page_list import ListColumn, page_list
from medcoder_desktop.exports.page_styles import MEASURE

_CODE: Final = 76.0
_MARK: Final = 52.0
_TWO_SIDED: Final = frozenset({Difference.RETITLED, Difference.NOTES, Difference.VALUES})
_HEADINGS: Final = {
    Difference.ADDED: "Added",
    Difference.DELETED: "Deleted",
    Difference.NOW_HEADING: "No longer billable",
    Difference.NOW_BILLABLE: "Now billable",
    Difference.RETITLED: "Revised titles",
    Difference.NOTES: "Changed notes",
    Difference.VALUES: "Changed values",
}


def touched_list(preview: UpdatePreview) -> Iterator[Flowable]:
    """What of the office's own is touched; nothing when nothing is."""
    if not preview.touched:
        return
    columns = (
        ListColumn("Code", _CODE, bold=True),
        ListColumn("Change", 96),
        ListColumn("Which", MEASURE - _CODE - 96),
    )
    rows = ((thing.code, thing.change.value, thing.words) for thing in preview.touched)
    yield page_list("Touched in this office", f"{len(preview.touched):,}", columns, rows)


def difference_lists(preview: UpdatePreview) -> Iterator[Flowable]:
    """One list for each kind of difference, in their order."""
    code_set = preview.new.code_set
    order = {kind: place for place, kind in enumerate(Difference)}
    ordered = sorted(preview.differences, key=lambda each: order[each.kind])
    for kind, group in groupby(ordered, key=lambda each: each.kind):
        each_of = tuple(group)
        make = _two_sided if kind in _TWO_SIDED else _one_sided
        yield make(_HEADINGS[kind], each_of, code_set)


def _two_sided(
    heading: str, differences: tuple[CodeDifference, ...], code_set: CodeSet
) -> Flowable:
    side = (MEASURE - _CODE) / 2
    columns = (
        ListColumn("Code", _CODE, bold=True),
        ListColumn("Before", side),
        ListColumn("After", side),
    )
    rows = ((each.code, *shown_words(each, code_set)) for each in differences)
    return page_list(heading, f"{len(differences):,}", columns, rows)


def _one_sided(
    heading: str, differences: tuple[CodeDifference, ...], code_set: CodeSet
) -> Flowable:
    mark = _MARK if any(not each.billable for each in differences) else 0.0
    columns = (
        ListColumn("Code", _CODE, bold=True),
        *((ListColumn("", mark),) if mark else ()),
        ListColumn("Title", MEASURE - _CODE - mark),
    )
    rows = (_one_row(each, code_set, marked=bool(mark)) for each in differences)
    return page_list(heading, f"{len(differences):,}", columns, rows)


def _one_row(difference: CodeDifference, code_set: CodeSet, *, marked: bool) -> tuple[str, ...]:
    before, after = shown_words(difference, code_set)
    mark = ("" if difference.billable else "heading",) if marked else ()
    return (difference.code, *mark, after or before)

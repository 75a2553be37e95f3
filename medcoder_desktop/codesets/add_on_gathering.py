"""Gathers the records of an add-on code, one for each primary code, into one rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from medcoder_desktop.domain.payment_rules import AddOnRule, AddOnType


@dataclass(frozen=True, slots=True)
class AddOnRow:
    """One record of the add-on code edits.

    Attributes:
        primaries: Codes or ranges; empty where the contractor decides.
        ended: The first of the days on which the add-on code, the primary code or the edit was
            deleted; None while none is.
        notes: The publisher's words; may be empty.
    """

    code: str
    kind: AddOnType
    primaries: tuple[str, ...]
    effective: date | None
    ended: date | None
    notes: str


def gathered(rows: Iterable[AddOnRow], begins: date | None) -> Iterator[AddOnRule]:
    """A rule for each add-on code, in the order in which the codes first appear.

    Args:
        begins: First day of the quarter the records are of; those that ended before it are left
            out, unless nothing else is known of the code. None keeps those without an end.
    """
    by_code: dict[str, list[AddOnRow]] = {}
    for row in rows:
        by_code.setdefault(row.code, []).append(row)
    for code, own in by_code.items():
        held = [row for row in own if row.ended is None or (begins and row.ended >= begins)]
        yield _rule(code, held or own)


def _rule(code: str, rows: list[AddOnRow]) -> AddOnRule:
    kinds = {row.kind for row in rows}
    primaries = dict.fromkeys(primary for row in rows for primary in row.primaries)
    notes = dict.fromkeys(row.notes for row in rows if row.notes)
    ends = [row.ended for row in rows if row.ended is not None]
    starts = [row.effective for row in rows if row.effective is not None]
    return AddOnRule(
        code,
        kinds.pop() if len(kinds) == 1 else AddOnType.SOME_LISTED,
        tuple(primaries),
        effective=min(starts, default=None),
        deleted=max(ends) if len(ends) == len(rows) else None,
        instructions="; ".join(notes),
    )

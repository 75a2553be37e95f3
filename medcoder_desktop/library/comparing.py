"""What differs between two releases of a set: quick, because they share what does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.alphabetic_index import IndexTerm
from medcoder_desktop.domain.codes import compact
from medcoder_desktop.domain.payment_rules import HccCategory
from medcoder_desktop.domain.procedures import ProcedureEntry, SmallCode
from medcoder_desktop.domain.releases import CodeSet
from medcoder_desktop.domain.updates import CodeDifference, Difference
from medcoder_desktop.library.fact_json import from_json
from medcoder_desktop.library.fact_rows import FACTS
from medcoder_desktop.library.index_rows import IndexBook
from medcoder_desktop.library.pairs import pair_differences
from medcoder_desktop.library.parts import INDEXES
from medcoder_desktop.library.release_rows import Installed

MOST = 20_000
"""Differences listed; a quarter of procedure pairs may have a hundred thousand."""

_ORDER = {kind: place for place, kind in enumerate(Difference)}


def differences(
    connection: dbapi2.Connection, old: Installed | None, new: Installed
) -> tuple[tuple[CodeDifference, ...], int]:
    """The differences from an older release to a newer one of the same set.

    Args:
        old: None when there is none; then everything is new.

    Returns:
        The differences by kind, then by code, and how many more were left out.
    """
    code_set = new.release.code_set
    found: Iterable[CodeDifference]
    if code_set is CodeSet.ICD10CM:
        found = _list_differences(connection, old, new)
    elif code_set is CodeSet.PTP:
        listed, more = pair_differences(connection, old.id if old else None, new.id, MOST)
        return tuple(sorted(listed, key=_by_kind)), more
    elif code_set in INDEXES:
        found = _index_differences(connection, old, new)
    else:
        found = _fact_differences(connection, old, new, FACTS[code_set])
    ordered = sorted(found, key=_by_kind)
    return tuple(ordered[:MOST]), max(len(ordered) - MOST, 0)


def _by_kind(difference: CodeDifference) -> tuple[int, str]:
    return _ORDER[difference.kind], compact(difference.code)


def _list_differences(
    connection: dbapi2.Connection, old: Installed | None, new: Installed
) -> Iterator[CodeDifference]:
    before = _unshared_codes(connection, old, new)
    after = _unshared_codes(connection, new, old)
    for code, (number, title, billable) in after.items():
        was = before.pop(code, None)
        if was is None:
            yield CodeDifference(Difference.ADDED, code, "", title, bool(billable))
            continue
        old_number, old_title, was_billable = was
        if bool(was_billable) != bool(billable):
            kind = Difference.NOW_BILLABLE if billable else Difference.NOW_HEADING
            yield CodeDifference(kind, code, old_title, title, bool(billable))
        if old_title != title:
            yield CodeDifference(Difference.RETITLED, code, old_title, title, bool(billable))
        old_notes, notes = _notes(connection, old_number), _notes(connection, number)
        if old_notes != notes:
            gone = [line for line in old_notes if line not in notes]
            come = [line for line in notes if line not in old_notes]
            if gone or come:
                yield CodeDifference(
                    Difference.NOTES, code, "\n".join(gone), "\n".join(come), bool(billable)
                )
    for code, (_, title, was_billable) in before.items():
        yield CodeDifference(Difference.DELETED, code, title, "", bool(was_billable))


def _unshared_codes(
    connection: dbapi2.Connection, of: Installed | None, other: Installed | None
) -> dict[str, tuple[int, str, int]]:
    """Rows of one release that the other has not, by code."""
    if of is None:
        return {}
    rows = connection.execute(
        "SELECT code, id, title, billable FROM code WHERE releases & ? AND NOT releases & ?",
        (of.mask, other.mask if other else 0),
    )
    return {code: (number, title, billable) for code, number, title, billable in rows}


def _notes(connection: dbapi2.Connection, code_id: int) -> list[str]:
    lines = [
        f"{kind.replace('_', ' ').capitalize()}: {text}"
        for kind, text in connection.execute(
            "SELECT kind, text FROM note WHERE code_id = ? ORDER BY position", (code_id,)
        )
    ]
    return lines + [
        f"7th character {character}: {meaning}"
        for character, meaning in connection.execute(
            "SELECT character, meaning FROM seventh_character WHERE code_id = ? ORDER BY position",
            (code_id,),
        )
    ]


def _fact_differences(
    connection: dbapi2.Connection, old: Installed | None, new: Installed, kind: type[Any]
) -> Iterator[CodeDifference]:
    before = _unshared_facts(connection, old, new)
    after = _unshared_facts(connection, new, old)
    for code, bodies in after.items():
        new_facts = [from_json(kind, body) for body in bodies]
        old_facts = [from_json(kind, body) for body in before.pop(code, ())]
        if not old_facts:
            for fact in new_facts:
                yield CodeDifference(Difference.ADDED, code, "", _said(fact))
            continue
        yield from _changed_facts(code, old_facts, new_facts)
    for code, bodies in before.items():
        for body in bodies:
            yield CodeDifference(Difference.DELETED, code, _said(from_json(kind, body)), "")


def _changed_facts(code: str, old: list[Any], new: list[Any]) -> Iterator[CodeDifference]:
    if len(old) == len(new) == 1 and isinstance(new[0], ProcedureEntry):
        was, now = old[0], new[0]
        if was.title != now.title:
            yield CodeDifference(Difference.RETITLED, code, was.title, now.title)
        left, right = _fields_apart(was, now, leave_out=("short", "long", "medium"))
        if left or right:
            yield CodeDifference(Difference.VALUES, code, left, right)
        return
    if len(old) == len(new) == 1:
        left, right = _fields_apart(old[0], new[0])
        yield CodeDifference(Difference.VALUES, code, left, right)
        return
    left, right = ("\n".join(_said(fact) for fact in facts) for facts in (old, new))
    yield CodeDifference(Difference.VALUES, code, left, right)


def _unshared_facts(
    connection: dbapi2.Connection, of: Installed | None, other: Installed | None
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if of is None:
        return found
    rows = connection.execute(
        "SELECT code, body FROM fact WHERE code_set = ? AND releases & ? AND NOT releases & ?",
        (of.release.code_set.value, of.mask, other.mask if other else 0),
    )
    for code, body in rows:
        found.setdefault(code, []).append(body)
    return found


def _said(fact: object) -> str:
    """A fact in one line."""
    if isinstance(fact, ProcedureEntry | SmallCode):
        return fact.title
    if isinstance(fact, HccCategory):
        return f"HCC {fact.category} {fact.label}".strip()
    return "; ".join(_told(fact))


def _told(fact: object) -> Iterator[str]:
    values: Any = fact
    for field in fields(values):
        value = getattr(fact, field.name)
        if field.name not in ("code", "id", "groups") and value != field.default:
            yield f"{_words(field.name)} {_plain(value)}"


def _fields_apart(old: object, new: object, leave_out: tuple[str, ...] = ()) -> tuple[str, str]:
    """The fields in which two facts differ, as words on both sides."""
    values: Any = new
    apart: Mapping[str, tuple[object, object]] = {
        field.name: (getattr(old, field.name), getattr(new, field.name))
        for field in fields(values)
        if field.name not in leave_out and getattr(old, field.name) != getattr(new, field.name)
    }
    sides = [
        "; ".join(f"{_words(name)} {_plain(pair[side])}" for name, pair in apart.items())
        for side in (0, 1)
    ]
    return sides[0], sides[1]


def _words(name: str) -> str:
    return name.replace("_", " ")


def _plain(value: object) -> str:
    if value is None or value in ("", ()):
        return "–"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return f"{len(value)} entries" if len(value) > 8 else ", ".join(map(_plain, value))
    if isinstance(value, Decimal | bool | int | str):
        return (
            {True: "yes", False: "no"}.get(value, str(value))
            if isinstance(value, bool)
            else str(value)
        )
    return str(value)


def _index_differences(
    connection: dbapi2.Connection, old: Installed | None, new: Installed
) -> Iterator[CodeDifference]:
    """Terms by their path: where they lead now and where they led before."""
    before = _leads(connection, old) if old else {}
    for path, lead in _leads(connection, new).items():
        was = before.pop(path, None)
        if was is None:
            yield CodeDifference(Difference.ADDED, path, "", lead)
        elif was != lead:
            yield CodeDifference(Difference.VALUES, path, was, lead)
    for path, lead in before.items():
        yield CodeDifference(Difference.DELETED, path, lead, "")


def _leads(connection: dbapi2.Connection, installed: Installed) -> dict[str, str]:
    found: dict[str, str] = {}
    branch: list[str] = []
    for term in IndexBook(connection, installed.id).everything():
        del branch[term.depth :]
        branch.append(term.title)
        found[" › ".join(branch)] = _lead(term)
    return found


def _lead(term: IndexTerm) -> str:
    parts = [term.code, f"[{term.manifestation}]" if term.manifestation else ""]
    parts += [f"see {each}" for each in term.see] + [f"see also {each}" for each in term.see_also]
    parts.append(" ".join(cell or "–" for cell in term.cells))
    return " ".join(part for part in parts if part)

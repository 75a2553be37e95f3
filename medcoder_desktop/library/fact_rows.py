"""Writes and reads what is known of single codes: procedures, limits, values, small tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.coverage_policies import CoveragePolicy
from medcoder_desktop.domain.payment_rules import (
    AddOnRule,
    DiagnosisLimit,
    HccCategory,
    RelativeValues,
    UnitLimit,
    WaivedTest,
)
from medcoder_desktop.domain.procedures import ProcedureEntry, SmallCode
from medcoder_desktop.domain.releases import CodeSet
from medcoder_desktop.library.fact_json import from_json, to_json
from medcoder_desktop.library.keys import key_of
from medcoder_desktop.library.steps import Step

Fact = TypeVar("Fact")

FACTS: dict[CodeSet, type[Any]] = {
    CodeSet.HCPCS: ProcedureEntry,
    CodeSet.HCPCS_NOC: ProcedureEntry,
    CodeSet.CPT: ProcedureEntry,
    CodeSet.MODIFIERS: ProcedureEntry,
    CodeSet.PLACES: SmallCode,
    CodeSet.FREQUENCIES: SmallCode,
    CodeSet.MUE: UnitLimit,
    CodeSet.ADD_ON: AddOnRule,
    CodeSet.RELATIVE_VALUES: RelativeValues,
    CodeSet.COVERAGE: CoveragePolicy,
    CodeSet.CLIA: WaivedTest,
    CodeSet.AGE_SEX: DiagnosisLimit,
    CodeSet.HCC: HccCategory,
}
"""What the rows of each set are, for the sets that are kept code by code."""

_STEP = 2_000


def code_of(fact: object) -> str:
    """The code a fact is found under: a policy under its id, an HCC under the diagnosis."""
    if isinstance(fact, CoveragePolicy):
        return fact.id
    if isinstance(fact, HccCategory):
        return fact.diagnosis
    return str(fact.code)  # type: ignore[attr-defined]  # every other kind has one


def add_facts(
    connection: dbapi2.Connection,
    code_set: CodeSet,
    bit: int,
    facts: Iterable[object],
    step: Step,
) -> int:
    """Write the facts of one release; what another release says alike is shared.

    Returns:
        How many there are.

    Raises:
        Cancelled: The progress callback stopped the work; the caller rolls back.
    """
    mask = 1 << bit
    known = dict(
        connection.execute("SELECT key, id FROM fact WHERE code_set = ?", (code_set.value,))
    )
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM fact").fetchone()
    count = 0
    shared: list[tuple[int, int]] = []
    fresh: list[tuple[int, str, str, str, int, int]] = []
    mentions: list[tuple[str, int]] = []
    for fact in facts:
        code, body = code_of(fact), to_json(fact)
        key = key_of(code_set.value, code, body)
        number = known.get(key)
        if number is None:
            last += 1
            number = known[key] = last
            fresh.append((number, code_set.value, code, body, key, mask))
            if isinstance(fact, CoveragePolicy):
                named = {each for group in fact.groups for each in group.procedures}
                mentions += [(each, number) for each in named]
        else:
            shared.append((mask, number))
        count += 1
        if count % _STEP == 0:
            step(0, 0)
            _insert(connection, fresh, mentions)
    _insert(connection, fresh, mentions)
    connection.executemany("UPDATE fact SET releases = releases | ? WHERE id = ?", shared)
    return count


def remove_facts(connection: dbapi2.Connection, code_set: CodeSet, bit: int) -> None:
    """Take a release out; facts that no other release has are deleted."""
    mask = 1 << bit
    connection.execute(
        "UPDATE fact SET releases = releases & ~? WHERE code_set = ? AND releases & ?",
        (mask, code_set.value, mask),
    )
    connection.execute("DELETE FROM fact WHERE releases = 0")
    connection.execute("DELETE FROM mention WHERE fact_id NOT IN (SELECT id FROM fact)")


def read_facts(
    connection: dbapi2.Connection, kind: type[Fact], code_set: CodeSet, bit: int, code: str
) -> tuple[Fact, ...]:
    """What a release says of a code; empty when it says nothing."""
    rows = connection.execute(
        "SELECT body FROM fact WHERE code_set = ? AND code = ? AND releases & ? ORDER BY id",
        (code_set.value, code, 1 << bit),
    )
    return tuple(from_json(kind, body) for (body,) in rows)


def read_all(
    connection: dbapi2.Connection,
    kind: type[Fact],
    code_set: CodeSet,
    bit: int,
    *,
    beginning: str = "",
    most: int = -1,
) -> Iterator[Fact]:
    """Every fact of a release by code, or those whose code begins so."""
    rows = connection.execute(
        "SELECT body FROM fact WHERE code_set = ? AND code >= ? AND code < ? AND releases & ?"
        " ORDER BY code, id LIMIT ?",
        (code_set.value, beginning, beginning + "~", 1 << bit, most),
    )
    return (from_json(kind, body) for (body,) in rows)


def policies_naming(
    connection: dbapi2.Connection, bit: int, procedure: str
) -> tuple[CoveragePolicy, ...]:
    """The coverage policies of a release that name a procedure."""
    rows = connection.execute(
        "SELECT f.body FROM mention m CROSS JOIN fact f ON f.id = m.fact_id"
        " WHERE m.code = ? AND f.releases & ? ORDER BY f.code",
        (procedure, 1 << bit),
    )
    return tuple(from_json(CoveragePolicy, body) for (body,) in rows)


def _insert(
    connection: dbapi2.Connection,
    fresh: list[tuple[int, str, str, str, int, int]],
    mentions: list[tuple[str, int]],
) -> None:
    connection.executemany("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?)", fresh)
    connection.executemany("INSERT INTO mention VALUES (?, ?)", mentions)
    fresh.clear()
    mentions.clear()

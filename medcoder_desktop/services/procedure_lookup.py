"""What every installed table says of a procedure, a modifier, a place or a diagnosis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar

from medcoder_desktop.domain.codes import CodeSystem, looks_like_procedure, procedure_system
from medcoder_desktop.domain.coverage_policies import CoveragePolicy
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.payment_rules import (
    AddOnRule,
    DiagnosisLimit,
    HccCategory,
    PtpPair,
    RelativeValues,
    UnitLimit,
    WaivedTest,
)
from medcoder_desktop.domain.procedure_facts import ProcedureFacts
from medcoder_desktop.domain.procedures import ProcedureEntry, SmallCode
from medcoder_desktop.domain.releases import CodeSet, InForce
from medcoder_desktop.library.fact_rows import policies_naming, read_all, read_facts
from medcoder_desktop.library.library import Library
from medcoder_desktop.library.pairs import count_pairs, pairs_among

Fact = TypeVar("Fact")

_RULES = (
    CodeSet.RELATIVE_VALUES,
    CodeSet.MUE,
    CodeSet.ADD_ON,
    CodeSet.PTP,
    CodeSet.CLIA,
    CodeSet.COVERAGE,
    CodeSet.HCPCS_NOC,
)
_SETS = {CodeSystem.HCPCS: CodeSet.HCPCS, CodeSystem.CPT: CodeSet.CPT}


def procedure_facts(library: Library, code: str, on: date) -> ProcedureFacts:
    """Everything known of a procedure on a day.

    Raises:
        InputError: It is not shaped like a procedure, or an official HCPCS list that is in force
            does not have it.
    """
    plain = code.strip().upper()
    if not looks_like_procedure(plain):
        raise InputError("code.not_a_procedure", text=code.strip())
    system = procedure_system(plain)
    code_set = _SETS[system]
    answering = library.shelf().answering(code_set, on)
    entries = facts_of(library, ProcedureEntry, code_set, plain, on)
    policies: tuple[CoveragePolicy, ...] = ()
    covering = library.shelf().answering(CodeSet.COVERAGE, on)
    if covering is not None:
        policies = policies_naming(library.connection(), covering.installed.bit, plain)
    pairing = library.shelf().answering(CodeSet.PTP, on)
    pairs = 0
    if pairing is not None:
        pairs = count_pairs(library.connection(), pairing.installed.id, plain, on)
    return ProcedureFacts(
        plain,
        system,
        entries[0] if entries else None,
        answering.in_force if answering else None,
        facts_of(library, RelativeValues, CodeSet.RELATIVE_VALUES, plain, on),
        _one(facts_of(library, UnitLimit, CodeSet.MUE, plain, on)),
        _one(facts_of(library, AddOnRule, CodeSet.ADD_ON, plain, on)),
        _one(facts_of(library, WaivedTest, CodeSet.CLIA, plain, on)),
        policies,
        pairs,
        bool(facts_of(library, ProcedureEntry, CodeSet.HCPCS_NOC, plain, on)),
        tuple(_not_in_force(library, on)),
    )


def _not_in_force(library: Library, on: date) -> Iterator[InForce]:
    """The tables of payment rules that answer for a day only for want of the right release."""
    for code_set in _RULES:
        answering = library.shelf().answering(code_set, on)
        if answering is not None and not answering.in_force.exact:
            yield answering.in_force


def modifier(library: Library, code: str, on: date) -> tuple[ProcedureEntry, ...]:
    """A modifier as the official list has it and as our own table explains it."""
    plain = code.strip().upper()
    found = (
        *facts_of(library, ProcedureEntry, CodeSet.HCPCS, plain, on),
        *facts_of(library, ProcedureEntry, CodeSet.CPT, plain, on),
        *facts_of(library, ProcedureEntry, CodeSet.MODIFIERS, plain, on),
    )
    return tuple(entry for entry in found if entry.is_modifier)


def small_table(library: Library, code_set: CodeSet, on: date) -> tuple[SmallCode, ...]:
    """A small table such as the places of service, whole."""
    answering = library.shelf().answering(code_set, on)
    if answering is None:
        return ()
    bit = answering.installed.bit
    return tuple(read_all(library.connection(), SmallCode, code_set, bit))


def categories(library: Library, diagnosis: str, on: date) -> tuple[HccCategory, ...]:
    """The risk categories a diagnosis of a day counts toward; none for a day of no known year."""
    answering = library.shelf().answering(CodeSet.HCC, on)
    if answering is None or not answering.in_force.exact:
        return ()
    return facts_of(library, HccCategory, CodeSet.HCC, diagnosis, on)


def limits(library: Library, diagnosis: str, on: date) -> tuple[DiagnosisLimit, ...]:
    """Patients whom a diagnosis fits, where the editor's lists say so."""
    return facts_of(library, DiagnosisLimit, CodeSet.AGE_SEX, diagnosis, on)


def pairs_on_claim(
    library: Library, procedures: Sequence[str], on: date
) -> tuple[PtpPair, ...] | None:
    """All pairs among the procedures of a claim; None when the office has no table of pairs."""
    answering = library.shelf().answering(CodeSet.PTP, on)
    if answering is None:
        return None
    return pairs_among(library.connection(), answering.installed.id, procedures, on)


def facts_of(
    library: Library, kind: type[Fact], code_set: CodeSet, code: str, on: date
) -> tuple[Fact, ...]:
    """What the release of a set that answers for a day says of a code."""
    answering = library.shelf().answering(code_set, on)
    if answering is None:
        return ()
    return read_facts(library.connection(), kind, code_set, answering.installed.bit, code)


def _one(facts: tuple[Fact, ...]) -> Fact | None:
    return facts[0] if facts else None

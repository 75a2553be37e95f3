"""Laboratory values, vital signs and other observations of a FHIR import."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from medcoder_desktop.domain.documents import AbnormalFlag, LabResult
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.patients import Patient
from medcoder_desktop.records.concepts import LOINC, code_in, codes, codings, words
from medcoder_desktop.records.fhir.comments import comments
from medcoder_desktop.records.fhir.nodes import Node, at, first_day, nodes, text
from medcoder_desktop.records.fhir.observations import NOT_A_RESULT, observations
from medcoder_desktop.records.fhir.pool import Resource
from medcoder_desktop.records.fhir.reading import Reading
from medcoder_desktop.records.lab_values import (
    Limits,
    limits_from_text,
    number,
    readable_number,
    readable_unit,
    stated_flag,
)
from medcoder_desktop.records.limits import LONGEST_VALUE

_SYSTOLIC = "8480-6"


@dataclass(frozen=True, slots=True)
class _Value:
    """What was measured: for the reader and, where it is a number, for comparing."""

    shown: str
    unit: str = ""
    measured: Decimal | None = None


def read_results(reading: Reading) -> tuple[LabResult, ...]:
    """All values of all observations, components one by one, in the order of the file."""
    panels = _panels(reading)
    found: dict[str, LabResult] = {}
    for resource in observations(reading):
        body = resource.body
        if text(body, "status") in NOT_A_RESULT:
            reading.left_out.count("left_out.result_status")
            continue
        patient = reading.patient_of(resource)
        if patient is None:
            continue
        encounter = reading.encounter_of(resource, patient)
        panel = panels.get(resource.name, "")
        results = list(_results(resource, patient, encounter, panel))
        if not (results or nodes(body, "hasMember") or comments(body)):
            reading.left_out.count("left_out.result_empty")
        found.update({result.source_key: result for result in results})
    return tuple(found.values())


def _panels(reading: Reading) -> dict[str, str]:
    """Names of the reports and panels that observations came in."""
    panels: dict[str, str] = {}
    for kind, key in (("DiagnosticReport", "result"), ("Observation", "hasMember")):
        for parent in reading.pool.whole_kind(kind):
            title = words(at(parent.body, "code"))
            for reference in nodes(parent.body, key):
                member = reading.pool.resolve(reference, parent)
                if member:
                    panels.setdefault(member.name, title)
    return panels


def _results(
    resource: Resource, patient: Patient, encounter: Encounter | None, panel: str
) -> Iterator[LabResult]:
    """The observation's own value, and one for each of its components."""
    body = resource.body
    measured: dict[str, tuple[Node, str]] = {resource.name: (body, panel)}
    title = words(at(body, "code"))
    for component in sorted(nodes(body, "component"), key=_systolic_first):
        key = f"{resource.name}#{next(codes(component, 'code'), '')}"
        key = f"{key}~{len(measured)}" if key in measured else key
        measured[key] = (component, panel or title)
    for source_key, (node, in_panel) in measured.items():
        value = _value(node)
        if value is None:
            continue
        concept = at(node, "code")
        loinc = code_in(concept, LOINC)
        yield LabResult(
            id=new_id(),
            patient_id=patient.id,
            encounter_id=encounter.id if encounter else None,
            code=loinc.code if loinc else "",
            name=words(concept) or in_panel,
            value=value.shown,
            unit=value.unit,
            reference_range=_range_shown(node),
            flag=_flag(node, value),
            taken_on=first_day(
                body,
                ("effectiveDateTime",),
                ("effectivePeriod", "start"),
                ("effectiveInstant",),
                ("issued",),
            ),
            panel=in_panel,
            source_key=source_key,
        )


def _systolic_first(component: Node) -> bool:
    """Blood pressure reads systolic over diastolic, in whatever order the record has it."""
    return _SYSTOLIC not in codes(component, "code")


def _value(node: Node) -> _Value | None:
    """The value of whatever type; None where there is none."""
    quantity = at(node, "valueQuantity")
    if quantity is not None:
        return _quantity(quantity)
    if is_report(node):
        return _Value("see document")
    truth = at(node, "valueBoolean")
    plain = {True: "yes", False: "no"}[truth] if isinstance(truth, bool) else ""
    plain = plain or words(at(node, "valueCodeableConcept"))
    for key in ("valueString", "valueInteger", "valueDateTime", "valueTime"):
        plain = plain or text(node, key)
    if plain:
        return _Value(plain, measured=number(plain))
    return _pair(node) or _span(at(node, "valuePeriod"))


def _span(period: object) -> _Value | None:
    """A day, or the first and the last of several."""
    days = (text(period, "start").partition("T")[0], text(period, "end").partition("T")[0])
    shown = "–".join(dict.fromkeys(filter(None, days)))
    return _Value(shown) if shown else None


def _pair(node: Node) -> _Value | None:
    """A range such as ``2–4`` or a ratio such as ``1:40``."""
    for low, high, between in (
        (("valueRange", "low"), ("valueRange", "high"), "–"),
        (("valueRatio", "numerator"), ("valueRatio", "denominator"), ":"),
    ):
        first, second = _quantity(at(node, *low)), _quantity(at(node, *high))
        if first and second:
            return _Value(f"{first.shown}{between}{second.shown}", first.unit or second.unit)
    return None


def is_report(observation: Node) -> bool:
    """Whether an observation's text is too long for a table and is kept as a document."""
    value = at(observation, "valueString")
    return isinstance(value, str) and len(value) > LONGEST_VALUE


def _quantity(quantity: object) -> _Value | None:
    written = at(quantity, "value")
    unit = readable_unit(text(quantity, "unit") or text(quantity, "code"))
    if isinstance(written, bool) or not isinstance(written, (int, Decimal)):
        shown = text(quantity, "value")  # a number in quotes, as some programs write it
        return _Value(shown, unit, number(shown)) if shown else None
    comparator = text(quantity, "comparator")
    measured = None if comparator else number(str(written))
    return _Value(f"{comparator}{readable_number(written)}", unit, measured)


def _normal_range(node: Node) -> Node:
    """The range to compare with: the normal one for everybody, else the first."""
    ranges = nodes(node, "referenceRange")
    for reference in ranges:
        if not at(reference, "appliesTo") and "normal" in codes(reference, "type"):
            return reference
    return ranges[0] if ranges else {}


def _range_shown(node: Node) -> str:
    reference = _normal_range(node)
    stated = text(reference, "text")
    if stated:
        return stated
    low, high = _quantity(at(reference, "low")), _quantity(at(reference, "high"))
    if low and high:
        return f"{low.shown}–{high.shown}"
    if high:
        return f"≤ {high.shown}"
    return f"≥ {low.shown}" if low else ""


def _flag(node: Node, value: _Value) -> AbnormalFlag:
    """What the laboratory says; where it says nothing, what the numeric range says."""
    for concept in nodes(node, "interpretation"):
        for said in (*(coding.code for coding in codings(concept)), words(concept)):
            flag = stated_flag(said)
            if flag is not None:
                return flag
    if value.measured is None:
        return AbnormalFlag.NORMAL
    reference = _normal_range(node)
    low, high = _quantity(at(reference, "low")), _quantity(at(reference, "high"))
    limits = limits_from_text(text(reference, "text"))
    if limits is None:
        limits = Limits(low.measured if low else None, high.measured if high else None)
    return limits.flag(value.measured)
